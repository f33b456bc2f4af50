/**
 * How the sentence of an event tells a field: what it declares as an address or as bits is no decimal number in a picture
 * either (`{address:place}`, simulator/engine/define-events.ts).
 */
import { fieldOf, tellValue, toldFields, wordsOf } from '../../simulator/engine/event-words';
import type { EventKind, TraceEvent } from '../../simulator/engine/trace';

const HEXADECIMAL: readonly (string | undefined)[] = ['place', 'bits', 'byte'];

/** @returns undefined also where a sentence tells the field in several ways: then none is the field's own. */
export function declaredFormat({ sentence = '' }: EventKind, field: string): string | undefined {
  const told = toldFields(sentence).filter((each) => each.field === field);
  const formats = new Set(told.map(({ format }) => format));
  const [format] = formats;
  return formats.size === 1 && HEXADECIMAL.includes(format) ? format : undefined;
}

/** A field's number in its words. @returns undefined when the event has no such field. */
export function tellField(event: TraceEvent, field: string): string | undefined {
  const value = fieldOf(event, field);
  if (value === undefined) return undefined;
  return tellValue(value, wordsOf(event.kind, field), declaredFormat(event.kind, field));
}
