import { describe, expect, it } from 'vitest';
import { PAGE_BYTES } from '../../../hardware/memory/physical-memory';
import { CheckpointedProcess } from './checkpointed-process';
import { DirtyCheckpoints } from './dirty-checkpoints';
import { FullCheckpoints } from './full-checkpoints';
import { IncrementalCheckpoints } from './incremental-checkpoints';
import { RecordedProcess } from './recorded-process';
import { ASKED, type ReplayMechanism, type ReplayServices } from './replay-interface';
import { RewindReplay } from './rewind-replay';
import type { ProgramPages } from './stepped-program';

const PAGES = 16;
/** Steps through a generator whose state lies in page 1, and writes one of the pages from 2 on. */
const program = ({ load, store }: ProgramPages) => {
  const state = Math.imul(load(1) + 1, 1_664_525) + 1_013_904_223;
  store(1, state);
  const page = 2 + ((state >>> 16) % 6);
  store(page, load(page) ^ state, 4 * ((state >>> 8) % 1024));
};

const full = (...made: ConstructorParameters<typeof FullCheckpoints>) => new FullCheckpoints(...made);
const incremental = (...made: ConstructorParameters<typeof IncrementalCheckpoints>) =>
  new IncrementalCheckpoints(...made);
const dirty = (...made: ConstructorParameters<typeof DirtyCheckpoints>) => new DirtyCheckpoints(...made);

describe('checkpoints', () => {
  it('[row 103] a full one holds all pages; an incremental one those that were written since the one before', () => {
    const steps = [0, 3, 1, 0, 40];
    // Counts in page 1, and writes the pages 2, 3 and 4 in turn.
    const inTurn = ({ load, store }: ProgramPages) => {
      const count = load(1);
      store(1, count + 1);
      store(2 + (count % 3), count);
    };
    const bytes = [full, incremental, dirty].map((checkpoints) => {
      const process = new CheckpointedProcess({ pages: PAGES, readOnly: 1, program: inTurn, checkpoints });
      return steps.map((count) => {
        process.run(count);
        return process.bytesIn(process.checkpoint()) / PAGE_BYTES;
      });
    });
    expect(bytes).toEqual([
      [16, 16, 16, 16, 16],
      [16, 4, 2, 0, 4],
      [16, 4, 2, 0, 4],
    ]);
  });

  it('[row 103] each page that is written faults once a checkpoint', () => {
    const process = new CheckpointedProcess({ pages: PAGES, program, checkpoints: incremental });
    process.run(50);
    expect(process.faults).toBe(0);
    process.checkpoint();
    process.run(200);
    expect(process.faults).toBe(7);
  });

  it.each([
    ['full', full],
    ['incremental', incremental],
    ['incremental (by dirty bits)', dirty],
  ])(
    '[row 103] a crashed process goes on from any %s checkpoint as if nothing had been',
    (_, checkpoints) => {
      const process = new CheckpointedProcess({ pages: PAGES, readOnly: 1, program, checkpoints });
      const digests: string[] = [];
      for (let i = 0; i < 6; i++) {
        process.checkpoint();
        digests.push(process.digest());
        process.run(7);
      }
      const end = process.digest();
      expect(new Set(digests).size).toBe(6);
      for (const checkpoint of [3, 0, 5, 1]) {
        process.restore(checkpoint);
        expect([process.step, process.digest()]).toEqual([7 * checkpoint, digests[checkpoint]]);
        process.run(42 - process.step);
        expect(process.digest()).toBe(end);
      }
    },
  );

  it('[row 103] a mechanism that saves too little is told when the process is restored', () => {
    const process = new CheckpointedProcess({
      ...{ pages: 4, program: () => {} },
      checkpoints: ({ save }) => ({ checkpoint: () => save(0), fault: () => 0 }),
    });
    process.checkpoint();
    expect(() => process.restore(0)).toThrow(/page 1 is in no checkpoint up to number 0/);
  });
});

describe('rewind and replay', () => {
  /** Every third step takes a number from outside, every step one of its own memory. */
  const reading = (pages: ProgramPages) => {
    const count = pages.load(0) + 1;
    pages.store(0, count);
    if (count % 3 === 0) pages.store(1, pages.load(1) ^ pages.input(ASKED.packet));
    pages.store(1, pages.load(1) + pages.input(ASKED.steps));
    program(pages);
  };
  const handler = (signal: number, { load, store }: ProgramPages) => {
    store(1, Math.imul(load(1), 31) + signal);
  };
  /** 60 steps, with two signals before each tenth. */
  function recorded(replay: (services: ReplayServices) => ReplayMechanism, signals = [5, 6]) {
    let given = 0;
    const process: RecordedProcess = new RecordedProcess({
      ...{ pages: PAGES, program: reading, checkpoints: incremental, handler, replay },
      answer: (kind) => (kind === ASKED.steps ? process.step : 1_000 + given++),
    });
    const digests: string[] = [];
    for (let step = 0; step < 60; step++) {
      digests.push(process.digest());
      process.record(step % 10 === 4 ? signals : []);
    }
    digests.push(process.digest());
    process.open();
    return { process, digests, given: () => given };
  }
  const every = (steps: number) => (services: ReplayServices) => new RewindReplay(services, steps);

  it('[row 104] the state after any step is the same again, whichever way it is come to', () => {
    const { process, digests, given } = recorded(every(10));
    expect(new Set(digests).size).toBe(61);
    for (const step of [60, 59, 60, 0, 1, 30, 29, 31, 34, 35, 10, 4, 5]) {
      process.rewind(step);
      expect([process.step, process.digest()]).toEqual([step, digests[step]]);
    }
    expect([given(), process.checkpoints]).toEqual([20, 6]);
  });

  it('[row 104] the log has an entry for each number from outside and each signal, and no other', () => {
    const { process } = recorded(every(10));
    expect(process.logged).toBe(20 + 12);
  });

  it('[row 104] replays from the last checkpoint, or from where the process stands, if that is nearer', () => {
    const { process } = recorded(every(10));
    const replayed = [38, 41, 45, 44].map((step) => {
      const before = process.replayedSteps;
      process.rewind(step);
      return process.replayedSteps - before;
    });
    expect(replayed).toEqual([8, 1, 4, 4]);
  });

  it('[row 104] without the log the replay is another run', () => {
    class Forgetful extends RewindReplay {
      constructor(private readonly own: ReplayServices) {
        super(own, 10);
      }
      override asked(): number {
        return this.own.answer();
      }
    }
    const { process, digests } = recorded((services) => new Forgetful(services), []);
    process.rewind(35);
    expect(process.digest()).not.toBe(digests[35]);
  });

  it('[row 104] a signal that comes a step later makes another run', () => {
    class Late extends RewindReplay {
      private waiting: number[] = [];
      private isLate = false;
      constructor(services: ReplayServices) {
        super({ ...services, deliver: (signal) => this.waiting.push(signal), log: services.log }, 10);
        this.own = services;
      }
      private readonly own: ReplayServices;
      override next(): number {
        const late = this.isLate ? this.waiting : [];
        for (const signal of late) this.own.deliver(signal);
        if (this.isLate) this.waiting = [];
        const answer = super.next();
        this.isLate = this.waiting.length > 0;
        return answer;
      }
    }
    const { process, digests } = recorded((services) => new Late(services));
    process.rewind(4);
    expect(process.digest()).toBe(digests[4]);
    process.rewind(8);
    expect(process.digest()).not.toBe(digests[8]);
  });

  it('[row 104] what may not be now is answered -1 and changes nothing', () => {
    const seen: number[] = [];
    const { process, digests } = recorded((services) => {
      const replay = new RewindReplay(services, 10);
      return {
        standing: (step) => {
          replay.standing(step);
          if (step === 0) seen.push(services.restore(0), services.deliver(1), services.answer());
        },
        signal: (signal) => {
          replay.signal(signal);
          seen.push(services.checkpoint());
        },
        asked: (kind) => replay.asked(kind),
        rewind: (step) => {
          seen.push(services.log(1, 1), services.checkpoint(), services.restore(6), services.stepOf(-1));
          replay.rewind(step);
        },
        next: () => replay.next(),
      };
    });
    process.rewind(33);
    expect(process.digest()).toBe(digests[33]);
    expect(new Set(seen)).toEqual(new Set([-1]));
    expect([process.logged, process.checkpoints]).toEqual([32, 6]);
  });
});
