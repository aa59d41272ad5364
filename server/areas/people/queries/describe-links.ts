import type * as contract from "@wutong/contracts";
import { formatDay } from "@wutong/kernel";
import type { Tx } from "../../../storage/index.ts";
import { maskDocumentNumber } from "../../registers/index.ts";
import { registerName } from "../model/fact-tables.ts";
import { documentKey } from "../model/links.ts";
import type { PersonalSecrets } from "../model/secrets.ts";
import { allNumbers, keptNumber, restsOnUnconfirmed } from "../store/aliases.ts";
import { listDocuments } from "../store/documents-of-person.ts";
import { listMoves } from "../store/moves.ts";
import { countOpenPairs, listSources } from "../store/pair-sides.ts";
import { findPersonRows } from "../store/person-rows.ts";

/** What was merged into a person or split off them, and what another split may take. */
export async function describeLinks(
  tx: Tx,
  asked: number,
  secrets: PersonalSecrets,
): Promise<contract.ReplyOf<typeof contract.personLinks>> {
  const personId = await keptNumber(tx, asked);
  const numbers = await allNumbers(tx, personId);
  const [documents, sources, moves] = [
    await listDocuments(tx, personId),
    await listSources(tx, personId),
    await listMoves(tx, numbers),
  ];
  return {
    unconfirmed: await restsOnUnconfirmed(tx, personId),
    conflicts: [...((await findPersonRows(tx, [personId]))[0]?.conflicts ?? [])],
    openPairs: await countOpenPairs(tx, numbers),
    documents: documents.map(({ index, kind, sealed, knownAs }) => ({
      key: documentKey(index),
      kind,
      masked: maskDocumentNumber(secrets.openDocument(sealed)),
      knownAs,
    })),
    sources: sources.map((one) => ({
      ...one,
      register: registerName(one.register),
      receivedOn: formatDay(one.receivedOn),
    })),
    moves: moves.map(
      ({ moveId, kind, fromPerson, toPerson, confirmed, madeBy, madeAt, reason, undoneAt, undoneBy }) => ({
        ...{ moveId, kind, fromPerson, toPerson, confirmed, madeBy, reason, undoneBy },
        madeAt: madeAt.toISOString(),
        undoneAt: undoneAt?.toISOString() ?? null,
      }),
    ),
  };
}
