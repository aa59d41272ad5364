import { type FunctionDoc, listFunctions } from "@wutong/feel";

/** The page docs/reference/feel-functions.md, written out of the catalogue itself. */
export function renderFeelReference(): string {
  return `${HEAD}\n${listFunctions().map(section).join("\n")}`;
}

const HEAD = `# FEEL functions of policies

The closed catalogue: what a policy's conditions and amounts may call. Each function is defined once, with its meaning
in JavaScript and in SQL, and tested to agree on both. Unknown in gives unknown out unless a function says otherwise.
(This page is generated from the catalogue: \`WUTONG_UPDATE=1 node --test tests/parity/feel-reference.test.ts\`.)
`;

function section(doc: FunctionDoc): string {
  const parameters = doc.parameters.map((parameter) => {
    const name = parameter.rest ? `${parameter.name}, …` : parameter.name;
    return parameter.optional ? `[${name}: ${parameter.type}]` : `${name}: ${parameter.type}`;
  });
  const examples = doc.examples.map(
    ({ expression, gives }) => `${expression}   // ${gives === null ? "unknown" : JSON.stringify(gives)}`,
  );
  return [
    `## ${doc.name}`,
    "",
    `\`${doc.name}(${parameters.join(", ")})\` → ${doc.returns}`,
    "",
    doc.en,
    "",
    doc.zh,
    "",
    "```feel",
    ...examples,
    "```",
    "",
  ].join("\n");
}
