import { once } from "node:events";
import { REGISTER_KINDS } from "@wutong/codes";
import { type FactListJson, type FactRow, type FactsJson, factsOf, type GeneratedOffice } from "@wutong/generator";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";

type Cell = string | number | boolean | null | undefined;
type Sink = {
  readonly write: (cells: readonly Cell[]) => Promise<void>;
  readonly end: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const COMMON = "tenant_id, person_id, natural_key, office_id, content_digest, batch_id, recorded_at";
const COLUMNS: Readonly<Record<string, string>> = {
  "people.persons":
    "tenant_id, person_id, office_id, standing, name, pinyin, initials, sex, birth, native_place, residence, team, talent_class, recorded_at",
  "people.insurance_spells": `${COMMON}, credit_code, kind, region, from_day, to_day, open`,
  "people.credentials": `${COMMON}, school, major, level, full_time, double_first_class, graduated`,
  "people.contracts": `${COMMON}, credit_code, from_day, to_day, open_ended`,
  "people.housing_transactions": `${COMMON}, property, region, kind, direction, day, area_m2, price_fen`,
  "people.past_benefits": `${COMMON}, policy, kind, region, from_day, to_day, amount_fen, certificate_key, occupation, level`,
  "people.family_ties": `${COMMON}, relation, since`,
  "people.statuses": `${COMMON}, kind, from_day, to_day, open`,
  "people.certificates": `${COMMON}, certificate_key, occupation, level, issued, region`,
};
const BUFFER = 1 << 18;

/**
 * Puts generated people and their histories straight into the tables, as if their registers had been imported: for tests
 * and measurements of what comes after. Person ids are the generator's. The tenant and its offices must be there.
 */
export async function storePeople(
  ownerUrl: string,
  tenantId: number,
  office: GeneratedOffice,
  onFacts: (facts: FactsJson) => void = () => undefined,
): Promise<void> {
  const batches = await storeBatches(ownerUrl, tenantId, office);
  const sinks = new Map<string, Sink>();
  for (const [table, columns] of Object.entries(COLUMNS)) sinks.set(table, await openSink(ownerUrl, table, columns));
  const count = { rows: 0 };
  try {
    await storeAll();
  } finally {
    for (const sink of sinks.values()) await sink.close();
  }

  async function storeAll(): Promise<void> {
    for (const person of office.people) {
      const facts = factsOf(person, office.options, "registers");
      onFacts(facts);
      await storeFacts(facts, async (table, register, cells) => {
        count.rows += 1;
        const key = `\\x${count.rows.toString(16).padStart(32, "0")}`;
        const own =
          table === "people.persons"
            ? [
                tenantId,
                facts.personId,
                facts.office,
                person.inLibrary ? "library" : "observed",
                "某某",
                "moumou",
                "mm",
                ...cells,
                "2024-11-30",
              ]
            : [tenantId, facts.personId, key, facts.office, "\\x00", batches.get(register), "2024-11-30", ...cells];
        await sinks.get(table)?.write(own);
      });
    }
    for (const sink of sinks.values()) await sink.end();
  }
}

type Store = (table: string, register: string, cells: readonly Cell[]) => Promise<void>;

async function storeFacts(facts: FactsJson, store: Store): Promise<void> {
  const rows = (list: string): readonly FactRow[] => (facts[list] as FactListJson).rows;
  const code = (row: FactRow): Cell => (row["employer"] as FactRow | undefined)?.["code"] as Cell;
  const pick = (row: FactRow, ...fields: readonly string[]): readonly Cell[] =>
    fields.map((field) => row[field] as Cell);
  const fen = (yuan: unknown): Cell => (typeof yuan === "number" ? Math.round(yuan * 100) : null);
  await store(
    "people.persons",
    "talents",
    pick(facts as never, "sex", "birth", "nativePlace", "residence", "team", "talentClass"),
  );
  for (const row of rows("insurance")) {
    const to = row["open"] ? null : (row["to"] as Cell);
    await store("people.insurance_spells", "insurance", [
      code(row),
      ...pick(row, "kind", "region", "from"),
      to,
      row["open"] as Cell,
    ]);
  }
  for (const row of rows("education"))
    await store(
      "people.credentials",
      "education",
      pick(row, "school", "major", "level", "fullTime", "doubleFirstClass", "graduated"),
    );
  for (const row of rows("contracts"))
    await store("people.contracts", "contracts", [code(row), ...pick(row, "from", "to", "openEnded")]);
  for (const row of rows("homes")) {
    const home = pick(row, "property", "region", "kind");
    await store("people.housing_transactions", "housing", [
      ...home,
      "buy",
      row["acquired"] as Cell,
      row["areaM2"] as Cell,
      fen(row["priceYuan"]),
    ]);
    if (row["owned"] === false)
      await store("people.housing_transactions", "housing", [
        ...home,
        "sell",
        "2024-06-30",
        row["areaM2"] as Cell,
        null,
      ]);
  }
  for (const row of rows("benefits")) {
    const [certificate, occupation, level] = pick(row, "certificate", "occupation", "level");
    const paid = [...pick(row, "kind", "region", "from", "to"), fen(row["amountYuan"])];
    await store("people.past_benefits", "benefits", [
      quoted(row["policy"] as Cell),
      ...paid,
      quoted(certificate),
      quoted(occupation),
      quoted(level),
    ]);
  }
  for (const row of rows("family")) await store("people.family_ties", "family", pick(row, "relation", "since"));
  for (const row of rows("statuses")) {
    const to = row["open"] ? null : (row["to"] as Cell);
    await store("people.statuses", "statuses", [...pick(row, "kind", "from"), to, row["open"] as Cell]);
  }
  for (const row of rows("certificates"))
    await store("people.certificates", "certificates", pick(row, "key", "occupation", "level", "issued", "region"));
}

/** An empty text is not NULL. */
function quoted(cell: Cell): Cell {
  return cell === "" ? '""' : cell;
}

async function storeBatches(
  ownerUrl: string,
  tenantId: number,
  office: GeneratedOffice,
): Promise<ReadonlyMap<string, number>> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const ids = new Map<string, number>();
  for (const kind of REGISTER_KINDS) {
    const { district, from, through, complete } = office.coverage[kind];
    const { rows } = await client.query<{ batch_id: number }>(
      `INSERT INTO registers.batches (tenant_id, office_id, register, file_name, file_digest, district, from_month, through_month, complete, state, started_at)
       VALUES ($1, $2, $3, $3, '\\x00', $4, $5, $6, $7, 'done', now()) RETURNING batch_id`,
      [tenantId, office.options.office, kind, Number(district), `${from}-01`, `${through}-01`, complete],
    );
    ids.set(kind, rows[0]?.batch_id ?? 0);
  }
  await client.end();
  const sink = await openSink(
    ownerUrl,
    "employers.organisations",
    "tenant_id, credit_code, name, kind, industry, district, above_scale, state_owned, batch_id, content_digest, recorded_at",
  );
  for (const one of office.employers) {
    if (one.unlisted) continue;
    const above = one.blank === "aboveScale" ? null : one.aboveScale;
    const state = one.blank === "stateOwned" ? null : one.stateOwned;
    await sink.write([
      tenantId,
      one.code,
      one.name,
      one.kind,
      one.industry,
      one.region,
      above,
      state,
      ids.get("employers"),
      "\\x00",
      "2024-11-30",
    ]);
  }
  await sink.end();
  await sink.close();
  return ids;
}

async function openSink(ownerUrl: string, table: string, columns: string): Promise<Sink> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const stream = client.query(copyFrom(`COPY ${table} (${columns}) FROM STDIN (FORMAT csv)`));
  const state = { text: "", failed: undefined as Error | undefined };
  stream.on("error", (cause) => {
    state.failed = cause;
  });
  const flush = async (): Promise<void> => {
    if (state.failed) throw state.failed;
    const text = state.text;
    state.text = "";
    if (!stream.write(text)) await once(stream, "drain");
  };
  return {
    write: async (cells) => {
      state.text += `${cells.map((cell) => cell ?? "").join(",")}\n`;
      if (state.text.length > BUFFER) await flush();
    },
    end: async () => {
      await flush();
      stream.end();
      await once(stream, "finish");
      await client.query(`ANALYZE ${table}`);
    },
    close: () => client.end(),
  };
}
