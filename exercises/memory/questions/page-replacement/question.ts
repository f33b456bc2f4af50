/**
 * Frames and faults of FIFO, LRU and OPT over a random reference string.
 *
 * One of the three is to be filled in as frames over time (credit per column), the faults of all three as
 * numbers. A string on which the three do not fault differently often is drawn again: it would teach nothing.
 * Placement and ties as in simulator/kernel/memory/CONVENTIONS.md; the prompt says them.
 */
import type { Random } from '../../../../simulator/engine/random';
import type { ReplacementRun } from '../../../../simulator/kernel/memory/replacement';
import { replace } from '../../../../simulator/kernel/memory/replacement';
import type { Grid, Question, QuestionDefinition } from '../../../question-definition';

const ASKED = ['FIFO', 'LRU', 'OPT'] as const;
type Asked = (typeof ASKED)[number];

const CHOICE_OF_VICTIM: Record<Asked, string> = {
  FIFO: 'the page that was **loaded first** leaves; a hit changes nothing',
  LRU: 'the page whose **last reference is longest ago** leaves',
  OPT: 'the page whose **next reference lies furthest ahead** leaves; of several that are never referenced again, the one in the lowest-numbered frame',
};

interface Variant {
  readonly references: readonly number[];
  readonly frameCount: number;
  readonly runs: Readonly<Record<Asked, ReplacementRun>>;
}

function draw(random: Random): Variant {
  for (;;) {
    const frameCount = random.between(3, 4);
    const pageCount = frameCount + random.between(2, 3);
    const references: number[] = [];
    while (references.length < 12) {
      const page = random.below(pageCount);
      if (page !== references.at(-1)) references.push(page);
    }
    const runs = {
      FIFO: replace('FIFO', references, frameCount),
      LRU: replace('LRU', references, frameCount),
      OPT: replace('OPT', references, frameCount),
    };
    if (new Set(ASKED.map((name) => runs[name].faults)).size === 3) return { references, frameCount, runs };
  }
}

/** Rows: the frames; columns: the references. '' for an empty frame. */
function cellsOf(run: ReplacementRun, frameCount: number): string[][] {
  return Array.from({ length: frameCount }, (_, frame) =>
    run.steps.map((step) => (step.frames[frame] === -1 ? '' : String(step.frames[frame]))),
  );
}

function gridOf(name: Asked, { references, frameCount, runs }: Variant): Grid {
  const run = runs[name];
  return {
    caption: `${name}: ${run.faults} faults`,
    columns: ['', ...references.map(String)],
    rows: [
      ...cellsOf(run, frameCount).map((row, frame) => [`frame ${frame}`, ...row]),
      ['fault', ...run.steps.map((step) => (step.fault ? '×' : ''))],
      ['leaves', ...run.steps.map((step) => (step.evicted < 0 ? '' : String(step.evicted)))],
    ],
  };
}

function generate(random: Random): Question {
  const variant = draw(random);
  const { references, frameCount, runs } = variant;
  const asked = random.pick(ASKED);
  const cells = cellsOf(runs[asked], frameCount);
  const firstVictim = runs[asked].steps.findIndex((step) => step.evicted >= 0);
  const victimStep = runs[asked].steps[firstVictim];
  return {
    prompt: [
      `A process has **${frameCount} frames**, all free at first, and references these pages in this order:`,
      `\`${references.join(' ')}\``,
      `Which pages are in memory after each reference under **${asked}**, and how many page faults do FIFO, LRU and OPT take?`,
      'A page goes into the lowest-numbered free frame; when there is none, into the frame of the page that leaves, ' +
        'and pages never move between frames. The first references, into empty frames, count as faults.',
      ...ASKED.map((name) => `- ${name}: ${CHOICE_OF_VICTIM[name]}.`),
    ].join('\n\n'),
    parts: [
      {
        kind: 'table',
        id: 'frames',
        label: `Frames under ${asked} after each reference (leave empty frames blank)`,
        points: 6,
        pointsPer: 'column',
        columns: references.map(String),
        rowLabels: cells.map((_, frame) => `frame ${frame}`),
        given: cells.map((row) => row.map((cell, column) => (column === 0 ? cell : null))),
        answer: cells,
      },
      ...ASKED.map((name) => ({
        kind: 'number' as const,
        id: `faults-${name.toLowerCase()}`,
        label: `Page faults under ${name}`,
        points: 2,
        answer: runs[name].faults,
        tolerance: 0,
        unit: 'faults',
      })),
    ],
    explanation: [
      `FIFO takes ${runs.FIFO.faults} faults, LRU ${runs.LRU.faults} and OPT ${runs.OPT.faults}. ` +
        'OPT needs to know the future; it is the bound that the others are measured against.',
      victimStep === undefined
        ? ''
        : `Under ${asked} the frames are full when page ${victimStep.page} comes as reference ${firstVictim + 1}: ` +
          `page ${victimStep.evicted} leaves frame ${victimStep.frame}, for ${CHOICE_OF_VICTIM[asked]}.`,
      'The tables show all three: a column for each reference, × where it faults, and the page that leaves.',
    ]
      .filter((paragraph) => paragraph !== '')
      .join('\n\n'),
    worked: ASKED.map((name) => gridOf(name, variant)),
  };
}

export default {
  title: 'Page replacement: frames and faults',
  summary:
    'Follow FIFO, LRU or OPT over a reference string, frame by frame, and count the faults of all three.',
  rows: [102],
  generate,
} satisfies QuestionDefinition;
