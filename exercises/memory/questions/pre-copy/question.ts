/**
 * Live migration by pre-copy: each round sends the pages that were written during the round before; once few enough
 * are left, the process pauses and the rest goes. Done by the simulator's own mechanism.
 */
import type { Random } from '../../../../simulator/engine/random';
import { PreCopy } from '../../../../simulator/kernel/memory/checkpoints/pre-copy';
import { RIGHTS } from '../../../../simulator/kernel/memory/page-table';
import type { Question, QuestionDefinition } from '../../../question-definition';

const MOST_ROUNDS = 8;

/**
 * Pages sent in each round while the process runs, and the pages left for the pause. The process writes pages that
 * were sent and not written since, `dirtyRate` of them while `sendRate` are sent, in each round anew.
 */
export function preCopy(pages: number, sendRate: number, dirtyRate: number, pauseAt: number) {
  const entries = new Array<number>(pages).fill(RIGHTS.readWrite);
  const mechanism = new PreCopy(
    {
      entry: (page) => entries[page],
      setEntry: (page, entry) => {
        entries[page] = entry;
      },
      flush: () => {},
    },
    pages,
    pauseAt,
    MOST_ROUNDS,
  );
  let sent: number[] = [];
  let [round, work] = [0, 0];
  for (let page = mechanism.next(); page >= 0; page = mechanism.next()) {
    if (mechanism.rounds.length !== round) {
      [round, work] = [mechanism.rounds.length, 0];
      sent = [];
    }
    sent.push(page);
    for (work += dirtyRate; work >= sendRate; work -= sendRate) mechanism.fault(sent.pop() as number);
  }
  return { rounds: mechanism.rounds, left: mechanism.left };
}

function drawn(random: Random) {
  for (;;) {
    const pages = 100 * random.between(8, 60);
    const sendRate = 100 * random.between(4, 10);
    const dirtyRate = 50 * random.between(2, 2 * (sendRate / 100) - 3);
    const pauseAt = 5 * random.between(2, 12);
    const run = preCopy(pages, sendRate, dirtyRate, pauseAt);
    if (run.rounds.length >= 3 && run.rounds.length < MOST_ROUNDS)
      return { pages, sendRate, dirtyRate, pauseAt, run };
  }
}

function generate(random: Random): Question {
  const { pages, sendRate, dirtyRate, pauseAt, run } = drawn(random);
  const { rounds, left } = run;
  const sent = rounds.reduce((sum, each) => sum + each, 0) + left;
  const number = (
    id: string,
    label: string,
    points: number,
    answer: number,
    tolerance: number,
    unit: string,
  ) => ({ kind: 'number', id, label, points, answer, tolerance, unit }) as const;
  return {
    prompt: [
      `A process with **${pages} pages** migrates to another machine by **pre-copy**. The network carries **${sendRate} pages a second**, and while the process runs it writes **${dirtyRate} different pages a second**, always others than those that wait to be sent again.`,
      `Round 1 sends all pages. Each further round sends the pages that were written during the round before, rounded down. As soon as **at most ${pauseAt} pages** are left to send, the process is paused, and they are sent.`,
    ].join('\n\n'),
    parts: [
      number('second', 'Pages sent in round 2', 1, rounds[1], 0, 'pages'),
      number('rounds', 'Rounds before the pause', 3, rounds.length, 0, 'rounds'),
      number(
        'downtime',
        'Time for which the process is paused, in milliseconds',
        2,
        (left / sendRate) * 1000,
        0.1,
        'ms',
      ),
      number('sent', 'Pages sent in all, with those of the pause', 2, sent, 0, 'pages'),
      number(
        'stopped',
        'How long would the process be paused if it were stopped first and then copied whole, in milliseconds?',
        1,
        (pages / sendRate) * 1000,
        0.5,
        'ms',
      ),
    ],
    explanation: [
      `A round that sends $p$ pages takes $p / ${sendRate}$ seconds, in which $p \\cdot ${dirtyRate} / ${sendRate}$ pages are written: each round is ${(dirtyRate / sendRate).toFixed(3)} times the one before.`,
      `The rounds send ${rounds.join(', ')} pages; then ${left} are left, at most ${pauseAt}: ${rounds.length} rounds, and a pause of ${left} / ${sendRate} s = ${((left / sendRate) * 1000).toFixed(1)} ms.`,
      `Pre-copy sends ${sent} pages where ${pages} would do, ${(sent / pages).toFixed(2)} times as many, and pauses for ${((left / sendRate) * 1000).toFixed(1)} ms rather than ${((pages / sendRate) * 1000).toFixed(0)} ms. If the process wrote ${sendRate} pages a second or more, the rounds would never shrink: then pausing early is the only end.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'Rounds of a live migration',
  summary: 'Follow pre-copy round by round for a dirty rate: rounds, pages sent, and the pause that is left.',
  rows: [105],
  generate,
} satisfies QuestionDefinition;
