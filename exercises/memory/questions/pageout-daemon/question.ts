/** When the pageout daemon runs, how many pages it makes leave, and which faults it came too late for. */
import type { Random } from '../../../../simulator/engine/random';
import { DemandPager } from '../../../../simulator/kernel/memory/paging/demand-pager';
import { PageReplacement } from '../../../../simulator/kernel/memory/paging/page-replacement';
import { PageoutDaemon } from '../../../../simulator/kernel/memory/paging/pageout-daemon';
import type { Question, QuestionDefinition } from '../../../question-definition';

const LOOKS = 7;

function generate(random: Random): Question {
  const frames = random.between(16, 24);
  const usedAbove = frames - random.between(3, 5);
  const usedTarget = usedAbove - random.between(2, 5);
  const busyBelow = 5 * random.between(3, 6);
  const pager = new DemandPager({ frames, pages: 256 });
  pager.use(new PageReplacement(pager, frames));
  const daemon = new PageoutDaemon(pager, { usedAbove, usedTarget, busyBelow });
  let page = 0;
  const load = (count: number) => {
    for (let i = 0; i < count; i++) pager.load(page++);
  };
  load(usedTarget - random.between(0, 2));
  const before = pager.usedFrames;
  const looks = Array.from({ length: LOOKS }, () => {
    const touched = random.between(0, 9);
    const idle = random.chance(1, 3);
    const busy = idle ? random.between(0, busyBelow) : random.between(busyBelow, 100);
    load(touched);
    const used = pager.usedFrames;
    return { touched, busy, used, left: daemon.look(busy) };
  });
  return {
    prompt: [
      `Memory has ${frames} frames, of which ${before} are in use. From time to time the pageout daemon looks. It runs if **more than ${usedAbove}** frames are in use, or if the processor was busy for **less than ${busyBelow} %** of the time since the last look; then it makes pages leave until **${usedTarget}** frames are in use (if so many are in use at all).`,
      'Before each look the program touches pages that it never touched before, as many as the table says. Where a fault finds no free frame, one page leaves at once and its frame is used: a _direct reclaim_. No page that left is touched again, and none is pinned.',
    ].join('\n\n'),
    given: {
      caption: 'Looks',
      columns: ['look', ...looks.map((_, i) => String(i + 1))],
      rows: [
        ['pages touched before', ...looks.map(({ touched }) => String(touched))],
        ['processor busy, %', ...looks.map(({ busy }) => String(busy))],
      ],
    },
    parts: [
      {
        kind: 'table',
        id: 'looks',
        label: 'Frames in use when it looks, and pages that it makes leave (0 if it does not run)',
        points: LOOKS,
        pointsPer: 'column',
        columns: looks.map((_, i) => String(i + 1)),
        rowLabels: ['in use', 'leave'],
        given: [looks.map(() => null), looks.map(() => null)],
        answer: [looks.map(({ used }) => String(used)), looks.map(({ left }) => String(left))],
      },
      {
        kind: 'number',
        id: 'direct',
        label: 'Direct reclaims, all together',
        points: 3,
        answer: pager.directReclaims,
        tolerance: 0,
        unit: 'pages',
      },
    ],
    explanation: [
      `The daemon is there so that a fault finds a free frame and need not wait until a dirty page is written. It works when memory runs short (above ${usedAbove}) or when nobody else needs the processor (below ${busyBelow} %), and stops at ${usedTarget}.`,
      `Direct reclaims come where more pages are touched between two looks than frames are free: here ${pager.directReclaims}.`,
    ].join('\n\n'),
    worked: [
      {
        caption: 'Each look',
        columns: ['look', 'in use', 'busy, %', 'runs', 'pages that leave'],
        rows: looks.map(({ used, busy, left }, i) => [
          String(i + 1),
          String(used),
          String(busy),
          used > usedAbove ? 'memory' : busy < busyBelow ? 'idle' : 'no',
          String(left),
        ]),
      },
    ],
  };
}

export default {
  title: 'When does the pageout daemon run?',
  summary: 'Follow the pageout daemon over several looks, by memory in use and by processor time.',
  rows: [101],
  generate,
} satisfies QuestionDefinition;
