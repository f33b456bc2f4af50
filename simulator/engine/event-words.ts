/**
 * A trace's events in words: each kind brings its own sentence, with its fields in braces, and words for their
 * numbers (define-events.ts). A kind without a sentence, as in verdicts that were stored before kinds had any, or
 * whose sentence names what it does not have, is told from its table of fields, so that every trace reads.
 *
 *      'thread {thread} loads {address:place}'  +  thread 1, address 64   ->  'thread 1 loads 0x40'
 *
 * The one grammar of sentences: `sentenceProblem` refuses what `fillSentence` would not fill.
 */
import { counted } from './counted';
import type { EventKind, FieldWords, TraceEvent } from './trace';

/** A field in braces, and behind a colon `place`, `bits`, `byte`, `size`, `count` and a plural, or a noun. */
const TOLD_FIELD = /\{([a-zA-Z][a-zA-Z0-9]*)(?::([a-z][a-z ]*))?\}/g;

/** The fields that a sentence tells, each with its format, if it has one: in their order, as often as they are told. */
export function toldFields(sentence: string): { readonly field: string; readonly format?: string }[] {
  return [...sentence.matchAll(TOLD_FIELD)].map(([, field = '', format]) => ({ field, format }));
}

/** What is wrong with a sentence about an event that has these fields, as the end of a sentence. */
export function sentenceProblem(sentence: string, fields: readonly string[]): string | undefined {
  const unknown = toldFields(sentence).find(({ field }) => !fields.includes(field))?.field;
  if (unknown !== undefined)
    return `names the field ${unknown}, but the event has ${fields.length === 0 ? 'none' : fields.join(', ')}`;
  const stray = /[{}].{0,20}/.exec(sentence.replaceAll(TOLD_FIELD, ''))?.[0];
  return stray === undefined
    ? undefined
    : `has braces that hold no field, at ${JSON.stringify(stray)}: {field}, {field:place}, {field:bits}, {field:byte}, {field:size}, {field:count nouns} or {field:noun}`;
}

/** The value of a field of this event, by name; undefined when its kind has no such field. */
export function fieldOf(event: TraceEvent, name: string): number | undefined {
  const at = event.kind.fields.indexOf(name);
  return at < 0 ? undefined : event.values[at];
}

export function describeEvent(event: TraceEvent): string {
  const { name, description, sentence, fields } = event.kind;
  const told = sentence === undefined ? undefined : fillSentence(sentence, event);
  if (told !== undefined) return told;
  const values = fields.map((field, i) => `${field} ${event.values[i]}`);
  return [name, ...values].join(', ') + (description === '' ? '' : `: ${description.replace(/\.$/, '')}`);
}

/** @returns undefined when the sentence names a field that this kind does not have. */
export function fillSentence(sentence: string, event: TraceEvent): string | undefined {
  let known = true;
  const text = sentence.replaceAll(TOLD_FIELD, (_, field: string, format?: string) => {
    const value = fieldOf(event, field);
    if (value === undefined) known = false;
    return value === undefined ? '' : tellValue(value, wordsOf(event.kind, field), format);
  });
  return known ? text : undefined;
}

export function wordsOf(kind: EventKind | undefined, field: string): FieldWords | undefined {
  return kind?.words !== undefined && Object.hasOwn(kind.words, field) ? kind.words[field] : undefined;
}

/** A number as a sentence or a picture tells it. @param format `place`, `bits`, `byte`, `size` ..., as in define-events.ts. */
export function tellValue(value: number, words: FieldWords | undefined, format?: string): string {
  if (Array.isArray(words)) {
    const word: unknown = words[value];
    if (typeof word === 'string') return word;
  } else if (words !== undefined) {
    const place = placeName(value, words as Readonly<Record<string, number>>);
    if (place !== undefined) return place;
  }
  if (format === undefined) return String(value);
  if (format === 'place') return hexadecimal(value);
  if (format === 'bits') return `0x${(value >>> 0).toString(16)}`;
  if (format === 'byte') return `0x${(value & 255).toString(16).padStart(2, '0')}`;
  if (format === 'size') return sizeInWords(value);
  if (format.startsWith(COUNT)) return counted(value, format.slice(COUNT.length));
  return value < 0 ? `no ${format}` : `${format} ${value}`;
}

const COUNT = 'count ';

const UNITS = [
  ['GiB', 2 ** 30],
  ['MiB', 2 ** 20],
  ['KiB', 2 ** 10],
] as const;

/** `4 KiB`, in the largest unit of which it is a multiple, else `100 bytes`. */
export function sizeInWords(bytes: number): string {
  const unit = UNITS.find(([, each]) => bytes >= each && bytes % each === 0);
  if (unit !== undefined) return `${bytes / unit[1]} ${unit[0]}`;
  return counted(bytes, 'bytes');
}

/** As many numbers below 0 are answers that tell an error, not addresses (Linux: MAX_ERRNO, include/linux/err.h). */
const ERRORS = 4095;

/** An address; those from 2^31 on are below 0 as words of 32 bits. */
function hexadecimal(value: number): string {
  if (value < 0 && value >= -ERRORS) return String(value);
  return `0x${(value < 0 ? value >>> 0 : value).toString(16)}`;
}

/** `lock`, `lock+4`: from the named place at or before the address. */
function placeName(address: number, places: Readonly<Record<string, number>>): string | undefined {
  let nearest: readonly [string, number] | undefined;
  for (const [name, start] of Object.entries(places))
    if (start <= address && (nearest === undefined || start >= nearest[1])) nearest = [name, start];
  if (nearest === undefined) return undefined;
  return address === nearest[1] ? nearest[0] : `${nearest[0]}+${address - nearest[1]}`;
}
