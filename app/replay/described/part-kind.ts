/**
 * What a kind of part is: how its state begins and goes on with the events of a run, and how it is drawn and told. Each
 * kind is one record in a file of its own; part-kinds.ts is the table of them all.
 */
import type { ReactNode } from 'react';
import type { Amount, PictureDescription } from '../../../exercises/picture-description';
import type { Grid } from '../../../exercises/question-definition';
import type { History } from '../history';
import type { PictureProps } from '../picture';
import type { DescribedLane } from './lanes-model';
import type { PartState, Reading } from './reading';

/** What a part is drawn with beside its state. */
export interface Surroundings {
  readonly props: PictureProps & { readonly picture: PictureDescription };
  /** Of lanes: of each, from the lowest. */
  readonly histories: ReadonlyMap<number, History<DescribedLane>>;
  /** Of a table: those that the run has. */
  readonly columns: readonly string[] | undefined;
}

export interface Presented {
  /** Of so many things, how many are shown. */
  readonly shown: number;
  readonly all: number;
  grids(): readonly Grid[];
  drawn(): ReactNode;
}

type ReadAmount = (value: Amount | undefined) => number | undefined;

export interface PartKind<Part, State extends PartState, Effect> {
  /** How much of a row it wants, as a picture. */
  readonly width: string;
  /** How its picture is framed: in a box, in a low box where other parts are too, or as it is. */
  readonly frame: 'box' | 'low-box' | 'none';
  /** @param amount what the case says. @param things the same of what is gone through one by one: no more than a picture shows. */
  start(part: Part, amount: ReadAmount, things: ReadAmount): State;
  /** Of the event before nothing is left but what holds; the next one is at this cycle. */
  settle?(state: State, cycle: number): void;
  apply(state: State, part: Part, effect: Effect, reading: Reading): void;
  /** About as many things as a copy copies. */
  sizeOf(state: State, part: Part): number;
  /** Default: the part's own. */
  title?(part: Part, state: State): string;
  present(part: Part, state: State, surroundings: Surroundings): Presented;
}

export const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
