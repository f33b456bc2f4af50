import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENTRY } from '../../../hardware/translation/sv32';
import { REPLACEMENT_ALGORITHMS } from '../replacement';
import { DemandPager, type DemandPagerOptions, PAGING_EVENTS } from './demand-pager';
import { NotRecentlyUsed } from './not-recently-used';
import { PageReplacement } from './page-replacement';
import { PageoutDaemon } from './pageout-daemon';

const TEXTBOOK = [7, 0, 1, 2, 0, 3, 0, 4, 2, 3, 0, 3, 2, 1, 2, 0, 1, 7, 0, 1];
const BELADY = [1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5];

function secondChance(options: DemandPagerOptions): DemandPager {
  const pager = new DemandPager(options);
  pager.use(new PageReplacement(pager, options.frames));
  return pager;
}

function faults(name: 'FIFO' | 'LRU' | 'OPT', references: readonly number[], frames: number): number {
  const pager = new DemandPager({ frames, pages: 8, stored: 8 });
  const algorithm = REPLACEMENT_ALGORITHMS.find((each) => each.name === name);
  pager.use((algorithm as NonNullable<typeof algorithm>).create(references, frames));
  for (const page of references) pager.load(page);
  expect(pager.diskReads).toBe(pager.faults);
  return pager.faults;
}

/** Events since `from`, without what the policy did. */
const told = (pager: DemandPager, from: number) =>
  Array.from(
    { length: pager.trace.length - from },
    (_, i) => PAGING_EVENTS.kinds[pager.trace.kindAt(from + i)].name,
  );

describe('demand paging', () => {
  it('[row 85] a page gets a frame of zeros when it is first touched: as many faults as pages touched', () => {
    const pager = secondChance({ frames: 6, pages: 20 });
    const touched = [3, 3, 9, 0, 9, 3, 17];
    for (const page of touched) expect(pager.load(page)).toBe(0);
    expect([pager.faults, pager.diskReads, pager.freeFrames]).toEqual([4, 0, 2]);
    expect([pager.entry(17) & ENTRY.valid, pager.entry(18)]).toEqual([1, 0]);
  });

  it('[row 85] a reclaimed page is not valid, and comes back into another frame', () => {
    const pager = secondChance({ frames: 2, pages: 4 });
    pager.store(0, 11);
    const before = pager.entry(0) >>> 10;
    pager.load(1);
    pager.load(2);
    pager.load(3);
    expect(pager.entry(0) & ENTRY.valid).toBe(0);
    pager.load(2);
    expect(pager.load(0)).toBe(11);
    expect(pager.entry(0) >>> 10).not.toBe(before);
  });

  it('[row 87] the walker sets the accessed bit on any access, the dirty bit on a write only', () => {
    const pager = secondChance({ frames: 2, pages: 4 });
    const bits = () => [(pager.entry(1) & ENTRY.accessed) !== 0, (pager.entry(1) & ENTRY.dirty) !== 0];
    pager.load(1);
    expect(bits()).toEqual([true, false]);
    pager.clearAccessed(0);
    expect(bits()).toEqual([false, false]);
    pager.store(1, 5);
    expect(bits()).toEqual([true, true]);
    pager.clearAccessed(0);
    pager.load(1);
    expect(bits()).toEqual([true, true]);
  });

  it('[row 99] takes the published steps, and restarts the reference exactly', () => {
    const pager = secondChance({ frames: 1, pages: 3, stored: 3 });
    pager.store(0, 42);
    const from = pager.trace.length;
    pager.load(1);
    expect(told(pager, from).join(' ')).toBe(
      'fault locate allocated ask cleared victim unmap written read load access',
    );
    expect(pager.references).toBe(2);
    expect(pager.load(0)).toBe(42);
  });

  it('[row 99] one transfer for a miss with a clean victim, two with a dirty one', () => {
    const pager = secondChance({ frames: 1, pages: 3, stored: 3 });
    const transfers = () => pager.diskReads + pager.diskWrites;
    pager.load(0);
    expect(transfers()).toBe(1);
    pager.store(1, 7);
    expect(transfers()).toBe(2);
    pager.load(2);
    expect(transfers()).toBe(4);
    pager.load(1);
    expect(transfers()).toBe(5);
    // Page 1 was written once and has not changed since.
    pager.load(0);
    expect(transfers()).toBe(6);
  });

  it('[row 99] a mechanism that leaves the page out is found at the restart, and wrong calls change nothing', () => {
    const pager = new DemandPager({ frames: 2, pages: 4 });
    const answers: number[] = [];
    pager.use({ loaded: () => {}, victim: () => 0 });
    pager.handleBy((kernel) => ({
      fault: () => {
        answers.push(kernel.map(1, 0, 0), kernel.map(9, 0, 0), kernel.readPage(0, 5), kernel.freeFrame(0));
        answers.push(kernel.unmap(1, 0), kernel.frameOf(1), kernel.bits(1), kernel.allocateFrame());
      },
      giveUp: () => {},
    }));
    pager.load(1);
    expect(answers).toEqual([-1, -1, -1, -1, -1, -1, 0, 0]);
    expect([pager.stopped, pager.diskReads, pager.entry(1)]).toEqual([true, 0, 0]);
  });

  it('[row 100] a pinned frame is never given up, and a policy that names one is refused', () => {
    const pager = secondChance({ frames: 3, pages: 30, stored: 30 });
    pager.load(5);
    pager.pin(5);
    for (let page = 6; page < 30; page++) pager.load(page);
    expect(pager.pageOf(0)).toBe(5);
    pager.unpin(5);
    for (let page = 6; page < 10; page++) pager.load(page);
    expect(pager.pageOf(0)).not.toBe(5);

    const naming = new DemandPager({ frames: 1, pages: 2 });
    naming.use({ loaded: () => {}, victim: () => 0 });
    naming.load(0);
    naming.pin(0);
    naming.load(1);
    expect([naming.stopped, naming.pageOf(0)]).toEqual([true, 0]);
  });

  it('[row 102] counts the faults of the textbook on real page tables: FIFO 15, LRU 12, OPT 9', () => {
    expect([faults('FIFO', TEXTBOOK, 3), faults('LRU', TEXTBOOK, 3), faults('OPT', TEXTBOOK, 3)]).toEqual([
      15, 12, 9,
    ]);
  });

  it("[row 102] shows Belady's anomaly: FIFO 9 faults in three frames, 10 in four", () => {
    expect([faults('FIFO', BELADY, 3), faults('FIFO', BELADY, 4)]).toEqual([9, 10]);
  });

  it('[row 102] second chance prefers what was not accessed, then what is clean, from the hand on', () => {
    const pager = secondChance({ frames: 4, pages: 20 });
    const victims: number[] = [];
    const touch = (page: number) => {
      const resident = [0, 1, 2, 3].map((frame) => pager.pageOf(frame));
      pager.load(page);
      victims.push(resident.findIndex((each, frame) => each !== pager.pageOf(frame)));
    };
    for (const page of [0, 1, 2, 3]) pager.store(page, 1);
    pager.load(0);
    touch(4); // all written and accessed: all bits are cleared, frame 0 leaves
    touch(5); // frame 1 is the first that was not accessed since
    for (const frame of [0, 1]) pager.clearAccessed(frame);
    touch(6); // frames 2 and 3 are dirty; frame 0, further on, is clean
    expect(victims).toEqual([0, 1, 0]);
  });

  it('[row 102] not recently used takes the lowest class', () => {
    const pager = new DemandPager({ frames: 3, pages: 9 });
    pager.use(new NotRecentlyUsed(pager, 3, 3));
    pager.store(0, 1);
    pager.load(1);
    pager.load(2); // the third load clears all bits, before it is accessed itself
    pager.load(0);
    pager.load(3); // page 1 was not accessed since
    expect([0, 1, 2].map((frame) => pager.pageOf(frame))).toEqual([0, 3, 2]);
  });

  describe('the pageout daemon', () => {
    const thresholds = { usedAbove: 6, usedTarget: 4, busyBelow: 20 };
    const run = (looksAfter: number) => {
      const pager = secondChance({ frames: 8, pages: 40 });
      const daemon = new PageoutDaemon(pager, thresholds);
      for (let i = 0; i < 200; i++) {
        pager.store((i * 7) % 40, i);
        if (i % looksAfter === looksAfter - 1) daemon.look(100);
      }
      return pager;
    };

    it('[row 101] leaves no direct reclaim while there is slack, and some when it looks too rarely', () => {
      expect(run(2).directReclaims).toBe(0);
      expect(run(50).directReclaims).toBeGreaterThan(0);
    });

    it('[row 101] runs when much memory is in use or the processor has little to do, and not else', () => {
      const pager = secondChance({ frames: 8, pages: 40 });
      const daemon = new PageoutDaemon(pager, thresholds);
      const use = (pages: number) => {
        for (let page = 0; 8 - pager.freeFrames < pages; page++) pager.load(page);
      };
      use(6);
      expect(daemon.look(20)).toBe(0);
      expect(daemon.look(19)).toBe(2);
      expect(daemon.look(0)).toBe(0);
      use(7);
      expect(daemon.look(100)).toBe(3);
      expect(pager.freeFrames).toBe(4);
    });

    it('[row 101] stops where only pinned pages are left', () => {
      const pager = secondChance({ frames: 3, pages: 3 });
      for (const page of [0, 1, 2]) {
        pager.load(page);
        if (page > 0) pager.pin(page);
      }
      expect(new PageoutDaemon(pager, { usedAbove: 1, usedTarget: 0, busyBelow: 0 }).look(50)).toBe(1);
    });
  });

  it('a program finds what it stored, whatever leaves and comes back', () => {
    const step = fc.tuple(fc.integer({ min: 0, max: 7 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 4 }), (steps, frames) => {
        const pager = secondChance({ frames, pages: 8 });
        const stored = new Map<number, number>();
        return steps.every(([page, write], i) => {
          if (!write) return pager.load(page, 8) === (stored.get(page) ?? 0);
          pager.store(page, i, 8);
          stored.set(page, i);
          return true;
        });
      }),
      { seed: 99, numRuns: 25 },
    );
  });
});
