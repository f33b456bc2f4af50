/**
 * fork and exec as exercises: whatever a mechanism leaves in memory, a run ends, its trace is whole, and its judge
 * says what happened.
 */
import { describe, expect, it } from 'vitest';
import type { PolicyClass } from '../../simulator/engine/native-policies';
import { Random } from '../../simulator/engine/random';
import type { ForkMechanism } from '../../simulator/kernel/processes/fork';
import type { KernelServices } from '../../simulator/kernel/processes/kernel-services';
import type { ExecMechanism } from '../../simulator/kernel/processes/loader';
import { MAX_PROCESSES, PROCESS_FIELD, PROCESS_STATE } from '../../simulator/kernel/processes/process-record';
import { runSolution, sampleMessages } from '../solutions.testing';
import execExercise from './exec/exercise';
import execSamples from './exec/samples';
import { Exec } from './exec/solution';
import forkExercise from './fork/exercise';
import forkSamples from './fork/samples';
import { Fork } from './fork/solution';

/** A mechanism that does anything: as fork and as exec. */
function vandal(seed: string) {
  const random = new Random(seed);
  return class {
    constructor(private readonly kernel: KernelServices) {}

    fork(parent: number, child: number): number {
      return this.spoil(parent, child);
    }

    exec(process: number, image: number): number {
      return this.spoil(process, image);
    }

    private spoil(first: number, second: number): number {
      const { kernel } = this;
      const frames = [kernel.get(first, PROCESS_FIELD.root), 0x80000 + random.below(200), second];
      const odd = [0, -1, 1024, 0x7fff_ffff, 1.5, Number.NaN, 2 ** 40];
      const frame = () => [...frames, ...odd][random.below(frames.length + (random.chance(1, 4) ? 7 : 0))];
      for (let i = 0; i < 40; i++) {
        const at = frame();
        const kind = random.below(8);
        if (kind === 0) frames.push(kernel.allocateFrame());
        else if (kind === 1) frames.push(kernel.newRoot());
        else if (kind === 2) kernel.store(at, random.below(1100), (frame() << 10) | random.below(1024));
        else if (kind === 3) kernel.freeFrame(at);
        else if (kind === 4) kernel.copyFrame(at, frame());
        else if (kind === 5) kernel.set(random.below(4), random.below(12), frame());
        else if (kind === 6) kernel.setRegister(random.below(4), random.below(33), frame());
        else for (let j = 0; j < 1024; j++) kernel.store(at, j, (frame() << 10) | 0xdf);
      }
      kernel.set(second, PROCESS_FIELD.root, frame());
      return random.chance(1, 5) ? -1 : 0;
    }
  };
}

/** Does what it must, and then calls everybody a process that is over, and the child of process 5. */
class Undertaker extends Exec {
  constructor(private readonly given: KernelServices) {
    super(given);
  }

  override exec(process: number, image: number, list: number): number {
    const answer = super.exec(process, image, list);
    for (let each = 1; each < MAX_PROCESSES; each++) {
      this.given.set(each, PROCESS_FIELD.state, PROCESS_STATE.zombie);
      this.given.set(each, PROCESS_FIELD.parent, 5);
    }
    return answer;
  }
}

describe('a mechanism that leaves garbage', () => {
  it.each(execSamples)('in the records of all processes: $name', ({ parameters }) => {
    const { failures } = runSolution(execExercise, Undertaker, parameters, 'a');
    expect(failures.map(({ rule }) => rule)).toContain('EX9');
  });

  it.each(forkSamples)('as fork: $name', ({ parameters }) => {
    for (const seed of ['a', 'b']) {
      const { trace, failures } = runSolution(forkExercise, vandal(seed), parameters, seed);
      expect(trace.truncated).toBe(false);
      expect(failures).not.toEqual([]);
      for (const { event } of failures) expect(event).toBeLessThan(trace.length);
    }
  });

  it.each(execSamples)('as exec: $name', ({ parameters }) => {
    for (const seed of ['a', 'b']) {
      const { trace, failures } = runSolution(execExercise, vandal(seed), parameters, seed);
      expect(trace.truncated).toBe(false);
      expect(failures).not.toEqual([]);
      for (const { event } of failures) expect(event).toBeLessThan(trace.length);
    }
  });
});

/** The reference on services of which some are not as they should be. */
function faulty(
  mechanism: new (kernel: KernelServices) => Fork | Exec,
  change: (kernel: KernelServices) => Partial<KernelServices>,
): PolicyClass {
  return class {
    private readonly made: ForkMechanism & ExecMechanism;

    constructor(kernel: KernelServices) {
      this.made = new mechanism({ ...kernel, ...change(kernel) }) as unknown as ForkMechanism & ExecMechanism;
    }

    fork(parent: number, child: number): number {
      return this.made.fork(parent, child);
    }

    exec(process: number, image: number, list: number): number {
      return this.made.exec(process, image, list);
    }
  };
}

/** What kernel and mechanisms cost is not pinned here. */
const withoutCycle = (messages: readonly string[]): string[] =>
  messages.map((message) => message.replace(/Cycle \d+: /, ''));

describe('messages of fork', () => {
  const told = (sample: number, change: (kernel: KernelServices) => Partial<KernelServices>) =>
    withoutCycle(sampleMessages(forkExercise, forkSamples[sample], faulty(Fork, change)));

  it('stand at the word of the parent that was changed', () => {
    const [first] = told(0, ({ copyFrame }) => ({ copyFrame: (to, from) => copyFrame(from, to) }));
    expect(first).toMatch(/^FK5 at frame-word: .* Then word \d+ of frame \d+, which was in use, was /);
  });

  it('tell frames that are not given back, with how many were free', () => {
    expect(told(2, () => ({ freeFrame: () => 0 }))).toMatchInlineSnapshot(`
      [
        "FK7 at unreached: fork(1, 3) answered -1. Of 5 free frames it took 5 and did not give back: 524378, 524379, 524380, 524381, 524382. When a frame cannot be had, give back all that this call took, tables and root too.",
      ]
    `);
  });

  it('tell a page that is missing by its address and rights', () => {
    const others = (kernel: KernelServices) => ({
      store: (frame: number, index: number, word: number) =>
        index === 1022 ? 0 : kernel.store(frame, index, word),
    });
    expect(told(0, others)).toMatchInlineSnapshot(`
      [
        "FK3 at map: fork(1, 2) answered 0. The parent has a page at 0x7fffe000 (rw-), and process 2 has none there. Look at every entry of every table below the parent's root.",
        "FK8 at unreached: fork(1, 2) answered 0. Frame 524374 was allocated in this call, but neither the root table of process 2 nor anything below it names it: nobody will ever give it back.",
      ]
    `);
  });

  it('tell the frame that is not in use, whichever of two it is', () => {
    const into = (kernel: KernelServices) => ({ copyFrame: (from: number) => kernel.copyFrame(from, 7) });
    const outOf = (kernel: KernelServices) => ({
      copyFrame: (_: number, to: number) => kernel.copyFrame(9, to),
    });
    expect([into, outOf].map((change) => told(0, change)[0]?.split('. ')[1])).toEqual([
      'It stored into word 0 of frame 7, which is not in use',
      'It stored into word 0 of frame 9, which is not in use',
    ]);
  });

  it('tell a wrong register by its number and name', () => {
    const keep = (kernel: KernelServices) => ({
      setRegister: (process: number, index: number, value: number) =>
        index === 8 ? 0 : kernel.setRegister(process, index, value),
    });
    expect(told(1, keep)).toMatchInlineSnapshot(`
      [
        "FK2 at register: fork(1, 2) answered 0. Then register 8 (s0) of process 2 is 0; it must be 1993571349, as in the parent. Copy all 32, 0 to 31.",
      ]
    `);
  });
});

describe('messages of exec', () => {
  const told = (sample: number, change: (kernel: KernelServices) => Partial<KernelServices>) =>
    withoutCycle(sampleMessages(execExercise, execSamples[sample], faulty(Exec, change)));

  it('tell what of the old memory is left', () => {
    expect(told(0, () => ({ freeFrame: () => 0 }))).toMatchInlineSnapshot(`
      [
        "EX7 at unreached: exec(2, 524365, 0x1000c) answered 4. Frame 524381 of its old memory is still in use, and 11 more: nobody will ever give it back. Give back pages, tables and the root of what it had.",
        "EX8 at unreached: exec(2, 524365, 0x10080) answered -1. Of 4 free frames it took 4 and did not give back: 524467, 524468, 524469, 524470. Give back all that this call took, tables and root too.",
      ]
    `);
  });

  it('tell where an argument is not as it was', () => {
    const spoil = (kernel: KernelServices) => ({
      store: (frame: number, index: number, word: number) =>
        kernel.store(frame, index, index === 1023 ? word & 0xffff : word),
    });
    expect(told(0, spoil)).toMatchInlineSnapshot(`
      [
        "EX4 at stack-word: exec(3, 524359, 0x10000) answered 1. Word 0 of the list at 0x7fffefe0 leads to 0x7fffeff2, but byte 12 there is 0 and not 234, as in text 0 of the caller. A text is as it was, with one byte 0 behind it.",
      ]
    `);
  });
});
