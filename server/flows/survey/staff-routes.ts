import * as contract from "@wutong/contracts";
import { fail, formatDay, ok, parseDay, problem } from "@wutong/kernel";
import { implement, type Route } from "../../areas/access/index.ts";
import {
  countItems,
  findInvitation,
  findWave,
  listInvitations,
  listItems,
  listRates,
  listWaves,
  type Wave,
  waveStateOn,
} from "../../areas/demand/index.ts";
import { saveSurveyContact } from "../../areas/employers/index.ts";
import { inSession } from "../../storage/index.ts";
import { cleanItem, loadRecords, publishList } from "./clean-and-publish.ts";
import { remindEmployers, startWave } from "./invite-employers.ts";
import { failedRows } from "./reply-rows.ts";
import { linkOf, type StaffCaller, type SurveyDesk, todayOn } from "./survey-desk.ts";

/** As the contract asks for those of which no register says. */
const NOT_REGISTERED = "none";

export function surveyStaffRoutes(desk: SurveyDesk): readonly Route[] {
  return [...waveRoutes(desk), ...invitationRoutes(desk), ...itemRoutes(desk)];
}

function waveRoutes(desk: SurveyDesk): readonly Route[] {
  const { database } = desk;
  return [
    implement(contract.listWaves, async ({ caller, query }) => {
      const page = { before: cursorOf(query.cursor), limit: query.limit + 1 };
      const waves = await inSession(database, caller.token, (tx) => listWaves(tx, page));
      return ok(
        pageOf(
          waves,
          query.limit,
          (one) => one.waveId,
          (one) => toWave(desk, one),
        ),
      );
    }),
    implement(contract.startWave, async ({ caller, key, body }) => {
      const [opensOn, closesOn] = [parseDay(body.opensOn), parseDay(body.closesOn)];
      if (!opensOn.ok) return fail(problem("http.badRequest", { field: "opensOn" }));
      if (!closesOn.ok) return fail(problem("http.badRequest", { field: "closesOn" }));
      const { officeId } = caller.session;
      if (officeId === null) return fail(problem("access.roleMissing", { roles: "clerk" }));
      const wave = { ...body, officeId, opensOn: opensOn.value, closesOn: closesOn.value };
      return startWave(desk, { token: caller.token, key }, wave);
    }),
    implement(contract.getWave, ({ caller, params: { waveId } }) =>
      inSession(database, caller.token, async (tx) => {
        const wave = await findWave(tx, waveId);
        if (!wave) return fail(problem("demand.notFound"));
        const byKind = [...(await listRates(tx, waveId, "kind"))];
        const byIndustry = [...(await listRates(tx, waveId, "industry"))];
        return ok({ wave: toWave(desk, wave), byKind, byIndustry });
      }),
    ),
    implement(contract.remindEmployers, ({ caller, key, params }) =>
      remindEmployers(desk, { token: caller.token, key }, params.waveId),
    ),
    implement(contract.publishDemandList, ({ caller, key, params }) =>
      publishList(desk, { token: caller.token, key }, params.waveId),
    ),
  ];
}

function invitationRoutes(desk: SurveyDesk): readonly Route[] {
  const { database, run, vault, tenantId } = desk;
  return [
    implement(contract.listInvitations, async ({ caller, params, query }) => {
      const answered = query.answered && query.answered === "yes";
      const kind = query.kind === NOT_REGISTERED ? "" : query.kind;
      const industry = query.industry === NOT_REGISTERED ? "" : query.industry;
      const asked = { ...params, answered, kind, industry, after: cursorOf(query.cursor) ?? 0, limit: query.limit + 1 };
      const rows = await inSession(database, caller.token, (tx) => listInvitations(tx, asked));
      const toRow = (row: (typeof rows)[number]) => ({ ...row, answeredAt: row.answeredAt?.toISOString() ?? null });
      return ok(pageOf(rows, query.limit, (one) => one.invitationId, toRow));
    }),
    implement(contract.showInvitationLink, async ({ caller, key, params: { invitationId } }) => {
      const shown = await noteLinkShown(desk, { token: caller.token, key }, invitationId);
      return shown.ok ? ok({ path: `/survey/${linkOf(desk, shown.value.waveId, shown.value.creditCode)}` }) : shown;
    }),
    implement(contract.nameSurveyContact, ({ caller, key, body }) => {
      // The digest alone is kept of a command's input, so that the phone stands in no journal.
      return run({ token: caller.token, key, command: "nameSurveyContact", input: body }, async (tx) => {
        const { officeId } = caller.session;
        if (officeId === null) return fail(problem("access.roleMissing", { roles: "clerk" }));
        const saved = await saveSurveyContact(tx, vault, { ...body, tenantId, officeId, now: desk.now() });
        if (!saved) return fail(problem("demand.notFound"));
        return ok({ reply: { done: true as const }, subject: { kind: "employer", id: body.creditCode }, officeId });
      });
    }),
  ];
}

/** The journal says who asked for whose link, not the link: replies of commands are kept in plain. */
function noteLinkShown(desk: SurveyDesk, caller: StaffCaller, invitationId: number) {
  return desk.run({ ...caller, command: "showSurveyLink", input: { invitationId } }, async (tx) => {
    const found = await findInvitation(tx, invitationId);
    if (!found) return fail(problem("demand.notFound"));
    const { waveId, creditCode, officeId } = found;
    return ok({ reply: { waveId, creditCode }, subject: { kind: "surveyInvitation", id: invitationId }, officeId });
  });
}

function itemRoutes(desk: SurveyDesk): readonly Route[] {
  const { database } = desk;
  return [
    implement(contract.getDemandFigure, async ({ caller }) =>
      ok(await inSession(database, caller.token, (tx) => countItems(tx, {}))),
    ),
    implement(contract.listDemandItems, ({ caller, query }) =>
      inSession(database, caller.token, async (tx) => {
        const { items: total } = await countItems(tx, query);
        const rows = await listItems(tx, query, { after: cursorOf(query.cursor) ?? 0, limit: query.limit + 1 });
        return ok({
          ...pageOf(
            rows,
            query.limit,
            (one) => one.itemId,
            (one) => one,
          ),
          total,
        });
      }),
    ),
    implement(contract.cleanDemandItem, ({ caller, key, params, body }) =>
      cleanItem(desk, { token: caller.token, key }, params.itemId, body),
    ),
    implement(contract.loadDemandRecords, async ({ caller, key, body, file }) => {
      const { officeId } = caller.session;
      if (officeId === null) return fail(problem("access.roleMissing", { roles: "clerk" }));
      const from = { stream: file.stream, atLeast: body.atLeast };
      const loaded = await loadRecords(desk, { token: caller.token, key, officeId }, from);
      return loaded.ok ? ok({ loaded: loaded.value.loaded, failed: failedRows(loaded.value.failed) }) : loaded;
    }),
  ];
}

function toWave(desk: SurveyDesk, wave: Wave) {
  return {
    ...wave,
    opensOn: formatDay(wave.opensOn),
    closesOn: formatDay(wave.closesOn),
    state: waveStateOn(todayOn(desk), wave),
  };
}

function cursorOf(text: string | undefined): number | undefined {
  const value = Number(text);
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

/** One row more than the page was read: whether there is a next page. */
function pageOf<Row, Shown>(
  rows: readonly Row[],
  limit: number,
  idOf: (row: Row) => number,
  show: (row: Row) => Shown,
): { rows: Shown[]; next: string | null; total: number | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last ? String(idOf(last)) : null;
  return { rows: shown.map(show), next, total: null };
}
