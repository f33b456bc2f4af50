/** Every text of pictures of traffic. */
import { formatCounted } from '../replay-words';

const transactions = (count: number) => formatCounted(count, 'transactions');

export const trafficWords = {
  lastOf: (title: string) => `${title}: the last ones, the newest first`,
  sums: (title: string) => `${title}: all so far`,
  number: 'No.',
  kind: 'what',
  about: 'of',
  asked: 'asked at',
  began: 'began at',
  ended: 'over at',
  waits: 'waits',
  waited: (time: string) => `${time}s waited`,
  waiting: 'waits for its turn',
  picture: (title: string) => `${title}, transactions one beside the other, a line for each that asks`,
  none: 'No transaction yet.',
  soFar: (count: number, moved: string, waited: string) =>
    `${[`${transactions(count)} so far`, moved, waited].filter((each) => each !== '').join(', ')}.`,
  moved: (amount: number, unit: string) => formatCounted(amount, unit),
  waitedSoFar: (amount: number, time: string) => `${formatCounted(amount, `${time}s`)} waited for a turn`,
  one: (name: string, kind: string, text: string) =>
    [name, kind, text].filter((each) => each !== '').join(', '),
} as const;
