/**
 * Present, accessed and dirty bits of four pages after loads, stores, and what the kernel does in between.
 *
 * The bits are those that the walker of the simulated hardware left in the page table.
 */
import type { Random } from '../../../../simulator/engine/random';
import { ENTRY } from '../../../../simulator/hardware/translation/sv32';
import { DemandPager } from '../../../../simulator/kernel/memory/paging/demand-pager';
import type { Question, QuestionDefinition } from '../../../question-definition';

const PAGES = 4;

function bitsOf(pager: DemandPager, page: number): string[] {
  const entry = pager.entry(page);
  if ((entry & ENTRY.valid) === 0) return ['0', '-', '-'];
  return ['1', entry & ENTRY.accessed ? '1' : '0', entry & ENTRY.dirty ? '1' : '0'];
}

function generate(random: Random): Question {
  let victim = 0;
  const pager = new DemandPager({ frames: PAGES, pages: PAGES, stored: PAGES });
  pager.use({ loaded: () => {}, victim: () => victim });
  const told: { readonly text: string; readonly bits: readonly string[] }[] = [];
  const tell = (text: string) =>
    told.push({ text, bits: Array.from({ length: PAGES }, (_, page) => bitsOf(pager, page).join(' ')) });
  const refer = () => {
    const page = random.below(PAGES);
    const word = 4 * random.below(1024);
    if (random.chance(1, 2)) pager.load(page, word);
    else pager.store(page, 1, word);
    tell(
      `The program ${pager.trace.valueAt(pager.trace.length - 1, 1) === 1 ? 'stores to' : 'loads from'} page ${page}`,
    );
  };
  const clear = () => {
    for (let frame = 0; frame < PAGES; frame++) if (pager.pageOf(frame) >= 0) pager.clearAccessed(frame);
    tell('The kernel clears the accessed bits of all pages in memory');
  };
  const reclaim = () => {
    victim = random.pick([0, 1, 2, 3].filter((frame) => pager.pageOf(frame) >= 0));
    const page = pager.pageOf(victim);
    pager.giveUp();
    tell(`The kernel reclaims the frame of page ${page}`);
  };
  for (const step of [refer, refer, refer, refer, clear, refer, reclaim, refer, refer]) step();
  return {
    prompt: [
      `A process has four pages, 0 to ${PAGES - 1}; all of them are in the swap area at first, and none is in memory. The hardware sets the bits of a page-table entry itself. In this order:`,
      told.map(({ text }, i) => `${i + 1}. ${text}.`).join('\n'),
      'A load or store of a page that is not present faults, the page is brought into a free frame with accessed and dirty bit clear, and the access is made again. Reclaiming writes a page to the swap area if its dirty bit is set.',
    ].join('\n\n'),
    parts: [
      {
        kind: 'table',
        id: 'bits',
        label: 'The bits at the end: 0 or 1, and - for accessed and dirty where the page is not present',
        points: 8,
        pointsPer: 'row',
        columns: ['present', 'accessed', 'dirty'],
        rowLabels: Array.from({ length: PAGES }, (_, page) => `page ${page}`),
        given: Array.from({ length: PAGES }, () => [null, null, null]),
        answer: Array.from({ length: PAGES }, (_, page) => bitsOf(pager, page)),
      },
      {
        kind: 'number',
        id: 'transfers',
        label: 'Pages read from and written to the swap area, together',
        points: 2,
        answer: pager.diskReads + pager.diskWrites,
        tolerance: 0,
        unit: 'pages',
      },
    ],
    explanation:
      'Any access sets the accessed bit, only a store sets the dirty bit, and it stays set until the page has been written: clearing accessed bits does not touch it. A page that comes back from the swap area starts with both bits clear, and the access that brought it sets them as any other.',
    worked: [
      {
        caption: 'Present, accessed, dirty after each step',
        columns: ['step', ...Array.from({ length: PAGES }, (_, page) => `page ${page}`)],
        rows: told.map(({ text, bits }, i) => [`${i + 1}. ${text}`, ...bits]),
      },
    ],
  };
}

export default {
  title: 'Bits of page-table entries',
  summary: 'Follow present, accessed and dirty bits through loads, stores and a reclaimed page.',
  rows: [87],
  generate,
} satisfies QuestionDefinition;
