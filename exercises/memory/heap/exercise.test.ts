/**
 * The heap: how messages read, and that no answer breaks a run. What its own solutions promise is proved by
 * `npx runqueue check`.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patchedSolution, runSolution, sampleMessages } from '../../solutions.testing';
import type { Services } from './contract';
import exercise from './exercise';
import { HeapModel } from './heap-model';
import samples from './samples';
import { Heap } from './solution';
import wrong from './wrong';

describe('the heap exercise', () => {
  it('says where free memory lies that was not joined, and what to do', () => {
    const apart = patchedSolution(import.meta.dirname, wrong, 'joins-below-only', exercise);
    const [message] = sampleMessages(exercise, samples[1], apart);
    expect(message).toMatch(
      /^HP5 at out-of-memory: malloc\(\d+\) answered -1, but all \d+ bytes from \d+ to \d+ are free\. No piece of them is as large: join a freed block/,
    );
  });

  it('tells a store into a block that the program holds, which ends the run', () => {
    class Marking extends Heap {
      constructor(
        private readonly services: Services,
        private readonly data: number,
      ) {
        super(services, data);
      }
      override malloc(bytes: number): number {
        const last = this.services.load(this.data + 252);
        if (last > this.data) this.services.store(last, 7);
        const address = super.malloc(bytes);
        this.services.store(this.data + 252, address);
        return address;
      }
      override initialise(): number {
        this.services.store(this.data + 252, 0);
        return super.initialise();
      }
    }
    const { failures, trace } = runSolution(exercise, Marking, samples[1].parameters, 'a');
    expect(failures.map(({ rule, message }) => `${rule} ${message}`)).toEqual([
      expect.stringMatching(
        /^HP7 Your allocator stored 7 at \d+, inside the block of 16 bytes at \d+\. All of it/,
      ),
    ]);
    expect(
      trace
        .toString()
        .split('\n')
        .filter((line) => / malloc /.test(line)),
    ).toHaveLength(2);
  });

  it('comes to an end and is judged, whatever is answered', () => {
    const address = fc.oneof(
      fc.integer({ min: 4300, max: 5000 }),
      fc.integer({ min: 540, max: 700 }).map((word) => 8 * word),
      fc.constantFrom(-1, 0, 1, 8, 0x7fffffff, -0x80000000),
    );
    const added = fc.constantFrom(-8, 0, 4, 8, 64, 1024, 4096, 1 << 30);
    fc.assert(
      fc.property(
        fc.array(address, { minLength: 1 }),
        fc.array(added, { minLength: 1 }),
        (answers, asked) => {
          let calls = 0;
          class Answering {
            constructor(private readonly services: Services) {}
            initialise = () => 0;
            free = () => 0;
            malloc(): number {
              this.services.sbrk(asked[calls % asked.length]);
              return answers[calls++ % answers.length];
            }
          }
          for (const { parameters } of samples) {
            const { failures, trace } = runSolution(exercise, Answering, parameters, 'a');
            for (const { event, message } of failures) {
              expect(event).toBeLessThan(trace.length);
              expect(message).not.toBe('');
            }
          }
        },
      ),
      { seed: 96, numRuns: 60 },
    );
  });

  it('knows pieces from what lies side by side', () => {
    const model = new HeapModel(1000, 4096);
    model.grow(1000);
    for (const address of [1008, 1208, 1408]) model.take(address, 190);
    for (const address of [1008, 1208]) model.release(address);
    expect(model.largestPiece()).toEqual({ from: 1598, to: 2000, isFreed: false });
    expect(model.largestArea()).toEqual({ from: 1000, to: 1408 });
    model.take(1600, 400);
    expect(model.largestPiece()).toEqual({ from: 1008, to: 1198, isFreed: true });
    expect(model.largestArea()).toEqual({ from: 1000, to: 1408 });
    expect(model.bytesLeft).toBe(3096);
  });
});
