import { describe, expect, test } from 'vitest';
import { EVENTS as ALLOCATION_EVENTS } from '../../exercises/memory/buddy-allocator/simulation';
import { EVENTS as MARSHALLING_EVENTS } from '../../exercises/rpc/marshalling/simulation';
import { type EventKinds, Trace } from '../../simulator/engine/trace';
import { INTERLEAVING_EVENTS } from '../../simulator/explorer/interleaving-events';
import { OPERATION } from '../../simulator/hardware/operations';
import { SCHEDULING_EVENTS } from '../../simulator/kernel/scheduling-events';
import { COUNTER_ADDRESS, LOCK_ADDRESS } from '../../simulator/kernel/synchronization/lock-client';
import { COHERENT_EVENTS } from '../../simulator/kernel/synchronization/lock-trial';
import { describeEvent } from './event-words';
import { vocabularyOf } from './vocabulary';

/** The words of one event of the kind with this name. */
function wordsFor(kinds: EventKinds, name: string, ...numbers: number[]): string {
  const trace = new Trace(kinds);
  const kind = kinds.findIndex((each) => each.name === name);
  const [a = 0, b = 0, c = 0, d = 0] = numbers;
  trace.record(0, kind, a, b, c, d);
  return describeEvent(trace.event(0), vocabularyOf(kinds));
}

describe('events in words', () => {
  test('say who does what to what', () => {
    expect(wordsFor(SCHEDULING_EVENTS, 'tick', 1, 3, 1, 2)).toBe(
      'the timer ticks on core 1: the policy lets thread 3 be preempted (tick 2 since its dispatch)',
    );
    expect(wordsFor(SCHEDULING_EVENTS, 'switch-start', 0, -1, 2)).toBe(
      'core 0 begins to switch from no thread to thread 2',
    );
    expect(wordsFor(INTERLEAVING_EVENTS, 'atomic', 1, OPERATION.testAndSet, 64, 0)).toBe(
      'thread 1: testAndSet at 0x40; there was 0',
    );
  });

  test('a name that two tables share is told by the fields that it has', () => {
    expect(wordsFor(SCHEDULING_EVENTS, 'wake', 3, 1, 0)).toBe(
      'thread 3 is woken on core 1: its device is done',
    );
    expect(wordsFor(INTERLEAVING_EVENTS, 'wake', 3, 8, 1)).toBe('thread 3 wakes 1 sleeping on 0x8');
  });

  test('a kind that nobody wrote a sentence for is told by its fields', () => {
    expect(
      wordsFor([{ name: 'seek', fields: ['track', 'cycles'], description: 'The arm moves.' }], 'seek', 5, 70),
    ).toBe('seek, track 5, cycles 70: The arm moves');
    expect(wordsFor([{ name: 'dispatch', fields: ['machine'], description: '' }], 'dispatch', 4)).toBe(
      'dispatch, machine 4',
    );
  });

  test('a lock on cores with caches is told with cores and places in the lock, as its judge does', () => {
    expect(wordsFor(COHERENT_EVENTS, 'store', 1, LOCK_ADDRESS + 4, 7)).toBe('core 1 stores 7 at lock+4');
    expect(wordsFor(COHERENT_EVENTS, 'load', 1, COUNTER_ADDRESS, 7)).toBe('core 1 loads counter: 7');
    expect(wordsFor(COHERENT_EVENTS, 'line-state', 2, LOCK_ADDRESS, 3)).toBe(
      'the cache of core 2 has the line of lock modified',
    );
  });

  test.each([
    ['scheduling', SCHEDULING_EVENTS],
    ['interleaving', COHERENT_EVENTS],
    ['allocation', ALLOCATION_EVENTS],
    ['marshalling', MARSHALLING_EVENTS],
  ] as const)('every kind of the %s table reads', (_, kinds) => {
    for (const { name } of kinds) expect(wordsFor(kinds, name), name).not.toMatch(/[{}]|undefined/);
  });
});
