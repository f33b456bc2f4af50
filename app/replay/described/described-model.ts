/**
 * A described picture at any event of a run. The run is gone through once; whole states are kept from time to time,
 * the larger they are the seldomer, and the state at an event is made from the last one kept before it: memory is
 * bounded by the events, and a step back costs what a step forward costs. Nothing in a trace makes it throw.
 *
 *      events    0 ──────────── 64 ──────────── 128 ─────── 150
 *      kept      ▣              ▣               ▣ ─ applied ─▶ state at 150
 */
import type { CaseParameters } from '../../../exercises/exercise-definition';
import type {
  Amount,
  BlocksEffect,
  BufferEffect,
  DiagramEffect,
  LanesEffect,
  PictureDescription,
  PictureEffect,
  PicturePart,
  QueueEffect,
  SlotsEffect,
  SpaceEffect,
  TableEffect,
  TrafficEffect,
  TreeEffect,
} from '../../../exercises/picture-description';
import { pictureProblems } from '../../../exercises/picture-problems';
import type { Trace } from '../../../simulator/engine/trace';
import { countUntil, type History, historyOf } from '../history';
import { applyToBlocks, type BlocksState, startBlocks } from './blocks-model';
import { applyToBuffer, type BufferState, settleBuffer, startBuffer } from './buffer-model';
import { applyToDiagram, type DiagramState, startDiagram } from './diagram-model';
import { applyToLanes, type DescribedLane, type LanesState, startLanes } from './lanes-model';
import { applyToQueue, type QueueState, settleQueue, startQueue } from './queue-model';
import { amountOf, Reading } from './reading';
import { applyToSlots, type SlotsState, startSlots } from './slots-model';
import { applyToSpace, type SpaceState, startSpace } from './space-model';
import { applyToTable, settleTable, startTable, type TableState } from './table-model';
import { applyToTraffic, startTraffic, type TrafficState } from './traffic-part';
import { applyToTree, startTree, type TreeState } from './tree-model';

/** What holds for each kind of part. */
interface StateOf {
  slots: SlotsState;
  queue: QueueState;
  table: TableState;
  lanes: LanesState;
  tree: TreeState;
  space: SpaceState;
  traffic: TrafficState;
  buffer: BufferState;
  diagram: DiagramState;
  blocks: BlocksState;
}

/** A part with its state at one event. */
export type PartAt = {
  [Kind in keyof StateOf]: {
    readonly name: string;
    readonly kind: Kind;
    readonly part: Extract<PicturePart, { kind: Kind }>;
    readonly state: StateOf[Kind];
  };
}[keyof StateOf];

export interface DescribedModel {
  /** Why the description is of another run than this one; empty when it fits. */
  readonly problems: readonly string[];
  /** The histories of the lanes of each lanes part, by part and lane, from the lowest. */
  readonly lanes: ReadonlyMap<string, ReadonlyMap<number, History<DescribedLane>>>;
  /** Of each table: its columns; where events pick them by number (cores, threads), those that the run has. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
  at(index: number): readonly PartAt[];
}

/** Events between two kept states, at least. */
const MINIMUM_STRIDE = 64;

export function describedModel(
  description: PictureDescription,
  trace: Trace,
  parameters: CaseParameters,
): DescribedModel {
  const problems = pictureProblems(description, trace.kinds);
  if (problems.length > 0) return { problems, lanes: new Map(), columns: new Map(), at: () => [] };
  const effectsByKind = trace.kinds.map(({ name }) =>
    Object.hasOwn(description.on, name) ? description.on[name] : undefined,
  );
  const lanes = new Map<string, Map<number, History<DescribedLane>>>();
  const kept: { readonly index: number; readonly parts: readonly PartAt[] }[] = [];
  const parts = start(description, parameters);
  for (const { name, kind } of parts) if (kind === 'lanes') lanes.set(name, new Map());
  let nextKept = 0;
  for (let index = 0; index < trace.length; index++) {
    applyEvent(effectsByKind, parts, trace, index);
    for (const { name, kind, state } of parts) {
      if (kind !== 'lanes') continue;
      const histories = lanes.get(name) ?? new Map();
      for (const touched of state.touched) {
        const now = state.lanes.get(Number(touched));
        if (now !== undefined) historyOf(histories, Number(touched)).set(index, now);
      }
    }
    if (index < nextKept) continue;
    kept.push({ index, parts: copied(parts) });
    nextKept = index + Math.max(MINIMUM_STRIDE, sum(parts.map(sizeOf)));
  }
  for (const { name, kind, part, state } of parts)
    if (kind === 'lanes')
      lanes.set(name, lanesOfRun(lanes.get(name) ?? new Map(), part.count === undefined ? 0 : state.count));
  const columns = new Map(
    parts.flatMap((each) => (each.kind === 'table' ? [[each.name, columnsOfRun(each, description)]] : [])),
  );
  return {
    problems,
    lanes,
    columns,
    at(index) {
      const from = kept[countUntil(kept.length, (at) => kept[at].index > index) - 1];
      const state = from === undefined ? start(description, parameters) : copied(from.parts);
      for (let next = (from?.index ?? -1) + 1; next <= Math.min(index, trace.length - 1); next++)
        applyEvent(effectsByKind, state, trace, next);
      return state;
    },
  };
}

/**
 * As many as are counted, else those that are ever in a state: of the whole run, for a lane that came and went would
 * move the others, and no more than those, since nobody need have the number 0, or act under each of the names.
 */
function lanesOfRun(
  histories: Map<number, History<DescribedLane>>,
  count = 0,
): Map<number, History<DescribedLane>> {
  for (let lane = 0; lane < count; lane++) historyOf(histories, lane);
  return new Map([...histories].sort(([first], [second]) => first - second));
}

/** What a machine does not have is no column; one that has a name of its own says something where it is empty. */
function columnsOfRun(
  { name, part, state }: Extract<PartAt, { kind: 'table' }>,
  { on }: PictureDescription,
): readonly string[] {
  const isByNumber = Object.values(on)
    .flatMap((effects) => effects ?? [])
    .some((effect) => effect.part === name && typeof (effect as TableEffect).column === 'object');
  return isByNumber ? part.columns.filter((column) => state.used.has(column)) : part.columns;
}

function start({ parts }: PictureDescription, parameters: CaseParameters): PartAt[] {
  return Object.entries(parts).map(([name, part]) => startPart(name, part, parameters));
}

/** Of things that are gone through one by one: more than any picture shows. A description is not always one of ours. */
const MOST_THINGS = 10_000;

function startPart(name: string, part: PicturePart, parameters: CaseParameters): PartAt {
  const amount = (value: Amount | undefined) => amountOf(value, parameters);
  const things = (value: Amount | undefined) => {
    const count = amount(value);
    return count === undefined ? undefined : Math.min(count, MOST_THINGS);
  };
  switch (part.kind) {
    case 'slots':
      return { name, kind: part.kind, part, state: startSlots(part, amount(part.count)) };
    case 'queue':
      return { name, kind: part.kind, part, state: startQueue(part, amount(part.count)) };
    case 'table':
      return { name, kind: part.kind, part, state: startTable() };
    case 'lanes':
      return { name, kind: part.kind, part, state: startLanes(part, things(part.count)) };
    case 'tree':
      return { name, kind: part.kind, part, state: startTree() };
    case 'space':
      return {
        name,
        kind: part.kind,
        part,
        state: startSpace(amount(part.pageBytes), amount(part.frames)),
      };
    case 'traffic':
      return { name, kind: part.kind, part, state: startTraffic(part, amount(part.count)) };
    case 'buffer':
      return { name, kind: part.kind, part, state: startBuffer(amount(part.bytes)) };
    case 'diagram':
      return { name, kind: part.kind, part, state: startDiagram(things(part.count)) };
    case 'blocks':
      return {
        name,
        kind: part.kind,
        part,
        state: startBlocks(things(part.count), amount(part.stretchBytes), amount(part.leastGapBytes)),
      };
  }
}

function copied(parts: readonly PartAt[]): PartAt[] {
  return parts.map((each) => ({ ...each, state: structuredClone(each.state) }) as PartAt);
}

function applyEvent(
  effectsByKind: readonly (readonly PictureEffect[] | undefined)[],
  parts: readonly PartAt[],
  trace: Trace,
  index: number,
): void {
  for (const each of parts) {
    if (each.kind === 'queue') settleQueue(each.state);
    if (each.kind === 'buffer') settleBuffer(each.state);
    if (each.kind === 'table') settleTable(each.state);
    if (each.kind === 'space' || each.kind === 'blocks') each.state.access = undefined;
    if (each.kind === 'diagram') each.state.isMoving = false;
    if (each.kind === 'traffic') {
      each.state.now = trace.cycleAt(index);
      each.state.here = undefined;
    }
    each.state.touched.clear();
    each.state.notes = [];
  }
  const effects = effectsByKind[trace.kindAt(index)];
  if (effects === undefined) return;
  const reading = new Reading(trace.event(index));
  for (const effect of effects) {
    const target = parts.find(({ name }) => name === effect.part);
    if (target !== undefined && applies(effect, reading)) applyEffect(target, effect, reading);
  }
}

function applies({ when, unless }: PictureEffect, reading: Reading): boolean {
  const holds = (conditions: Readonly<Record<string, number>>) =>
    Object.entries(conditions).every(([field, value]) => reading.number(field) === value);
  return (when === undefined || holds(when)) && (unless === undefined || !holds(unless));
}

/** The description was checked: an effect has the properties of its part's kind. */
function applyEffect(target: PartAt, effect: PictureEffect, reading: Reading): void {
  switch (target.kind) {
    case 'slots':
      applyToSlots(target.state, target.part, effect as SlotsEffect, reading);
      return;
    case 'queue':
      applyToQueue(target.state, target.part, effect as QueueEffect, reading);
      return;
    case 'table':
      applyToTable(target.state, target.part, effect as TableEffect, reading);
      return;
    case 'lanes':
      applyToLanes(target.state, target.part, effect as LanesEffect, reading);
      return;
    case 'tree':
      applyToTree(target.state, target.part, effect as TreeEffect, reading);
      return;
    case 'space':
      applyToSpace(target.state, target.part, effect as SpaceEffect, reading);
      return;
    case 'traffic':
      applyToTraffic(target.state, target.part, effect as TrafficEffect, reading);
      return;
    case 'buffer':
      applyToBuffer(target.state, target.part, effect as BufferEffect, reading);
      return;
    case 'diagram':
      applyToDiagram(target.state, target.part, effect as DiagramEffect, reading);
      return;
    case 'blocks':
      applyToBlocks(target.state, effect as BlocksEffect, reading);
      return;
  }
}

/** About as many things as a copy copies. */
function sizeOf(target: PartAt): number {
  switch (target.kind) {
    case 'slots':
      return target.state.slots.size;
    case 'queue':
      return sum([...target.state.queues.values()].map((queue) => queue.length));
    case 'table':
      return target.state.rows.size * (1 + target.part.columns.length);
    case 'lanes':
      return target.state.lanes.size;
    case 'tree':
      return target.state.nodes.size;
    case 'space':
      return sum([...target.state.spaces.values()].map(({ regions, pages }) => regions.size + pages.size));
    case 'diagram':
      return target.state.ways.size + sum([...target.state.places.values()].map((each) => 1 + each.size));
    case 'traffic':
      return (
        target.state.transactions.length + target.state.sums.size * (1 + target.part.transactions.length)
      );
    case 'buffer':
      return sum([...target.state.buffers.values()].map(({ stretches }) => 1 + stretches.length));
    case 'blocks':
      return target.state.blocks.length;
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
