/**
 * The buddy allocator: what a run looks like, and that no answer breaks a run. What its own
 * solutions promise is proved by `npx runqueue check`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runSolution } from '../../solutions.testing';
import type { Services } from './contract';
import exercise from './exercise';
import hidden from './hidden';
import samples from './samples';
import { BuddyAllocator } from './solution';

const cases = [...samples, ...hidden];
const ARENA = 512;

/** An allocator whose methods answer as they are told. */
function answering(answers: Partial<Record<'allocate' | 'free' | 'blockBytes', (asked: number) => number>>) {
  return class {
    initialise = () => 0;
    allocate = answers.allocate ?? (() => -1);
    free = answers.free ?? (() => -1);
    blockBytes = answers.blockBytes ?? (() => -1);
  };
}

/** The reference, for those who do more than it does. */
class Accessing extends BuddyAllocator {
  protected readonly services: Services;
  protected readonly metadata: number;
  constructor(services: Services, ...[base, bytes, smallest, metadata]: [number, number, number, number]) {
    super(services, base, bytes, smallest, metadata);
    this.services = services;
    this.metadata = metadata;
  }
}

describe('the buddy allocator exercise', () => {
  it('shows a run as a list of events', () => {
    const parameters = {
      ...{ arenaBytes: 128, minimumBlockBytes: 32, workload: 1, operations: 0, oldContents: 2 },
    };
    const { trace } = runSolution(exercise, BuddyAllocator, parameters, 'a');
    expect(trace.toString().split('\n').slice(0, 14).join('\n')).toMatchInlineSnapshot(`
      "0 metadata base=4624 bytes=320
      0 store address=4628 value=4
      1 arena base=4968 bytes=128 minimumBlockBytes=32 accesses=1
      1 store address=4636 value=2
      1 store address=4644 value=1
      1 store address=4640 value=1073741824
      1 store address=4632 value=1
      1 store address=4628 value=3
      12 allocate address=4968 bytes=32 blockBytes=32 accesses=11
      12 store address=4644 value=1073741824
      12 store address=4632 value=0
      12 store address=4628 value=2
      23 allocate address=5000 bytes=32 blockBytes=32 accesses=11
      23 store address=4652 value=1"
    `);
  });

  it('comes to an end and is judged, whatever is answered', () => {
    const answer = fc.oneof(
      fc.integer({ min: -3, max: 3 }),
      fc.integer({ min: 1100, max: 1400 }).map((word) => 4 * word),
      fc.integer({ min: 0, max: 0x40 }).map((block) => 4500 + 32 * block),
      fc.constantFrom(16, 32, 64, 512, 0x7fffffff, -0x80000000),
      fc.integer(),
    );
    const some = fc.array(answer, { minLength: 1, maxLength: 12 });
    const workload = fc.nat(9);
    fc.assert(
      fc.property(some, some, some, workload, (allocate, free, blockBytes, index) => {
        let calls = 0;
        const next = (answers: readonly number[]) => () => answers[calls++ % answers.length];
        const solution = answering({
          allocate: next(allocate),
          free: next(free),
          blockBytes: next(blockBytes),
        });
        const parameters = {
          arenaBytes: ARENA,
          minimumBlockBytes: 32,
          workload: index,
          operations: 40,
          oldContents: 1,
        };
        const { checks, trace } = runSolution(exercise, solution, parameters, 'a');
        for (const { event, message, passed } of checks)
          if (!passed) {
            expect(event).toBeLessThan(trace.length);
            expect(message).not.toBe('');
          }
      }),
      { seed: 97, numRuns: 150 },
    );
  });

  it('tells an access outside its memory, which has no effect', () => {
    class Astray extends Accessing {
      override allocate(bytes: number): number {
        this.services.store(0, bytes);
        this.services.load(Number.NaN);
        return super.allocate(bytes);
      }
    }
    const { failures } = runSolution(exercise, Astray, samples[0].parameters, 'a');
    expect(failures.map(({ rule, message }) => `${rule} ${message}`)).toEqual([
      'BA9 Your allocator stored to 0: only words of the metadata area and of the arena, at multiples of 4, are yours.',
    ]);
  });

  it('keeps every call in the trace, however much is stored', () => {
    class Chatty extends Accessing {
      override allocate(bytes: number): number {
        for (let i = 0; i < 5_000; i++) this.services.store(this.metadata, i);
        return super.allocate(bytes);
      }
    }
    const calls = (solution: typeof BuddyAllocator) => {
      const { trace } = runSolution(exercise, solution, samples[0].parameters, 'a');
      const names = trace
        .toString()
        .split('\n')
        .map((line) => line.split(' ')[1]);
      return names.filter((name) => !name.startsWith('store'));
    };
    expect(calls(Chatty)).toEqual(calls(BuddyAllocator));
    expect(runSolution(exercise, Chatty, samples[0].parameters, 'a').trace.length).toBeLessThan(20_000);
  });

  it('reaches the bounds that the statement names', () => {
    const statement = readFileSync(join(import.meta.dirname, 'statement.md'), 'utf8');
    const [, smallest, largest, fewest, most, bytes] = (
      /block has (\d+) to ([\d,]+) bytes; the arena has (\d+) to ([\d,]+) smallest blocks, and at most ([\d,]+) bytes/.exec(
        statement,
      ) as RegExpExecArray
    ).map((text) => Number(text.replace(',', '')));
    const figures = cases.map(({ parameters }) => parameters);
    const blocks = figures.map((each) => each.arenaBytes / each.minimumBlockBytes);
    expect(Math.min(...figures.map((each) => each.minimumBlockBytes))).toBe(smallest);
    expect(Math.max(...figures.map((each) => each.minimumBlockBytes))).toBe(largest);
    expect(Math.max(...figures.map((each) => each.arenaBytes))).toBe(bytes);
    expect(Math.min(...blocks)).toBe(fewest);
    expect(Math.max(...blocks)).toBe(most);
  });
});
