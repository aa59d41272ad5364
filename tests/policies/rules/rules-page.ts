import { type CompiledPolicy, partsUsed, partTexts } from "@wutong/policy";
import { shippedPolicies } from "./rule-files.ts";

/** The page that says for each rule which parts of the envelope it uses. */
export function renderRulesPage(): string {
  const shipped = [...shippedPolicies()].sort((a, b) => order(a.policy) - order(b.policy));
  const cases = shipped.reduce((sum, { policy }) => sum + policy.envelope.tests.cases.length, 0);
  const rules = new Set(shipped.map(({ policy }) => policy.envelope.source.rule));
  return [
    "# Rules",
    "",
    `${rules.size} rules of real offices as data, with ${cases} cases. What each uses of [the envelope](policy-format.md); fragments are rules that`,
    "their source gives only in part.",
    "(This page is generated from the files: `WUTONG_UPDATE=1 node --test tests/policies/rules/rules-page.test.ts`.)",
    "",
    "| rule | policy | cases | uses |",
    "| --- | --- | --- | --- |",
    ...shipped.map(({ path, policy }) => rowOf(path, policy)),
    "",
    "## Which rules use a part",
    "",
    "| part | form | rules |",
    "| --- | --- | --- |",
    ...usersOf(shipped.map(({ policy }) => policy)),
    "",
  ].join("\n");
}

function rowOf(path: string, { envelope }: CompiledPolicy): string {
  const { title, source, fragment, tests } = envelope;
  const used = Map.groupBy(partsUsed(envelope), ({ part }) => part);
  const uses = [...used].map(([part, forms]) => `${part}: ${forms.map(({ form }) => form).join(", ")}`).join("; ");
  const name = `[${title.zh}](../../${path}) ${title.en}${fragment ? " (fragment)" : ""}`;
  return `| ${source.rule} | ${name} | ${tests.cases.length} | ${uses} |`;
}

function usersOf(policies: readonly CompiledPolicy[]): readonly string[] {
  const users = new Map<string, string[]>();
  for (const { envelope } of policies) {
    for (const { part, form } of partsUsed(envelope)) {
      const key = `${partTexts[part]?.zh ?? ""} ${part} | ${form}`;
      users.set(key, [...(users.get(key) ?? []), envelope.source.rule]);
    }
  }
  return [...users]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, rules]) => `| ${key} | ${[...new Set(rules)].join(", ")} |`);
}

/** R01 … R65, then N-01, N-02. */
function order({ envelope: { source, version } }: CompiledPolicy): number {
  const [, letter = "", digits = "0"] = /^([A-Z])-?(\d+)/.exec(source.rule) ?? [];
  return (letter === "R" ? 0 : 1000) + Number(digits) + version / 100;
}
