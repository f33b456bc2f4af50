/**
 * Bounds how deeply a text is nested before anything recursive looks at it: one pass over its characters, with a
 * stack of the open brackets.
 *
 *      brackets   ( [ { and ${ that are open at one place
 *      pending    words and operators since the last comma, semicolon or end of a block, of all open brackets:
 *                 what nests without brackets does so by these (a => b => c, if (a) if (b), x + y + z, else if)
 *
 * It knows comments, texts and templates. A regular expression it takes for operators: it is refused later anyway.
 */
import type { Diagnostic } from '../verdict';

/** Deeper than any program that people write. A parser needs up to 3.5 kB of stack a bracket, of 984 kB. */
export const MAX_OPEN_BRACKETS = 64;
/** A parser needs up to 0.8 kB of stack a word. */
export const MAX_PENDING_WORDS = 600;

export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface Nesting {
  /** Where a bound is passed. */
  readonly tooDeep?: Diagnostic;
  /** The most deeply nested place: where to point when a program is too deep for something else. */
  readonly deepest: Place;
}

const CODE = {
  newline: 10,
  carriageReturn: 13,
  doubleQuote: 34,
  dollar: 36,
  quote: 39,
  star: 42,
  comma: 44,
  slash: 47,
  semicolon: 59,
  backslash: 92,
  backtick: 96,
  openBrace: 123,
  closeBrace: 125,
} as const;

const OPENING = new Set([...'([{'].map((each) => each.charCodeAt(0)));
const CLOSING = new Set([...')]}'].map((each) => each.charCodeAt(0)));
/** After a `}` these go on with what it belongs to; anything else begins a new statement. */
const CONTINUES = /^(?:else|catch|finally|while|as|satisfies|in|instanceof|extends)\b|^[.?:=+*/%&|^<>([`!-]/;

interface OpenBracket {
  readonly ofTemplate: boolean;
  /** Words and operators of it that are pending. */
  pending: number;
}

export function measureNesting(text: string): Nesting {
  const scan = new NestingScan(text);
  const tooDeepAt = scan.run();
  const deepest = placeOf(text, scan.deepestAt);
  if (tooDeepAt === undefined) return { deepest };
  return { deepest, tooDeep: { ...placeOf(text, tooDeepAt.at), message: tooDeepAt.message } };
}

class NestingScan {
  deepestAt = 0;
  private deepest = 0;
  private at = 0;
  /** Of all open brackets. */
  private pending = 0;
  private readonly open: OpenBracket[] = [{ ofTemplate: false, pending: 0 }];

  constructor(private readonly text: string) {}

  run(): { readonly at: number; readonly message: string } | undefined {
    const { text } = this;
    while (this.at < text.length) {
      const start = this.at;
      this.step();
      if (this.open.length - 1 > MAX_OPEN_BRACKETS)
        return {
          at: start,
          message: `Brackets are nested more than ${MAX_OPEN_BRACKETS} deep here: split the code into functions.`,
        };
      if (this.pending > MAX_PENDING_WORDS)
        return {
          at: start,
          message: `This expression or chain has more than ${MAX_PENDING_WORDS} words and operators: split it into several statements.`,
        };
    }
    return undefined;
  }

  private step(): void {
    const { text } = this;
    const code = text.charCodeAt(this.at);
    if (isSpace(code)) this.at++;
    else if (code === CODE.slash && text.charCodeAt(this.at + 1) === CODE.slash) this.skipTo(lineEnd, 0);
    else if (code === CODE.slash && text.charCodeAt(this.at + 1) === CODE.star) {
      const end = text.indexOf('*/', this.at + 2);
      this.at = end < 0 ? text.length : end + 2;
    } else if (code === CODE.quote || code === CODE.doubleQuote) this.quoted(code);
    else if (code === CODE.backtick) {
      this.word(1);
      this.template();
    } else if (OPENING.has(code)) this.push(false);
    else if (CLOSING.has(code)) this.close(code);
    else if (code === CODE.comma || code === CODE.semicolon) {
      this.settle();
      this.at++;
    } else if (isWord(code)) {
      let end = this.at + 1;
      while (end < text.length && isWord(text.charCodeAt(end))) end++;
      this.word(end - this.at);
    } else this.word(1);
  }

  private word(length: number): void {
    this.at += length;
    this.pending++;
    (this.open.at(-1) as OpenBracket).pending++;
    const depth = this.open.length * (MAX_PENDING_WORDS / MAX_OPEN_BRACKETS) + this.pending;
    if (depth > this.deepest) {
      this.deepest = depth;
      this.deepestAt = this.at - length;
    }
  }

  private push(ofTemplate: boolean): void {
    this.word(ofTemplate ? 2 : 1);
    this.open.push({ ofTemplate, pending: 0 });
  }

  private close(code: number): void {
    this.at++;
    if (this.open.length === 1) return; // one too many: the parser says so
    this.settle();
    const { ofTemplate } = this.open.pop() as OpenBracket;
    if (ofTemplate) this.template();
    else if (code === CODE.closeBrace && !this.continues()) this.settle();
  }

  /** Whether what follows a `}` belongs to the same statement. */
  private continues(): boolean {
    let next = this.at;
    while (next < this.text.length && isSpace(this.text.charCodeAt(next))) next++;
    return CONTINUES.test(this.text.slice(next, next + 11));
  }

  /** What was pending in the innermost bracket is complete. */
  private settle(): void {
    const innermost = this.open.at(-1) as OpenBracket;
    this.pending -= innermost.pending;
    innermost.pending = 0;
  }

  private quoted(quote: number): void {
    this.word(1);
    this.skipTo((code) => code === quote || lineEnd(code), 1);
  }

  /** From the opening backtick or the end of a hole to the closing backtick or the next hole. */
  private template(): void {
    const { text } = this;
    for (; this.at < text.length; this.at++) {
      const code = text.charCodeAt(this.at);
      if (code === CODE.backslash) this.at++;
      else if (code === CODE.backtick) {
        this.at++;
        return;
      } else if (code === CODE.dollar && text.charCodeAt(this.at + 1) === CODE.openBrace) {
        this.push(true);
        return;
      }
    }
  }

  private skipTo(ends: (code: number) => boolean, beyond: number): void {
    const { text } = this;
    for (; this.at < text.length; this.at++) {
      const code = text.charCodeAt(this.at);
      if (ends(code)) break;
      if (beyond > 0 && code === CODE.backslash) this.at++;
    }
    this.at += beyond;
  }
}

function lineEnd(code: number): boolean {
  return code === CODE.newline || code === CODE.carriageReturn;
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 160 || code === 0xfeff;
}

function isWord(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === CODE.dollar ||
    code > 127
  );
}

function placeOf(text: string, at: number): Place {
  const lines = text.slice(0, at).split(/\r\n|[\n\r\u2028\u2029]/);
  return { line: lines.length, column: (lines.at(-1) as string).length + 1 };
}
