import { describe, expect, test } from 'vitest';
import { EVENTS as ALLOCATION_EVENTS } from '../../exercises/memory/buddy-allocator/simulation';
import { EVENTS as MARSHALLING_EVENTS } from '../../exercises/rpc/marshalling/simulation';
import { INTERLEAVING_EVENTS } from '../explorer/interleaving-events';
import { PAGE_SIZE_EVENTS } from '../kernel/memory/page-sizes/page-size-events';
import { SCHEDULING_EVENTS } from '../kernel/scheduling/scheduling-events';
import { COUNTER_ADDRESS, LOCK_ADDRESS } from '../kernel/synchronization/lock-client';
import { COHERENT_EVENTS } from '../laboratories/lock-trial';
import { OPERATION } from '../programs/operations';
import { describeEvent, sizeInWords } from './event-words';
import { type EventKinds, Trace } from './trace';

/** The words of one event of the kind with this name. */
function wordsFor(kinds: EventKinds, name: string, ...numbers: number[]): string {
  const trace = new Trace(kinds);
  const kind = kinds.findIndex((each) => each.name === name);
  const [a = 0, b = 0, c = 0, d = 0] = numbers;
  trace.record(0, kind, a, b, c, d);
  return describeEvent(trace.event(0));
}

describe('events in words', () => {
  test('say who does what to what', () => {
    expect(wordsFor(SCHEDULING_EVENTS.kinds, 'tick', 1, 3, 1, 2)).toBe(
      'the timer ticks on core 1: the policy lets thread 3 be preempted (tick 2 since its dispatch)',
    );
    expect(wordsFor(SCHEDULING_EVENTS.kinds, 'switch-start', 0, -1, 2)).toBe(
      'core 0 begins to switch from no thread to thread 2',
    );
    expect(wordsFor(INTERLEAVING_EVENTS.kinds, 'atomic', 1, OPERATION.testAndSet, 64, 0)).toBe(
      'thread 1: testAndSet at 0x40; there was 0',
    );
  });

  test('bytes are told in the largest unit of which they are a multiple', () => {
    expect([0, 1, 100, 1024, 1025, 6 * 2 ** 20, 2 ** 30].map(sizeInWords)).toEqual([
      '0 bytes',
      '1 byte',
      '100 bytes',
      '1 KiB',
      '1025 bytes',
      '6 MiB',
      '1 GiB',
    ]);
    expect(wordsFor(PAGE_SIZE_EVENTS.kinds, 'region', 4096, 3 * 2 ** 20)).toBe(
      'a region of 3 MiB begins at 0x1000',
    );
  });

  test('one of a thing is told in the singular', () => {
    const kinds = [
      { name: 'sent', fields: ['pages'], description: '', sentence: '{pages:count pages} went' },
    ];
    expect([0, 1, 2].map((pages) => wordsFor(kinds, 'sent', pages))).toEqual([
      '0 pages went',
      '1 page went',
      '2 pages went',
    ]);
  });

  test('a place below 0 may be an error, a word is 32 bits whatever they mean', () => {
    const kinds = [
      { name: 'holds', fields: ['value'], description: '', sentence: '{value:place} {value:bits}' },
    ];
    expect([-1, 10, -2147483648].map((value) => wordsFor(kinds, 'holds', value))).toEqual([
      '-1 0xffffffff',
      '0xa 0xa',
      '0x80000000 0x80000000',
    ]);
  });

  test('a verdict that was stored before kinds had sentences reads', () => {
    const old = SCHEDULING_EVENTS.kinds.map(({ name, fields, description }) => ({
      name,
      fields,
      description,
    }));
    expect(wordsFor(old, 'dispatch', 1, 3)).toBe(
      'dispatch, core 1, thread 3: The policy picked this thread for this core',
    );
  });

  test('words are taken from the table alone, whatever a stored one holds', () => {
    const kind = { name: 'seek', fields: ['track'], description: '' };
    for (const track of [-1, 1.5, 3, Number.NaN])
      expect(
        wordsFor([{ ...kind, sentence: 'to {track}', words: { track: ['first'] } }], 'seek', track),
      ).toBe(`to ${track}`);
    expect(wordsFor([{ ...kind, sentence: 'to {sector}' }], 'seek', 5)).toBe('seek, track 5');
    expect(
      wordsFor([{ ...kind, sentence: 'to {track}', words: Object.create({ track: ['x'] }) }], 'seek', 0),
    ).toBe('to 0');
    const places = { track: { index: 10, data: 100 } };
    const at = (track: number) =>
      wordsFor([{ ...kind, sentence: 'to {track:place}', words: places }], 'seek', track);
    expect([2, 10, 99, 100, 101, -1].map(at)).toEqual([
      'to 0x2',
      'to index',
      'to index+89',
      'to data',
      'to data+1',
      'to -1',
    ]);
  });

  test('an address from 2^31 on reads as one, whatever its sign; an answer of -1 is none', () => {
    const kind = { name: 'seek', fields: ['at'], description: '', sentence: 'to {at:place}' };
    expect([0x8000_0000 | 0, -4096, -4095, -1].map((at) => wordsFor([kind], 'seek', at))).toEqual([
      'to 0x80000000',
      'to 0xfffff000',
      'to -4095',
      'to -1',
    ]);
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
    expect(wordsFor(COHERENT_EVENTS.kinds, 'store', 1, LOCK_ADDRESS + 4, 7)).toBe(
      'core 1 stores 7 at lock+4',
    );
    expect(wordsFor(COHERENT_EVENTS.kinds, 'load', 1, COUNTER_ADDRESS, 7)).toBe('core 1 loads counter: 7');
    expect(wordsFor(COHERENT_EVENTS.kinds, 'line-state', 2, LOCK_ADDRESS, 3)).toBe(
      'the cache of core 2 has the line of lock modified',
    );
  });

  test.each([
    ['scheduling', SCHEDULING_EVENTS.kinds],
    ['interleaving', COHERENT_EVENTS.kinds],
    ['allocation', ALLOCATION_EVENTS.kinds],
    ['marshalling', MARSHALLING_EVENTS.kinds],
  ] as const)('every kind of the %s table reads', (_, kinds) => {
    for (const { name } of kinds) expect(wordsFor(kinds, name), name).not.toMatch(/[{}]|undefined/);
  });
});
