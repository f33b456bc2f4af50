/** The marshalling exercise: what its solutions promise, what a run looks like, and that no run leaves its memory. */
import { describe, expect, it } from 'vitest';
import {
  describeOverBudget,
  describePromises,
  runSolution,
  type SolutionCase,
} from '../../solutions.testing';
import exercise from './exercise';
import hidden from './hidden';
import samples from './samples';
import type { Parameters } from './simulation';
import { XdrCodec } from './solution';
import { XdrCodec as Starter } from './starter';

const cases: readonly SolutionCase<Parameters>[] = [...samples, ...hidden];
const promises = {
  exercise,
  folder: import.meta.dirname,
  solution: XdrCodec,
  cases,
  seeds: ['a', 'b'],
};

describe('the marshalling exercise', () => {
  describePromises(promises);
  describeOverBudget(promises);

  it('gives the starter no rule', () => {
    for (const { parameters } of cases)
      expect(runSolution(exercise, Starter, parameters, 'a').checks.filter((check) => check.passed)).toEqual(
        [],
      );
  });

  it('shows a message byte by byte, with the member that each byte comes from', () => {
    const parameters = { kinds: 0x401, members: 2, records: 1, defects: 0, messages: 0, hostile: 0 };
    const { trace } = runSolution(exercise, XdrCodec, parameters, 'a');
    expect(trace.toString()).toMatchInlineSnapshot(`
      "0 marshal source=8192 buffer=24576 capacity=24
      0 byte offset=4 value=50 field=0
      0 byte offset=5 value=38 field=0
      0 byte offset=6 value=231 field=0
      0 byte offset=7 value=94 field=0
      0 byte offset=8 value=126 field=0
      0 byte offset=9 value=97 field=0
      0 byte offset=10 value=210 field=0
      0 byte offset=11 value=163 field=0
      0 byte offset=12 value=148 field=0
      0 byte offset=0 value=0 field=0
      0 byte offset=1 value=0 field=0
      0 byte offset=2 value=0 field=0
      0 byte offset=3 value=9 field=0
      0 byte offset=13 value=0 field=0
      0 byte offset=14 value=0 field=0
      0 byte offset=15 value=0 field=0
      0 byte offset=16 value=255 field=1
      0 byte offset=17 value=255 field=1
      0 byte offset=18 value=255 field=1
      0 byte offset=19 value=255 field=1
      37 marshalled answer=20 accesses=37"
    `);
  });

  it('stops a run that leaves memory', () => {
    class Astray {
      constructor(private readonly services: { loadWord(address: number): number }) {}
      marshal = () => this.services.loadWord(0x1002);
      unmarshal = () => 0;
    }
    expect(() => runSolution(exercise, Astray, samples[0]!.parameters, 'a')).toThrow(
      'load of 4 bytes at address 4098: memory is [4096, 65536), words lie at multiples of 4',
    );
  });
});
