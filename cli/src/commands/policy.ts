import { checkFolder, describeRefusal, terminalLanguage } from "@wutong/server/local";

const USAGE = `wutong policy check DIR   reads and checks every policy of a folder
wutong policy test DIR    the same, and counts the cases that came out as expected
`;

/** Faults that say a case came out otherwise; all others are faults of form or meaning. */
const CASE_FAULT = "policy.case.wrong";

/** `wutong policy`: 0 when all is well, 1 when policies have faults, 2 when something given is wrong. */
export async function run(args: readonly string[]): Promise<number> {
  const [verb, folder, ...more] = args;
  if ((verb !== "check" && verb !== "test") || !folder || more.length > 0) {
    process.stderr.write(USAGE);
    return 2;
  }
  const language = terminalLanguage(process.env);
  const checked = checkFolder(folder);
  if (!checked.ok) {
    process.stderr.write(`${describeRefusal({ kind: "problem", problem: checked.error }, folder, language)}\n`);
    return 2;
  }
  const { policies, faults } = checked.value;
  const told = verb === "test" ? faults : faults.filter((fault) => fault.code !== CASE_FAULT);
  if (told.length > 0) process.stderr.write(`${describeRefusal({ kind: "faults", faults: told }, folder, language)}\n`);
  for (const { envelope, conditions } of policies) {
    const cases = verb === "test" ? `, ${envelope.tests.cases.length} cases as expected` : "";
    process.stdout.write(`${envelope.id}@${envelope.version}: ${conditions.length} conditions${cases}\n`);
  }
  return told.length > 0 ? 1 : 0;
}
