/**
 * Marshalling: what a run looks like, what its messages say, and that no answer breaks a run.
 * What its own solutions promise is proved by `npx runqueue check`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutOf, type RecordType } from '../../../simulator/network/rpc/record-type';
import type { Value } from '../../../simulator/network/rpc/record-value';
import { failedRules, patchedSolution, runSolution } from '../../solutions.testing';
import type { Services } from './contract';
import exercise from './exercise';
import hidden from './hidden';
import { XdrCodec as Naive } from './right/naive';
import samples from './samples';
import { XdrCodec } from './solution';
import wrong from './wrong';

const cases = [...samples, ...hidden];
const SMALL = { members: 2, records: 1, defects: 0, messages: 0, beyond: 0, malformed: 0, long: 0 };

describe('the marshalling exercise', () => {
  it('shows a message byte by byte, with the member that each byte comes from', () => {
    const { trace } = runSolution(exercise, XdrCodec, { ...SMALL, kinds: 0x401 }, 'a');
    expect(trace.toString()).toMatchInlineSnapshot(`
      "0 type kind=14 number=2
      0 type kind=1 number=0
      0 type kind=11 number=16
      0 value first=-2147483648 second=0 third=0 fourth=0
      0 marshal source=16384 buffer=65536 capacity=80
      0 byte offset=0 value=128 field=0
      0 byte offset=1 value=0 field=0
      0 byte offset=2 value=0 field=0
      0 byte offset=3 value=0 field=0
      0 byte offset=4 value=0 field=1
      0 byte offset=5 value=0 field=1
      0 byte offset=6 value=0 field=1
      0 byte offset=7 value=0 field=1
      16 marshalled answer=8 accesses=16
      16 type kind=14 number=2
      16 type kind=1 number=0
      16 type kind=11 number=16
      16 value first=-2147483648 second=0 third=0 fourth=0
      16 marshal source=16384 buffer=65536 capacity=8
      16 byte offset=0 value=128 field=0
      16 byte offset=1 value=0 field=0
      16 byte offset=2 value=0 field=0
      16 byte offset=3 value=0 field=0
      16 byte offset=4 value=0 field=1
      16 byte offset=5 value=0 field=1
      16 byte offset=6 value=0 field=1
      16 byte offset=7 value=0 field=1
      32 marshalled answer=8 accesses=16"
    `);
  });

  it('gives a message of zeros nothing, however long', () => {
    for (const length of [0, 16])
      for (const answer of [-1, 0]) {
        class Zeros {
          constructor(private readonly services: Services) {}
          marshal(_type: number, _source: number, buffer: number): number {
            for (let i = 0; i < length; i++) this.services.storeByte(buffer + i, 0);
            return length;
          }
          unmarshal = () => answer;
        }
        const checks = cases.flatMap(
          ({ parameters }) => runSolution(exercise, Zeros, parameters, 'a').checks,
        );
        expect(failedRules(exercise, checks)).toEqual(exercise.rules.map(({ id }) => id));
      }
  });

  it('comes to an end and is judged, whatever is answered, read and written', () => {
    const number = fc.oneof(
      fc.integer({ min: -9, max: 90 }),
      fc.integer({ min: 0x4000, max: 0x25100 }),
      fc.integer(),
    );
    const steps = fc.array(fc.tuple(fc.nat(4), number, number), { maxLength: 40 });
    fc.assert(
      fc.property(steps, number, fc.nat(cases.length - 1), (todo, answer, which) => {
        class Any {
          constructor(private readonly services: Services) {}
          marshal = () => this.run();
          unmarshal = () => this.run();
          private run(): number {
            const { loadByte, loadWord, storeByte, storeWord, allocate } = this.services;
            for (const [what, a, b] of todo)
              [loadByte, loadWord, storeByte, storeWord, allocate][what]?.(a, b);
            return answer;
          }
        }
        const { checks, trace } = runSolution(exercise, Any, cases[which].parameters, 'a');
        for (const { event, message, passed } of checks)
          if (!passed) {
            expect(event).toBeLessThan(trace.length);
            expect(message).not.toBe('');
          }
      }),
      { seed: 169, numRuns: 60 },
    );
  });

  it.each<[string, (services: Services) => Services]>([
    ['a refused message', (services) => ({ ...services, allocate: () => 0 })],
    [
      'a store behind a block',
      (services) => ({ ...services, allocate: (bytes) => services.allocate(bytes - 1) }),
    ],
    [
      'a store that is not aligned',
      (services) => ({ ...services, storeWord: (at, word) => services.storeWord(at + 1, word) }),
    ],
    [
      'a load beyond the message',
      (services) => ({ ...services, loadByte: (at) => services.loadByte(at + 0x40) }),
    ],
  ])('explains %s', (_, bent) => {
    class Bent extends Naive {
      constructor(services: Services) {
        super(bent(services));
      }
      override marshal(): number {
        return -1;
      }
    }
    const { failures } = runSolution(exercise, Bent, { ...SMALL, kinds: 0x400, messages: 2 }, 'a');
    expect(
      failures.filter(({ rule }) => rule !== 'RM6').map(({ rule, message }) => `${rule} ${message}`),
    ).toMatchSnapshot();
  });

  it('answers a request for no bytes with a block', () => {
    const blocks: number[] = [];
    class Asking {
      constructor(private readonly services: Services) {}
      marshal = () => -1;
      unmarshal = () => {
        for (const bytes of [0, 1, 0, -1, 0x7fffffff]) blocks.push(this.services.allocate(bytes));
        return -1;
      };
    }
    runSolution(exercise, Asking, { ...SMALL, kinds: 1, records: 0, messages: 1 }, 'a');
    const [first, second, third, ...refused] = blocks as [number, number, number, ...number[]];
    expect(new Set([0, first, second, third]).size).toBe(4);
    expect(refused).toEqual([0, 0]);
  });

  it('has no empty type, and nothing longer than the statement says', () => {
    const longest: number[] = [];
    const look = (type: RecordType, value: Value): void => {
      expect(layoutOf(type).bytes).toBeGreaterThan(0);
      if (Array.isArray(value) && type.kind !== 'struct') longest.push(value.length);
      if (type.kind === 'struct')
        for (const [i, member] of type.members.entries()) look(member, (value as Value[])[i]);
      if (type.kind === 'array') expect(type.count).toBeGreaterThan(0);
      if (type.kind === 'array' || type.kind === 'vector')
        for (const each of value as Value[]) look(type.element, each);
      if (type.kind === 'list') for (const each of value as Value[]) look(type.node, each);
      if (type.kind === 'optional' && value !== null) look(type.target, value);
    };
    for (const { parameters } of cases)
      for (const seed of ['a', 'b'])
        for (const { type, value } of runSolution(exercise, XdrCodec, parameters, seed).result)
          look(type, value);
    const statement = readFileSync(join(import.meta.dirname, 'statement.md'), 'utf8');
    expect(Math.max(...longest)).toBe(Number(/up to (\d+) bytes, elements or nodes/.exec(statement)?.[1]));
  });

  it('tells a store through a refused block, and a refusal that is not passed on', () => {
    const parameters = { ...SMALL, kinds: 0x0f, records: 0, messages: 3, beyond: 1000 };
    const told = (name: string) =>
      runSolution(exercise, patchedSolution(import.meta.dirname, wrong, name, exercise), parameters, 'a')
        .failures.map(({ rule, message }) => `${rule} ${message}`)
        .join('\n');
    expect(told('stores-through-a-refused-block')).toMatch(
      /^RM10 unmarshal stored \d bytes? at address \d+, after allocate had answered 0: there was no room\./,
    );
    expect(told('no-room-is-no-mistake')).toMatch(
      /^RM8 unmarshal answered 0 for a message for which there is no room: there is room for \d+ bytes in all/,
    );
  });

  it('tells a wrong byte at the event that stored it', () => {
    let looked = 0;
    for (const { name } of wrong.filter(
      ({ base, fails }) => base !== undefined && /^RM[1-5]$/.test(fails ?? ''),
    ))
      for (const { parameters, seed } of samples) {
        const solution = patchedSolution(import.meta.dirname, wrong, name, exercise);
        const { failures, trace } = runSolution(exercise, solution, parameters, String(seed));
        for (const { message, event } of failures) {
          const told = /byte at offset (\d+) should be ([0-9a-f]{2})/.exec(message);
          if (told === null) continue;
          const { kind, values } = trace.event(event ?? 0);
          expect([kind.name, values[0]], `${name}: ${message}`).toEqual(['byte', Number(told[1])]);
          expect(values[1], `${name}: ${message}`).not.toBe(Number.parseInt(told[2], 16));
          looked++;
        }
      }
    expect(looked).toBeGreaterThan(5);
  });
});
