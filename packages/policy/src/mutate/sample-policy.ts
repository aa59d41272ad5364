import type { PolicyFile } from "../reading/read-policies.ts";

/**
 * A made-up policy that holds what a mutation test must find: FEEL in every style of YAML scalar, a shared term and
 * parameter, a computed sum, a plan, an anchor. Every change of it is noticed but the one that the tests name.
 */
export const sampleFiles: readonly PolicyFile[] = [
  {
    path: "names.shared.yaml",
    text: `parameters:
  - id: ageMax
    says: { zh: 年龄上限, en: greatest age }
    values:
      - { from: 2020-01-01, value: 35, source: s }
      - { from: 2024-07-01, value: 40, source: s }
  - id: unused
    says: { zh: 无, en: none }
    values: [{ from: 2020-01-01, value: 7, source: s }]
terms:
  - id: young
    says: { zh: 年轻, en: young }
    feel: full years between(birth, keyDate) <= ageMax
  - id: alsoUnused
    says: { zh: 无, en: none }
    feel: count(homes) < 9
`,
  },
  {
    path: "sample.yaml",
    text: `id: sample
benefit: rentSubsidy
office: 330602
version: 1
title: { zh: 样例 7, en: sample 7 }
source: { rule: T01, document: 文件第 3 号, grade: A, note: { zh: 无, en: none } }
prose: { zh: 须满 5 年, en: at least 5 years }
include: [names.shared.yaml]
inForce: { from: 2024-01-01, to: 2024-12-31 }
keyDate:
  feel: asOf
  says: { zh: 当日, en: the day }
  evidence: { register: talentLibrary }
subject: person
conditions:
  all:
    - id: young
      feel: young
      text: { zh: 不超过 35 岁, en: 35 at most }
      clause: &clause { zh: 第 1 条, en: article 1 }
      evidence: { register: talentLibrary }
      when: atKeyDate
    - any:
        - id: degree
          feel: >-
            some e in education
            satisfies
            e.level = "master"
            and e.fullTime
          text: { zh: 硕士, en: master }
          clause: *clause
          evidence: { register: education }
          when: atKeyDate
        - id: here
          feel: 'some s in insurance satisfies s.region = "330602"'
          text: { zh: 参保, en: insured }
          clause: *clause
          evidence: { register: insurance }
          when: atKeyDate
amount:
  per: instalment
  hitPolicy: FIRST
  rows:
    - if: |-
        sex = "F"
        and
        residence != "330106"
      yuan: 600.50
    - { if: "true", yuan: "500" }
payPlan: { kind: monthly, count: 2, first: nextMonth, gap: stop }
stacking: { ends: [], higherBarsLower: false, notWith: [] }
beneficiary: { who: person }
payee: { who: person }
handling:
  mode: apply
  offerDays: 30
  publicNoticeWorkingDays: 5
  approvals: [{ role: reviewer, title: { zh: 复核, en: review } }]
tests:
  examples:
    her:
      birth: 1989-01-02
      sex: F
      residence: "330602"
      education: [{ level: master, fullTime: true }]
      insurance: []
  cases:
    - { name: her, asOf: 2024-01-01, like: her, because: "35 to the day before her birthday, 600.50 twice", expect: {
        outcome: entitled, yuan: 600.5, plan: [{ due: 2024-02-01, yuan: 600.5 }, { due: 2024-03-01, yuan: 600.5 }] } }
    - { name: too old, asOf: 2024-01-01, like: her, facts: { birth: 1988-01-01 }, because: 36, expect: { outcome: notEntitled, failed: [young] } }
    - { name: the day before the limit rises, asOf: 2024-06-30, like: her, facts: { birth: 1984-06-01 }, because: 40 is over 35, expect: { outcome: notEntitled } }
    - { name: the day on which the limit rises, asOf: 2024-07-01, like: her, facts: { birth: 1984-06-01 }, because: 40 is 40, expect: { outcome: entitled } }
    - { name: a year over the new limit, asOf: 2024-07-01, like: her, facts: { birth: 1983-06-01 }, because: 41, expect: { outcome: notEntitled } }
    - { name: too early, asOf: 2023-12-31, like: her, because: a day before, expect: { outcome: notEntitled, failed: [inForce] } }
    - { name: last day, asOf: 2024-12-31, like: her, because: in force, expect: { outcome: entitled } }
    - { name: too late, asOf: 2025-01-01, like: her, because: a day after, expect: { outcome: notEntitled, failed: [inForce] } }
    - { name: part-time and bachelor, asOf: 2024-02-01, like: her, facts: { education: [{ level: master, fullTime: false }, { level: bachelor, fullTime: true }] }, because: none has both, expect: { outcome: notEntitled, failed: [degree, here] } }
    - { name: two degrees, asOf: 2024-02-01, like: her, facts: { education: [{ level: master, fullTime: true }, { level: bachelor, fullTime: true }] }, because: one is enough, expect: { outcome: entitled } }
    - { name: insured here, asOf: 2024-02-01, like: her, facts: { education: [], insurance: [{ region: "330602" }, { region: "330106" }] }, because: one is enough, expect: { outcome: entitled } }
    - { name: insured elsewhere, asOf: 2024-02-01, like: her, facts: { education: [], insurance: [{ region: "330603" }] }, because: not here, expect: { outcome: notEntitled } }
    - { name: he, asOf: 2024-02-01, like: her, facts: { sex: M }, because: "500", expect: { outcome: entitled, yuan: 500 } }
    - { name: she from Hangzhou, asOf: 2024-02-01, like: her, facts: { residence: "330106" }, because: "500", expect: { outcome: entitled, yuan: 500 } }
`,
  },
];
