import * as contract from "@wutong/contracts";
import { ok } from "@wutong/kernel";
import { getTenantName, implement, type Route } from "../../areas/access/index.ts";
import { listPublicItems, type PublicItem } from "../../areas/demand/index.ts";
import { answerSurvey, enterByLink, mayAnswer, openSurvey } from "./answer-survey.ts";
import { publishedWorkbook, readDemandWorkbook, templateWorkbook, WORKBOOK } from "./demand-workbook.ts";
import { guessLimit } from "./guess-limit.ts";
import { failedRows } from "./reply-rows.ts";
import { contactBind, type SurveyDesk } from "./survey-desk.ts";

const ROWS_A_PAGE = 100;
const WORKBOOK_ROWS_MAX = 10_000;

/** What an employer does by their link, and what everybody may read. */
export function surveyPublicRoutes(desk: SurveyDesk): readonly Route[] {
  const guesses = guessLimit();
  return [
    implement(contract.openSurvey, async ({ params, address }) => {
      const entered = await enterByLink(desk, guesses, { ...params, address });
      return entered.ok ? ok(await openSurvey(desk, entered.value)) : entered;
    }),
    implement(contract.answerSurvey, async ({ params, address, body, key }) => {
      const entered = await enterByLink(desk, guesses, { ...params, address });
      return entered.ok ? answerSurvey(desk, { ...entered.value, key }, body) : entered;
    }),
    implement(contract.getSurveyTemplate, async () =>
      ok({ name: "人才需求-模板.xlsx", type: WORKBOOK, content: templateWorkbook() }),
    ),
    implement(contract.readSurveyWorkbook, async ({ params, address, file }) => {
      const entered = await enterByLink(desk, guesses, { ...params, address });
      const refused = entered.ok ? await mayAnswer(desk, entered.value) : entered.error;
      if (refused) {
        file.stream.resume();
        return { ok: false, error: refused };
      }
      const read = await readDemandWorkbook(file.stream, { employers: false });
      if (!read.ok) return read;
      return ok({ items: read.value.rows.map((row) => row.demand), failed: failedRows(read.value.failed) });
    }),
    ...listRoutes(desk),
  ];
}

function listRoutes(desk: SurveyDesk): readonly Route[] {
  const { tenantId, database } = desk;
  return [
    implement(contract.listPublicDemand, async ({ query: { page } }) => {
      const items = await listPublicItems(database, { tenantId, skip: (page - 1) * ROWS_A_PAGE, take: ROWS_A_PAGE });
      const total = items[0]?.total ?? 0;
      return ok({
        tenant: await getTenantName(database, tenantId),
        publishedOn: items[0]?.publishedOn ?? null,
        rows: items.map((item) => withContact(desk, item)),
        page,
        pages: Math.max(1, Math.ceil(total / ROWS_A_PAGE)),
        total,
      });
    }),
    implement(contract.getPublicDemandWorkbook, async () => {
      const items = await listPublicItems(database, { tenantId, skip: 0, take: WORKBOOK_ROWS_MAX });
      const content = publishedWorkbook(items.map((item) => withContact(desk, item)));
      return ok({ name: "人才需求清单.xlsx", type: WORKBOOK, content });
    }),
  ];
}

function withContact(desk: SurveyDesk, item: PublicItem) {
  const contact =
    item.sealedContact &&
    (JSON.parse(desk.vault.open(item.sealedContact, contactBind(desk))) as { name: string; phone: string });
  return { ...item, contact: contact ? `${contact.name} ${contact.phone}` : null };
}
