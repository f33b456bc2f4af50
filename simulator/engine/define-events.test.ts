import { describe, expect, test } from 'vitest';
import { defineEvents, type EventDefinition } from './define-events';
import { Trace } from './trace';

const PAGING_EVENTS = defineEvents({
  fault: {
    fields: ['page', 'reason'],
    description: 'The page is not in memory.',
    sentence: 'page {page} is not in memory: {reason}',
    words: { reason: ['never loaded', 'evicted'] },
  },
  load: { fields: ['page', 'frame'], description: 'The page is read into a frame.' },
});

function run(): Trace {
  const trace = new Trace(PAGING_EVENTS.kinds);
  trace.record(10, PAGING_EVENTS.index.fault, 7, 1);
  trace.record(25, PAGING_EVENTS.index.load, 7, 3);
  return trace;
}

describe('defineEvents', () => {
  test('one definition gives the table and the numbers', () => {
    expect(run().toString()).toBe('10 fault page=7 reason=1\n25 load page=7 frame=3');
  });

  test('sentences and words go with a stored trace once, and change no digest', () => {
    const bare = new Trace(
      PAGING_EVENTS.kinds.map(({ name, fields }) => ({ name, fields, description: '' })),
    );
    bare.record(10, 0, 7, 1);
    bare.record(25, 1, 7, 3);
    expect(bare.digest()).toBe(run().digest());
    const stored = Trace.decode(JSON.parse(JSON.stringify(run().encode())));
    expect(stored.event(0).kind.sentence).toBe('page {page} is not in memory: {reason}');
    expect(stored.event(0).kind.words).toEqual({ reason: ['never loaded', 'evicted'] });
  });

  test('a larger table begins with the kinds of another', () => {
    const { kinds, index } = defineEvents({
      ...PAGING_EVENTS.definitions,
      evict: { fields: ['page'], description: '' },
    });
    expect(kinds.map(({ name }) => name)).toEqual(['fault', 'load', 'evict']);
    expect([index.fault, index.load, index.evict]).toEqual([0, 1, 2]);
  });

  test.each<[string, EventDefinition, string]>([
    ['TooLoud', { fields: [], description: '' }, 'kebab-case'],
    ['a', { fields: ['a', 'b', 'c', 'd', 'e'], description: '' }, 'has 5 fields (a, b, c, d, e): at most 4'],
    ['a', { fields: ['b', 'b'], description: '' }, 'has the field b twice'],
    ['a', { fields: ['cycle'], description: '' }, 'cannot have a field cycle'],
    ['a', { fields: ['b'], description: '', sentence: 'the {c:place}' }, 'names the field c, but'],
    [
      'a',
      { fields: ['b'], description: '', sentence: 'the {b:Place}' },
      'braces that hold no field, at "{b:P',
    ],
    ['a', { fields: ['b'], description: '', sentence: 'the {b' }, 'braces that hold no field, at "{b"'],
    ['a', { fields: ['b'], description: '', words: { c: [] } }, 'has words for the field c'],
  ])('%s %o is refused', (name, definition, message) => {
    expect(() => defineEvents({ [name]: definition })).toThrow(message);
  });
});
