/**
 * How the events of one trace are spoken of. A run of the interleaving explorer has threads and bare words; a run
 * of a lock on cores with caches (simulator/kernel/synchronization/lock-trial.ts) has a core where the same
 * tables say thread, and its addresses are places in the lock.
 */
import type { EventKinds } from '../../simulator/engine/trace';
import { COUNTER_ADDRESS, LOCK_ADDRESS } from '../../simulator/kernel/synchronization/lock-client';

export interface Vocabulary {
  /** What a number in a field `thread` names. */
  readonly thread: 'thread' | 'core';
  place(address: number): string;
  /** What the trace counts its time in. */
  readonly time: 'cycle' | 'step' | 'time';
}

const PLAIN: Vocabulary = {
  thread: 'thread',
  time: 'cycle',
  place: (address) => (address < 0 ? String(address) : `0x${address.toString(16)}`),
};

/** The explorer's runs have no time: they count the scheduler's steps. */
const INTERLEAVING: Vocabulary = { ...PLAIN, time: 'step' };

/** The same names as in the messages of the judge. */
const LOCK: Vocabulary = {
  thread: 'core',
  // Cycles on caches, steps where interleavings are tried out; the table of kinds is the same.
  time: 'time',
  place(address) {
    if (address === COUNTER_ADDRESS) return 'counter';
    if (address < LOCK_ADDRESS) return PLAIN.place(address);
    return address === LOCK_ADDRESS ? 'lock' : `lock+${address - LOCK_ADDRESS}`;
  },
};

export function vocabularyOf(kinds: EventKinds): Vocabulary {
  const has = (kind: string) => kinds.some(({ name }) => name === kind);
  if (has('line-state')) return LOCK;
  return has('look-again') ? INTERLEAVING : PLAIN;
}
