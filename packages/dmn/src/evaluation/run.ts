import {
  type EvaluationOptions,
  type EvaluationWarning,
  evaluate,
  type FeelValue,
  makeFunction,
  parseExpression,
  type Session,
} from "@wutong/feel/interpreter";
import { expectOk } from "@wutong/kernel";
import type { DrgElement } from "../model/model.ts";
import { type Place, placeIn } from "../xml/xml-tree.ts";

/** Why a value is null, or why the evaluation was stopped: in which element, and where in its file. */
export type DmnWarning = {
  readonly code: string;
  readonly message: string;
  readonly element: string;
  readonly at?: Place;
};

export type DmnEvaluation = {
  readonly value: FeelValue;
  readonly warnings: readonly DmnWarning[];
  /** The limit that stopped the evaluation, where one did; `value` is null then. */
  readonly refused: DmnWarning | null;
};

export type DmnOptions = EvaluationOptions & {
  /** Elements, boxes and calls inside one another, each of which may hold a whole expression. */
  readonly elementDepthMax?: number;
};

/** One evaluation: what was given, what is known by now, what is left of the limits. */
export type Run = {
  readonly session: Session;
  /** Values given from outside: input data, and decisions that a service takes as inputs. */
  readonly given: ReadonlyMap<DrgElement, FeelValue>;
  readonly known: Map<DrgElement, FeelValue>;
  readonly shared: SharedRun;
};

/** What a run has in common with the runs of the services that it calls. */
type SharedRun = {
  readonly warnings: DmnWarning[];
  readonly depthMax: number;
  depth: number;
  /** The session's warnings that have found their element. */
  told: number;
  /** The text being evaluated: where a limit stops the run, this is where. */
  current: Source;
};

/** A text of the model, and the element that it belongs to. */
export type Source = { readonly element: string; readonly text: string; readonly at?: Place };

const WARNINGS_MAX = 200;
const ELEMENT_DEPTH_MAX = 400;

/** Runs under the limits; one that is passed ends the whole run, wherever it happens. */
export function startRun(
  { elementDepthMax = ELEMENT_DEPTH_MAX, ...options }: DmnOptions,
  given: ReadonlyMap<DrgElement, FeelValue>,
  work: (run: Run) => FeelValue,
): DmnEvaluation {
  const current: Source = { element: "", text: "" };
  const shared: SharedRun = { warnings: [], depthMax: elementDepthMax, depth: 0, told: 0, current };
  // FEEL guards what it evaluates, so the run is what a call in an expression does.
  const guard = expectOk(parseExpression("model()", new Map([["model", null]])), "parsing the call of a model");
  const model = makeFunction("model", [], (_, session) => work({ session, given, known: new Map(), shared }));
  const { value, refused } = evaluate(guard, new Map([["model", model]]), options);
  const { warnings } = shared;
  if (!refused) return { value, warnings, refused: null };
  return {
    value: null,
    warnings,
    refused: { code: refused.code, message: refused.message, ...placed(refused, shared.current) },
  };
}

export function warn(run: Run, code: string, message: string, source: Omit<Source, "text">): null {
  const { warnings } = run.shared;
  const warning = { code, message, element: source.element, ...(source.at ? { at: source.at } : {}) };
  if (warnings.length < WARNINGS_MAX) warnings.push(warning);
  return null;
}

/** Evaluates a text: what FEEL warns of meanwhile belongs to it, but for what belongs to a text evaluated inside. */
export function within(run: Run, source: Source, work: () => FeelValue): FeelValue {
  const { shared } = run;
  const outer = shared.current;
  takeWarnings(run);
  shared.current = source;
  const value = work();
  takeWarnings(run);
  shared.current = outer;
  return value;
}

/** Goes one level deeper, unless that is one too many: then the run ends. */
export function deeper(run: Run, source: Omit<Source, "text">, work: () => FeelValue): FeelValue {
  const { session, shared } = run;
  if (shared.depth >= shared.depthMax) {
    shared.current = { ...source, text: "" };
    return session.refuse("feel.limit.depth", { max: shared.depthMax });
  }
  session.spend(1);
  shared.depth += 1;
  const value = work();
  shared.depth -= 1;
  return value;
}

function takeWarnings(run: Run): void {
  const { session, shared } = run;
  for (const one of session.warnings.slice(shared.told)) warn(run, one.code, one.message, placed(one, shared.current));
  shared.told = session.warnings.length;
}

function placed({ from }: EvaluationWarning, { element, text, at }: Source): Omit<Source, "text"> {
  return at ? { element, at: text === "" ? at : placeIn(text, from, at) } : { element };
}
