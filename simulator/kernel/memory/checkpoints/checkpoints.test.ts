import { describe, expect, it } from 'vitest';
import { PAGE_BYTES } from '../../../hardware/memory/physical-memory';
import { CheckpointedProcess } from './checkpointed-process';
import { FullCheckpoints } from './full-checkpoints';
import { IncrementalCheckpoints } from './incremental-checkpoints';
import { RecordedProcess } from './recorded-process';
import type { ReplayMechanism, ReplayServices } from './replay-interface';
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

describe('checkpoints', () => {
  it('[row 103] a full one holds all pages; an incremental one those that were written since the one before', () => {
    const steps = [0, 3, 1, 0, 40];
    // Counts in page 1, and writes the pages 2, 3 and 4 in turn.
    const inTurn = ({ load, store }: ProgramPages) => {
      const count = load(1);
      store(1, count + 1);
      store(2 + (count % 3), count);
    };
    const bytes = [full, incremental].map((checkpoints) => {
      const process = new CheckpointedProcess({ pages: PAGES, readOnly: 1, program: inTurn, checkpoints });
      return steps.map((count) => {
        process.run(count);
        return process.bytesIn(process.checkpoint()) / PAGE_BYTES;
      });
    });
    expect(bytes).toEqual([
      [16, 16, 16, 16, 16],
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
  /** Every third step takes a number from outside. */
  const reading = (pages: ProgramPages) => {
    const count = pages.load(0) + 1;
    pages.store(0, count);
    if (count % 3 === 0) pages.store(1, pages.load(1) ^ pages.input());
    program(pages);
  };
  function recorded<Replay extends ReplayMechanism>(replay: (services: ReplayServices) => Replay) {
    let [given, made] = [0, undefined as Replay | undefined];
    const process = new RecordedProcess({
      ...{ pages: PAGES, program: reading, checkpoints: incremental },
      input: () => 1_000 + given++,
      replay: (services) => {
        made = replay(services);
        return made;
      },
    });
    return { process, replay: made as Replay, given: () => given };
  }

  it('[row 104] the state after any step is the same again, whichever way it is come to', () => {
    const { process, replay, given } = recorded((services) => new RewindReplay(services, 10));
    const digests = [process.digest()];
    for (let step = 1; step <= 60; step++) {
      process.run(1);
      digests.push(process.digest());
    }
    for (const step of [59, 60, 0, 1, 30, 29, 31, 10]) {
      process.rewind(step);
      expect([process.step, process.digest()]).toEqual([step, digests[step]]);
    }
    process.run(50);
    expect(process.digest()).toBe(digests[60]);
    expect([given(), replay.logged, process.checkpoints]).toEqual([20, 20, 7]);
    process.run(3);
    expect([given(), replay.logged]).toEqual([21, 21]);
  });

  it('[row 104] replays from the last checkpoint, and reads only what lies between', () => {
    const { process, replay } = recorded((services) => new RewindReplay(services, 10));
    process.run(45);
    process.rewind(38);
    expect([replay.replayed, replay.entriesRead]).toEqual([8, 2]);
  });

  it('[row 104] without the log the replay is another run', () => {
    class Forgetful extends RewindReplay {
      constructor(private readonly own: ReplayServices) {
        super(own, 10);
      }
      override input(): number {
        return this.own.outside();
      }
    }
    const { process } = recorded((services) => new Forgetful(services));
    process.run(35);
    const digest = process.digest();
    process.rewind(35);
    expect(process.digest()).not.toBe(digest);
  });
});
