import { describe, expect, test } from 'vitest';
import { type EventKinds, Trace } from './trace';

const KINDS: EventKinds = [
  { name: 'dispatch', fields: ['core', 'thread'], description: 'A core begins to run a thread.' },
  { name: 'idle', fields: ['core'], description: 'A core has nothing to run.' },
];

function sample(): Trace {
  const trace = new Trace(KINDS);
  trace.record(0, 0, 1, 7);
  trace.record(140, 1, 1);
  return trace;
}

describe('Trace', () => {
  test('prints itself by its table of kinds', () => {
    expect(sample().toString()).toMatchInlineSnapshot(`
      "0 dispatch core=1 thread=7
      140 idle core=1"
    `);
  });

  test('while it is written it cannot be read, and afterwards it can, whatever ended it', () => {
    const trace = sample();
    trace.whileWritten(() => {
      trace.record(150, 1, 0);
      expect(trace.count).toBe(3);
      for (const read of [
        () => trace.event(0),
        () => trace.cycleAt(0),
        () => trace.valueAt(0, 0),
        () => trace.encode(),
      ])
        expect(read).toThrow(/reads its own trace/);
    });
    expect(() =>
      trace.whileWritten(() => {
        throw new RangeError('over');
      }),
    ).toThrow(RangeError);
    expect(trace.event(2).cycle).toBe(150);
  });

  test('comes back from its encoding with the same digest', () => {
    const decoded = Trace.decode(JSON.parse(JSON.stringify(sample().encode())));
    expect(decoded.digest()).toBe(sample().digest());
    expect(decoded.toString()).toBe(sample().toString());
  });

  test('a stored digest stays valid: this value may never change', () => {
    expect(sample().digest()).toMatchInlineSnapshot(`"70551df5b33548b9"`);
  });

  test('the digest tells order, cycle, kind and every number apart', () => {
    const variants = [
      [[0, 0, 1, 7]],
      [[0, 0, 7, 1]],
      [[1, 0, 1, 7]],
      [[0, 1, 1, 7]],
      [[0, 0, 1, 7, 1]],
      [[0, 0, 1, 7.5]],
      [[0, 0, 1, 2 ** 40]],
      [
        [0, 0, 1, 7],
        [0, 0, 1, 7],
      ],
    ].map((events) => {
      const trace = new Trace(KINDS);
      for (const [cycle, kind, a, b, c] of events) trace.record(cycle, kind, a, b, c);
      return trace.digest();
    });
    expect(new Set(variants).size).toBe(variants.length);
  });

  test('beyond maxEvents it goes on counting and digesting, and says that it is truncated', () => {
    const short = new Trace(KINDS, 1);
    short.record(0, 0, 1, 7);
    short.record(140, 1, 1);
    expect([short.length, short.count, short.truncated]).toEqual([1, 2, true]);
    expect(short.digest()).toBe(sample().digest());
  });

  test('keeps every event of a long run, and what a released trace leaves is in no later one', () => {
    const long = (first: number) => {
      const trace = new Trace(KINDS);
      for (let i = 0; i < 1_000; i++) trace.record(i, i % 2, first + i, 2 ** 40);
      return trace;
    };
    const released = long(1);
    const digest = released.digest();
    released.release();
    expect([released.length, released.count, released.digest()]).toEqual([0, 1_000, digest]);
    const short = sample();
    const next = long(5_000);
    for (let i = 0; i < 1_000; i++)
      expect([
        next.cycleAt(i),
        next.kindAt(i),
        next.valueAt(i, 0),
        next.valueAt(i, 1),
        next.valueAt(i, 2),
      ]).toEqual([i, i % 2, 5_000 + i, 2 ** 40, 0]);
    expect(short.toString()).toBe(sample().toString());
    for (const beyond of [-1, 2, 3, 500]) {
      expect([short.cycleAt(beyond), short.kindAt(beyond), short.valueAt(beyond, 0)]).toEqual([
        NaN,
        NaN,
        NaN,
      ]);
      expect(() => short.event(beyond)).toThrow(`no event ${beyond} of 2`);
    }
  });
});
