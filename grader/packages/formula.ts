/**
 * Formulas of questions without code: arithmetic over named numbers and texts, evaluated here and never by an engine's
 * eval. Exact wherever doubles are: no function that engines round differently.
 *
 *      a + b * 2^n        == != < <= > >=  (1 or 0)        min max floor ceil round abs        'text' == kind
 *
 *      or   = and ('or' and)*        sum     = product (('+' | '-') product)*
 *      and  = test ('and' test)*     product = unary (('*' | '/' | '%') unary)*
 *      test = sum (compared sum)?    unary   = '-' unary | power         power = value ('^' unary)?
 */
export type FormulaValue = number | string;
export type Scope = ReadonlyMap<string, FormulaValue>;

/** What is wrong with a formula, or with what it was given: a sentence. */
export class FormulaFault extends Error {}

export const MAX_FORMULA_CHARACTERS = 500;
const MAX_NESTING = 30;
const MAX_EXPONENT = 1_000;

const FUNCTIONS: Readonly<Record<string, (...numbers: number[]) => number>> = {
  min: (...numbers) => Math.min(...numbers),
  max: (...numbers) => Math.max(...numbers),
  floor: (number) => Math.floor(number),
  ceil: (number) => Math.ceil(number),
  /** Halves away from zero, as at school. */
  round: (number) => Math.sign(number) * Math.floor(Math.abs(number) + 0.5),
  abs: (number) => Math.abs(number),
};
const WORDS = new Set(['and', 'or', ...Object.keys(FUNCTIONS)]);

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|'([^']*)'|(==|!=|<=|>=|[-+*/%^()<>,]))/y;

interface Token {
  readonly kind: 'number' | 'name' | 'text' | 'sign' | 'end';
  readonly text: string;
}

/** Whether a word may name a variable. */
export const isVariableName = (word: string) => /^[A-Za-z_]\w{0,30}$/.test(word) && !WORDS.has(word);

/** Every use of a name exchanged, in formulas that are faulty too. */
export const renamedInFormula = (formula: string, name: string, to: () => string): string =>
  formula.replace(/'[^']*'|\d+(?:\.\d+)?|[A-Za-z_]\w*/g, (token) => (token === name ? to() : token));

/** @throws FormulaFault */
export function evaluate(formula: string, scope: Scope): FormulaValue {
  return new Evaluation(formula, scope).value();
}

/** @throws FormulaFault also where it is no finite number. */
export function evaluateNumber(formula: string, scope: Scope): number {
  const value = evaluate(formula, scope);
  if (typeof value === 'number' && Number.isFinite(value)) return value + 0; // -0 is 0
  throw new FormulaFault(
    `${formula} is ${typeof value === 'number' ? value : 'a text'}, and must be a number`,
  );
}

function tokensOf(formula: string): Token[] {
  if (formula.length > MAX_FORMULA_CHARACTERS)
    throw new FormulaFault(
      `a formula of ${formula.length} characters; ${MAX_FORMULA_CHARACTERS} are the most`,
    );
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < formula.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const [, number, name, text, sign] = TOKEN.exec(formula) ?? [];
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (text !== undefined) tokens.push({ kind: 'text', text });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else
      throw new FormulaFault(
        `${formula}: ${JSON.stringify(formula.slice(at).trim()[0])} is no part of a formula`,
      );
  }
  return [...tokens, { kind: 'end', text: 'its end' }];
}

class Evaluation {
  private readonly tokens: readonly Token[];
  private at = 0;
  private nesting = 0;

  constructor(
    private readonly formula: string,
    private readonly scope: Scope,
  ) {
    this.tokens = tokensOf(formula);
    if (this.tokens.length === 1) throw new FormulaFault('no formula stands there');
  }

  value(): FormulaValue {
    const value = this.or();
    if (this.next.kind !== 'end') throw this.fault(`${this.next.text} comes too much`);
    return value;
  }

  private get next(): Token {
    return this.tokens[this.at] as Token;
  }

  private fault(what: string): FormulaFault {
    return new FormulaFault(`${this.formula}: ${what}`);
  }

  private take(...texts: readonly string[]): string | undefined {
    const { kind, text } = this.next;
    if (kind === 'text' || kind === 'end' || !texts.includes(text)) return undefined;
    this.at++;
    return text;
  }

  private or(): FormulaValue {
    let value = this.and();
    while (this.take('or')) value = [value, this.and()].some((each) => this.number(each) !== 0) ? 1 : 0;
    return value;
  }

  private and(): FormulaValue {
    let value = this.test();
    while (this.take('and')) value = [value, this.test()].every((each) => this.number(each) !== 0) ? 1 : 0;
    return value;
  }

  private test(): FormulaValue {
    const left = this.sum();
    const compared = this.take('==', '!=', '<=', '>=', '<', '>');
    if (compared === undefined) return left;
    const right = this.sum();
    if (compared === '==') return left === right ? 1 : 0;
    if (compared === '!=') return left === right ? 0 : 1;
    const [a, b] = [this.number(left), this.number(right)];
    const holds = compared === '<' ? a < b : compared === '<=' ? a <= b : compared === '>' ? a > b : a >= b;
    return holds ? 1 : 0;
  }

  private sum(): FormulaValue {
    let value = this.product();
    for (let sign = this.take('+', '-'); sign !== undefined; sign = this.take('+', '-')) {
      const [a, b] = [this.number(value), this.number(this.product())];
      value = sign === '+' ? a + b : a - b;
    }
    return value;
  }

  private product(): FormulaValue {
    let value = this.unary();
    for (let sign = this.take('*', '/', '%'); sign !== undefined; sign = this.take('*', '/', '%')) {
      const [a, b] = [this.number(value), this.number(this.unary())];
      if (sign !== '*' && b === 0) throw this.fault('it divides by 0');
      value = sign === '*' ? a * b : sign === '/' ? a / b : a - b * Math.floor(a / b);
    }
    return value;
  }

  private power(): FormulaValue {
    const base = this.primary();
    if (!this.take('^')) return base;
    const exponent = this.nested(() => this.number(this.unary()));
    if (!Number.isInteger(exponent) || exponent < 0 || exponent > MAX_EXPONENT)
      throw this.fault(`an exponent is a whole number from 0 to ${MAX_EXPONENT}, not ${exponent}`);
    let power = 1;
    for (let i = 0; i < exponent; i++) power *= this.number(base);
    return power;
  }

  private unary(): FormulaValue {
    if (this.take('-')) return -this.nested(() => this.number(this.unary()));
    return this.power();
  }

  private primary(): FormulaValue {
    const { kind, text } = this.next;
    if (this.take('(')) return this.nested(() => this.closed(this.or()));
    this.at++;
    if (kind === 'number') return Number(text);
    if (kind === 'text') return text;
    if (kind === 'end') throw this.fault('it ends where a value should stand');
    if (kind !== 'name') throw this.fault(`${text} stands where a value should`);
    const call = Object.hasOwn(FUNCTIONS, text) ? FUNCTIONS[text] : undefined;
    if (call !== undefined) {
      if (!this.take('(')) throw this.fault(`${text} needs brackets`);
      const given = this.nested(() => {
        const numbers = [this.number(this.or())];
        while (this.take(',')) numbers.push(this.number(this.or()));
        return this.closed(numbers);
      });
      if (call.length === 1 && given.length !== 1) throw this.fault(`${text} takes one number`);
      return call(...given);
    }
    const value = this.scope.get(text);
    if (value === undefined)
      throw this.fault(`there is no ${this.next.text === '(' ? 'function' : 'variable'} ${text} here`);
    return value;
  }

  private closed<Value>(value: Value): Value {
    if (!this.take(')')) throw this.fault(`a bracket is not closed before ${this.next.text}`);
    return value;
  }

  private nested<Value>(read: () => Value): Value {
    if (++this.nesting > MAX_NESTING) throw this.fault(`it is nested more than ${MAX_NESTING} deep`);
    const value = read();
    this.nesting--;
    return value;
  }

  private number(value: FormulaValue): number {
    if (typeof value === 'number') return value;
    throw this.fault(`'${value}' is a text where a number should be`);
  }
}
