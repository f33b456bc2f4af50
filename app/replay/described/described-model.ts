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
  PictureDescription,
  PictureEffect,
  TableEffect,
} from '../../../exercises/picture-description';
import { pictureProblems } from '../../../exercises/picture-problems';
import type { Trace } from '../../../simulator/engine/trace';
import { countUntil, type History, historyOf } from '../history';
import type { DescribedLane } from './lanes-model';
import { sum } from './part-kind';
import { kindOf, type PartAt } from './part-kinds';
import { amountOf, Reading } from './reading';

export type { PartAt };

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
    nextKept =
      index + Math.max(MINIMUM_STRIDE, sum(parts.map(({ part, state }) => kindOf(part).sizeOf(state, part))));
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

/** Of things that are gone through one by one: more than any picture shows. A description is not always one of ours. */
const MOST_THINGS = 1_000;

function start({ parts }: PictureDescription, parameters: CaseParameters): PartAt[] {
  const amount = (value: Amount | undefined) => amountOf(value, parameters);
  const things = (value: Amount | undefined) => {
    const count = amount(value);
    return count === undefined ? undefined : Math.min(count, MOST_THINGS);
  };
  return Object.entries(parts).map(
    ([name, part]) =>
      ({ name, kind: part.kind, part, state: kindOf(part).start(part, amount, things) }) as PartAt,
  );
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
  for (const { part, state } of parts) {
    kindOf(part).settle?.(state, trace.cycleAt(index));
    state.touched.clear();
    state.notes = [];
  }
  const effects = effectsByKind[trace.kindAt(index)];
  if (effects === undefined) return;
  const reading = new Reading(trace.event(index));
  for (const effect of effects) {
    const target = parts.find(({ name }) => name === effect.part);
    if (target !== undefined && applies(effect, reading))
      kindOf(target.part).apply(target.state, target.part, effect, reading);
  }
}

function applies({ when, unless }: PictureEffect, reading: Reading): boolean {
  const holds = (conditions: Readonly<Record<string, number>>) =>
    Object.entries(conditions).every(([field, value]) => reading.number(field) === value);
  return (when === undefined || holds(when)) && (unless === undefined || !holds(unless));
}
