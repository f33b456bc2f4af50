/**
 * Processes with segments on one core, and a kernel that creates, moves and resizes these meanwhile.
 * Nothing about what is right stands here.
 */
import { SEGMENT_EVENTS } from '../../../simulator/hardware/translation/segments/segment-unit-events';
import { DESCRIPTOR } from '../../../simulator/hardware/translation/segments/segment-unit-interface';
import { SegmentedCore } from '../../../simulator/hardware/translation/segments/segmented-core';
import type { SimulationContext } from '../../exercise-definition';

export type SegmentParameters = Readonly<{
  processes: number;
  /** Descriptors in a table, at most. */
  segments: number;
  accesses: number;
  /** Of a hundred descriptors: how many are not present. */
  missing: number;
  /** Of a hundred accesses: how many are followed by a change of a descriptor, and by another process. */
  changes: number;
  switches: number;
  /** Of a hundred accesses: how many are at the end of their segment. */
  edges: number;
}>;

export const EVENTS = SEGMENT_EVENTS;

/** Of an address, and so of the largest segment. */
const SEGMENT_BYTES = 2 ** 28;
/** Such that even the largest offset leads to an address below 2^31. */
const LAST_BASE = 0x6fff_ffff;
const PRESENT = 1;
/** Rights as flags: read, read and write, write, execute, read and execute, none. */
const RIGHTS = [2, 6, 6, 4, 8, 10, 0];
const SIZES = [1, 2, 4];

export function simulate(context: SimulationContext, parameters: SegmentParameters): null {
  const { policies, random, trace, counters } = context;
  const { processes, segments, accesses, missing, changes, switches, edges } = parameters;
  const room = 16 * DESCRIPTOR.bytes;
  const core = new SegmentedCore({
    ...{ descriptorBytes: 2 * processes * room, trace },
    unit: (services) => {
      const { methods } = policies.create({ ...services });
      return {
        setTable: (address, count) => void methods.setTable(address, count),
        changed: (selector) => void methods.changed(selector),
        translate: (...asked) => methods.translate(...asked),
      };
    },
  });
  context.countBy(() => ({ memoryAccesses: core.memoryAccesses }));

  // Beside the tables lies what others need.
  for (let place = 0; place < core.memory.byteLength; place += 4)
    core.memory.storeWord(place, random.word() & LAST_BASE);
  const tables = Array.from({ length: processes }, (_, process) => ({
    address: 2 * process * room + 4 * random.below(room / 4),
    count: random.between(Math.ceil(segments / 2), segments),
  }));
  const describeSegment = ({ address }: (typeof tables)[number], selector: number) => {
    const limit = random.pick([
      random.between(1, 8),
      random.between(9, 4096),
      random.between(1, 2 ** 16),
      random.between(2 ** 16, SEGMENT_BYTES),
      SEGMENT_BYTES,
    ]);
    const flags = random.pick(RIGHTS) + 16 * random.below(16) + (random.below(100) < missing ? 0 : PRESENT);
    const base = random.below(LAST_BASE);
    core.describe(address + selector * DESCRIPTOR.bytes, base, limit, flags);
  };
  for (const table of tables)
    for (let selector = 0; selector < table.count; selector++) describeSegment(table, selector);

  let running = random.pick(tables);
  core.setTable(running.address, running.count);
  let selector = 0;
  for (let i = 0; i < accesses; i++) {
    if (random.below(2) === 0) selector = random.below(running.count);
    const named = random.below(15) === 0 ? random.between(0, 15) : selector;
    const bytes = random.pick(SIZES);
    const isDescribed = named < running.count;
    const limit = isDescribed
      ? core.memory.loadWord(running.address + named * DESCRIPTOR.bytes + DESCRIPTOR.limitAt)
      : SEGMENT_BYTES;
    const last = limit - bytes;
    const offset =
      random.below(100) < edges
        ? random.pick([last, last + 1, limit - 1, limit, limit + 1, SEGMENT_BYTES - 1])
        : random.below(limit);
    const inSegment = Math.min(Math.max(offset, 0), SEGMENT_BYTES - 1);
    core.access(named * SEGMENT_BYTES + inSegment, bytes, random.below(3));
    if (random.below(100) < changes) {
      const table = random.pick([running, random.pick(tables)]);
      const which = random.below(table.count);
      describeSegment(table, which);
      if (table === running) core.changed(which);
    }
    if (random.below(100) < switches) {
      running = random.pick(tables);
      core.setTable(running.address, running.count);
      selector = random.below(running.count);
    }
  }
  counters.policyUnits = policies.takeUnits();
  return null;
}
