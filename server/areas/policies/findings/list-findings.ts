import { OCCUPATIONS, SKILL_LEVELS } from "@wutong/codes";
import type * as contract from "@wutong/contracts";
import { type Fen, fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import type { CompiledPolicy } from "@wutong/policy";
import type { Token, Tx } from "../../../storage/index.ts";
import { findPersonIds, listPersonLabels } from "../../people/index.ts";
import { type Finding, type FindingKey, findingIdOf, parseFindingId } from "../store/finding.ts";
import { listCertificateLabels, listOfficeNames, listWorkplaceNames } from "../store/labels.ts";
import { countFindings, type FindingFilter, type FindingsQuestion, readFindings } from "../store/read-findings.ts";
import { readAs } from "../store/read-session.ts";
import { findingSentence } from "./finding-sentence.ts";
import type { PoliciesDesk, Standing } from "./policies-desk.ts";
import { openSweep, type SweepInSight } from "./sweep-in-sight.ts";

export type FindingsPage = contract.ReplyOf<typeof contract.listFindings>;
export type FindingRow = FindingsPage["rows"][number];

/** The filters of the page, as the contract has them. */
export type PageFilter = Omit<FindingFilter, "people" | "keys"> & {
  readonly standing?: Standing | "none" | undefined;
  /** A name or a phone number. */
  readonly text?: string | undefined;
};

type Page = { readonly cursor?: string | undefined; readonly limit: number };

/** What a filter by standing looks through for one page, at most. */
const LOOKED_THROUGH_MAX = 20_000;
const LOOK_AT_ONCE = 1_000;

/**
 * Findings of the offices in sight, page by page, with names. Problems: `http.notFound`, `http.badRequest` for a cursor that
 * isn't ours, `policies.sweepUnfinished`.
 */
export async function listFindings(
  desk: PoliciesDesk,
  token: Token,
  given: { readonly sweepId: number; readonly filter: PageFilter; readonly page: Page },
): Promise<Result<FindingsPage, Problem>> {
  const after = given.page.cursor === undefined ? undefined : parseFindingId(given.page.cursor);
  if (given.page.cursor !== undefined && !after) return fail(problem("http.badRequest", { field: "cursor" }));
  const { standing, text, ...filter } = given.filter;
  return readAs(desk.database, token, async (tx) => {
    const sight = await openSweep(desk, tx, given.sweepId);
    if (!sight.ok) return sight;
    const people = text ? await findPersonIds(tx, text) : undefined;
    const { summary, offices } = sight.value;
    const question = { sweepId: given.sweepId, summary, offices, filter: { ...filter, people } };
    const found = await readPage(desk, tx, { question, sight: sight.value, standing, after, limit: given.page.limit });
    const rows = await presentFindings(desk, tx, sight.value, found.findings);
    const total = standing === undefined ? await countFindings(desk.reader, question) : null;
    return ok({ rows, next: found.next, total });
  });
}

type Reading = {
  readonly question: FindingsQuestion;
  readonly sight: SweepInSight;
  readonly standing: Standing | "none" | undefined;
  readonly after: FindingKey | undefined;
  readonly limit: number;
};

/** Standings are in PostgreSQL, findings in files: a filter by standing goes through findings until the page is full. */
async function readPage(
  desk: PoliciesDesk,
  tx: Tx,
  { question, sight, standing, after, limit }: Reading,
): Promise<{ readonly findings: readonly Finding[]; readonly next: string | null }> {
  const kept: Finding[] = [];
  let place = after;
  let lookedThrough = 0;
  while (lookedThrough < LOOKED_THROUGH_MAX) {
    const wanted = standing === undefined ? limit + 1 : LOOK_AT_ONCE;
    const some = await readFindings(desk.reader, question, { after: place, limit: wanted });
    const standings = standing === undefined ? undefined : await standingsOf(desk, tx, sight.policies, some);
    for (const one of some) {
      if (standings && (standings.get(one.findingId) ?? "none") !== standing) continue;
      if (kept.length === limit) return { findings: kept, next: kept.at(-1)?.findingId ?? null };
      kept.push(one);
    }
    if (some.length < wanted) return { findings: kept, next: null };
    lookedThrough += some.length;
    place = some.at(-1);
  }
  return { findings: kept, next: place ? findingIdOf(place) : null };
}

/** What has happened, by finding. */
async function standingsOf(
  desk: PoliciesDesk,
  tx: Tx,
  policies: readonly CompiledPolicy[],
  findings: readonly Finding[],
): Promise<ReadonlyMap<string, Standing>> {
  const people = [...new Set(findings.map((one) => one.personId))];
  if (people.length === 0) return new Map();
  const known = new Map<string, Standing>();
  for (const one of await desk.readStandings(tx, people)) {
    known.set(`${one.personId} ${one.policy} ${one.certificateKey}`, one.standing);
  }
  return new Map(
    findings.flatMap((one): readonly [string, Standing][] => {
      const policyId = policies[one.place]?.envelope.id;
      const standing = known.get(`${one.personId} ${policyId} ${one.subject ?? ""}`);
      return standing ? [[one.findingId, standing]] : [];
    }),
  );
}

/** Findings as rows of a page. People whom the session doesn't see any more (they moved away) have no name. */
export async function presentFindings(
  desk: PoliciesDesk,
  tx: Tx,
  { policies }: SweepInSight,
  findings: readonly Finding[],
): Promise<FindingRow[]> {
  const people = [...new Set(findings.map((one) => one.personId))];
  const labels = await listPersonLabels(tx, people);
  const employers = await listWorkplaceNames(tx, people);
  const offices = await listOfficeNames(tx);
  const standings = await standingsOf(desk, tx, policies, findings);
  const certificates = await listCertificateLabels(
    tx,
    findings.flatMap((one) => (one.subject === null ? [] : [one.subject])),
  );
  return findings.map((finding) => {
    const policy = policies[finding.place];
    if (!policy) throw new Error(`the finding ${finding.findingId} names no policy of its sweep`);
    const { amountFen, thisYearFen, planFen } = finding;
    return {
      findingId: finding.findingId,
      personId: finding.personId,
      name: labels.get(finding.personId)?.name ?? "—",
      office: { officeId: finding.office, name: offices.get(finding.office) ?? String(finding.office) },
      employer: employers.get(finding.personId) ?? null,
      policyId: policy.envelope.id,
      policyTitle: policy.envelope.title,
      subject: finding.subject === null ? null : certificateText(certificates.get(finding.subject)),
      outcome: finding.outcome,
      oneStepShort: finding.steps > 0,
      amountFen: textOf(amountFen),
      thisYearFen: textOf(thisYearFen),
      planFen: textOf(planFen),
      chosen: finding.outcome === "entitled" ? finding.chosen : null,
      change: finding.change,
      standing: standings.get(finding.findingId) ?? "none",
      sentence: findingSentence(finding, policy),
    };
  });
}

/** "焊工 三级/高级工": what the certificate is for, not its number. */
export function certificateText(of: { readonly occupation: string | null; readonly level: string | null } | undefined) {
  const occupation = OCCUPATIONS.entries.find((one) => one.code === of?.occupation);
  const level = SKILL_LEVELS.entries.find((one) => one.code === of?.level);
  const zh = [occupation?.zh ?? of?.occupation, level?.zh ?? of?.level].filter(Boolean).join(" ");
  const en = [occupation?.en ?? of?.occupation, level?.en ?? of?.level].filter(Boolean).join(", ");
  return { zh: zh || "证书", en: en || "certificate" };
}

function textOf(amount: Fen | null): string | null {
  return amount === null ? null : amount.toString();
}
