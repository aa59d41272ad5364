/**
 * How facts come out of the tables: one definition, read for one person by `read-facts.ts` and for everybody by
 * `snapshot-rows.ts`. Each field is an SQL expression of PostgreSQL, named as in the fact catalogue of @wutong/policy.
 */
export type FactRows = {
  /** Name of the list in the fact catalogue. */
  readonly list: string;
  /** The register whose batches tell whether the list is complete. */
  readonly register: string;
  readonly fields: Readonly<Record<string, string>>;
  /** The table, as `r`; where a field needs more, with its joins. */
  readonly from: string;
  /** True where a row names an employer by `r.credit_code`; the employer's own facts are then joined. */
  readonly withEmployer: boolean;
};

/** A spell still open when its batch was made is known through that batch's last month, unless its row names an earlier one. */
const WITH_BATCH = "LEFT JOIN people.batch_coverage b ON b.batch_id = r.batch_id";
const KNOWN_TO = "coalesce(r.to_day, CASE WHEN r.open THEN b.covered_to END)";

/** A person's own fields; one in which two sources disagree is unknown until somebody settles it. */
export const PERSON_FIELDS: Readonly<Record<string, string>> = {
  birth: settled("birth", "r.birth"),
  sex: settled("sex", "r.sex"),
  nativePlace: settled("nativePlace", "r.native_place::text"),
  residence: settled("residence", "r.residence::text"),
  team: settled("team", "nullif(r.team, '')"),
  talentClass: settled("talentClass", "nullif(r.talent_class, '')"),
};

export const FACT_ROWS: readonly FactRows[] = [
  {
    list: "insurance",
    register: "insurance",
    fields: { region: "r.region::text", kind: "r.kind", from: "r.from_day", to: KNOWN_TO, open: "r.open" },
    from: `people.insurance_spells r ${WITH_BATCH}`,
    withEmployer: true,
  },
  {
    list: "education",
    register: "education",
    fields: {
      school: "r.school",
      doubleFirstClass: "r.double_first_class",
      major: "r.major",
      level: "r.level",
      fullTime: "r.full_time",
      graduated: "r.graduated",
    },
    from: "people.credentials r",
    withEmployer: false,
  },
  {
    list: "contracts",
    register: "contracts",
    fields: {
      from: "r.from_day",
      to: "CASE WHEN r.open_ended THEN NULL ELSE r.to_day END",
      openEnded: "r.open_ended",
      years: `CASE WHEN r.open_ended THEN NULL ELSE ${fullYears("r.from_day", "(r.to_day + 1)")} END`,
    },
    from: "people.contracts r",
    withEmployer: true,
  },
  {
    // Each purchase is a home, owned until the same property is sold; a sale whose purchase nobody knows is a home
    // that was owned once, since an unknown day.
    list: "homes",
    register: "housing",
    fields: {
      property: "r.property",
      region: "r.region::text",
      kind: "r.kind",
      acquired: "CASE WHEN r.direction = 'buy' THEN r.day END",
      owned: `r.direction = 'buy' AND NOT EXISTS (SELECT FROM people.housing_transactions s
        WHERE s.tenant_id = r.tenant_id AND s.person_id = r.person_id AND s.property = r.property AND s.direction = 'sell' AND s.day >= r.day)`,
      areaM2: "r.area_m2",
      priceYuan: "CASE WHEN r.direction = 'buy' THEN (r.price_fen / 100.0)::numeric(18,2) END",
    },
    from: `(SELECT t.* FROM people.housing_transactions t WHERE t.direction = 'buy' OR NOT EXISTS (
        SELECT FROM people.housing_transactions e WHERE e.tenant_id = t.tenant_id AND e.person_id = t.person_id
          AND e.property = t.property AND e.direction = 'buy' AND e.day <= t.day)) r`,
    withEmployer: false,
  },
  {
    list: "benefits",
    register: "benefits",
    fields: {
      policy: "r.policy",
      kind: "r.kind",
      region: "r.region::text",
      from: "r.from_day",
      to: "r.to_day",
      amountYuan: "(r.amount_fen / 100.0)::numeric(18,2)",
      certificate: "r.certificate_key",
      occupation: "r.occupation",
      level: "r.level",
    },
    from: "people.past_benefits r",
    withEmployer: false,
  },
  {
    list: "family",
    register: "family",
    fields: { relation: "r.relation", since: "r.since" },
    from: "people.family_ties r",
    withEmployer: false,
  },
  {
    list: "statuses",
    register: "statuses",
    fields: { kind: "r.kind", from: "r.from_day", to: KNOWN_TO, open: "r.open" },
    from: `people.statuses r ${WITH_BATCH}`,
    withEmployer: false,
  },
  {
    list: "certificates",
    register: "certificates",
    fields: {
      key: "r.certificate_key",
      occupation: "r.occupation",
      level: "r.level",
      issued: "r.issued",
      region: "r.region::text",
    },
    from: "people.certificates r",
    withEmployer: false,
  },
];

/** Columns of `people.employer_facts` by the fields of an employer in the fact catalogue. */
export const EMPLOYER_FIELDS: Readonly<Record<string, string>> = {
  code: "credit_code",
  kind: "kind",
  industry: "industry",
  stateOwned: "state_owned",
  region: "region",
  aboveScale: "above_scale",
};

function settled(field: string, expression: string): string {
  return `CASE WHEN '${field}' = ANY (r.conflicts) THEN NULL ELSE ${expression} END`;
}

/** Full years between two days, as `fullYearsBetween` of the kernel counts them. */
function fullYears(from: string, to: string): string {
  return `(extract(year FROM ${to}) - extract(year FROM ${from}))::int
    - ((extract(month FROM ${to}), extract(day FROM ${to})) < (extract(month FROM ${from}), extract(day FROM ${from})))::int`;
}
