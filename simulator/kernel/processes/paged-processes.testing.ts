/** Systems whose processes have more pages than there are frames, as tests make them. */
import { expect } from 'vitest';
import { NativePolicies, type PolicyClass } from '../../engine/native-policies';
import { disk } from '../../hardware/devices/disk/disk';
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import { load, type Operation, store, systemCall } from '../../programs/operations';
import { PageReplacement } from '../memory/paging/page-replacement';
import { PAGE_REPLACEMENT_SHAPE } from '../memory/paging/page-replacement-interface';
import { SYSTEM_CALL } from '../system-calls';
import type { PagingOptions } from './process-pager';
import { STACK_TOP } from './process-record';
import { build, events } from './processes.testing';

export type Made = ReturnType<typeof build>;
export type Programs = Parameters<typeof build>[0];
export const HEAP = 0x1_0000;
export const OUT = STACK_TOP - 64;
export const MOST_CYCLES = 100_000_000;
/** A fast one: these tests are about what happens, not about how long it takes. */
export const times = {
  commandCycles: 100,
  trackSeekCycles: 200,
  fullSeekCycles: 2_000,
  headSwitchCycles: 100,
  rotationCycles: 6_400,
};
export const content = Uint8Array.from({ length: 512 * 4 }, (_, i) => (i * 7) & 0xff);

export const replacing = (policy: PolicyClass, slots = 512): PagingOptions => ({
  policy: new NativePolicies(policy, PAGE_REPLACEMENT_SHAPE),
  ...{ firstSector: 64, slots },
});
/** Processes share so many frames; kernel and programs have memory besides. */
export function make(programs: Programs, frames: number, more: Parameters<typeof build>[1] = {}): Made {
  const { memory } = build(programs);
  return build(programs, {
    ramBytes: (1 << 21) - (memory.frameCount - frames) * PAGE_BYTES,
    devices: [disk({ content, ...times })],
    paging: replacing(PageReplacement),
    ...more,
  });
}
export function finish(made: Made): Made {
  expect(made.kernel.run(MOST_CYCLES)).toBe(true);
  expect(events(made.trace, 'stall')).toEqual([]);
  return made;
}
export const pagerOf = ({ processes }: Made) => processes.pager as NonNullable<typeof processes.pager>;

/** Stores a word and sends it to the console. */
export function* print(word: number): Operation {
  yield* store(OUT, word);
  return yield* systemCall(SYSTEM_CALL.write, OUT);
}
export const heap = (pages: number) => systemCall(SYSTEM_CALL.setBreak, HEAP + pages * PAGE_BYTES);
export function* fill(pages: number, seed: number): Operation {
  for (let page = 0; page < pages; page++) yield* store(HEAP + page * PAGE_BYTES, seed + page);
  return 0;
}
export function* sum(pages: number): Operation {
  let all = 0;
  for (let page = pages - 1; page >= 0; page--) all += yield* load(HEAP + page * PAGE_BYTES);
  return all;
}
/** Writes to so many pages that all others leave. */
export function* pushOut(first: number, pages: number): Operation {
  for (let page = first; page < first + pages; page++) yield* store(HEAP + page * PAGE_BYTES, page);
  return 0;
}
export function* writeAndRead(pages: number, seed: number): Operation {
  yield* heap(pages);
  yield* fill(pages, seed);
  yield* print(yield* sum(pages));
  return 0;
}
export const sumOf = (pages: number, seed: number) => pages * seed + (pages * (pages - 1)) / 2;
