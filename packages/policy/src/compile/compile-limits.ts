import type { CompiledPolicy, Expression } from "./compiled-policy.ts";
import { BOOLEAN, type Compiling, compileAt, MONEY, type Path, WHOLE } from "./compiling.ts";

/** What limits take from the facts: units in kind, the most that a group may have, what orders those who want a place. */
export function compileLimits(compiling: Compiling): Pick<CompiledPolicy, "quantity" | "jointCap" | "quota"> {
  const { amount, stacking, limits } = compiling.read.envelope;
  const number = (path: Path, source: string | undefined, type = WHOLE) =>
    source === undefined ? undefined : compileAt(compiling, path, source, type);
  const quantity = number(["amount", "inKind", "quantity"], amount.inKind?.quantity, QUANTITY);
  const jointCap = number(["stacking", "jointCap", "yuan"], stacking.jointCap?.yuan, MONEY);
  return {
    ...(quantity ? { quantity } : {}),
    ...(jointCap ? { jointCap } : {}),
    ...(limits.quota ? { quota: compileQuota(compiling, limits.quota) } : {}),
  };
}

/** Square metres have decimals. */
const QUANTITY = MONEY;

type Quota = NonNullable<Compiling["read"]["envelope"]["limits"]["quota"]>;

function compileQuota(compiling: Compiling, { order, reserved }: Quota): NonNullable<CompiledPolicy["quota"]> {
  const path = ["limits", "quota"] as const;
  const source = order.kind === "lottery" ? order.weight : order.kind === "firstCome" ? undefined : order.by;
  const key = order.kind === "lottery" ? "weight" : "by";
  const by = source === undefined ? undefined : compileAt(compiling, [...path, "order", key], source, WHOLE);
  const kept = reserved.flatMap(({ feel }, index): readonly Expression[] => {
    const compiled = compileAt(compiling, [...path, "reserved", index, "if"], feel, BOOLEAN);
    return compiled ? [compiled] : [];
  });
  return { ...(by ? { by } : {}), reserved: kept };
}
