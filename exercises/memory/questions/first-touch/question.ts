/**
 * How often a program faults that goes over an array in steps: once a page that it touches and that is not there.
 *
 * The loops run on a pager with frames enough; between two of them pages are made to leave.
 */
import type { Random } from '../../../../simulator/engine/random';
import { PAGE_BYTES } from '../../../../simulator/hardware/memory/physical-memory';
import { DemandPager } from '../../../../simulator/kernel/memory/paging/demand-pager';
import type { Question, QuestionDefinition } from '../../../question-definition';

const PAGE_WORDS = PAGE_BYTES / 4;
const STEPS = [1, 128, 256, 1024, 1500, 2048, 2500, 3072];

interface Loop {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

function drawLoop(random: Random, words: number): Loop {
  const from = random.below(words >> 1);
  return { from, to: random.between(from + (words >> 2), words), step: random.pick(STEPS) };
}

const code = ({ from, to, step }: Loop) => `for (i = ${from}; i < ${to}; i += ${step}) a[i] = i;`;

function generate(random: Random): Question {
  const offset = 4 * random.between(1, PAGE_WORDS - 1);
  const words = random.between(7, 13) * PAGE_WORDS + random.between(1, PAGE_WORDS - 1);
  const pages = Math.ceil((offset + 4 * words) / PAGE_BYTES);
  let victim = 0;
  const pager = new DemandPager({ frames: pages, pages });
  pager.use({ loaded: () => {}, victim: () => victim });
  const faults = ({ from, to, step }: Loop): number => {
    const before = pager.faults;
    let last = -1;
    for (let i = from; i < to; i += step) {
      const page = Math.floor((offset + 4 * i) / PAGE_BYTES);
      if (page !== last) pager.store(page, i);
      last = page;
    }
    return pager.faults - before;
  };
  const loops = [
    drawLoop(random, words),
    drawLoop(random, words),
    { from: 0, to: words, step: random.pick(STEPS) },
  ];
  const counts = [faults(loops[0]), faults(loops[1])];
  const frames = random
    .shuffled(Array.from({ length: pages }, (_, i) => i))
    .filter((i) => pager.pageOf(i) >= 0);
  const gone = frames.slice(0, random.between(1, Math.min(4, frames.length))).map((frame) => {
    victim = frame;
    const page = pager.pageOf(frame);
    pager.giveUp();
    return page;
  });
  counts.push(faults(loops[2]));
  const reclaimed = gone.sort((a, b) => a - b).join(', ');
  return {
    prompt: [
      `The array \`a\` has ${words} words of 4 bytes. It begins ${offset} bytes behind the start of page 0 of the heap; a page has ${PAGE_BYTES} bytes. Nothing of the heap has been touched yet, memory is large enough, and a page gets its frame when it is first touched. Only accesses to \`a\` count; the variable \`i\` is in a register.`,
      `\`\`\`\n${code(loops[0])}   // loop 1\n${code(loops[1])}   // loop 2\n\`\`\``,
      `Then the kernel reclaims the pages ${reclaimed} of the heap, and nothing else. The program goes on:`,
      `\`\`\`\n${code(loops[2])}   // loop 3\n\`\`\``,
    ].join('\n\n'),
    parts: counts.map((answer, i) => ({
      kind: 'number' as const,
      id: `loop-${i + 1}`,
      label: `Page faults of loop ${i + 1}`,
      points: 3,
      answer,
      tolerance: 0,
      unit: 'faults',
    })),
    explanation: [
      `The word \`a[i]\` lies in page (${offset} + 4 i) / ${PAGE_BYTES}, rounded down: the whole array lies in pages 0 to ${pages - 1}. A page costs one fault however many of its words are touched, and none as long as it stays. Steps of more than ${PAGE_WORDS} words leave pages out.`,
      `The loops fault ${counts.join(', ')} times. A reclaimed page has its valid bit cleared: the next touch faults as the first one did, and the page may be in another frame than before.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'First touch: counting page faults',
  summary: 'Count the faults of loops over an array that gets its pages when it touches them.',
  rows: [85],
  generate,
} satisfies QuestionDefinition;
