import { createHash, randomBytes } from "node:crypto";
import type { TenantId } from "@wutong/kernel";
import { testDatabase } from "../../../../tests/support/database.ts";
import { personalSecrets } from "../../../areas/people/index.ts";
import { by, type Staff } from "../../tests/money-path.ts";
import { openTown, SHANGYU, TENANT, type Town, YUECHENG } from "../../tests/money-town.ts";
import type { LinkCaller, LinkDesk } from "../link-desk.ts";

/** The town of the tests of money, with pairs of people in it. */
export type LinkTown = Town & {
  readonly links: LinkDesk;
  readonly yuecheng: Staff;
  readonly shangyu: Staff;
  readonly as: (post: keyof Staff, staff?: Staff) => LinkCaller & { readonly accountId: number | null };
  /** Somebody known by a passport only, with rows of their own. */
  readonly addPassport: (given?: Partial<PassportHolder>) => Promise<number>;
  readonly pair: (
    a: number,
    b: number,
    given?: { readonly band?: string; readonly second?: number },
  ) => Promise<number>;
  readonly close: () => Promise<void>;
};

export type PassportHolder = {
  readonly officeId: number;
  readonly name: string;
  readonly birth: string | null;
  readonly standing: "library" | "observed";
  /** Rows of insurance by their first month; `same` repeats what everybody else of the town has. */
  readonly spells: readonly { readonly from: string; readonly key: string; readonly says: string }[];
  readonly paidFen: readonly number[];
};

export async function openLinkTown(): Promise<LinkTown> {
  const town = await openTown(await testDatabase());
  const yuecheng = await town.staff(YUECHENG);
  const shangyu = await town.staff(SHANGYU);
  const accounts = new Map<string, number>();
  const { rows } = await town.owner.query("SELECT account_id, login FROM access.accounts WHERE tenant_id = $1", [
    TENANT,
  ]);
  for (const row of rows) accounts.set(row.login, row.account_id);
  return {
    ...town,
    links: { ...town.desk, tenantId: TENANT as TenantId },
    yuecheng,
    shangyu,
    as: (post, staff = yuecheng) => ({
      ...by(staff[post]),
      name: post,
      accountId: accounts.get(`${post}${staff === yuecheng ? YUECHENG : SHANGYU}`) ?? null,
    }),
    addPassport: (given = {}) => addPassport(town, given),
    pair: (a, b, given = {}) => plantPair(town, a, b, given),
  };
}

async function addPassport(town: Town, given: Partial<PassportHolder>): Promise<number> {
  const holder: PassportHolder = {
    officeId: YUECHENG,
    name: "WANG XIAOMING",
    birth: null,
    standing: "observed",
    spells: [{ from: "2023-01-01", key: "77", says: "00" }],
    paidFen: [],
    ...given,
  };
  const created = await town.owner.query(
    `INSERT INTO people.persons (tenant_id, office_id, standing, name, pinyin, initials, sex, birth, recorded_at)
     VALUES ($1, $2, $3, $4, 'wangxiaoming', 'wx', NULL, $5, now()) RETURNING person_id`,
    [TENANT, holder.officeId, holder.standing, holder.name, holder.birth],
  );
  const personId: number = created.rows[0].person_id;
  const number = `E${randomBytes(4).readUInt32BE(0) % 100_000_000}`.padEnd(9, "0");
  const secrets = personalSecrets(town.desk.vault, TENANT);
  await town.owner.query(
    "INSERT INTO people.identities VALUES ($1, decode($2, 'hex'), $3, $4, 'passport', decode($5, 'hex'))",
    [TENANT, secrets.documentIndex(number), personId, holder.officeId, secrets.sealDocument(number)],
  );
  for (const spell of holder.spells) {
    await town.owner.query(
      `INSERT INTO people.insurance_spells (tenant_id, person_id, natural_key, office_id, content_digest, batch_id, recorded_at, credit_code, kind, region, from_day, open)
       VALUES ($1, $2, decode($3, 'hex'), $4, decode($5, 'hex'), 1, '2024-01-01', 'E1', 'pension', 330602, $6, false)`,
      [TENANT, personId, spell.key, holder.officeId, spell.says, spell.from],
    );
  }
  for (const [at, fen] of holder.paidFen.entries()) {
    await town.owner.query(
      `INSERT INTO people.past_benefits (tenant_id, person_id, natural_key, office_id, content_digest, batch_id, recorded_at, policy, kind, region, amount_fen)
       VALUES ($1, $2, $3, $4, $5, 5, '2024-01-01', 'p', 'rent', 330602, $6)`,
      [
        TENANT,
        personId,
        Buffer.from([at]),
        holder.officeId,
        createHash("md5").update(`${personId} ${fen}`).digest(),
        fen,
      ],
    );
  }
  return personId;
}

async function plantPair(
  town: Town,
  a: number,
  b: number,
  { band = "review", second }: { readonly band?: string; readonly second?: number },
): Promise<number> {
  const { rows } = await town.owner.query(
    `INSERT INTO people.pairs (tenant_id, office_id, second_office_id, first_person, second_person, comparison_id, band, weight, fields, state, state_at)
     VALUES ($1, $2, $3, $4, $5, 1, $6, 9, '[]', 'waiting', now()) RETURNING pair_id`,
    [TENANT, YUECHENG, second ?? null, Math.min(a, b), Math.max(a, b), band],
  );
  return rows[0].pair_id;
}

/** Every row that says whose it is; accounts without their sealed values, which differ each time. What names are searched by is written anew. */
export async function everyRow(town: Town): Promise<readonly string[]> {
  const { rows: tables } = await town.owner.query<{ name: string }>(`
    SELECT DISTINCT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname IN ('person_id', 'alias_id') AND NOT a.attisdropped
    WHERE c.relkind = 'r' AND c.relname <> 'search_tokens' AND n.nspname IN ('people', 'benefits', 'cases', 'funds', 'messages')`);
  const all: string[] = [];
  for (const { name } of tables.toSorted((x, y) => x.name.localeCompare(y.name))) {
    const sealed = name === "benefits.payee_accounts" ? "- 'sealed_number' - 'sealed_holder'" : "";
    const { rows } = await town.owner.query<{ row: string }>(
      `SELECT (to_jsonb(r) ${sealed})::text AS row FROM ${name} r`,
    );
    all.push(...rows.map(({ row }) => `${name} ${row}`).toSorted());
  }
  return all;
}
