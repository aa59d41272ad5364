import type { EvaluationWarning, FeelValue, Session } from "@wutong/feel/interpreter";
import type { DrgElement } from "../model/model.ts";
import { type Place, placeIn } from "../xml/xml-tree.ts";

/** Why a value is null, or why the evaluation was stopped: in which element, and where in its file. */
export type DmnWarning = {
  readonly code: string;
  readonly message: string;
  readonly element: string;
  readonly at?: Place;
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
export type SharedRun = {
  readonly warnings: DmnWarning[];
  readonly depthMax: number;
  depth: number;
  /** The session's warnings that have found their element. */
  told: number;
  /** Set when a limit was passed: from then on everything is null at once. */
  refused: DmnWarning | undefined;
};

const WARNINGS_MAX = 200;

/** A text of the model, and the element that it belongs to. */
export type Source = { readonly element: string; readonly text: string; readonly at?: Place };

export function warn(run: Run, code: string, message: string, source: Omit<Source, "text">): null {
  const { warnings } = run.shared;
  const warning = { code, message, element: source.element, ...(source.at ? { at: source.at } : {}) };
  if (warnings.length < WARNINGS_MAX) warnings.push(warning);
  return null;
}

/** Takes over what FEEL warned of since the last time, as of this text. */
export function takeWarnings(run: Run, source: Source): void {
  const { session, shared } = run;
  for (const one of session.warnings.slice(shared.told)) warn(run, one.code, one.message, placed(one, source));
  shared.told = session.warnings.length;
}

export function refuse(run: Run, warning: EvaluationWarning, source: Source): void {
  const { code, message } = warning;
  run.shared.refused ??= { code, message, ...placed(warning, source) };
}

/** Goes one level deeper, unless that is too deep or the run was stopped already: then it is null. */
export function deeper(run: Run, source: Omit<Source, "text">, evaluate: () => FeelValue): FeelValue {
  const { shared } = run;
  if (shared.refused) return null;
  if (shared.depth >= shared.depthMax) {
    const message = `The evaluation was stopped here: more than ${shared.depthMax} elements and calls inside one another.`;
    shared.refused = { code: "dmn.limit.depth", message, ...source };
    return null;
  }
  shared.depth += 1;
  try {
    return evaluate();
  } finally {
    shared.depth -= 1;
  }
}

function placed({ from }: EvaluationWarning, { element, text, at }: Source): Omit<Source, "text"> {
  return at ? { element, at: placeIn(text, from, at) } : { element };
}
