import type { Span } from "../../parse/ast.ts";
import { describeWarning, type WarningCode } from "./warnings.ts";
import { Scales, type Weighed } from "./weights.ts";

export type EvaluationWarning = {
  readonly code: WarningCode;
  readonly params: Readonly<Record<string, string | number>>;
  /** UTF-16 offsets into the source of the program. */
  readonly from: number;
  readonly to: number;
  /** What happened, in English; `describeWarning` says it in Chinese too. */
  readonly message: string;
};

export type Limits = {
  /** Nodes evaluated, values made and items visited, all together. */
  readonly stepsMax?: number;
  /** Expressions and calls evaluated inside one another. */
  readonly depthMax?: number;
  /** Characters of a string that an expression builds. */
  readonly charactersMax?: number;
};

export type EvaluationOptions = Limits & {
  /** For `now()` and `today()`, which are null without one. */
  readonly clock?: Clock;
};

/** Where the present moment comes from: milliseconds since 1970 in UTC, and the IANA region or offset to tell it in. */
export type Clock = { readonly nowMs: () => number; readonly zone?: string };

const DEFAULT_LIMITS: Required<Limits> = { stepsMax: 2_000_000, depthMax: 1_000, charactersMax: 1_000_000 };

const WARNINGS_MAX = 100;
/** Lists and contexts inside one another. */
const VALUE_DEPTH_MAX = 300;

/** An evaluation that went beyond a limit. Never leaves the package: `evaluate` turns it into a refusal. */
export class LimitReached extends Error {
  readonly warning: EvaluationWarning;
  constructor(warning: EvaluationWarning) {
    super(warning.message);
    this.warning = warning;
  }
}

/**
 * What one evaluation has left of its limits, and what it has warned of. Evaluations inside one another (a function of a
 * model that an expression calls) share one, so that no chain of them outgrows the limits.
 */
export class Session {
  readonly limits: Required<Limits>;
  readonly clock: Clock | undefined;
  readonly warnings: EvaluationWarning[] = [];
  readonly #scales = new Scales();
  #span: Span = { from: 0, to: 0 };
  #steps = 0;
  #depth = 0;

  constructor(options: EvaluationOptions = {}) {
    this.limits = {
      stepsMax: options.stepsMax ?? DEFAULT_LIMITS.stepsMax,
      depthMax: options.depthMax ?? DEFAULT_LIMITS.depthMax,
      charactersMax: options.charactersMax ?? DEFAULT_LIMITS.charactersMax,
    };
    this.clock = options.clock;
  }

  /** Where evaluation stands: warnings without a place of their own carry it. */
  get span(): Span {
    return this.#span;
  }

  /** Goes into an expression; give what this returns to `leave`. */
  enter(span: Span): Span {
    const outer = this.#span;
    this.#span = span;
    this.#depth += 1;
    if (this.#depth > this.limits.depthMax) this.refuse("feel.limit.depth", { max: this.limits.depthMax });
    this.spend(1);
    return outer;
  }

  leave(outer: Span): void {
    this.#span = outer;
    this.#depth -= 1;
  }

  spend(steps: number): void {
    this.#steps += steps;
    if (this.#steps > this.limits.stepsMax) this.refuse("feel.limit.steps", { max: this.limits.stepsMax });
  }

  /** Refuses a value that holds more than there are steps, or too deep. */
  check(value: Weighed): void {
    const { parts, depth } = this.#scales.weigh(value);
    if (parts > this.limits.stepsMax) this.refuse("feel.limit.size", { max: this.limits.stepsMax });
    if (depth > VALUE_DEPTH_MAX) this.refuse("feel.limit.valueDepth", { max: VALUE_DEPTH_MAX });
  }

  /** Counts a walk over all that a value holds. */
  spendOn(value: Weighed): void {
    this.check(value);
    this.spend(Math.ceil(this.#scales.weigh(value).parts));
  }

  /** Counts a string about to be built; refuses one that is too long. */
  spendCharacters(characters: number): void {
    const max = this.limits.charactersMax;
    if (characters > max) this.refuse("feel.limit.characters", { characters, max });
    this.spend(Math.ceil(characters / 64));
  }

  /** Notes why a value is null. */
  warn(code: WarningCode, params: EvaluationWarning["params"] = {}, span: Span = this.#span): null {
    if (this.warnings.length < WARNINGS_MAX) this.warnings.push(makeWarning(code, params, span));
    return null;
  }

  note(code: WarningCode, params: EvaluationWarning["params"] = {}): EvaluationWarning {
    return makeWarning(code, params, this.#span);
  }

  refuse(code: WarningCode, params: EvaluationWarning["params"]): never {
    throw new LimitReached(this.note(code, params));
  }
}

function makeWarning(code: WarningCode, params: EvaluationWarning["params"], span: Span): EvaluationWarning {
  return { code, params, from: span.from, to: span.to, message: describeWarning({ code, params }, "en") };
}
