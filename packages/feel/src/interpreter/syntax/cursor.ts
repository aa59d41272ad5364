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
const SPACE = 0x20;
const SLASH = 0x2f;
const FIRST_OTHER_BLANK = 0x85;
const NUMBER = "(?:\\d+(?:\\.\\d+)?|\\.\\d+)(?:[eE][+-]?\\d+)?";
const STRING = '"(?:[^"\\\\]|\\\\[^])*"';
const SYMBOL = "\\*\\*|\\.\\.|<=|>=|!=|->|[-+*/=<>()\\[\\]{},:;.@?]";

/** Sticky: `lastIndex` is set before each use. */
const PATTERNS = {
  blank: new RegExp(BLANK, "uy"),
  word: new RegExp(WORD, "uy"),
  part: new RegExp(PART, "uy"),
  number: new RegExp(NUMBER, "uy"),
  string: new RegExp(STRING, "uy"),
  symbol: new RegExp(SYMBOL, "uy"),
};

/** A place in the source, moving on. It stands after blanks wherever a token is looked for. */
export class Cursor {
  readonly source: string;
  /** Index just after the last token. */
  end = 0;
  #position = 0;
  #depth = 0;
  /** What stands at the position, once looked at: most places are looked at many times. */
  #word: string | null = null;
  #symbol: string | null = null;
  #part: { readonly text: string; readonly end: number } | null = null;
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
    this.#position = this.#afterBlanks(position);
    this.#word = null;
    this.#symbol = null;
    this.#part = null;
  }

  get atEnd(): boolean {
    return this.#position >= this.source.length;
  }

  peekWord(): string {
    this.#word ??= this.#match("word", this.#position);
    return this.#word;
  }

  peekSymbol(): string {
    this.#symbol ??= this.#match("symbol", this.#position);
    return this.#symbol;
  }

  /** The next part of a name from any place on, with where it ends; an empty text at the end of the source. */
  peekPart(at: number): { readonly text: string; readonly end: number } {
    if (at === this.#position && this.#part) return this.#part;
    const start = this.#afterBlanks(at);
    const text = this.#match("part", start);
    const part = { text, end: start + text.length };
    if (at === this.#position) this.#part = part;
    return part;
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

  #afterBlanks(at: number): number {
    const unit = this.source.charCodeAt(at);
    // Most tokens stand close together: only what may be a blank or a comment is looked at further.
    if (unit > SPACE && unit < FIRST_OTHER_BLANK && unit !== SLASH) return at;
    return at + this.#match("blank", at).length;
  }

  #take(pattern: "number" | "string" | "word"): string {
    const text = this.#match(pattern, this.#position);
    if (text !== "") this.moveTo(this.#position + text.length);
    return text;
  }

  #match(pattern: keyof typeof PATTERNS, at: number): string {
    const expression = PATTERNS[pattern];
    expression.lastIndex = at;
    return expression.exec(this.source)?.[0] ?? "";
  }
}
