import {
  bindInput,
  type CompiledFeel,
  compileFeel,
  compileUnaryTests,
  type Facts,
  type FeelFault,
  type FeelType,
  type FeelValue,
  type Scope,
  toClosure,
} from "@wutong/feel";
import type { Result } from "@wutong/kernel";
import { bindNames } from "./bind-names.ts";

type Compiled = Result<CompiledFeel, readonly FeelFault[]>;
type Bindings = ReadonlyMap<string, CompiledFeel>;

/** How a policy's expressions are compiled: anew each time, or with what an earlier compilation came to. */
export type FeelCompiler = {
  readonly compile: (source: string, scope: Scope, expected?: FeelType) => Compiled;
  readonly unary: (source: string, inputType: FeelType, scope: Scope) => Compiled;
  readonly bind: (compiled: CompiledFeel, bindings: Bindings) => CompiledFeel;
  readonly input: (tests: CompiledFeel, input: CompiledFeel) => CompiledFeel;
  readonly close: (compiled: CompiledFeel) => (facts: Facts) => FeelValue;
};

export const plainFeel: FeelCompiler = {
  compile: compileFeel,
  unary: compileUnaryTests,
  bind: bindNames,
  input: bindInput,
  close: toClosure,
};

/**
 * Remembers every expression that compiled: for compiling variants of one policy that differ in a single place. An
 * expression is the same while its text, the types that it reads and the expressions behind its names are the same.
 */
export function rememberingFeel(): FeelCompiler {
  const texts = new Map<string, Remembered<FeelType>[]>();
  const bound = new WeakMap<CompiledFeel, Remembered<CompiledFeel>[]>();
  const inputs = new WeakMap<CompiledFeel, WeakMap<CompiledFeel, CompiledFeel>>();
  const closures = new WeakMap<CompiledFeel, (facts: Facts) => FeelValue>();

  const compiled = (key: string, scope: Scope, compile: () => Compiled): Compiled => {
    const known = texts.get(key)?.find((each) => holds(each, (name) => scope[name]));
    if (known) return { ok: true, value: known.result };
    const made = compile();
    if (made.ok) remember(texts, key, { result: made.value, needs: needsOf(made.value, (name) => scope[name]) });
    return made;
  };
  return {
    compile: (source, scope, expected) =>
      compiled(`${source}\n${JSON.stringify(expected)}`, scope, () => compileFeel(source, scope, expected)),
    unary: (source, inputType, scope) =>
      compiled(`? ${source}\n${JSON.stringify(inputType)}`, scope, () => compileUnaryTests(source, inputType, scope)),
    bind(feel, bindings) {
      const known = bound.get(feel)?.find((each) => holds(each, (name) => bindings.get(name)));
      if (known) return known.result;
      const result = bindNames(feel, bindings);
      remember(bound, feel, { result, needs: needsOf(feel, (name) => bindings.get(name)) });
      return result;
    },
    input(tests, input) {
      const ofTests = inputs.get(tests) ?? new WeakMap<CompiledFeel, CompiledFeel>();
      inputs.set(tests, ofTests);
      const result = ofTests.get(input) ?? bindInput(tests, input);
      ofTests.set(input, result);
      return result;
    },
    close(feel) {
      const closure = closures.get(feel) ?? toClosure(feel);
      closures.set(feel, closure);
      return closure;
    },
  };
}

type Remembered<Need> = {
  readonly result: CompiledFeel;
  readonly needs: readonly (readonly [name: string, need: Need | undefined])[];
};

function holds<Need>({ needs }: Remembered<Need>, now: (name: string) => Need | undefined): boolean {
  return needs.every(([name, need]) => isSame(now(name), need));
}

/** Types are built anew for each compilation; expressions are few and known, so that these differ at once or are the same. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null || "ir" in one)
    return false;
  const [names, others] = [Object.keys(one), Object.keys(other)];
  const parts = one as Readonly<Record<string, unknown>>;
  const otherParts = other as Readonly<Record<string, unknown>>;
  return names.length === others.length && names.every((name) => isSame(parts[name], otherParts[name]));
}

function needsOf<Need>(
  { reads }: CompiledFeel,
  now: (name: string) => Need | undefined,
): readonly (readonly [name: string, need: Need | undefined])[] {
  return reads.map((name) => [name, now(name)]);
}

type Shelf<Key, Value> = { get(key: Key): Value[] | undefined; set(key: Key, values: Value[]): unknown };

function remember<Key, Value>(shelf: Shelf<Key, Value>, key: Key, value: Value): void {
  const values = shelf.get(key);
  if (values) values.push(value);
  else shelf.set(key, [value]);
}
