/** Checkpoints: what a crash loses, what full and incremental checkpoints write, and when to take them. */
import type { Random } from '../../../../simulator/engine/random';
import { IncrementalCheckpoints } from '../../../../simulator/kernel/memory/checkpoints/incremental-checkpoints';
import { RIGHTS } from '../../../../simulator/kernel/memory/page-table';
import type { Question, QuestionDefinition } from '../../../question-definition';

/**
 * A run that works `interval` ms, then stands still for `save` ms while a checkpoint is written, and so on. The work
 * done and the work saved at `crash` ms; a checkpoint that the crash interrupts is worth nothing.
 */
export function atCrash(interval: number, save: number, crash: number) {
  const period = interval + save;
  const saved = Math.floor(crash / period) * interval;
  return { done: saved + Math.min(crash % period, interval), saved };
}

/** Pages that each incremental checkpoint writes: a first one, and one after each number of written pages. */
export function pagesWritten(pages: number, dirty: readonly number[]): number[] {
  const entries = new Array<number>(pages).fill(RIGHTS.readWrite);
  const written = [0];
  const mechanism = new IncrementalCheckpoints(
    {
      entry: (page) => entries[page],
      setEntry: (page, entry) => {
        entries[page] = entry;
      },
      flush: () => {},
      save: () => {
        written[written.length - 1]++;
      },
    },
    pages,
  );
  mechanism.checkpoint();
  for (const count of dirty) {
    for (let page = 0; page < count; page++) mechanism.fault(page);
    written.push(0);
    mechanism.checkpoint();
  }
  return written;
}

function generate(random: Random): Question {
  const interval = 50 * random.between(6, 20);
  const save = 10 * random.between(3, 12);
  const periods = random.between(3, 8);
  // Half of the crashes fall into a checkpoint.
  const into = random.chance(1, 2)
    ? random.between(20, interval - 20)
    : interval + random.between(5, save - 5);
  const crash = periods * (interval + save) + into;
  const { done, saved } = atCrash(interval, save, crash);
  const pages = random.between(200, 900);
  const dirty = Array.from({ length: periods - 1 }, () => random.between(5, 120));
  const written = pagesWritten(pages, dirty).reduce((sum, each) => sum + each, 0);
  const number = (id: string, label: string, points: number, answer: number, unit: string) =>
    ({ kind: 'number', id, label, points, answer, tolerance: 0, unit }) as const;
  return {
    prompt: [
      `A process works **${interval} ms**, then stands still for **${save} ms** while a checkpoint is written, works again, and so on. It starts at 0. At **${crash} ms** the machine crashes; the process goes on from the last checkpoint that was complete.`,
      `It has **${pages} pages**. Its checkpoints are incremental: the first writes all pages, each later one the pages written since the one before, which write protection finds. Between the complete checkpoints these were, in order: ${dirty.join(', ')}.`,
    ].join('\n\n'),
    parts: [
      number('checkpoints', 'Complete checkpoints at the crash', 1, periods, 'checkpoints'),
      number('done', 'Work done until the crash, standing still not counted', 2, done, 'ms'),
      number('lost', 'Work lost', 2, done - saved, 'ms'),
      number('worst', 'The most work that a crash at any moment could lose', 1, interval, 'ms'),
      number('written', 'Pages written by the complete checkpoints', 2, written, 'pages'),
      number(
        'spared',
        'How many fewer than if each had written all pages?',
        1,
        periods * pages - written,
        'pages',
      ),
    ],
    explanation: [
      `A period takes ${interval} + ${save} = ${interval + save} ms, so ${periods} checkpoints are complete after ${periods * (interval + save)} ms; they hold ${periods} · ${interval} = ${saved} ms of work.`,
      into > interval
        ? `The crash comes ${into} ms into the next period, while a checkpoint is being written. It is not complete, so all ${interval} ms since the one before are lost: the worst case.`
        : `The crash comes ${into} ms into the next period, during work: ${done} ms were done, and ${done - saved} ms of them are lost. The worst case is a crash just before a checkpoint is complete: ${interval} ms.`,
      `The checkpoints write ${[pages, ...dirty].join(' + ')} = ${written} pages; full ones write ${periods} · ${pages} = ${periods * pages}. To restart, the last state of each page is needed, from whichever checkpoint wrote it last.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'Work lost at a crash',
  summary:
    'Find what the last complete checkpoint saved, what a crash loses, and what incremental checkpoints write.',
  rows: [103],
  generate,
} satisfies QuestionDefinition;
