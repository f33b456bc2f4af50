/**
 * The events of a run, defined once: an object from the name of a kind to its fields, what it means and how the
 * site tells it. From it come the trace's table of kinds, the number of each kind by its name, and the types of events.
 *
 *      const PAGING_EVENTS = defineEvents({
 *        fault: {
 *          fields: ['page', 'reason'],
 *          description: 'The page is not in memory.',
 *          sentence: 'page {page} is not in memory: {reason}',
 *          words: { reason: ['never loaded', 'evicted'] },
 *        },
 *      });
 *      trace.record(cycle, PAGING_EVENTS.index.fault, page, 0);
 *      for (const event of new Events(trace, PAGING_EVENTS.kinds).of('fault')) count(event.page);
 *
 * A sentence has fields in braces: `{page}` is the field's word or number, `{value:byte}` a byte in hexadecimal,
 * `{length:size}` bytes in the unit that is whole (`4 KiB`), `{address:place}` an address (a named place of `words`,
 * else hexadecimal; an error is below 0), `{word:bits}` 32 bits in hexadecimal, `{pages:count pages}` "1 page" or "3
 * pages", and `{previous:thread}` with any other noun "thread 3", or "no thread" for a negative number. Sentences and words are part of the kinds and so of
 * every stored trace, once a trace: it reads as it was told when it was recorded, also when it came from a course's
 * own package. They are in no digest.
 */
import { sentenceProblem } from './event-words';
import type { EventKind, FieldWords } from './trace';

export interface EventDefinition {
  /** Names of the event's numbers, at most four. */
  readonly fields: readonly string[];
  readonly description: string;
  /** Without capital and full stop. Without it an event is told by its fields and description. */
  readonly sentence?: string;
  /** Words for the numbers of fields. */
  readonly words?: Readonly<Record<string, FieldWords>>;
}

export type EventDefinitions = Readonly<Record<string, EventDefinition>>;

/** The rows of the table: each with its name and its fields known, for who reads events by them. */
export type KindsOf<Definitions extends EventDefinitions> = readonly {
  readonly [Name in keyof Definitions & string]: EventKind & {
    readonly name: Name;
    readonly fields: Definitions[Name]['fields'];
  };
}[keyof Definitions & string][];

export interface EventTable<Definitions extends EventDefinitions> {
  /** What a trace is made with, and what its events are read by (`Events` in exercises/judging/events.ts). */
  readonly kinds: KindsOf<Definitions>;
  /** The number of each kind in `kinds`: what Trace.record takes. */
  readonly index: { readonly [Name in keyof Definitions]: number };
  /** For tables that begin with these kinds: `defineEvents({ ...definitions, further })`. */
  readonly definitions: Definitions;
}

const MAX_FIELDS = 4;
/** Properties of every event that is read by name, so that no field may be called so. */
export const EVENT_PROPERTIES: readonly string[] = ['name', 'index', 'cycle'];

/** @throws when what an event tells does not fit its fields: with the event's name. */
export function defineEvents<const Definitions extends EventDefinitions>(
  definitions: Definitions,
): EventTable<Definitions> {
  const kinds = Object.entries(definitions).map(([name, definition]): EventKind => {
    checkDefinition(name, definition);
    return { name, ...definition };
  });
  return {
    kinds: kinds as unknown as KindsOf<Definitions>,
    index: Object.fromEntries(kinds.map(({ name }, number) => [name, number])) as {
      readonly [Name in keyof Definitions]: number;
    },
    definitions,
  };
}

function checkDefinition(name: string, { fields, sentence = '', words = {} }: EventDefinition): void {
  const wrong = (what: string) => new Error(`defineEvents: event ${name} ${what}`);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) throw wrong('must have a name in kebab-case');
  if (fields.length > MAX_FIELDS)
    throw wrong(`has ${fields.length} fields (${fields.join(', ')}): at most ${MAX_FIELDS} fit`);
  const reserved = fields.find((field) => EVENT_PROPERTIES.includes(field));
  if (reserved !== undefined) throw wrong(`cannot have a field ${reserved}: every event has that already`);
  const twice = fields.find((field, i) => fields.indexOf(field) !== i);
  if (twice !== undefined) throw wrong(`has the field ${twice} twice`);
  const unknown = Object.keys(words).find((field) => !fields.includes(field));
  if (unknown !== undefined)
    throw wrong(`has words for the field ${unknown}, which it does not have: it has ${fields.join(', ')}`);
  const problem = sentenceProblem(sentence, fields);
  if (problem !== undefined) throw wrong(`has a sentence that ${problem}`);
}
