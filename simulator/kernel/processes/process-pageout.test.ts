/** The pageout daemon of processes: frames are free before somebody needs one, and nothing is lost by it. */
import { describe, expect, it } from 'vitest';
import type { PolicyClass } from '../../engine/native-policies';
import { Random } from '../../engine/random';
import { disk } from '../../hardware/devices/disk/disk';
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import { compute, load, type Operation, store, systemCall } from '../../programs/operations';
import { PageReplacement } from '../memory/paging/page-replacement';
import type { ReplacementServices } from '../memory/paging/page-replacement-interface';
import { SYSTEM_CALL } from '../system-calls';
import { digestSystem, SystemRecording } from '../system-recording';
import {
  fill,
  finish,
  HEAP,
  heap,
  MOST_CYCLES,
  make,
  pagerOf,
  print,
  replacing,
  sum,
  sumOf,
  times,
  writeAndRead,
} from './paged-processes.testing';
import type { PagingOptions } from './process-pager';
import { events, native, written } from './processes.testing';

const DAEMON = { lowFrames: 4, highFrames: 8 };
const working = (more: Partial<PagingOptions> = {}, policy: PolicyClass = PageReplacement) => ({
  paging: { ...replacing(policy), transfers: 4, daemon: DAEMON, ...more },
});
/** First in, first out, as far as frames may leave; no page stays accessed. */
class InOrder {
  private readonly queue: number[] = [];
  constructor(private readonly services: ReplacementServices) {}
  loaded(frame: number): void {
    this.queue.push(frame);
    for (const each of this.queue) this.services.clearAccessed(each);
  }
  victim(): number {
    const at = this.queue.findIndex((frame) => this.services.isPinned(frame) === 0);
    return this.queue.splice(at, 1)[0];
  }
}

describe('ahead of need', () => {
  /** Writes to a new page from time to time. */
  const steady = native('steady', function* () {
    yield* heap(60);
    for (let page = 0; page < 60; page++) {
      yield* store(HEAP + page * PAGE_BYTES, page + 1);
      yield* compute(60_000);
    }
    return yield* print(yield* sum(60));
  });

  it('[row 101] where there is slack nobody waits for a frame: no page is reclaimed directly', () => {
    const lazy = finish(make([steady], 24));
    expect(pagerOf(lazy).directReclaims).toBe(pagerOf(lazy).pageOuts);
    expect(events(lazy.trace, 'page-wait').some(([, , frames]) => frames > 0)).toBe(true);

    const ahead = finish(make([steady], 24, working()));
    expect(pagerOf(ahead).pageOuts).toBeGreaterThan(40);
    expect(pagerOf(ahead).directReclaims).toBe(0);
    expect(events(ahead.trace, 'page-wait').filter(([, , frames]) => frames > 0)).toEqual([]);
    expect(written(ahead.trace)).toEqual([sumOf(60, 1)]);
    expect(ahead.kernel.counters().cycles).toBeLessThan(lazy.kernel.counters().cycles);
  });

  it('[row 101] it wakes below the low watermark and sleeps at the high one', () => {
    const { trace } = finish(make([steady], 24, working()));
    const wakes = events(trace, 'pageout-wakes');
    const sleeps = events(trace, 'pageout-sleeps');
    expect(wakes.length).toBeGreaterThan(5);
    expect(Math.abs(wakes.length - sleeps.length)).toBeLessThanOrEqual(1);
    for (const [free, writing] of wakes) expect(free + writing).toBe(DAEMON.lowFrames - 1);
    for (const [free, writing] of sleeps) expect(free + writing).toBe(DAEMON.highFrames);
    // From one to the other so many pages leave.
    expect(events(trace, 'page-out').length).toBeGreaterThanOrEqual(
      (DAEMON.highFrames - DAEMON.lowFrames) * wakes.length,
    );
  });

  it('[row 101] it never works while enough frames are free', () => {
    const made = finish(make([native('small', () => writeAndRead(10, 5))], 24, working()));
    expect(events(made.trace, 'pageout-wakes')).toEqual([]);
    expect(pagerOf(made).pageOuts).toBe(0);
  });

  it('[row 101] what is clean leaves before what must be written, in whatever order the policy would have them', () => {
    /** Old pages that are dirty, and in front of each need some that the disk has too. */
    const mixed = native('mixed', function* () {
      yield* heap(80);
      for (let page = 60; page < 80; page++) yield* store(HEAP + page * PAGE_BYTES, page);
      for (let page = 0; page < 40; page++) {
        yield* store(HEAP + (page % 4) * PAGE_BYTES, page);
        yield* load(HEAP + (60 + (page % 20)) * PAGE_BYTES);
        yield* compute(30_000);
      }
      return 0;
    });
    const writes = (daemon: boolean) => {
      const made = finish(make([mixed], 24, daemon ? working({}, InOrder) : { paging: replacing(InOrder) }));
      const out = events(made.trace, 'page-out');
      return out.filter(([, , , how]) => how === 2).length / out.length;
    };
    expect(writes(true)).toBeLessThan(0.75 * writes(false));
  });

  it('[row 101] a process that needs frames faster than the disk writes waits for them all the same', () => {
    const made = finish(make([native('big', () => writeAndRead(60, 1_000))], 24, working()));
    expect(written(made.trace)).toEqual([sumOf(60, 1_000)]);
    expect(events(made.trace, 'page-wait').some(([, , frames]) => frames > 0)).toBe(true);
    expect(events(made.trace, 'no-room')).toEqual([]);
  });

  it('[row 101] watermarks that cannot be are refused', () => {
    const daemon = { lowFrames: 5, highFrames: 4 };
    expect(() => make([steady], 24, working({ daemon }))).toThrow('1 <= lowFrames <= highFrames');
    expect(() => make([steady], 24, working({ transfers: 0 }))).toThrow('transfers must be 1 or more');
  });
});

describe('several transfers at a time', () => {
  const children = (count: number, body: (child: number) => Operation) => [
    native('init', function* () {
      for (let child = 1; child <= count; child++)
        if ((yield* systemCall(SYSTEM_CALL.fork)) === 0) yield* systemCall(SYSTEM_CALL.exec, child, 0);
      for (let child = 0; child < count; child++) yield* systemCall(SYSTEM_CALL.wait, 0);
      return 0;
    }),
    ...Array.from({ length: count }, (_, child) => native(`child-${child}`, () => body(child + 1))),
  ];
  /** Waits for the disk nearly always. */
  const restless = (child: number): Operation =>
    (function* () {
      const random = new Random(`restless/${child}`);
      yield* heap(16);
      yield* fill(16, child);
      let all = 0;
      for (let i = 0; i < 60; i++) all += yield* load(HEAP + random.below(16) * PAGE_BYTES);
      return yield* print(all);
    })();

  /** Turning takes nearly all of its time, and it takes next what passes first. */
  const slow = () =>
    disk({
      ...times,
      rotationCycles: 64_000,
      trackSeekCycles: 2_000,
      fullSeekCycles: 20_000,
      order: 'nearest',
    });
  const cyclesOf = (
    programs: Parameters<typeof make>[0],
    transfers: number,
    daemon: PagingOptions['daemon'],
  ) =>
    finish(make(programs, 40, { devices: [slow()], ...working({ transfers, daemon }) })).kernel.counters()
      .cycles;

  it('[row 101] the disk has several pages to write, and chooses: a process that needs many frames waits less', () => {
    const filler = native('filler', function* () {
      yield* heap(100);
      return yield* fill(100, 1);
    });
    const daemon = { lowFrames: 8, highFrames: 24 };
    expect(cyclesOf([filler], 8, daemon)).toBeLessThan(cyclesOf([filler], 1, daemon) / 2);
  });

  it('[row 101] the disk has the pages to read of all who wait', () => {
    const scanner = (child: number): Operation =>
      (function* () {
        yield* heap(40);
        yield* fill(40, child);
        for (let i = 0; i < 80; i++) yield* load(HEAP + (i % 40) * PAGE_BYTES);
        return 0;
      })();
    const programs = children(3, scanner);
    expect(cyclesOf(programs, 4, DAEMON)).toBeLessThan(0.8 * cyclesOf(programs, 1, DAEMON));
  });

  it.each([
    [1, false],
    [2, false],
    [2, true],
  ])('[row 101] %i cores, caches %s: the same however the run is cut', (cores, timed) => {
    const digests = [MOST_CYCLES, 123_457, 9_001].map((piece) => {
      const made = make(children(2, restless), 36, { cores, timed, ...working() });
      for (let cycle = piece; !made.kernel.run(Math.min(cycle, MOST_CYCLES)); cycle += piece)
        expect(cycle).toBeLessThan(MOST_CYCLES);
      expect(events(made.trace, 'pageout-wakes').length).toBeGreaterThan(0);
      return digestSystem(made);
    });
    expect(new Set(digests).size).toBe(1);
  });

  it('[row 101] a system is saved while pages are on their way, and goes on from there', () => {
    const again = () => make([native('big', () => writeAndRead(30, 9))], 20, working());
    const recording = new SystemRecording(again);
    for (let cycle = 40_000; cycle < 200_000; cycle += 50_021) {
      recording.run(cycle);
      const { system } = SystemRecording.restore(again, recording.save());
      expect(digestSystem(system)).toBe(digestSystem(recording.system));
      expect(written(finish(system).trace)).toEqual([sumOf(30, 9)]);
    }
  });

  it.each([1, 2, 3])(
    '[row 101] what processes compute depends neither on the daemon nor on the transfers (seed %i)',
    (seed) => {
      const worker = (number: number): Operation =>
        (function* () {
          const random = new Random(`${seed}/${number}`);
          yield* heap(12);
          let state = number;
          for (let i = 0; i < 100; i++) {
            const at = HEAP + random.below(12) * PAGE_BYTES + 4 * random.below(8);
            const what = random.below(6);
            if (what < 2) state = Math.imul(state, 31) + (yield* load(at));
            else if (what < 4) {
              state = Math.imul(state, 17) + i;
              yield* store(at, state);
            } else if (what === 4) yield* systemCall(SYSTEM_CALL.write, at);
            else yield* compute(random.below(3_000));
          }
          return yield* print(state | 0);
        })();
      const words = (frames: number, more: Partial<PagingOptions>, cores = 1) => {
        const made = finish(make(children(3, worker), frames, { cores, ...working(more) }));
        expect([made.memory.freeFrames, pagerOf(made).usedSlots]).toEqual([frames, 0]);
        return [2, 3, 4].map((process) => written(made.trace, process));
      };
      const plenty = words(200, {});
      expect(words(34, {})).toEqual(plenty);
      expect(words(34, { daemon: undefined, transfers: 8 }, 2)).toEqual(plenty);
      expect(words(32, { daemon: { lowFrames: 2, highFrames: 2 }, transfers: 1 }, 2)).toEqual(plenty);
      expect(words(36, { daemon: { lowFrames: 3, highFrames: 20 }, transfers: 16 }, 2)).toEqual(plenty);
    },
  );
});
