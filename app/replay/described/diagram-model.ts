/**
 * A state diagram of a described picture: states, the ways between them, and, of the thing that the run is about at the
 * moment (a line), who stands where and which way was taken last.
 */
import type { DiagramEffect, DiagramPart } from '../../../exercises/picture-description';
import type { Grid } from '../../../exercises/question-definition';
import { describedWords as words } from './described-words';
import { freshState, isPlace, nameOf, type PartState, type Reading } from './reading';

export interface Way {
  readonly from: number;
  readonly to: number;
  /** What leads along it. */
  readonly causes: string[];
}

export interface Move {
  readonly who: number;
  readonly from: number;
  readonly to: number;
}

export interface DiagramState extends PartState {
  readonly count: number | undefined;
  readonly ways: Map<string, Way>;
  /** By thing and who: the state. */
  readonly places: Map<number, Map<number, number>>;
  /** The thing that is shown. */
  of: number | undefined;
  ofText: string;
  /** By thing. */
  readonly moved: Map<number, Move>;
  /** Whether the current event moved it. */
  isMoving: boolean;
}

export function startDiagram(count: number | undefined): DiagramState {
  return {
    ...freshState(),
    count,
    ...{ ways: new Map(), places: new Map(), of: undefined, ofText: '', moved: new Map(), isMoving: false },
  };
}

const NO_THING = -1;

export function applyToDiagram(
  state: DiagramState,
  part: DiagramPart,
  effect: DiagramEffect,
  reading: Reading,
): void {
  const of = reading.number(effect.of);
  if (of !== undefined) {
    state.of = of;
    state.ofText = reading.told(effect.of) ?? String(of);
    state.touched.add('of');
  }
  const [from, to] = [reading.number(effect.from), reading.number(effect.to)];
  if (from === undefined || to === undefined) return;
  const missing = [from, to].find((each) => !isPlace(each, part.names.length));
  if (missing !== undefined) {
    state.notes.push(words.noSuch(`${words.state} ${missing}`, part.names.length));
    return;
  }
  const who = reading.number(effect.who);
  const way = state.ways.get(`${from}/${to}`) ?? { from, to, causes: [] };
  state.ways.set(`${from}/${to}`, way);
  const cause = reading.text(effect.text);
  if (cause !== undefined && !way.causes.includes(cause)) way.causes.push(cause);
  if (who === undefined) return;
  const thing = of ?? NO_THING;
  const places = state.places.get(thing) ?? new Map<number, number>();
  state.places.set(thing, places);
  places.set(who, to);
  state.moved.set(thing, { who, from, to });
  state.isMoving = true;
  state.touched.add(String(to));
}

/** Who stands in which state: of the thing that is shown, all that ever moved, and the others where everybody begins. */
export function standing(state: DiagramState, part: DiagramPart): string[] {
  const places = state.places.get(state.of ?? NO_THING) ?? new Map<number, number>();
  const everybody =
    state.count ?? Math.max(-1, ...[...state.places.values()].flatMap((each) => [...each.keys()])) + 1;
  const in_ = part.names.map((): number[] => []);
  for (let who = 0; who < everybody; who++) in_[places.get(who) ?? 0]?.push(who);
  return in_.map((each) => each.join(', '));
}

export const lastMove = (state: DiagramState): Move | undefined => state.moved.get(state.of ?? NO_THING);

export function moveText(part: DiagramPart, move: Move): string {
  const name = nameOf({ noun: part.noun ?? words.lane }, move.who);
  return words.moved(name, part.names[move.from] ?? '', part.names[move.to] ?? '');
}

export function diagramTitle(part: DiagramPart, state: DiagramState): string {
  return state.of === undefined ? part.title : words.ofThing(part.title, part.thing ?? '', state.ofText);
}

export function diagramGrids(part: DiagramPart, state: DiagramState): readonly Grid[] {
  const here = standing(state, part);
  const move = lastMove(state);
  return [
    {
      caption: diagramTitle(part, state),
      columns: [words.state, part.noun ?? words.lane],
      rows: part.names.map((name, number) => [
        name,
        `${here[number] ?? ''}${move?.to === number ? ` (${moveText(part, move)})` : ''}`.trim(),
      ]),
    },
    {
      caption: words.ways,
      columns: [words.from, words.wayTo, words.when],
      rows: [...state.ways.values()].map(({ from, to, causes }) => [
        part.names[from] ?? '',
        part.names[to] ?? '',
        causes.join('; '),
      ]),
    },
  ];
}
