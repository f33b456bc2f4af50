import { expect, test } from 'vitest';
import { MigratingProcess, type MigratingProcessOptions } from './migrating-process';
import { PreCopy } from './pre-copy';
import { StopAndCopy } from './stop-and-copy';

const PAGES = 128;
/** Counts in page 0, and writes another page in every `rare`th step. */
const counting =
  (rare: number): MigratingProcessOptions['program'] =>
  ({ load, store }) => {
    const count = load(0) + 1;
    store(0, count);
    if (count % rare === 0) store(1 + ((count / rare) % (PAGES - 1)), count, 4 * (count % 64));
  };

/** Runs 100 steps, moves with one step for each page that is sent, and says how. */
function moved(migration: MigratingProcessOptions['migration'], rare = 4) {
  const process = new MigratingProcess({
    ...{ pages: PAGES, program: counting(rare), stepsPerPage: 1, migration },
  });
  process.run(100);
  process.migrate();
  const { here, there } = process.digests();
  expect(there).toBe(here);
  return process;
}

test('[row 105] rounds shrink with what is written meanwhile, and few pages are left for the pause', () => {
  let made: PreCopy | undefined;
  const process = moved((services, pages) => {
    made = new PreCopy(services, pages, 4, 20);
    return made;
  });
  // Round 1 has 128 steps: page 0 and 32 others are written, 8 of them before they are sent for the first time.
  expect(made?.rounds).toEqual([128, 25, 7]);
  expect([process.downtimePages, process.sentPages]).toEqual([3, 128 + 25 + 7 + 3]);
});

test('[row 105] stopped first, the process stands still for all its pages', () => {
  const process = moved((services, pages) => new StopAndCopy(services, pages));
  expect([process.downtimePages, process.sentPages, process.faults]).toEqual([PAGES, PAGES, 0]);
});

test('[row 105] where as much is written as is sent, rounds end at their limit', () => {
  const process = moved((services, pages) => new PreCopy(services, pages, 4, 5), 1);
  expect(process.downtimePages).toBeGreaterThan(100);
  expect(process.sentPages).toBeGreaterThan(5 * 100);
});

test('[row 105] what is written without being protected is lost on the way', () => {
  const process = new MigratingProcess({
    ...{ pages: PAGES, program: counting(2), stepsPerPage: 1 },
    migration: (_, pages) => {
      let page = 0;
      return { next: () => (page < pages ? page++ : -1), fault: () => 0 };
    },
  });
  process.migrate();
  const { here, there } = process.digests();
  expect(there).not.toBe(here);
});

test('[row 105] the process goes on over there', () => {
  const process = moved((services, pages) => new PreCopy(services, pages, 4, 20));
  const { here } = process.digests();
  process.run(5);
  expect(process.digests().here).toBe(here);
  expect(process.digests().there).not.toBe(here);
});
