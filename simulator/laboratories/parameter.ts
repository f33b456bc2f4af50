/**
 * The parameters of a laboratory as data, and the one place that reads them: from options of a command, where a
 * parameter of lines is a file's text, and from the address of a page, where it is the text itself.
 *
 *      quantum: wholeNumber({ from: 1, to: 1000, initial: 4, sentence: 'How long a job keeps a core.' })
 *
 * What cannot be taken is a ParameterError: a problem that reads on from the parameter's name. A page takes less than a
 * command, since its runs are everybody's (`toOnPage`, MAX_PAGE_CHARACTERS).
 */
import { quoted } from './trace-error';

export type Place = 'command' | 'page';

/** Of a text in the address of a page. */
export const MAX_PAGE_CHARACTERS = 2_000;

export class ParameterError extends Error {
  /** @param problem as in "must be a whole number from 1 to 9, got 12", without the parameter's name. */
  constructor(
    readonly parameter: string,
    readonly problem: string,
  ) {
    super(`${parameter} ${problem}`);
    this.name = 'ParameterError';
  }
}

/** How it is asked for. */
export type ParameterForm =
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'number'; readonly from: number; readonly to: number; readonly toOnPage: number }
  | { readonly kind: 'switch' }
  | { readonly kind: 'text' }
  | { readonly kind: 'lines' };

interface Described {
  /** What it means, as one sentence. */
  readonly sentence: string;
  /** What a page calls it; default: its name. */
  readonly label?: string;
  /** A command must be given it; a page has `initial` all the same. */
  readonly required?: boolean;
}

export interface Parameter<Value> extends Described {
  readonly form: ParameterForm;
  /** What may be given, as in "give a whole number from 1 to 9"; for a usage line `sign` stands for it. */
  readonly range: string;
  readonly sign: string;
  /** What holds where nothing is given, as it would be given. */
  readonly initial: string;
  /** @throws the problem, as a ParameterError names it. */
  parse(given: string, place: Place): Value;
}

/** A problem of a value, before its parameter is known. */
class Refusal extends Error {}

export function refuse(problem: string): never {
  throw new Refusal(problem);
}

/** @param given undefined where it is not given. @throws ParameterError */
export function readParameter<Value>(
  parameter: Parameter<Value>,
  name: string,
  given: string | undefined,
  place: Place,
): Value {
  if (given === undefined && parameter.required && place === 'command')
    throw new ParameterError(name, `is missing; give ${parameter.range}`);
  const text = given ?? parameter.initial;
  try {
    if (place === 'page' && text.length > MAX_PAGE_CHARACTERS)
      refuse(`has ${text.length} characters; here at most ${MAX_PAGE_CHARACTERS} are taken`);
    return parameter.parse(text, place);
  } catch (error) {
    if (error instanceof Refusal) throw new ParameterError(name, error.message);
    throw error;
  }
}

export function choice<const Choice extends string>(
  options: Described & { readonly choices: readonly Choice[]; readonly initial: Choice },
): Parameter<Choice> {
  const { choices } = options;
  const range = `one of ${choices.join(', ')}`;
  return {
    ...options,
    form: { kind: 'choice', choices },
    range,
    sign: choices.join('|'),
    parse: (given) =>
      choices.find((each) => each === given) ?? refuse(`cannot be ${quoted(given)}; it is ${range}`),
  };
}

interface NumberRange extends Described {
  readonly from: number;
  readonly to: number;
  /** Default: as for a command. */
  readonly toOnPage?: number;
}

export function wholeNumber(options: NumberRange & { readonly initial: number }): Parameter<number> {
  return { ...numberForm(options), initial: String(options.initial) };
}

/** undefined where nothing is given; what that means the sentence says. */
export function optionalWholeNumber(options: NumberRange): Parameter<number | undefined> {
  const number = numberForm(options);
  return {
    ...number,
    initial: '',
    parse: (given, place) => (given === '' ? undefined : number.parse(given, place)),
  };
}

function numberForm({
  from,
  to,
  toOnPage = to,
  ...described
}: NumberRange): Omit<Parameter<number>, 'initial'> {
  return {
    ...described,
    form: { kind: 'number', from, to, toOnPage },
    range: `a whole number from ${from} to ${to}`,
    sign: 'N',
    parse(given, place) {
      const value = wholeNumberIn(given);
      const most = place === 'page' ? toOnPage : to;
      if (value === undefined || value < from || value > most)
        refuse(`must be a whole number from ${from} to ${most}, got ${quoted(given)}`);
      return value;
    },
  };
}

/** In decimal digits. */
export function wholeNumberIn(given: string): number | undefined {
  return /^\d{1,16}$/.test(given) ? Number(given) : undefined;
}

/** There or not. */
export function onOrOff(described: { readonly sentence: string }): Parameter<boolean> {
  return {
    ...described,
    form: { kind: 'switch' },
    range: 'nothing',
    sign: '',
    initial: '',
    parse: (given) => given !== '',
  };
}

/** Items between commas. */
export function list<Item>(
  options: Described & {
    /** How one is written, as in "arrival:length". */
    readonly item: string;
    readonly example: string;
    readonly from: number;
    readonly to: number;
    /** Default: as for a command. */
    readonly toOnPage?: number;
    readonly initial: string;
    /** @returns undefined for what is none. */
    parseItem(given: string): Item | undefined;
  },
): Parameter<readonly Item[]> {
  const { item, example, from, to, toOnPage = to, initial, parseItem, ...described } = options;
  return {
    ...described,
    initial,
    form: { kind: 'text' },
    range: `${item} for each, between commas, like ${example}`,
    sign: `${item},...`,
    parse(given, place) {
      const texts = given === '' ? [] : given.split(',');
      const most = place === 'page' ? toOnPage : to;
      if (texts.length < from || texts.length > most)
        refuse(
          `must have from ${from} to ${most} items between commas, got ${texts.length}, like ${example}`,
        );
      return texts.map((text) => {
        const parsed = parseItem(text.trim());
        return parsed ?? refuse(`has ${quoted(text)}, but each item is ${item}, like ${example}`);
      });
    },
  };
}

/** Lines: a file's for a command, typed on a page. What is wrong with one the run tells (`inLines`). */
export function lines(
  options: Described & { readonly range: string; readonly initial: string },
): Parameter<string> {
  return { ...options, form: { kind: 'lines' }, sign: 'FILE', parse: (given) => given };
}

/** Any text; the empty one stands for none. */
export function text(
  options: Described & { readonly range: string; readonly sign: string; readonly initial: string },
): Parameter<string> {
  return { ...options, form: { kind: 'text' }, parse: (given) => given };
}
