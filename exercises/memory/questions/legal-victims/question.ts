/**
 * Which pages may leave, and which one second chance takes, with some of them pinned.
 *
 * The frames are those of a pager; the victim is what its policy answers at a real fault.
 */
import type { Random } from '../../../../simulator/engine/random';
import { DemandPager } from '../../../../simulator/kernel/memory/paging/demand-pager';
import { PageReplacement } from '../../../../simulator/kernel/memory/paging/page-replacement';
import { ACCESSED, DIRTY } from '../../../../simulator/kernel/memory/paging/page-replacement-interface';
import type { Question, QuestionDefinition } from '../../../question-definition';

const FRAMES = 6;
const REASONS = ['a disk writes a file from it', 'a network card sends from it', 'the program locked it'];

function generate(random: Random): Question {
  const pages = random.shuffled(Array.from({ length: 16 }, (_, page) => page));
  const missing = pages[FRAMES];
  const pager = new DemandPager({ frames: FRAMES, pages: 16, stored: 16 });
  pager.use(new PageReplacement(pager, FRAMES));
  const reasons: string[] = [];
  const pinned = random.shuffled([0, 1, 2, 3, 4, 5]).slice(0, random.between(2, 4));
  for (let frame = 0; frame < FRAMES; frame++) {
    if (random.chance(2, 3)) pager.store(pages[frame], 1);
    else pager.load(pages[frame]);
    if (random.chance(1, 2)) pager.clearAccessed(frame);
    const isPinned = pinned.includes(frame);
    if (isPinned) pager.pin(pages[frame]);
    reasons.push(isPinned ? random.pick(REASONS) : '');
  }
  const bits = pages.slice(0, FRAMES).map((_, frame) => pager.bits(frame));
  const legal = bits.flatMap((_, frame) => (pager.isPinned(frame) === 0 ? [frame] : []));
  pager.load(missing);
  const victim = bits.findIndex((_, frame) => pager.pageOf(frame) === missing);
  return {
    prompt: [
      `All ${FRAMES} frames are taken, and page ${missing}, which is in the swap area, is read. The kernel pins pages that must stay where they are; the table says why.`,
      'Second chance with classes, from frame 0 on: the first frame that is neither accessed nor dirty leaves; if there is none, the first that is not accessed; if there is none either, the first that is clean; else the first of all. Pinned frames are passed.',
    ].join('\n\n'),
    given: {
      caption: 'Frames',
      columns: ['frame', 'page', 'accessed', 'dirty', 'in use'],
      rows: bits.map((each, frame) => [
        String(frame),
        String(pages[frame]),
        (each & ACCESSED) !== 0 ? '1' : '0',
        (each & DIRTY) !== 0 ? '1' : '0',
        reasons[frame],
      ]),
    },
    parts: [
      {
        kind: 'choice',
        id: 'legal',
        label: 'Which frames may the kernel take at all?',
        points: 4,
        options: bits.map((_, frame) => `frame ${frame}`),
        answer: legal,
        multiple: true,
      },
      {
        kind: 'number',
        id: 'victim',
        label: 'Frame whose page leaves',
        points: 4,
        answer: victim,
        tolerance: 0,
        unit: '',
      },
    ],
    explanation: [
      `Pinned are frames ${pinned.toSorted((a, b) => a - b).join(', ')}: a device knows physical addresses only, and would read or write whatever stands in the frame next. Accessed or dirty pages may leave all the same, if need be.`,
      `Of the others frame ${victim} leaves: its page is ${(bits[victim] & ACCESSED) !== 0 ? 'accessed' : 'not accessed'} and ${(bits[victim] & DIRTY) !== 0 ? 'dirty, so it is written before the missing page is read: two transfers' : 'clean, so it need not be written: one transfer'}.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'Legal victims',
  summary: 'Find the frames that may be taken at all, and the one that second chance takes.',
  rows: [100],
  generate,
} satisfies QuestionDefinition;
