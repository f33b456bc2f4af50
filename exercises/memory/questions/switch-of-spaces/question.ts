/** What a TLB finds after a switch of address spaces: with a flush, with tags, and with neither. Looked up by the simulator's TLB. */
import type { Random } from '../../../../simulator/engine/random';
import { Tlb } from '../../../../simulator/hardware/translation/tlb';
import type { Question, QuestionDefinition } from '../../../question-definition';

const PAGE_BYTES = 4096;
const WAYS = 16;
const REGIMES = ['register only', 'register and flush', 'tags'] as const;
export type Regime = (typeof REGIMES)[number];

export interface Reference {
  readonly space: number;
  readonly page: number;
}

/** For each reference: h right, s stale, m missed. */
export function outcomes(regime: Regime, references: readonly Reference[]): readonly string[] {
  const tlb = new Tlb({ sets: 1, ways: WAYS });
  let space = references[0].space;
  return references.map((reference) => {
    if (reference.space !== space && regime === 'register and flush') tlb.flush(undefined, undefined);
    space = reference.space;
    const tag = regime === 'tags' ? space : 0;
    const address = reference.page * PAGE_BYTES;
    /** Each space has every page in a frame of its own. */
    const right = space * 1000 + reference.page;
    if (tlb.lookup(tag, address)) return tlb.entry === right ? 'h' : 's';
    tlb.insert(tag, address, right, 0, PAGE_BYTES);
    return 'm';
  });
}

const count = (letters: readonly string[], letter: string) =>
  letters.filter((each) => each === letter).length;

function generate(random: Random): Question {
  for (;;) {
    const near = [0, 1].map(() => Array.from({ length: 3 }, () => random.between(1, 5)));
    const references: Reference[] = [];
    let space = 0;
    while (references.length < 12) {
      const length = random.between(2, 4);
      for (let i = 0; i < length && references.length < 12; i++)
        references.push({ space, page: random.pick(near[space]) });
      space = 1 - space;
    }
    const each = REGIMES.map((regime) => outcomes(regime, references));
    const [register, flush, tags] = each;
    if (count(register, 's') < 2 || count(flush, 'm') < count(tags, 'm') + 2) continue;
    const stale = references.flatMap((_, i) => (register[i] === 's' ? [i] : []));
    const switches = references.filter((each, i) => i > 0 && each.space !== references[i - 1].space).length;
    const told = ({ space: of, page }: Reference) => `${'PQ'[of]}${page}`;
    return {
      prompt: [
        'A core has a translation buffer with room for all that comes; it is empty at first. Processes P and Q run in turn; both have all pages, each in frames of its own. These are the pages that they refer to, in order (P3 is page 3 of P):',
        `\`${references.map(told).join(' ')}\``,
        'At a switch the kernel writes the register with the page table (CR3, satp). Look at three machines: one where that is **all** that happens; one where it **also flushes** the buffer; one whose entries carry a **tag** for each process.',
      ].join('\n\n'),
      parts: [
        {
          kind: 'choice',
          id: 'stale',
          label: 'Register only: which references find a translation of the other process?',
          points: 4,
          options: references.map((reference, i) => `${i + 1}. ${told(reference)}`),
          answer: stale,
          multiple: true,
        },
        {
          kind: 'table',
          id: 'misses',
          label: 'How many references miss on the other two machines, and how often is the buffer flushed?',
          points: 4,
          pointsPer: 'row',
          columns: ['misses', 'flushes'],
          rowLabels: ['register and flush', 'tags'],
          given: [
            [null, null],
            [null, null],
          ],
          answer: [
            [String(count(flush, 'm')), String(switches)],
            [String(count(tags, 'm')), '0'],
          ],
        },
      ],
      explanation: [
        `Register only: ${references.map((reference, i) => `${told(reference)} ${{ h: 'hit', s: '**stale**', m: 'miss' }[register[i]]}`).join(', ')}. A page number that the other process brought in is found, with the frame of the other process.`,
        `Register and flush: after each of the ${switches} switches everything is missed again: ${count(flush, 'm')} misses.`,
        `Tags: each page of each process is missed once: ${count(tags, 'm')} misses.`,
      ].join('\n\n'),
    };
  }
}

export default {
  title: 'After a switch of address spaces',
  summary: 'Which translations are stale when the page table changes, and what a flush or tags cost.',
  rows: [86],
  generate,
} satisfies QuestionDefinition;
