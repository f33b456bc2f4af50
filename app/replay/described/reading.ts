/**
 * How an effect of a described picture reads at one event: operands as numbers, texts with their fields filled in.
 * A description may come from another version of the exercise than the trace: what is not there reads as undefined.
 */
import type { CaseParameters } from '../../../exercises/exercise-definition';
import type { Amount, Choice, Operand, Told } from '../../../exercises/picture-description';
import { fieldOf, fillSentence } from '../../../simulator/engine/event-words';
import type { TraceEvent } from '../../../simulator/engine/trace';
import { declaredFormat, tellField } from '../declared-format';
import { describedWords as words } from './described-words';

export class Reading {
  constructor(private readonly event: TraceEvent) {}

  get cycle(): number {
    return this.event.cycle;
  }

  number(operand: Operand | undefined): number | undefined {
    const value = typeof operand === 'string' ? fieldOf(this.event, operand) : operand;
    return value === undefined || Number.isNaN(value) ? undefined : value;
  }

  /** Whether it is a field that the event's sentence tells as an address. */
  isAddress(operand: Operand | undefined): boolean {
    return typeof operand === 'string' && declaredFormat(this.event.kind, operand) === 'place';
  }

  /** A field's number in its words. */
  told(value: Told | undefined): string | undefined {
    if (typeof value === 'object') return this.text(value.text);
    const number = this.number(value);
    if (number === undefined) return undefined;
    return typeof value === 'string' ? tellField(this.event, value) : String(number);
  }

  text(sentence: string | undefined): string | undefined {
    return sentence === undefined ? undefined : fillSentence(sentence, this.event);
  }

  /** @returns one of `names`; undefined when the number of the field picks none, which is noted. */
  choice(
    choice: Choice | undefined,
    names: readonly string[],
    { notes }: PartState,
    what: string,
  ): string | undefined {
    if (typeof choice !== 'object')
      return choice !== undefined && names.includes(choice) ? choice : undefined;
    const number = this.number(choice.field);
    if (number === undefined) return undefined;
    if (names[number] === undefined) notes.push(words.noSuch(`${what} ${number}`, names.length));
    return names[number];
  }
}

/** @returns undefined when it is not given, or the case has no such parameter, or it counts nothing. */
export function amountOf(amount: Amount | undefined, parameters: CaseParameters): number | undefined {
  const value = typeof amount === 'object' ? parameters[amount.parameter] : amount;
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

/** What every part's state has: what the current event is about, and what is odd about it. */
export interface PartState {
  readonly touched: Set<string>;
  notes: string[];
}

export const freshState = (): PartState => ({ touched: new Set(), notes: [] });

/** `frame 3`, `3`, or the name that the part gives it. */
export function nameOf(
  { noun, names }: { readonly noun?: string; readonly names?: readonly string[] },
  number: number,
): string {
  return names?.[number] ?? (noun === undefined ? String(number) : `${noun} ${number}`);
}

/** Whether `number` counts one of `count` things. */
export function isPlace(number: number, count: number | undefined): boolean {
  return Number.isSafeInteger(number) && number >= 0 && (count === undefined || number < count);
}

/** How many things there are when these are among their numbers. */
export function oneMore(numbers: readonly number[]): number {
  return numbers.reduce((count, number) => Math.max(count, number + 1), 0);
}
