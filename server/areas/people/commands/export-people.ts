import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import type { CommandRunner, Token } from "../../../storage/index.ts";
import { maskNumbers } from "../../registers/index.ts";
import type { PeopleQuestion } from "../queries/search-people.ts";

export type PeopleExport = {
  readonly filters: PeopleQuestion;
  readonly rows: number;
  readonly revealed: boolean;
  readonly purpose: string;
};

/** Notes who takes out how many people, whether unmasked, and what for. Problem: `people.purposeMissing`. */
export async function noteExport(
  run: CommandRunner,
  asked: { readonly token: Token; readonly key: string },
  { filters, rows, revealed, purpose }: PeopleExport,
): Promise<Result<{ readonly rows: number }, Problem>> {
  const stated = maskNumbers(purpose.trim());
  if (stated.length < 4) return fail(problem("people.purposeMissing"));
  // The text that was searched for may be a name or a phone number: that there was one is enough.
  const { text, by, standing, officeId, team, talentClass } = filters;
  const kept = { searched: text !== undefined && text !== "", by, standing, officeId, team, talentClass };
  const after = {
    rows,
    revealed,
    purpose: stated,
    filters: Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)),
  };
  return run({ ...asked, command: "exportPeople", input: { revealed, purpose: stated } }, async () =>
    ok({ reply: { rows }, subject: { kind: "people", id: "export" }, after: after as never }),
  );
}
