/**
 * What happens at a page fault, in which order, and how many transfers a run costs.
 *
 * Both come from the pager: the order from the trace of one fault, the transfers from its disk.
 */
import type { Random } from '../../../../simulator/engine/random';
import { DemandPager, PAGING_EVENTS } from '../../../../simulator/kernel/memory/paging/demand-pager';
import { REPLACEMENT_ALGORITHMS } from '../../../../simulator/kernel/memory/replacement';
import type { Question, QuestionDefinition } from '../../../question-definition';

const FIFO = REPLACEMENT_ALGORITHMS[0];
const LETTERS = 'ABCDEFG';

interface Reference {
  readonly page: number;
  readonly write: boolean;
}

/** A run of FIFO on pages that all lie in the swap area at first. */
function run(references: readonly Reference[], frames: number): DemandPager {
  const pager = new DemandPager({ frames, pages: 8, stored: 8 });
  pager.use(FIFO.create([], frames));
  for (const { page, write } of references) {
    if (write) pager.store(page, 1);
    else pager.load(page);
  }
  return pager;
}

/** What the events of the last reference say, one after the other. */
function stepsOf(pager: DemandPager): string[] {
  const { trace } = pager;
  const steps: string[] = [];
  for (let i = 0; i < trace.length; i++) {
    const { name } = PAGING_EVENTS.kinds[trace.kindAt(i)];
    const a = trace.valueAt(i, 0);
    const b = trace.valueAt(i, 1);
    if (name === 'fault') steps.length = 0;
    const text = {
      fault: `The entry of page ${a} says that it is not present: the hardware traps into the kernel`,
      locate: `The kernel finds out where page ${a} is`,
      victim: `The kernel takes frame ${a} from page ${b}, whose entry is no longer present`,
      written: `The disk writes page ${a}`,
      read: `The disk reads page ${a} into frame ${b}`,
      load: `The entry of page ${a} gets frame ${b} and its present bit`,
      access: `The access to page ${a} is made again and goes through`,
    }[name as string];
    if (text !== undefined) steps.push(text);
  }
  return steps;
}

function generate(random: Random): Question {
  const frames = random.between(2, 3);
  const filling = random.shuffled([0, 1, 2, 3, 4, 5, 6, 7]).slice(0, frames + 1);
  const first = filling.map((page) => ({ page, write: random.chance(1, 2) }));
  const steps = stepsOf(run(first, frames));
  const shuffled = random.shuffled(steps);
  const missing = first[frames];

  let references: Reference[];
  let counted: DemandPager;
  do {
    references = Array.from({ length: 9 }, () => ({ page: random.below(5), write: random.chance(2, 5) }));
    counted = run(references, frames);
  } while (counted.diskWrites < 1 || counted.faults === references.length);
  const told = ({ page, write }: Reference) => `${page}${write ? 'w' : ''}`;
  return {
    prompt: [
      `A process has ${frames} frames, and all its pages are in the swap area of the disk. Pages leave first in, first out; a victim is written to the disk only if it was written to since it was loaded. A number is a read of that page, a number with **w** a write.`,
      `**a)** The references ${first.slice(0, frames).map(told).join(', ')} have filled the frames. Now page ${missing.page} is ${missing.write ? 'written' : 'read'}. These things happen, in another order:`,
      shuffled.map((text, i) => `- **${LETTERS[i]}** ${text}.`).join('\n'),
      `**b)** Another run starts with empty frames: ${references.map(told).join(', ')}.`,
    ].join('\n\n'),
    parts: [
      {
        kind: 'table',
        id: 'order',
        label: 'a) The letters in the order in which it happens',
        points: steps.length,
        pointsPer: 'column',
        columns: steps.map((_, i) => String(i + 1)),
        rowLabels: ['letter'],
        given: [steps.map(() => null)],
        answer: [steps.map((text) => LETTERS[shuffled.indexOf(text)] as string)],
      },
      {
        kind: 'number',
        id: 'reads',
        label: 'b) Pages that the disk reads',
        points: 2,
        answer: counted.diskReads,
        tolerance: 0,
        unit: 'pages',
      },
      {
        kind: 'number',
        id: 'writes',
        label: 'b) Pages that the disk writes',
        points: 2,
        answer: counted.diskWrites,
        tolerance: 0,
        unit: 'pages',
      },
    ],
    explanation: [
      `In order:\n\n${steps.map((text, i) => `${i + 1}. ${text}.`).join('\n')}`,
      'The victim’s entry is invalid before its frame is used otherwise, and the new entry becomes valid only when the page is there: nobody may see the frame in between. The instruction knows nothing of all this; it is made again as a whole.',
      `The run of b) faults ${counted.faults} times: as many reads. Of its victims ${counted.diskWrites} ${counted.diskWrites === 1 ? 'was' : 'were'} dirty: as many writes. A miss costs one transfer with a clean victim and two with a dirty one; what is dirty at the end has not been written yet.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'Steps and transfers of a page fault',
  summary: 'Put what happens at a page fault in order, and count what the disk reads and writes.',
  rows: [99],
  generate,
} satisfies QuestionDefinition;
