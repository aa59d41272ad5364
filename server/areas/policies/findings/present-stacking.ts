import type * as contract from "@wutong/contracts";
import type { CompiledPolicy, Envelope } from "@wutong/policy";

type Texts = { readonly zh: string; readonly en: string };
type Told = contract.ReplyOf<typeof contract.getPolicy>["stacking"][number];

/** What a policy goes together with, one line for each other policy of the book that it touches. */
export function presentStacking({ envelope: own }: CompiledPolicy, book: readonly CompiledPolicy[]): Told[] {
  const others = new Map(book.map((one) => [one.envelope.id, one.envelope]));
  others.delete(own.id);
  return [...others.values()].flatMap((other): Told[] => {
    const found = relations(own, other).find(([, holds]) => holds);
    return found ? [{ policyId: other.id, kind: found[0], text: found[2] }] : [];
  });
}

type Relation = readonly [kind: string, holds: boolean, text: Texts];

/** In the order of their weight: what one policy does to the other, then what a group of both allows. */
function relations(own: Envelope, other: Envelope): readonly Relation[] {
  const [mine, theirs] = [own.stacking, other.stacking];
  const [zh, en] = [`《${other.title.zh}》`, `“${other.title.en}”`];
  const share = (of: (stacking: Envelope["stacking"]) => string | undefined): boolean =>
    of(mine) !== undefined && of(mine) === of(theirs);
  const months = mine.combined?.months ?? 0;
  return [
    [
      "deducts",
      mine.deducts.includes(other.benefit),
      { zh: `扣减${zh}已发金额，并停发该项`, en: `what ${en} pays is taken off, and it ends` },
    ],
    [
      "deductedBy",
      theirs.deducts.includes(own.benefit),
      { zh: `享受${zh}时扣减已发金额，并停发`, en: `taken off and ended once ${en} is taken` },
    ],
    ["ends", mine.ends.includes(other.benefit), { zh: `享受后${zh}停发`, en: `taking it ends ${en}` }],
    ["endedBy", theirs.ends.includes(own.benefit), { zh: `享受${zh}后停发`, en: `ends once ${en} is taken` }],
    [
      "chooseOne",
      share(({ chooseOne }) => chooseOne),
      { zh: `与${zh}择一，就高不重复`, en: `either this or ${en}, the better one` },
    ],
    [
      "topUp",
      share(({ topUp }) => topUp),
      { zh: `与${zh}就高补差`, en: `with ${en}, never more in all than the higher of the two` },
    ],
    [
      "notWith",
      mine.notWith.includes(other.benefit) || theirs.notWith.includes(own.benefit),
      { zh: `不与${zh}同时享受`, en: `not together with ${en}` },
    ],
    [
      "combined",
      share(({ combined }) => combined?.group),
      { zh: `与${zh}合计不超过 ${months} 个月`, en: `with ${en} at most ${months} months in all` },
    ],
    ["jointCap", share(({ jointCap }) => jointCap?.group), { zh: `与${zh}合计有封顶`, en: `with ${en} under one cap` }],
    [
      "oneJurisdiction",
      share(({ oneJurisdiction }) => oneJurisdiction) && own.office !== other.office,
      { zh: `与${zh}只能由一地发放`, en: `this or ${en}: from one office only` },
    ],
  ];
}
