import type { CompiledFeel } from "@wutong/feel";
import type { Fen } from "@wutong/kernel";
import type { Amount, AmountValue } from "../envelope/envelope.ts";
import type { CompiledValue, Expression } from "./compiled-policy.ts";
import { type Compiling, compileAt, expressionOf, MONEY, type Path, reportAt } from "./compiling.ts";

/** FEEL of a sum in yuan, not yet rounded, with the expressions behind the names that it uses. */
type Sum = { readonly feel: string; readonly names: ReadonlyMap<string, CompiledFeel> };

/** Compiles a sum and everything that the amount does to it; the forms of a sum are all written as FEEL. */
export function compileValue(compiling: Compiling, value: AmountValue, path: Path): CompiledValue | undefined {
  const { amount, stacking } = compiling.read.envelope;
  const plain = isPlain(amount) && stacking.jointCap === undefined;
  if (value.kind === "fixed" && plain) return { amountFen: value.amountFen };
  if (value.kind === "parts" && plain) return { amountFen: totalOf(value.parts), ...weightsOf(value) };
  const names = new Map<string, CompiledFeel>();
  const sum = sumOf(compiling, value, path, names);
  const whole = sum === undefined ? undefined : adjusted(compiling, amount, { feel: sum, names });
  if (whole === undefined) return undefined;
  const computed = compileNamed(compiling, `round half up(${whole.feel}, 2)`, names, path);
  return computed && { amountFen: 0n as Fen, computed, ...weightsOf(value) };
}

function isPlain({ uplifts, plus, deduct, cap, floor }: Amount): boolean {
  return !uplifts && !plus && deduct.length === 0 && cap === undefined && floor === undefined;
}

/** How the instalments share a sum whose parts are told one by one. */
function weightsOf(value: AmountValue): Pick<CompiledValue, "weights"> {
  if (value.kind === "parts") return { weights: value.parts.map(Number) };
  return value.kind === "declining" ? { weights: value.percents.map((each) => Math.round(each * 100)) } : {};
}

/** A sum in yuan as FEEL writes numbers: without marks between the thousands. */
function yuanLiteral(fen: Fen): string {
  return `${fen / 100n}.${String(fen % 100n).padStart(2, "0")}`;
}

function totalOf(parts: readonly Fen[]): Fen {
  return parts.reduce<bigint>((sum, part) => sum + part, 0n) as Fen;
}

type Names = Map<string, CompiledFeel>;

function sumOf(compiling: Compiling, value: AmountValue, path: Path, names: Names): string | undefined {
  switch (value.kind) {
    case "fixed":
      return yuanLiteral(value.amountFen);
    case "parts":
      return yuanLiteral(totalOf(value.parts));
    case "feel":
      return nameFor(compiling, value.feel, [...path, "feel"], names);
    case "share":
      return shareOf(value, nameFor(compiling, value.of, [...path, "share", "of"], names));
    case "each": {
      const key = compiling.read.envelope.amount.inKind ? ["amount", "inKind", "quantity"] : [...path, "each", "count"];
      const count = nameFor(compiling, value.count, key, names);
      const counted = value.max === undefined ? count : `min(${count}, ${value.max})`;
      return count && `${counted} * ${yuanLiteral(value.amountFen)}`;
    }
    case "bands":
      return bandsOf(compiling, value, path, names);
    case "declining": {
      const of = nameFor(compiling, value.of, [...path, "declining", "of"], names);
      const percents = value.percents.reduce((sum, each) => sum + Math.round(each * 100), 0);
      return of && `${of} * ${percents} / 10000`;
    }
  }
}

function shareOf(
  { percent, capFen, floorFen }: Extract<AmountValue, { kind: "share" }>,
  of: string | undefined,
): string | undefined {
  if (of === undefined) return undefined;
  const share = `${of} * ${percent} / 100`;
  const floored = floorFen === undefined ? share : `max(${share}, ${yuanLiteral(floorFen)})`;
  return capFen === undefined ? floored : `min(${floored}, ${yuanLiteral(capFen)})`;
}

function bandsOf(
  compiling: Compiling,
  { of, bands }: Extract<AmountValue, { kind: "bands" }>,
  path: Path,
  names: Names,
): string | undefined {
  const last = bands.at(-1);
  const limits = bands.slice(0, -1).map(({ upTo }) => upTo);
  const rising = limits.every((upTo, index) => upTo !== undefined && (index === 0 || (limits[index - 1] ?? 0) < upTo));
  if (!rising || last?.upTo !== undefined) {
    reportAt(compiling, [...path, "bands", "rows"], "policy.amount.bands");
    return undefined;
  }
  const name = nameFor(compiling, of, [...path, "bands", "of"], names);
  return (
    name &&
    bands
      .slice(0, -1)
      .reduceRight(
        (rest, { upTo, amountFen }) => `(if ${name} <= ${upTo} then ${yuanLiteral(amountFen)} else ${rest})`,
        yuanLiteral(last?.amountFen ?? (0n as Fen)),
      )
  );
}

/**
 * Uplifts first, then what goes on top, then deductions (never below nothing), then the floor and the cap. A cap that all grants of a group share
 * bounds each of them, too: where it is unknown, so is the sum.
 */
function adjusted(compiling: Compiling, amount: Amount, sum: Sum): Sum | undefined {
  const names = sum.names as Names;
  const factor = factorOf(compiling, amount, names);
  const namesOf = (key: "plus" | "deduct") =>
    (amount[key] ?? []).map(({ feel }, index) => nameFor(compiling, feel, ["amount", key, index, "feel"], names));
  const [additions, deductions] = [namesOf("plus"), namesOf("deduct")];
  const floor = amount.floor === undefined ? null : nameFor(compiling, amount.floor, ["amount", "floor"], names);
  const caps = capsOf(compiling, amount, names);
  const parts = [...additions, ...deductions, ...caps];
  if (factor === undefined || floor === undefined || parts.includes(undefined)) return undefined;
  const lifted = factor === null ? sum.feel : `(${sum.feel}) * ${factor}`;
  const more = [lifted, ...additions].join(" + ");
  const left = deductions.length === 0 ? more : `max(0, ${[more, ...deductions].join(" - ")})`;
  const floored = floor === null ? left : `max(${left}, ${floor})`;
  return { feel: caps.length === 0 ? floored : `min(${[floored, ...caps].join(", ")})`, names };
}

function capsOf(compiling: Compiling, { cap }: Amount, names: Names): readonly (string | undefined)[] {
  const { jointCap } = compiling.read.envelope.stacking;
  return [
    ...(cap === undefined ? [] : [nameFor(compiling, cap, ["amount", "cap"], names)]),
    ...(jointCap ? [nameFor(compiling, jointCap.yuan, ["stacking", "jointCap", "yuan"], names)] : []),
  ];
}

/** Null where nothing lifts the sum. */
function factorOf(compiling: Compiling, { uplifts }: Amount, names: Names): string | null | undefined {
  if (!uplifts) return null;
  const on = uplifts.of.map(({ feel, percent }, index) => {
    const name = nameFor(compiling, feel, ["amount", "uplifts", "of", index, "if"], names);
    return name && { name, percent };
  });
  if (on.includes(undefined)) return undefined;
  const parts = on.flatMap((each) => (each ? [each] : []));
  if (uplifts.pick === "product") {
    return parts.map(({ name, percent }) => `((if ${name} then ${100 + percent} else 100) / 100)`).join(" * ");
  }
  const extras = parts.map(({ name, percent }) => `(if ${name} then ${percent} else 0)`);
  const extra = uplifts.pick === "sum" ? extras.join(" + ") : `max(${extras.join(", ")})`;
  return `((100 + ${extra}) / 100)`;
}

/** Compiles an expression where it stands and gives it a name that the sum's own FEEL uses. */
function nameFor(compiling: Compiling, source: string, path: Path, names: Names): string | undefined {
  const compiled = compileAt(compiling, path, source);
  if (!compiled) return undefined;
  const name = `amountPart${names.size}`;
  names.set(name, compiled.feel);
  return name;
}

/** What stands in a part can still be refused here: a text where a number is needed, more digits than fit. */
function compileNamed(compiling: Compiling, source: string, names: Names, path: Path): Expression | undefined {
  const types = Object.fromEntries([...names].map(([name, { type }]) => [name, type]));
  const result = compiling.feel.compile(source, { ...compiling.scope, ...types }, MONEY);
  if (result.ok) return expressionOf(compiling, compiling.feel.bind(result.value, names));
  for (const { code, params } of result.error) reportAt(compiling, path, code, params);
  return undefined;
}
