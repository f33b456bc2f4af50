/**
 * What goes over a bus, an interconnect or to a disk and back: who asked for a transaction, how long it waited for its
 * turn, and how long it took; and the sums of all so far. No drawing here.
 */
import type { Grid } from '../../../exercises/question-definition';
import { formatCount } from '../replay-words';
import { trafficWords as words } from './traffic-words';

export interface Transaction {
  /** In the order of asking, from 1 on. */
  readonly number: number;
  readonly by: number;
  /** Of the kinds of the traffic. */
  readonly kind: number;
  /** What it is about. */
  readonly text: string;
  readonly asked: number;
  began?: number;
  ended?: number;
}

/** All so far of one that asks. */
export interface TrafficSum {
  readonly count: number[];
  /** Words, lines, pages. */
  moved: number;
  waited: number;
}

/** Where a picture or a table begins and what is in it. */
export interface Traffic {
  readonly kinds: readonly string[];
  /** What those that ask are called, by number: alone, and under a heading that says what they are. */
  name(by: number): string;
  nameInTable(by: number): string;
  readonly noun: string;
  /** What transactions move, where that is told. */
  readonly unit: string | undefined;
  /** Those that ask, from the lowest. */
  readonly senders: readonly number[];
  /** The last ones, in the order of asking. */
  readonly last: readonly Transaction[];
  readonly sums: ReadonlyMap<number, TrafficSum>;
  readonly now: number;
  /** The transaction that the current event is about. */
  readonly here: number | undefined;
}

export function sumOf(sums: Map<number, TrafficSum>, by: number, kinds: number): TrafficSum {
  const sum = sums.get(by) ?? { count: new Array<number>(kinds).fill(0), moved: 0, waited: 0 };
  sums.set(by, sum);
  return sum;
}

/** Whether transactions take time, or each is over when it is asked for. */
export const takesTime = (last: readonly Transaction[]): boolean =>
  last.some(({ asked, began, ended }) => (ended ?? asked + 1) > asked || (began ?? asked + 1) > asked);

export function total({ sums }: Pick<Traffic, 'sums'>): TrafficSum {
  const all: TrafficSum = { count: [0], moved: 0, waited: 0 };
  for (const { count, moved, waited } of sums.values()) {
    all.count[0] += count.reduce((sum, each) => sum + each, 0);
    all.moved += moved;
    all.waited += waited;
  }
  return all;
}

/** So many kinds have a column each from the start; of more, those that were there. */
const FEW_KINDS = 4;

/** The traffic as tables: sums by who asked, and the last transactions, the newest first. */
export function trafficGrids(title: string, traffic: Traffic, time: string): readonly Grid[] {
  const { kinds, noun, nameInTable, senders, sums, unit, last } = traffic;
  const timed = takesTime(last);
  const columns = kinds
    .map((_, kind) => kind)
    .filter(
      (kind) => kinds.length <= FEW_KINDS || [...sums.values()].some(({ count }) => (count[kind] ?? 0) > 0),
    );
  return [
    {
      caption: words.sums(title),
      columns: [
        noun,
        ...columns.map((kind) => kinds[kind] ?? ''),
        ...(unit === undefined ? [] : [unit]),
        ...(timed ? [words.waited(time)] : []),
      ],
      rows: senders.map((by) => {
        const { count, moved, waited } = sums.get(by) ?? { count: kinds.map(() => 0), moved: 0, waited: 0 };
        return [
          nameInTable(by),
          ...columns.map((kind) => formatCount(count[kind] ?? 0)),
          ...(unit === undefined ? [] : [formatCount(moved)]),
          ...(timed ? [formatCount(waited)] : []),
        ];
      }),
    },
    {
      caption: words.lastOf(title),
      columns: timed
        ? [words.number, noun, words.kind, words.about, words.asked, words.began, words.ended]
        : [words.number, noun, words.kind, words.about, time],
      rows: last
        .toReversed()
        .map(({ number, by, kind, text, asked, began, ended }) => [
          formatCount(number),
          nameInTable(by),
          kinds[kind] ?? String(kind),
          text,
          ...(timed
            ? [formatCount(asked), began === undefined ? words.waits : formatCount(began), until(ended)]
            : [formatCount(asked)]),
        ]),
    },
  ];
}

const until = (ended: number | undefined) => (ended === undefined ? '' : formatCount(ended));
