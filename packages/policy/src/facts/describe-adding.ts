/** How a region writes down facts that no catalogue has: a part of the reference (Markdown); its example is read by a test. */
export const addingFacts = `
## Facts that a region adds

What no catalogue has is added by data, under \`facts:\` in a shared file (\`*.shared.yaml\`); a policy that includes the file
asks it like any other fact, in conditions, amounts and test cases:

\`\`\`yaml
facts:
  - name: citations
    type: integer
    digits: 6
    register: { id: patents, zh: 专利登记, en: the register of patents }
    label: { zh: 被引次数, en: citations }
  - name: patents
    register: patents
    label: { zh: 专利, en: patents }
    element: { name: patent, key: key }
    fields:
      - { name: key, type: string, label: { zh: 专利号（化名）, en: patent (pseudonymous) } }
      - { name: kind, type: string, values: [invention, utility], label: { zh: 类别, en: kind } }
      - { name: granted, type: date, label: { zh: 授权日, en: granted on } }
\`\`\`

- A fact with \`type\` is a scalar, one with \`fields\` is a list; a field with \`fields\` of its own is a group (as \`employer\` is).
- \`type\`: \`string\` (with \`values\`, where these are all that it can be), \`boolean\`, \`date\`, \`integer\` (at most \`digits\` digits,
  1 to 9; 4 where left out), \`decimal\` (two decimals) or \`yuan\`.
- \`subject\`: \`person\` where left out, or \`household\`, \`employer\`, \`platform\`.
- \`register\`: the id of one that is known (\`housing\`, \`pay\`, …), or a new one with its names; then its id alone will do
  elsewhere, and a condition may name it as its evidence.
- \`element\` (lists of a person only): policies may be about one element, here \`subject: patent\`, told apart by a field of type
  \`string\`.
- A name begins with a small letter; it may not be in the catalogue of that subject already, however its letters are written.
  Two files of a folder may add the same fact, if they add it alike.
- Until a register feeds such a fact, or a file of facts holds it, it is unknown of everybody: nobody is refused for it.
`;
