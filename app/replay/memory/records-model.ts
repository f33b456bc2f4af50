/**
 * The words of memory that a submission keeps for itself, by what it stored last: in its metadata area and in free
 * blocks. What lies in a block belongs to the program once the block is allocated. No drawing here.
 *
 *      store, store, allocate │ store, free │ refused          the stores of a call come before its event
 *      └────── one call ──────┘
 */
import { fieldOf } from '../../../simulator/engine/event-words';
import type { Trace } from '../../../simulator/engine/trace';
import { History, historyOf } from '../history';

export interface StoredWord {
  readonly value: number;
  /** The store. */
  readonly event: number;
}

export interface RecordsModel {
  /** Whether the trace tells stores at all: older ones do not. */
  readonly areTold: boolean;
  /** The event from which on stores are not told any more; Infinity when all are. */
  readonly untoldFrom: number;
  /** Where the metadata area begins. */
  readonly metadata: { readonly base: number; readonly bytes: number };
  /** Addresses of words that are ever stored, ascending. */
  readonly addresses: readonly number[];
  /** undefined: it is not the allocator's any more. */
  readonly words: ReadonlyMap<number, History<StoredWord | undefined>>;
  /** By event, the one that ended the call before. */
  readonly calls: History<number>;
}

/** Events that are the end of a call. */
const ENDS = new Set(['arena', 'allocate', 'out-of-memory', 'free', 'refused', 'size']);

export function recordsModel(trace: Trace): RecordsModel {
  const words = new Map<number, History<StoredWord | undefined>>();
  const calls = new History<number>();
  let metadata = { base: 0, bytes: 0 };
  let untoldFrom = Number.POSITIVE_INFINITY;
  for (let index = 0; index < trace.length; index++) {
    const event = trace.event(index);
    const address = fieldOf(event, 'address') ?? 0;
    switch (event.kind.name) {
      case 'metadata':
        metadata = { base: fieldOf(event, 'base') ?? 0, bytes: fieldOf(event, 'bytes') ?? 0 };
        break;
      case 'store':
        historyOf(words, address).set(index, { value: fieldOf(event, 'value') ?? 0, event: index });
        break;
      case 'stores-untold':
        untoldFrom = index;
        break;
      case 'allocate': {
        const end = address + Math.max(fieldOf(event, 'blockBytes') ?? 0, fieldOf(event, 'bytes') ?? 0);
        for (const [at, history] of words) if (at >= address && at < end) history.set(index, undefined);
      }
    }
    if (ENDS.has(event.kind.name)) calls.set(index, index);
  }
  return {
    areTold: trace.kinds.some(({ name }) => name === 'store'),
    untoldFrom,
    metadata,
    addresses: [...words.keys()].sort((first, second) => first - second),
    words,
    calls,
  };
}

/** Whether the call that event `index` belongs to stored this word, as far as it has come. */
export function isOfCall(model: RecordsModel, word: StoredWord, index: number): boolean {
  return word.event > (model.calls.at(index - 1) ?? -1) && word.event <= index;
}

/** The first word that the call of event `index` stored; -1 for none. */
export function firstOfCall(model: RecordsModel, trace: Trace, index: number): number {
  for (let at = (model.calls.at(index - 1) ?? -1) + 1; at <= index; at++) {
    const event = trace.event(at);
    if (event.kind.name === 'store') return fieldOf(event, 'address') ?? -1;
  }
  return -1;
}

/** Rows of so many words, by the address that each begins with: only those in which anything is ever stored. */
export function rowsOf({ addresses, metadata }: RecordsModel, arena: number, perRow: number): number[] {
  const rows = new Set<number>();
  for (const address of addresses) {
    // Both areas are counted from their own start.
    const base = address >= arena ? arena : metadata.base;
    rows.add(base + Math.floor((address - base) / (4 * perRow)) * 4 * perRow);
  }
  return [...rows].sort((first, second) => first - second);
}
