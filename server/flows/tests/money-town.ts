import { createHash, randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { type Day, day, type Fen, MS_PER_DAY } from "@wutong/kernel";
import { type CompiledPolicy, checkPolicies, decide, readFacts as factsOf } from "@wutong/policy";
import pg from "pg";
import { personalSecrets, readFacts } from "../../areas/people/index.ts";
import { commandRunner, type Database, inSession, openDatabase, openVault, type Token } from "../../storage/index.ts";
import type { MoneyDesk } from "../money/money-desk.ts";
import type { FindingToPush } from "../push-offers/push-offers.ts";

/**
 * A small town for tests of money: the tenant 330600 with the offices 330602 and 330604 and the tenant 330700 beside it, staff in
 * each, registers that cover everyone, and people who are entitled by the real policies of Yuecheng.
 */
export const TENANT = 330600;
export const YUECHENG = 330602;
export const SHANGYU = 330604;

export const ROLES = ["clerk", "clerk2", "reviewer", "reviewer2", "finance", "leader", "auditor"] as const;
export type Post = (typeof ROLES)[number];

export type Town = {
  readonly desk: MoneyDesk;
  readonly database: Database;
  readonly owner: pg.Client;
  readonly policies: ReadonlyMap<string, CompiledPolicy>;
  /** Signed-in staff of an office, by post. */
  readonly staff: (officeId: number, tenantId?: number) => Promise<Readonly<Record<Post, Token>>>;
  readonly talent: (personId: number, tenantId?: number) => Promise<Token>;
  readonly job: (officeId: number, tenantId?: number) => Promise<Token>;
  readonly addPerson: (person?: Partial<NewPerson>) => Promise<number>;
  /** What a sweep would find for a person as of a day. */
  readonly finding: (personId: number, policyId: string, asOf: Day, tenantId?: number) => Promise<FindingToPush>;
  /** Moves the office's clock to 10 in the morning (China) of a day. */
  readonly setDay: (day: Day) => void;
  readonly close: () => Promise<void>;
};

export type NewPerson = {
  readonly tenantId: number;
  readonly officeId: number;
  readonly name: string;
  readonly phone: string;
  readonly documentNumber: string;
  readonly level: string;
};

const VAULT_KEY = Buffer.alloc(32, 7);
const MORNING_MS = 2 * 3_600_000;
const REGISTERS = ["insurance", "education", "contracts", "housing", "benefits", "family", "statuses", "certificates"];

function testVault() {
  return openVault({ current: "0a0b0c0d", encryption: new Map([["0a0b0c0d", VAULT_KEY]]), index: VAULT_KEY });
}

/** Over a migrated database; `setUp: false` where another process has set the town up already. */
export async function openTown(
  urls: { readonly ownerUrl: string; readonly appUrl: string },
  { setUp = true }: { readonly setUp?: boolean } = {},
): Promise<Town> {
  const owner = new pg.Client({ connectionString: urls.ownerUrl });
  owner.on("error", () => undefined);
  await owner.connect();
  const database = openDatabase({ url: urls.appUrl, connectionsMax: 12 });
  const vault = testVault();
  const clock = { now: new Date(day("2024-12-02") * MS_PER_DAY + MORNING_MS) };
  const now = () => clock.now;
  const policies = yuechengPolicies();
  const findPolicy: MoneyDesk["findPolicy"] = async (_tx, id, version) => {
    const found = policies.get(id);
    return found?.envelope.version === version ? found : undefined;
  };
  const desk: MoneyDesk = { database, vault, now, findPolicy, run: commandRunner({ database, vault, now }) };
  if (setUp) await setUpTown(owner);
  const town: Town = {
    desk,
    database,
    owner,
    policies,
    staff: (officeId, tenantId = TENANT) => signInStaff(owner, tenantId, officeId),
    talent: (personId, tenantId = TENANT) =>
      openSession(owner, tenantId, (hash) => [
        "SELECT access.open_talent_session($1, $2, $3, 'c', 60, 12)",
        [tenantId, personId, hash],
      ]),
    job: (officeId, tenantId = TENANT) =>
      openSession(owner, tenantId, (hash) => [
        "SELECT access.open_job_session($1, $2, 'test', $3, 60)",
        [tenantId, officeId, hash],
      ]),
    addPerson: (person = {}) => addPerson(owner, person),
    finding: (personId, policyId, asOf, tenantId = TENANT) => findFor(town, { personId, policyId, asOf, tenantId }),
    setDay: (to) => {
      clock.now = new Date(to * MS_PER_DAY + MORNING_MS);
    },
    close: async () => {
      await database.close();
      await owner.end();
    },
  };
  return town;
}

function yuechengPolicies(): ReadonlyMap<string, CompiledPolicy> {
  const folder = new URL("../../../regions/yuecheng/policies/", import.meta.url);
  const files = readdirSync(folder).map((path) => ({ path, text: readFileSync(new URL(path, folder), "utf8") }));
  const { policies } = checkPolicies(files as never);
  if (policies.length === 0) throw new Error("the policies of Yuecheng do not compile");
  return new Map(policies.map((policy) => [policy.envelope.id, policy]));
}

async function setUpTown(owner: pg.Client): Promise<void> {
  for (const tenant of [TENANT, 330700]) {
    await owner.query("INSERT INTO access.tenants VALUES ($1, '市', 'City')", [tenant]);
    await owner.query("INSERT INTO access.offices VALUES ($1, $1, NULL, '市', 'City')", [tenant]);
    for (const office of [tenant + 2, tenant + 4]) {
      await owner.query("INSERT INTO access.offices VALUES ($1, $2, $1, '区', 'District')", [tenant, office]);
      for (const post of ROLES) {
        const role = post.replace(/\d$/, "");
        await owner.query(
          "INSERT INTO access.accounts (tenant_id, office_id, login, display_name, roles, password_hash) VALUES ($1, $2, $3, $3, $4, '-')",
          [tenant, office, `${post}${office}`, [role]],
        );
      }
    }
    await coverEveryone(owner, tenant);
  }
}

async function coverEveryone(owner: pg.Client, tenant: number): Promise<void> {
  for (const register of REGISTERS) {
    await owner.query(
      `INSERT INTO registers.batches (tenant_id, office_id, register, file_name, file_digest, district, from_month, through_month, complete, state, started_at)
       VALUES ($1, $1, $2, 'f', '\\x00', $1, '1980-01-01', '2027-12-01', true, 'done', now())`,
      [tenant, register],
    );
  }
  await owner.query(
    `INSERT INTO employers.organisations (tenant_id, credit_code, name, kind, industry, district, above_scale, state_owned, batch_id, content_digest, recorded_at)
     VALUES ($1, 'E1', '某机械公司', 'enterprise', 'C3411', 330602, true, false, 1, '\\x00', now())`,
    [tenant],
  );
}

let documents = 0;
/** A number that nobody had before in this process: numbers drawn at random meet, and then a test fails now and then. */
function nextDocumentNumber(): string {
  documents += 1;
  return `33060219960101${String(documents).padStart(4, "0")}`;
}

/** Born 1996, insured in Yuecheng since March 2024 by a machine maker, on a contract of five years, without a home. */
async function addPerson(owner: pg.Client, given: Partial<NewPerson>): Promise<number> {
  const number = given.documentNumber ?? nextDocumentNumber();
  const person = {
    tenantId: TENANT,
    officeId: YUECHENG,
    name: "王小明",
    phone: "13800000000",
    level: "bachelor",
    ...given,
  };
  const { tenantId, officeId } = person;
  const created = await owner.query<{ person_id: number }>(
    `INSERT INTO people.persons (tenant_id, office_id, standing, name, pinyin, initials, sex, birth, phone, recorded_at)
     VALUES ($1, $2, 'library', $3, 'x', 'x', 'M', '1996-01-01', $4, now()) RETURNING person_id`,
    [tenantId, officeId, person.name, person.phone],
  );
  const personId = created.rows[0]?.person_id ?? 0;
  const secrets = personalSecrets(testVault(), tenantId);
  await owner.query(
    "INSERT INTO people.identities VALUES ($1, decode($2, 'hex'), $3, $4, 'residentId', decode($5, 'hex'))",
    [tenantId, secrets.documentIndex(number), personId, officeId, secrets.sealDocument(number)],
  );
  const insurance = await owner.query<{ batch_id: number }>(
    "SELECT batch_id FROM registers.batches WHERE tenant_id = $1 AND register = 'insurance'",
    [tenantId],
  );
  const common = [tenantId, personId, officeId];
  await owner.query(
    `INSERT INTO people.insurance_spells (tenant_id, person_id, natural_key, office_id, content_digest, batch_id, recorded_at, credit_code, kind, region, from_day, open)
     VALUES ($1, $2, '\\x01', $3, '\\x00', $4, now(), 'E1', 'pension', 330602, '2024-03-01', true)`,
    [...common, insurance.rows[0]?.batch_id],
  );
  await owner.query(
    `INSERT INTO people.credentials (tenant_id, person_id, natural_key, office_id, content_digest, recorded_at, school, major, level, full_time, double_first_class, graduated)
     VALUES ($1, $2, '\\x01', $3, '\\x00', now(), 's', 'm', $4, true, false, '2018-06-30')`,
    [...common, person.level],
  );
  await owner.query(
    `INSERT INTO people.contracts (tenant_id, person_id, natural_key, office_id, content_digest, recorded_at, credit_code, from_day, to_day, open_ended)
     VALUES ($1, $2, '\\x01', $3, '\\x00', now(), 'E1', '2024-03-01', '2029-02-28', false)`,
    common,
  );
  return personId;
}

async function findFor(
  town: Town,
  given: { readonly personId: number; readonly policyId: string; readonly asOf: Day; readonly tenantId: number },
): Promise<FindingToPush> {
  const policy = town.policies.get(given.policyId);
  if (!policy) throw new Error(`no policy ${given.policyId}`);
  const token = await town.job(given.tenantId, given.tenantId);
  const read = await inSession(town.database, token, (tx) => readFacts(tx, given.personId, given.asOf));
  const facts = factsOf(read?.facts);
  if (!facts.ok) throw new Error(JSON.stringify(facts.error));
  const decision = decide(policy, facts.value, given.asOf);
  if (decision.outcome !== "entitled" || !decision.plan) {
    throw new Error(
      `not entitled: ${JSON.stringify(decision.conditions.filter((each) => each.truth !== true).map((each) => each.id))}`,
    );
  }
  return {
    findingId: `${given.personId}:${given.policyId}`,
    personId: given.personId,
    policyId: given.policyId,
    version: policy.envelope.version,
    certificateKey: "",
    amountFen: decision.amountFen ?? (0n as Fen),
    plan: decision.plan.map((each) => ({ number: each.number, dueOn: each.due, amountFen: each.amountFen })),
  };
}

async function signInStaff(
  owner: pg.Client,
  tenantId: number,
  officeId: number,
): Promise<Readonly<Record<Post, Token>>> {
  const tokens: [Post, Token][] = [];
  for (const post of ROLES) {
    const account = await owner.query<{ account_id: number }>(
      "SELECT account_id FROM access.accounts WHERE tenant_id = $1 AND login = $2",
      [tenantId, `${post}${officeId}`],
    );
    const id = account.rows[0]?.account_id;
    const values = (hash: Buffer) => [tenantId, id, hash];
    const open = "SELECT access.open_staff_session($1, $2, $3, 'c', 600, 12)";
    tokens.push([post, await openSession(owner, tenantId, (hash) => [open, values(hash)])]);
  }
  return Object.fromEntries(tokens) as Record<Post, Token>;
}

async function openSession(
  owner: pg.Client,
  tenantId: number,
  statement: (hash: Buffer) => readonly [string, readonly unknown[]],
): Promise<Token> {
  const token = `${tenantId}.${randomBytes(24).toString("base64url")}`;
  const [text, values] = statement(createHash("sha256").update(token).digest());
  await owner.query(text, [...values]);
  return token;
}

/** The rows of a bank file, without its header. */
export async function bankRows(content: AsyncIterable<Buffer | string>): Promise<readonly (readonly string[])[]> {
  let text = "";
  for await (const chunk of content) text += String(chunk);
  return text
    .replace(/^\uFEFF/, "")
    .trim()
    .split("\r\n")
    .slice(1)
    .map((line) => line.split(","));
}
