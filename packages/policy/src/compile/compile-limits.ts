import type { CompiledPolicy, Expression } from "./compiled-policy.ts";
import { BOOLEAN, type Compiling, compileAt, MONEY, type Path, STRING, WHOLE } from "./compiling.ts";

/** What limits take from the facts: units in kind, the most that a group may have, what orders those who want a place. */
export function compileLimits(compiling: Compiling): Pick<CompiledPolicy, "quantity" | "jointCap" | "quota"> {
  const { amount, stacking, limits } = compiling.read.envelope;
  const rounded = (path: Path, source: string | undefined) =>
    source === undefined ? undefined : compileRounded(compiling, path, source);
  const quantity = rounded(["amount", "inKind", "quantity"], amount.inKind?.quantity);
  const jointCap = rounded(["stacking", "jointCap", "yuan"], stacking.jointCap?.yuan);
  return {
    ...(quantity ? { quantity } : {}),
    ...(jointCap ? { jointCap } : {}),
    ...(limits.quota ? { quota: compileQuota(compiling, limits.quota) } : {}),
  };
}

/** Yuan and units (square metres) have two decimals: what has more is rounded half up. */
function compileRounded(compiling: Compiling, path: Path, source: string): Expression | undefined {
  return compileAt(compiling, path, source) && compileAt(compiling, path, `round half up(${source}, 2)`, MONEY);
}

type Quota = NonNullable<Compiling["read"]["envelope"]["limits"]["quota"]>;

function compileQuota(compiling: Compiling, { order, reserved, eachOf }: Quota): NonNullable<CompiledPolicy["quota"]> {
  const path = ["limits", "quota"] as const;
  const source = order.kind === "lottery" ? order.weight : order.kind === "firstCome" ? undefined : order.by;
  const key = order.kind === "lottery" ? "weight" : "by";
  const by = source === undefined ? undefined : compileAt(compiling, [...path, "order", key], source, WHOLE);
  const kept = reserved.flatMap(({ feel }, index): readonly Expression[] => {
    const compiled = compileAt(compiling, [...path, "reserved", index, "if"], feel, BOOLEAN);
    return compiled ? [compiled] : [];
  });
  const of = eachOf && compileAt(compiling, [...path, "eachOf", "feel"], eachOf.feel, STRING);
  return { ...(by ? { by } : {}), ...(of ? { of } : {}), reserved: kept };
}
