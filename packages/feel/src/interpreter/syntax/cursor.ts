import { type FeelFault, type FeelFaultCode, fault } from "../../faults/fault.ts";
import type { Span } from "../../parse/ast.ts";
import { BLANK, PART, WORD } from "./characters.ts";

/** Where reading can't go on. Caught where parsing begins, and returned as a fault. */
export class Unreadable extends Error {
  readonly fault: FeelFault;
  constructor(found: FeelFault) {
    super(found.code);
    this.fault = found;
  }
}

const DEPTH_MAX = 200;
const NUMBER = "(?:\\d+(?:\\.\\d+)?|\\.\\d+)(?:[eE][+-]?\\d+)?";
const STRING = '"(?:[^"\\\\]|\\\\[^])*"';
const SYMBOL = "\\*\\*|\\.\\.|<=|>=|!=|->|[-+*/=<>()\\[\\]{},:;.@?]";

/** A place in the source, moving on. It stands after blanks wherever a token is looked for. */
export class Cursor {
  readonly source: string;
  /** Index just after the last token. */
  end = 0;
  #position = 0;
  #depth = 0;
  readonly #patterns = {
    blank: new RegExp(BLANK, "uy"),
    word: new RegExp(WORD, "uy"),
    part: new RegExp(PART, "uy"),
    number: new RegExp(NUMBER, "uy"),
    string: new RegExp(STRING, "uy"),
    symbol: new RegExp(SYMBOL, "uy"),
  };

  constructor(source: string) {
    this.source = source;
    this.moveTo(0);
  }

  get position(): number {
    return this.#position;
  }

  /** Goes to where a token ended, and over the blanks behind it. */
  moveTo(position: number): void {
    this.end = position;
    this.#position = position + this.#match("blank", position).length;
  }

  get atEnd(): boolean {
    return this.#position >= this.source.length;
  }

  peekWord(at = this.#position): string {
    return this.#match("word", at);
  }

  peekSymbol(): string {
    return this.#match("symbol", this.#position);
  }

  /** The next part of a name from any place on, with where it ends; an empty text at the end of the source. */
  peekPart(at: number): { readonly text: string; readonly end: number } {
    const start = at + this.#match("blank", at).length;
    const text = this.#match("part", start);
    return { text, end: start + text.length };
  }

  takeNumber(): string {
    return this.#take("number");
  }

  takeString(): string {
    return this.#take("string");
  }

  takeWord(): string {
    return this.#take("word");
  }

  acceptWord(word: string): boolean {
    if (this.peekWord() !== word) return false;
    this.moveTo(this.#position + word.length);
    return true;
  }

  expectWord(word: string): void {
    if (!this.acceptWord(word)) this.fail();
  }

  acceptSymbol(symbol: string): boolean {
    if (this.peekSymbol() !== symbol) return false;
    this.moveTo(this.#position + symbol.length);
    return true;
  }

  expectSymbol(symbol: string): void {
    if (!this.acceptSymbol(symbol)) this.fail();
  }

  spanFrom(from: number): Span {
    return { from, to: this.end };
  }

  /** Reads something nested: refuses what is nested too deep before the stack runs out. */
  nested<Read>(read: () => Read): Read {
    this.#depth += 1;
    if (this.#depth > DEPTH_MAX) this.fail("feel.tooDeep", { max: DEPTH_MAX });
    const result = read();
    this.#depth -= 1;
    return result;
  }

  fail(code?: FeelFaultCode, params?: FeelFault["params"]): never {
    const word = this.peekWord() || this.peekSymbol() || this.source.slice(this.#position, this.#position + 1);
    const at = { from: this.#position, to: Math.min(this.#position + word.length, this.source.length) };
    if (code) throw new Unreadable(fault(code, at, params));
    throw new Unreadable(fault(this.atEnd ? "feel.syntaxAtEnd" : "feel.syntax", at, { found: word.slice(0, 40) }));
  }

  #take(pattern: "number" | "string" | "word"): string {
    const text = this.#match(pattern, this.#position);
    if (text !== "") this.moveTo(this.#position + text.length);
    return text;
  }

  #match(pattern: "blank" | "word" | "part" | "number" | "string" | "symbol", at: number): string {
    const expression = this.#patterns[pattern];
    expression.lastIndex = at;
    return expression.exec(this.source)?.[0] ?? "";
  }
}
