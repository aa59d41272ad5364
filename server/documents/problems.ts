import { type Problem, problem } from "@wutong/kernel";

/**
 * What can be wrong with a document that somebody hands in; each names the file and the limit or the place.
 * The messages stand in the catalogue of `@wutong/contracts`.
 */
export type DocumentProblemCode =
  | "documents.missing"
  | "documents.empty"
  | "documents.tooLarge"
  | "documents.unknownFormat"
  | "documents.protectedWorkbook"
  | "documents.notATable"
  | "documents.webPage"
  | "documents.corruptWorkbook"
  | "documents.wrongEncoding"
  | "documents.unclosedQuote"
  | "documents.tooManyRows"
  | "documents.tooManyColumns"
  | "documents.tooMuchContent";

export function documentProblem(code: DocumentProblemCode, params: Problem["params"] = {}): Problem {
  return problem(code, params);
}

/** Carries a problem up through the readers' generators; `openTable` turns it back into a value before anyone else sees it. */
export class DocumentFault extends Error {
  readonly problem: Problem;

  constructor(code: DocumentProblemCode, params: Problem["params"] = {}) {
    super(code);
    this.problem = documentProblem(code, params);
  }

  /** One that another thread met. */
  static of({ code, params }: Problem): DocumentFault {
    return new DocumentFault(code as DocumentProblemCode, params);
  }
}
