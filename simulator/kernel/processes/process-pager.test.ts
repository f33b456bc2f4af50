/** Demand paging of processes: pages leave for the disk and come back, whoever touches them, and nothing is lost. */
import { describe, expect, it } from 'vitest';
import type { PolicyClass } from '../../engine/native-policies';
import { Random } from '../../engine/random';
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import { compute, load, type Operation, store, systemCall } from '../../programs/operations';
import { NotRecentlyUsed } from '../memory/paging/not-recently-used';
import { PageReplacement } from '../memory/paging/page-replacement';
import { ACCESSED, DIRTY, type ReplacementServices } from '../memory/paging/page-replacement-interface';
import { SYSTEM_CALL } from '../system-calls';
import { digestSystem, SystemRecording } from '../system-recording';
import {
  content,
  fill,
  finish,
  HEAP,
  heap,
  MOST_CYCLES,
  make,
  OUT,
  pagerOf,
  print,
  pushOut,
  replacing,
  sum,
  sumOf,
  writeAndRead,
} from './paged-processes.testing';
import { SHARED_BASE } from './process-record';
import { events, machineCode, native, written } from './processes.testing';

describe('a process with more pages than there are frames', () => {
  it('[row 99] finds what it wrote: pages leave when frames run out, and come back when they are touched', () => {
    const made = finish(make([native('big', () => writeAndRead(40, 1_000))], 20));
    expect(written(made.trace)).toEqual([sumOf(40, 1_000)]);
    expect(pagerOf(made).pageIns).toBeGreaterThan(20);
    expect(made.memory.freeFrames).toBe(20);
  });

  it('[row 99] needs no disk when its pages fit', () => {
    const made = finish(make([native('small', () => writeAndRead(10, 5))], 20));
    expect(written(made.trace)).toEqual([sumOf(10, 5)]);
    expect(pagerOf(made).pageOuts).toBe(0);
  });

  it('[row 99] the same in machine code, also where an instruction needs two pages', () => {
    const source = `
      li a0, ${HEAP + 0x1000 + 24 * PAGE_BYTES}
      li a7, setBreak
      ecall
      li t0, 0
      li t1, ${HEAP + 0x1000}
      li t2, 24
    next:
      sw t0, 0(t1)
      addi t0, t0, 1
      li t3, ${PAGE_BYTES}
      add t1, t1, t3
      blt t0, t2, next
      li t1, ${HEAP + 0x1000}
      li t4, 0
      li t0, 1
    look:
      li t3, ${PAGE_BYTES}
      add t1, t1, t3
      lw t5, -2(t1)
      srli t5, t5, 16
      add t4, t4, t5
      addi t0, t0, 1
      blt t0, t2, look
      addi sp, sp, -16
      sw t4, 0(sp)
      mv a0, sp
      li a7, write
      ecall
      li a0, 0
      li a7, exit
      ecall`;
    const made = finish(make([machineCode('code', source)], 14, { core: { misaligned: 'trap' } }));
    // Upper half of each word that begins two bytes before a page: the lower half of the next page's first one.
    expect(written(made.trace)).toEqual([(23 * 24) / 2]);
    expect(pagerOf(made).pageIns).toBeGreaterThan(10);
    expect(events(made.trace, 'trapped').length).toBeGreaterThanOrEqual(23);
  });

  it('[row 99] one transfer for a miss whose victim is clean, two where it is dirty', () => {
    const pages = 30;
    const made = finish(
      make(
        [
          native('reader', function* () {
            yield* heap(pages);
            yield* fill(pages, 7);
            yield* print(yield* sum(pages));
            yield* print(yield* sum(pages));
            return yield* print(yield* sum(pages));
          }),
        ],
        20,
      ),
    );
    expect(written(made.trace)).toEqual([sumOf(pages, 7), sumOf(pages, 7), sumOf(pages, 7)]);
    const out = events(made.trace, 'page-out').map(([, , , how]) => how);
    // Once each page was written to the disk nobody writes to it again, but to the one page of the stack.
    expect(out.filter((how) => how === 2).length).toBeLessThan(pages + 8);
    expect(out.slice(-15).filter((how) => how === 1).length).toBeGreaterThan(12);
  });

  it('[row 99] a page that is still zeros leaves without being written', () => {
    const made = finish(
      make(
        [
          native('reader', function* () {
            yield* heap(40);
            return yield* print((yield* sum(40)) + (yield* sum(40)));
          }),
        ],
        20,
      ),
    );
    expect(written(made.trace)).toEqual([0]);
    const out = events(made.trace, 'page-out').filter(
      ([, page]) => page >= HEAP / PAGE_BYTES && page < HEAP / PAGE_BYTES + 40,
    );
    expect(out.length).toBeGreaterThan(20);
    expect(out.every(([, , , how]) => how === 0)).toBe(true);
    expect(pagerOf(made).pageIns).toBeLessThan(5);
  });
});

describe('others meanwhile', () => {
  /** Two children, one that waits for the disk nearly always, and one that computes. */
  const both = [
    native('init', function* () {
      for (const program of [1, 2])
        if ((yield* systemCall(SYSTEM_CALL.fork)) === 0) yield* systemCall(SYSTEM_CALL.exec, program, 0);
      yield* systemCall(SYSTEM_CALL.wait, 0);
      yield* systemCall(SYSTEM_CALL.wait, 0);
      return 0;
    }),
    native('pages', () => writeAndRead(16, 100)),
    native('computes', function* () {
      for (let i = 0; i < 100; i++) yield* compute(2_000);
      return 0;
    }),
  ];

  it('[row 99] another process runs while one waits for its page', () => {
    const made = finish(make(both, 18));
    const { trace } = made;
    expect(written(trace)).toEqual([sumOf(16, 100)]);
    const all = Array.from({ length: trace.length }, (_, i) => trace.event(i));
    const names = all.map(({ kind }) => kind.name);
    const waits = names.indexOf('page-wait');
    const [process] = all[waits].values;
    const thread = events(trace, 'born').find(([born]) => born === process)?.[2];
    const back = all.findIndex(
      ({ kind, values }, i) => i > waits && kind.name === 'wake' && values[0] === thread,
    );
    const ran = all.slice(waits, back).filter(({ kind }) => kind.name === 'dispatch');
    expect(ran.some(({ values }) => values[1] !== thread)).toBe(true);
    // Both took as long as the longer one, and not as both together.
    const cycles = made.kernel.counters().cycles;
    const idle = made.kernel.counters().idleCycles;
    expect(cycles - idle).toBeGreaterThan(200_000);
    const alone = finish(make([both[1]], 14)).kernel.counters().cycles;
    expect(cycles).toBeLessThan(200_000 + alone);
  });

  it.each([
    [1, false],
    [2, false],
    [2, true],
  ])('[row 99] %i cores, caches %s: the same however the run is cut', (cores, timed) => {
    const digests = [MOST_CYCLES, 123_457, 4_001].map((piece) => {
      const made = make(both, 18, { cores, timed });
      for (let cycle = piece; !made.kernel.run(Math.min(cycle, MOST_CYCLES)); cycle += piece)
        expect(cycle).toBeLessThan(MOST_CYCLES);
      expect(written(made.trace)).toEqual([sumOf(16, 100)]);
      return digestSystem(made);
    });
    expect(new Set(digests).size).toBe(1);
  });
});

describe('the kernel and pages that are away', () => {
  it('[row 99] a system is saved while pages are on their way, and goes on from there', () => {
    const again = () => make([native('big', () => writeAndRead(24, 9))], 16);
    const recording = new SystemRecording(again);
    let saved = 0;
    for (let cycle = 20_000; cycle < 200_000; cycle += 30_011) {
      recording.run(cycle);
      const { system } = SystemRecording.restore(again, recording.save());
      expect(digestSystem(system)).toBe(digestSystem(recording.system));
      expect(written(finish(system).trace)).toEqual([sumOf(24, 9)]);
      saved++;
    }
    expect(saved).toBeGreaterThan(3);
  });

  it('[row 99] a call waits for the pages of its arguments, and is then made anew', () => {
    const made = finish(
      make(
        [
          native('caller', function* () {
            yield* heap(40);
            yield* store(HEAP, 4_711);
            yield* pushOut(4, 30);
            yield* systemCall(SYSTEM_CALL.write, HEAP);
            yield* pushOut(4, 30);
            yield* systemCall(SYSTEM_CALL.readClock, HEAP + PAGE_BYTES);
            yield* pushOut(4, 30);
            yield* print((yield* load(HEAP + PAGE_BYTES)) > 0 ? 1 : 0);
            // In two pages, neither of which is there.
            yield* store(HEAP + 2 * PAGE_BYTES, 0);
            yield* pushOut(4, 30);
            yield* print(yield* systemCall(SYSTEM_CALL.readSector, 2, HEAP + 2 * PAGE_BYTES - 256));
            yield* pushOut(4, 30);
            return yield* print(yield* load(HEAP + 2 * PAGE_BYTES - 256));
          }),
        ],
        20,
      ),
    );
    const first = new DataView(content.buffer).getInt32(1_024, true);
    expect(written(made.trace)).toEqual([4_711, 1, 0, first]);
    // Made anew is not made twice.
    expect(events(made.trace, 'call').filter(([, number]) => number === SYSTEM_CALL.write)).toHaveLength(4);
  });

  it.each([1, 2])('[row 99] so does a call of machine code (%i cores)', (cores) => {
    const source = `
      li a0, ${HEAP + 24 * PAGE_BYTES}
      li a7, setBreak
      ecall
      li s0, 0
      li s1, ${HEAP}
      li s2, ${PAGE_BYTES}
      li s3, 24
    next:
      beqz s0, first
      sw s0, 0(s1)
    first:
      addi s0, s0, 1
      add s1, s1, s2
      blt s0, s3, next
      li s1, ${HEAP}
      li s0, 1
    tell:
      add s1, s1, s2
      mv a0, s1
      li a7, write
      ecall
      bnez a0, bad
      addi s0, s0, 1
      blt s0, s3, tell
    bad:
      li a7, exit
      ecall`;
    const code = machineCode('code', source);
    const fork = native('init', function* () {
      for (let i = 0; i < 2; i++)
        if ((yield* systemCall(SYSTEM_CALL.fork)) === 0) yield* systemCall(SYSTEM_CALL.exec, 1, 0);
      yield* systemCall(SYSTEM_CALL.wait, 0);
      return yield* systemCall(SYSTEM_CALL.wait, 0);
    });
    const made = finish(make([fork, code], 32, { cores }));
    const told = Array.from({ length: 23 }, (_, i) => i + 1);
    expect([2, 3].map((process) => written(made.trace, process))).toEqual([told, told]);
    expect(pagerOf(made).pageIns).toBeGreaterThan(5);
  });

  it('[row 99] what a process waits for is stored where it wants it, whoever ran meanwhile', () => {
    const made = finish(
      make(
        [
          native('parent', function* () {
            yield* heap(30);
            yield* fill(12, 50);
            const child = yield* systemCall(SYSTEM_CALL.fork);
            if (child === 0) {
              yield* pushOut(12, 12);
              yield* print(yield* sum(12));
              for (let i = 0; i < 4; i++) yield* store(OUT + 4 * i, 60 + i);
              yield* systemCall(SYSTEM_CALL.send, 1, OUT);
              return 33;
            }
            yield* systemCall(SYSTEM_CALL.awaitMessage, HEAP + 3 * PAGE_BYTES);
            yield* systemCall(SYSTEM_CALL.wait, HEAP + 5 * PAGE_BYTES);
            yield* pushOut(12, 12);
            yield* print(yield* load(HEAP + 3 * PAGE_BYTES + 12));
            return yield* print(yield* load(HEAP + 5 * PAGE_BYTES));
          }),
        ],
        36,
      ),
    );
    expect(written(made.trace)).toEqual([sumOf(12, 50), 63, 33]);
    expect(pagerOf(made).pageIns).toBeGreaterThan(0);
    expect(made.memory.freeFrames).toBe(36);
  });

  it('[row 99] fork copies the pages that are away too, and exec leaves nothing of them', () => {
    const made = finish(
      make(
        [
          native('init', function* () {
            yield* heap(16);
            yield* fill(16, 900);
            const child = yield* systemCall(SYSTEM_CALL.fork);
            if (child === 0) {
              yield* print(yield* sum(16));
              yield* systemCall(SYSTEM_CALL.exec, 1, 0);
            }
            yield* fill(16, 500);
            yield* systemCall(SYSTEM_CALL.wait, 0);
            return yield* print(yield* sum(16));
          }),
          native('second', () => writeAndRead(18, 20)),
        ],
        44,
      ),
    );
    expect(written(made.trace).sort((a, b) => a - b)).toEqual(
      [sumOf(18, 20), sumOf(16, 500), sumOf(16, 900)].sort((a, b) => a - b),
    );
    expect(pagerOf(made).pageIns).toBeGreaterThan(0);
    expect([made.memory.freeFrames, pagerOf(made).usedSlots]).toEqual([44, 0]);
  });

  it('[row 99] a fork for whose copy memory does not suffice is refused, and the process goes on', () => {
    const made = finish(
      make(
        [
          native('big', function* () {
            yield* heap(30);
            yield* fill(30, 3);
            yield* print(yield* systemCall(SYSTEM_CALL.fork));
            return yield* print(yield* sum(30));
          }),
        ],
        20,
      ),
    );
    expect(written(made.trace)).toEqual([-1, sumOf(30, 3)]);
    expect(events(made.trace, 'no-room')).toEqual([[1]]);
  });

  it('[row 99] a heap that shrank and grew again is zeros, wherever its pages were', () => {
    const made = finish(
      make(
        [
          native('heap', function* () {
            yield* heap(30);
            yield* fill(30, 3);
            yield* heap(2);
            yield* heap(30);
            return yield* print(yield* sum(30));
          }),
        ],
        20,
      ),
    );
    expect(written(made.trace)).toEqual([3 + 4]);
  });

  it('[row 99] a full swap area ends who wants more, and nobody else', () => {
    const made = finish(
      make(
        [
          native('init', function* () {
            if ((yield* systemCall(SYSTEM_CALL.fork)) === 0) return yield* writeAndRead(60, 0);
            yield* systemCall(SYSTEM_CALL.wait, 0);
            return yield* print(8);
          }),
        ],
        20,
        { paging: replacing(PageReplacement, 10) },
      ),
    );
    expect(written(made.trace)).toEqual([8]);
    expect(new Set(events(made.trace, 'no-room').flat())).toEqual(new Set([2]));
    expect([made.memory.freeFrames, pagerOf(made).usedSlots]).toEqual([20, 0]);
  });
});

describe('what replacement policies see', () => {
  it('[row 102] accessed and dirty bits of programs that run, as the hardware left them', () => {
    const seen = new Map<number, number>();
    class Looks {
      private readonly pages: number[] = [];
      private readonly own: PageReplacement;
      constructor(
        private readonly services: ReplacementServices,
        private readonly frames: number,
      ) {
        this.own = new PageReplacement(services, frames);
      }
      loaded(frame: number, page: number): void {
        this.pages[frame] = page;
        expect(this.services.bits(frame) & ACCESSED).toBe(0);
      }
      victim(): number {
        const isFirst = seen.size === 0;
        for (let frame = 0; isFirst && frame < this.frames; frame++)
          if (this.services.isPinned(frame) === 0) seen.set(this.pages[frame], this.services.bits(frame));
        return this.own.victim();
      }
    }
    const made = finish(
      make(
        [
          native('touches', function* () {
            yield* heap(30);
            yield* load(HEAP + 4 * PAGE_BYTES);
            yield* store(HEAP + 5 * PAGE_BYTES, 1);
            return yield* pushOut(6, 24);
          }),
        ],
        20,
        { paging: replacing(Looks) },
      ),
    );
    const page = HEAP / PAGE_BYTES;
    expect(pagerOf(made).pageOuts).toBeGreaterThan(0);
    expect([seen.get(page + 4), seen.get(page + 5)]).toEqual([ACCESSED, ACCESSED | DIRTY]);
  });

  it('[row 102] what is read again and again stays, what was touched once leaves', () => {
    const faults = (policy: PolicyClass) => {
      const made = finish(
        make(
          [
            native('hot', function* () {
              yield* heap(40);
              for (let page = 4; page < 40; page++) {
                yield* load(HEAP);
                yield* store(HEAP + page * PAGE_BYTES, 1);
              }
              return 0;
            }),
          ],
          20,
          { paging: replacing(policy) },
        ),
      );
      return events(made.trace, 'page-in').filter(([, page]) => page === HEAP / PAGE_BYTES).length;
    };
    /** First in, first out, as far as frames may leave. */
    class InOrder {
      private readonly queue: number[] = [];
      constructor(private readonly services: ReplacementServices) {}
      loaded(frame: number): void {
        this.queue.push(frame);
      }
      victim(): number {
        const at = this.queue.findIndex((frame) => this.services.isPinned(frame) === 0);
        return this.queue.splice(at, 1)[0];
      }
    }
    expect(faults(PageReplacement)).toBe(0);
    expect(faults(NotRecentlyUsed)).toBe(0);
    expect(faults(InOrder)).toBeLessThanOrEqual(3);
  });

  it('[row 100] a page that another process was granted stays in its frame', () => {
    const made = finish(
      make(
        [
          native('granter', function* () {
            yield* heap(40);
            yield* store(HEAP, 77);
            for (const [i, word] of [HEAP, 2, 1].entries()) yield* store(OUT + 4 * i, word);
            const child = yield* systemCall(SYSTEM_CALL.fork);
            if (child === 0) {
              for (let i = 0; i < 20; i++) yield* compute(50_000);
              for (const [i, word] of [1, SHARED_BASE, 1].entries()) yield* store(OUT + 4 * i, word);
              yield* systemCall(SYSTEM_CALL.mapGrant, OUT);
              return yield* print(yield* load(SHARED_BASE));
            }
            yield* systemCall(SYSTEM_CALL.grant, OUT);
            yield* pushOut(1, 39);
            yield* store(HEAP, 78);
            return yield* systemCall(SYSTEM_CALL.wait, 0);
          }),
        ],
        30,
      ),
    );
    expect(written(made.trace)).toEqual([78]);
    expect(pagerOf(made).pageOuts).toBeGreaterThan(10);
    expect(
      events(made.trace, 'page-out').filter(([process, page]) => process === 1 && page === HEAP / PAGE_BYTES),
    ).toEqual([]);
  });

  it('[row 100] a frame that may not leave is not taken, whatever the policy answers', () => {
    class Stubborn extends PageReplacement {
      override victim(): number {
        return 0;
      }
    }
    const made = finish(
      make([native('big', () => writeAndRead(40, 2))], 20, { paging: replacing(Stubborn) }),
    );
    expect(written(made.trace)).toEqual([sumOf(40, 2)]);
    // Frame 0 is the root table of process 1.
    expect(events(made.trace, 'victim-refused').length).toBe(pagerOf(made).pageOuts);
  });
});

it.each([1, 2, 3, 4])(
  '[row 99] what processes compute does not depend on how many frames there are (seed %i)',
  (seed) => {
    const pages = 12;
    const worker = (number: number): Operation =>
      (function* () {
        const random = new Random(`${seed}/${number}`);
        yield* heap(pages);
        let state = number;
        for (let i = 0; i < 120; i++) {
          const at = HEAP + random.below(pages) * PAGE_BYTES + 4 * random.below(8);
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
    const programs = [
      native('init', function* () {
        for (const program of [1, 2, 3])
          if ((yield* systemCall(SYSTEM_CALL.fork)) === 0) yield* systemCall(SYSTEM_CALL.exec, program, 0);
        for (let i = 0; i < 3; i++) yield* systemCall(SYSTEM_CALL.wait, 0);
        return 0;
      }),
      ...[1, 2, 3].map((number) => native(`worker-${number}`, () => worker(number))),
    ];
    const words = (frames: number, cores: number, timed: boolean) => {
      const made = finish(make(programs, frames, { cores, timed }));
      expect([made.memory.freeFrames, pagerOf(made).usedSlots]).toEqual([frames, 0]);
      return {
        paged: pagerOf(made).pageIns,
        words: [2, 3, 4].map((process) => written(made.trace, process)),
      };
    };
    const plenty = words(200, 1, false);
    expect(plenty.paged).toBe(0);
    for (const [frames, cores, timed] of [
      [34, 1, false],
      [30, 2, false],
      [34, 2, true],
    ] as const) {
      const few = words(frames, cores, timed);
      expect(few.words).toEqual(plenty.words);
      expect(few.paged).toBeGreaterThan(0);
    }
  },
);
