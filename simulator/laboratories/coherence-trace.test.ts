/** `lab coherence`: the trace's format, and the result's shape; what protocols do is held by protocols.test.ts. */
import { describe, expect, test } from 'vitest';
import { describeEvent } from '../engine/event-words';
import { parseCoherenceTrace, runCoherenceTrace } from './coherence-trace';
import { TraceError } from './trace-error';

const run = (trace: string, options: Partial<Parameters<typeof runCoherenceTrace>[0]> = {}) =>
  runCoherenceTrace({ protocol: 'mesi', cores: 2, lineBytes: 64, ...options }, parseCoherenceTrace(trace, 2))
    .result;

describe('coherence trace', () => {
  test('each step tells the states of its own line', () => {
    expect(run('# comment\n0 R 0x40\n\n1 w 7F\n1 R 1000000000040\r\n')).toEqual({
      steps: [
        { core: 0, operation: 'R', address: '0x40', states: ['E', 'I'] },
        { core: 1, operation: 'W', address: '0x7f', states: ['I', 'M'] },
        { core: 1, operation: 'R', address: '0x1000000000040', states: ['I', 'E'] },
      ],
      busTransactions: 3,
      invalidations: 1,
      memoryReads: 3,
      writeBacks: 0,
    });
  });

  test('without a geometry nothing is evicted; with one, lines leave and are written back', () => {
    const trace = Array.from({ length: 100 }, (_, i) => `0 W ${(i * 4096).toString(16)}`).join('\n');
    expect(run(trace)).toMatchObject({ busTransactions: 100, writeBacks: 0 });
    const small = run(trace, { geometry: { sets: 2, ways: 2 } });
    // Each write-back of a replaced line is a transaction of its own.
    expect(small).toMatchObject({ busTransactions: 198, writeBacks: 98 });
  });

  test.each([
    ['0 R', 1],
    ['0 R 0x40\n0 X 0x40', 2],
    ['zero R 0x40', 1],
    ['0 R 0x40 extra', 1],
    ['0 R xyz', 1],
    ['0 R 0\n2 R 0', 2],
  ])('%j is refused with its line', (trace, lineNumber) => {
    expect(() => run(trace)).toThrow(TraceError);
    expect(() => run(trace)).toThrow(`line ${lineNumber}: `);
  });

  test('tells as events what each step did to lines and bus', () => {
    const { trace } = runCoherenceTrace(
      { protocol: 'mesi', cores: 2, lineBytes: 64 },
      parseCoherenceTrace('0 R 0x44\n1 W 0x40\n', 2),
    );
    const told = Array.from({ length: trace.length }, (_, index) => trace.event(index));
    const from = told.findIndex(({ cycle }) => cycle > 0);
    expect(describeEvent(trace.event(0))).toBe(
      'the protocol leads from invalid to exclusive: the core reads a word of the line',
    );
    expect(told.slice(from).map(describeEvent)).toEqual([
      'core 0 reads line 0x40',
      'core 0 reads line 0x40 on the bus',
      'line 0x40 goes from invalid to exclusive in the cache of core 0',
      'core 1 writes line 0x40',
      'line 0x40 goes from exclusive to invalid in the cache of core 0',
      'core 1 reads to write line 0x40 on the bus',
      'line 0x40 goes from invalid to modified in the cache of core 1',
    ]);
  });
});
