import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Trace } from '../../../engine/trace';
import { CopyOnWrite } from './copy-on-write';
import type { CopyOnWriteServices } from './copy-on-write-interface';
import { ForkingProcesses } from './forking-processes';
import { SPACE_EVENTS } from './space-events';

const PAGES = 4;

/** Process 0 has all pages, the last of them to read only; page p holds 100 + p. */
function processes(
  options: { frames?: number; mechanism?: (services: CopyOnWriteServices) => CopyOnWrite } = {},
) {
  const made = new ForkingProcesses({
    ...{ frames: 32, processes: 6, pages: PAGES },
    mechanism: (services) => new CopyOnWrite(services, PAGES),
    ...options,
  });
  made.begin();
  for (let page = 0; page < PAGES; page++) made.map(0, page, 100 + page, page < PAGES - 1);
  return made;
}

describe('copy on write', () => {
  it('[row 91] fork copies nothing; a write by one of several holders copies one frame', () => {
    const made = processes();
    const child = made.fork(0);
    expect([child, made.memory.copiedFrames, made.usedFrames]).toEqual([1, 0, PAGES]);
    made.write(child, 1, 7);
    made.write(child, 1, 8);
    expect([made.memory.copiedFrames, made.usedFrames, made.faults]).toEqual([1, PAGES + 1, 1]);
    expect([made.read(0, 1), made.read(child, 1), made.read(child, 0)]).toEqual([101, 8, 100]);
  });

  it('[row 91] the last holder copies nothing', () => {
    const made = processes();
    const child = made.fork(0);
    made.write(0, 2, 5);
    made.write(child, 2, 6);
    expect([made.memory.copiedFrames, made.faults, made.usedFrames]).toEqual([1, 2, PAGES + 1]);
    made.exit(child);
    made.write(0, 0, 9);
    expect([made.memory.copiedFrames, made.usedFrames]).toEqual([1, PAGES]);
    made.exit(0);
    expect(made.usedFrames).toBe(0);
  });

  it('a run is the same whether its trace keeps events or only counts them', () => {
    const digest = (maxEvents?: number) => {
      const trace = new Trace(SPACE_EVENTS.kinds, maxEvents);
      const mechanism = () => ({ fork: () => 0, fault: () => 1, exit: () => 0 });
      const made = new ForkingProcesses({ frames: 2, processes: 1, pages: 1, trace, mechanism });
      made.begin();
      made.map(0, 0, 100, false);
      made.write(0, 0, 1);
      return trace.digest();
    };
    expect(digest(0)).toBe(digest());
  });

  it('[row 91] a read-only page stays so, before a fork and after it', () => {
    const made = processes();
    const child = made.fork(0);
    expect(made.write(child, 3, 1)).toBe(false);
    expect([made.running, made.read(0, 3), made.write(0, 3, 1)]).toEqual([[0], 103, false]);
    expect(made.usedFrames).toBe(0);
  });

  it('[row 91] without a frame for the copy the writer ends, and nobody else', () => {
    const made = processes({ frames: PAGES });
    const child = made.fork(0);
    expect(made.write(child, 0, 1)).toBe(false);
    expect([made.running, made.read(0, 0), made.write(0, 0, 2)]).toEqual([[0], 100, true]);
  });

  it('[row 91] without a flush the parent writes through what the processor still knows', () => {
    const made = processes({
      mechanism: (services) => new CopyOnWrite({ ...services, flush: () => 0 }, PAGES),
    });
    made.write(0, 0, 1);
    const child = made.fork(0);
    made.write(0, 0, 2);
    expect(made.read(child, 0)).toBe(2);
  });

  it('[row 91] processes read what copies at once would hold; copies are the writes of one of several holders', () => {
    const step = fc.tuple(
      fc.constantFrom('fork', 'read', 'write', 'write', 'exit'),
      fc.nat(5),
      fc.nat(PAGES - 2),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const made = processes();
        const contents = new Map([[0, [100, 101, 102, 103]]]);
        // By process and page: a number for each copy that there would have to be.
        const copies = new Map([[0, [0, 1, 2, 3]]]);
        let [fresh, copied] = [4, 0];
        for (const [what, process, page] of steps) {
          const own = contents.get(process);
          const held = copies.get(process);
          if (own === undefined || held === undefined) continue;
          if (what === 'read') expect(made.read(process, page)).toBe(own[page]);
          else if (what === 'write') {
            const sharers = [...copies.values()].filter((each) => each[page] === held[page]).length;
            if (sharers > 1) {
              held[page] = fresh++;
              copied++;
            }
            own[page] = fresh * 1000;
            expect(made.write(process, page, own[page])).toBe(true);
          } else if (what === 'fork') {
            const child = made.fork(process);
            if (child < 0) continue;
            contents.set(child, [...own]);
            copies.set(child, [...held]);
          } else {
            made.exit(process);
            contents.delete(process);
            copies.delete(process);
          }
          expect(made.usedFrames).toBe(new Set([...copies.values()].flat()).size);
          expect(made.memory.copiedFrames).toBe(copied);
        }
      }),
      { seed: 91, numRuns: 150 },
    );
  });
});
