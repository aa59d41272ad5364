import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { TenantId } from "@wutong/kernel";
import pg from "pg";
import { openJobSession, openTalentSession, setUpTenant } from "../../server/areas/access/index.ts";
import { DEMO_REGION } from "../../server/setup/demo-region.ts";
import { openDatabase } from "../../server/storage/index.ts";
import { testDatabase } from "../support/database.ts";
import { listTables, loosen, type Owner, plantRow, type Table } from "./catalogue.ts";

const TENANT = DEMO_REGION.tenantId as TenantId;
const YUECHENG: Owner = { tenantId: TENANT, officeId: 330602, personId: 700_001 };
const SHANGYU: Owner = { tenantId: TENANT, officeId: 330604, personId: 700_002 };
const JIAXING: Owner = { tenantId: 330400, officeId: 330402, personId: 700_003 };
/** The application never touches these directly: only definer functions do. */
const CLOSED_TO_THE_APPLICATION = new Set(["access.sessions", "access.failed_sign_ins", "journal.heads"]);

/** The rule book is public within a tenant: every office may read another's policies, only its own may change them. */
const READ_BY_THE_WHOLE_TENANT = new Set(["policies.versions"]);

const urls = await testDatabase();
await setUpTenant(urls.ownerUrl, DEMO_REGION);
const database = openDatabase({ url: urls.appUrl });
const yuecheng = await openJobSession(database, {
  tenantId: TENANT,
  officeId: 330602,
  purpose: "test",
  minutesMax: 10,
});
const talent = await openTalentSession(database, TENANT, YUECHENG.personId);

const owner = new pg.Client({ connectionString: urls.ownerUrl });
const app = new pg.Client({ connectionString: urls.appUrl });
await owner.connect();
await app.connect();
const tables = await listTables(owner);
await loosen(owner);
const planted = tables.filter((table) => !table.name.startsWith("access."));
for (const table of planted) for (const one of [YUECHENG, SHANGYU, JIAXING]) await plantRow(owner, table, one);
after(() => Promise.all([owner.end(), app.end(), database.close()]));

function has(table: Table, column: string): boolean {
  return table.columns.some((one) => one.name === column);
}

/** Runs one statement as the application under a token; the transaction is rolled back. */
async function underToken(token: string, statement: string): Promise<pg.QueryResult | "denied"> {
  await app.query("BEGIN");
  try {
    await app.query("SELECT set_config('wutong.token', $1, true)", [token]);
    return await app.query(statement);
  } catch (cause) {
    if (cause instanceof pg.DatabaseError && cause.code === "42501") return "denied";
    throw cause;
  } finally {
    await app.query("ROLLBACK");
  }
}

async function ownersSeen(table: Table, token: string): Promise<readonly number[]> {
  const column = has(table, "person_id") ? "person_id" : has(table, "office_id") ? "office_id" : "tenant_id";
  const seen = await underToken(token, `SELECT DISTINCT ${column} AS owner FROM ${table.name}`);
  return seen === "denied" ? [] : seen.rows.map((row) => Number(row.owner)).filter((id) => id !== 0);
}

test("every table has row security and a primary key that begins with the tenant", () => {
  assert.ok(tables.length > 20, `only ${tables.length} tables were found`);
  for (const table of tables) {
    assert.ok(table.rowSecurity, `${table.name} has no row security`);
    assert.equal(table.primaryKey[0], "tenant_id", `${table.name}: the primary key doesn't begin with the tenant`);
  }
});

test("a table about a person says which office it belongs to", () => {
  for (const table of planted) {
    if (has(table, "person_id")) assert.ok(has(table, "office_id"), `${table.name} has person_id but no office_id`);
  }
});

test("the application's role owns no table and can't bypass row security", async () => {
  const { rows } = await owner.query(
    "SELECT rolsuper OR rolbypassrls OR rolcreaterole AS strong, (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owned FROM pg_roles r WHERE rolname = 'wutong_app'",
  );
  assert.deepEqual(rows, [{ strong: false, owned: 0 }]);
});

for (const table of planted) {
  test(`${table.name}: an office sees its own rows, never a neighbour's or another tenant's`, async () => {
    const seen = await ownersSeen(table, yuecheng);
    const mine = has(table, "person_id") ? YUECHENG.personId : has(table, "office_id") ? YUECHENG.officeId : TENANT;
    const shared = READ_BY_THE_WHOLE_TENANT.has(table.name) ? [YUECHENG.officeId, SHANGYU.officeId] : [];
    const foreign = seen.filter((id) => id !== mine && !shared.includes(id));
    assert.deepEqual(foreign, [], "rows of others are visible");
    if (CLOSED_TO_THE_APPLICATION.has(table.name)) assert.deepEqual(seen, []);
    else if (has(table, "office_id")) assert.ok(seen.includes(mine), "its own row is not visible");
  });

  test(`${table.name}: without a token, or naming an office by hand, there are no rows`, async () => {
    assert.deepEqual(await ownersSeen(table, ""), []);
    await app.query(
      "SELECT set_config('wutong.office', '330604', false), set_config('wutong.tenant', '330600', false)",
    );
    assert.deepEqual(await ownersSeen(table, `${TENANT}.guessed`), []);
  });

  test(`${table.name}: a neighbour's rows can't be changed, taken or added`, async () => {
    const where = has(table, "office_id") ? `office_id = ${SHANGYU.officeId}` : `tenant_id = ${JIAXING.tenantId}`;
    const someColumn = table.columns.find((column) => !column.generated && !column.identity)?.name ?? "tenant_id";
    for (const statement of [
      `UPDATE ${table.name} SET "${someColumn}" = "${someColumn}" WHERE ${where}`,
      `DELETE FROM ${table.name} WHERE ${where}`,
    ]) {
      const done = await underToken(yuecheng, statement);
      assert.ok(
        done === "denied" || done.rowCount === 0,
        `${statement} changed ${done !== "denied" && done.rowCount} rows`,
      );
    }
    const columns = table.columns
      .filter((column) => !column.generated && !column.identity)
      .map((column) => `"${column.name}"`);
    const values = columns.map((name) =>
      name === '"office_id"'
        ? SHANGYU.officeId
        : name === '"tenant_id"' && !has(table, "office_id")
          ? JIAXING.tenantId
          : name,
    );
    const added = await underToken(
      yuecheng,
      `INSERT INTO ${table.name} (${columns.join(", ")}) SELECT ${values.join(", ")} FROM ${table.name} LIMIT 1`,
    ).catch((cause: unknown) =>
      cause instanceof pg.DatabaseError && cause.code === "23505" ? "taken" : Promise.reject(cause),
    );
    assert.ok(
      added === "denied" || (added !== "taken" && added.rowCount === 0),
      `a row of a neighbour could be added to ${table.name}`,
    );
  });

  test(`${table.name}: a talent sees rows of their own, and of nobody else`, async () => {
    const seen = await ownersSeen(table, talent);
    if (READ_BY_THE_WHOLE_TENANT.has(table.name)) return;
    const allowed = has(table, "person_id") ? [YUECHENG.personId] : [TENANT];
    assert.deepEqual(
      seen.filter((id) => !allowed.includes(id)),
      [],
    );
  });
}
