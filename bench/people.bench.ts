import * as contract from "@wutong/contracts";
import { day, expectOk } from "@wutong/kernel";
import { sql } from "kysely";
import { deskClient } from "../cli/src/remote/desk-client.ts";
import { openJobSession } from "../server/areas/access/index.ts";
import { readPolicyFiles } from "../server/areas/policies/index.ts";
import { serve, type Wutong } from "../server/main.ts";
import { DEMO_REGION } from "../server/setup/demo-region.ts";
import { inSession } from "../server/storage/index.ts";
import type { BenchCase } from "./bench-case.ts";
import { filledOffice, importedOffice } from "./filled-office.ts";

const MILLION = 1_000_000;
const CLIENTS = 8;
const QUERIES_EACH = 100;
const DECISIONS = 500;
const OFFICE = 330602;

type Sample = {
  readonly id: number;
  readonly name: string;
  readonly pinyin: string;
  readonly initials: string;
  readonly phone: string | null;
  readonly employer: string | null;
};

/** A few thousand people at random, whose names, sounds and phones are then searched for. */
async function sample(wutong: Wutong): Promise<readonly Sample[]> {
  const token = await openJobSession(wutong.database, {
    tenantId: wutong.tenantId,
    officeId: OFFICE,
    purpose: "bench",
    minutesMax: 60,
  });
  const { rows } = await inSession(wutong.database, token, (tx) =>
    sql<Sample>`
      SELECT p.person_id AS id, p.name, p.pinyin, p.initials, p.phone, o.name AS employer
      FROM people.persons p TABLESAMPLE SYSTEM (0.5)
      LEFT JOIN people.workplaces w ON w.tenant_id = p.tenant_id AND w.person_id = p.person_id
      LEFT JOIN employers.organisations o ON o.tenant_id = w.tenant_id AND o.credit_code = w.credit_code LIMIT 5000`.execute(
      tx,
    ),
  );
  return rows;
}

async function withServer<Value>(
  wutong: Wutong,
  act: (address: string, wutong: Wutong) => Promise<Value>,
): Promise<Value> {
  const { configuration } = wutong;
  const app = await serve(wutong, {
    configuration,
    tenant: DEMO_REGION,
    demo: { firstDay: day("2024-11-30") },
    report: console.error,
  });
  try {
    return await act(await app.listen({ host: "127.0.0.1", port: 0 }), wutong);
  } finally {
    await app.close();
    await wutong.close();
  }
}

async function clerkAt(address: string) {
  const clerk = deskClient(address);
  await clerk.signIn("clerk", DEMO_REGION.accounts[0]?.password ?? "");
  return clerk;
}

function p95(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? 0;
}

function anyOf<Item>(items: readonly Item[]): Item {
  const item = items[Math.floor(Math.random() * items.length)];
  if (item === undefined) throw new Error("nothing to choose from");
  return item;
}

/** What clerks type: a whole name, its beginning, its sound, its initials, a phone number, an employer or its beginning. */
function questionAbout({ name, pinyin, initials, phone, employer }: Sample): string {
  const forms = [name, name.slice(0, 2), pinyin, initials, phone, employer, employer?.slice(0, 6)];
  return anyOf(forms.filter((form) => typeof form === "string"));
}

async function searchP95(people: number): Promise<number> {
  return withServer(await importedOffice(people), async (address, wutong) => {
    const persons = await sample(wutong);
    const times: number[] = [];
    const oneClient = async () => {
      const clerk = await clerkAt(address);
      for (let query = 0; query < QUERIES_EACH; query += 1) {
        const text = questionAbout(anyOf(persons));
        const started = performance.now();
        await clerk.get(contract.listPeople, { query: { text, limit: 50 } });
        times.push(performance.now() - started);
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, oneClient));
    return p95(times);
  });
}

/** One person against every policy of the rule book, asked through HTTP by one client, warm. */
async function decideP95(people: number): Promise<number> {
  return withServer(await filledOffice(people), async (address, wutong) => {
    const token = await openJobSession(wutong.database, {
      tenantId: wutong.tenantId,
      officeId: OFFICE,
      purpose: "bench",
      minutesMax: 60,
    });
    const files = expectOk(readPolicyFiles("regions/yuecheng/policies"), "policies");
    const now = wutong.clock.now();
    const published = { token, key: `bench ${now.getTime()}`, files, officeId: OFFICE, publishedBy: "bench", now };
    expectOk(await wutong.flows.publishPolicies(published), "publishing");
    const persons = await sample(wutong);
    const clerk = await clerkAt(address);
    const times: number[] = [];
    for (let turn = 0; turn < DECISIONS; turn += 1) {
      const { id: personId } = anyOf(persons);
      const started = performance.now();
      await clerk.get(contract.decidePerson, { params: { personId }, query: { asOf: "2024-11-30" } });
      if (turn >= 50) times.push(performance.now() - started);
    }
    return p95(times);
  });
}

const prepareWith = (open: (people: number) => Promise<Wutong>, people: number) => async () =>
  (await open(people)).close();

export const cases: readonly BenchCase[] = [
  {
    name: "search-million",
    goal: 100,
    unit: "ms p95 (1,000,000 people under row security, 8 clients, random names, sounds, phones and employers)",
    better: "lower",
    prepare: prepareWith(importedOffice, MILLION),
    run: () => searchP95(MILLION),
  },
  {
    name: "decide-over-http",
    goal: 10,
    unit: "ms p95 (one person against all policies through HTTP, of 1,000,000)",
    better: "lower",
    prepare: prepareWith(filledOffice, MILLION),
    run: () => decideP95(MILLION),
  },
  {
    name: "search-100k",
    goal: 100,
    unit: "ms p95 (100,000 people, 8 clients)",
    better: "lower",
    prepare: prepareWith(importedOffice, 100_000),
    run: () => searchP95(100_000),
  },
  {
    name: "decide-over-http-100k",
    goal: 10,
    unit: "ms p95 (one person against all policies through HTTP, of 100,000)",
    better: "lower",
    prepare: prepareWith(filledOffice, 100_000),
    run: () => decideP95(100_000),
  },
];
