/**
 * Effective access time: memory accesses with a TLB, first counted over a trace by the simulator's own TLB, then as
 * times for a hit rate, and the hit rate that a bound asks for.
 */
import type { Random } from '../../../../simulator/engine/random';
import { runTlbTrace, WALK_LEVELS } from '../../../../simulator/laboratories/translation-laboratory';
import type { Question, QuestionDefinition } from '../../../question-definition';

const PAGE_BYTES = 4096;
const REFERENCES = 12;

function drawnTrace(random: Random) {
  for (;;) {
    const ways = random.between(2, 4);
    const pages: number[] = [];
    while (pages.length < REFERENCES) {
      // Some locality: often a page just used.
      const recent = pages.slice(-3);
      pages.push(recent.length > 0 && random.chance(3, 5) ? random.pick(recent) : random.below(ways + 3));
    }
    const result = runTlbTrace(
      { sets: 1, ways },
      pages.map((page) => [1, page * PAGE_BYTES] as const),
    );
    if (result.evictions >= 2 && result.hits >= 3) return { ways, pages, result };
  }
}

function generate(random: Random): Question {
  const { ways, pages, result } = drawnTrace(random);
  const accesses = REFERENCES + result.walkAccesses;
  const levels = random.between(2, 4);
  const memoryNs = 10 * random.between(5, 12);
  const hitPercent = random.between(80, 99);
  const withoutNs = (levels + 1) * memoryNs;
  const effectiveNs = memoryNs * (1 + (levels * (100 - hitPercent)) / 100);
  const slowdownPercent = 5 * random.between(1, 6);
  const neededPercent = 100 - slowdownPercent / levels;
  const shown = (value: number) => `${Number(value.toFixed(2))}`;
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
      `A core has a **TLB of ${ways} entries**, fully associative, replaced by least recent use, empty at first. Its page table has ${WALK_LEVELS} levels, and nothing is cached but translations: a lookup in the TLB takes no time, a miss reads one table entry for each level, and then the word itself is read. The program reads a word on each of these pages, in this order:`,
      `\`${pages.join(' ')}\``,
      `Another machine has **${levels} levels** of page tables and memory that answers in **${memoryNs} ns**.`,
    ].join('\n\n'),
    parts: [
      number('misses', 'How many of the references miss in the TLB?', 3, result.misses, 0, 'misses'),
      number(
        'accesses',
        'How many memory accesses do they take, the reads of the words included?',
        1,
        accesses,
        0,
        'accesses',
      ),
      number('without', 'The other machine, without a TLB: the time of one reference', 1, withoutNs, 0, 'ns'),
      number(
        'effective',
        `The other machine, with a TLB that hits in ${hitPercent} % of the references: the effective access time`,
        2,
        effectiveNs,
        0.01,
        'ns',
      ),
      number(
        'rate',
        `From which hit rate on does translation slow its references down by at most ${slowdownPercent} %?`,
        2,
        neededPercent,
        0.05,
        '%',
      ),
    ],
    explanation: [
      `The table follows the TLB: ${result.misses} misses, ${result.hits} hits. Each miss reads ${WALK_LEVELS} entries: ${REFERENCES} + ${result.misses} · ${WALK_LEVELS} = ${accesses} accesses, where no translation at all would need ${REFERENCES}.`,
      `Without a TLB each reference takes $n + 1$ accesses for $n$ levels: ${levels + 1} · ${memoryNs} = ${withoutNs} ns.`,
      `With hit rate $h$ the effective access time is $(1 + (1 - h) \\cdot n)$ accesses: (1 + ${shown((100 - hitPercent) / 100)} · ${levels}) · ${memoryNs} = ${shown(effectiveNs)} ns.`,
      `The slowdown is $(1 - h) \\cdot n$. At most ${slowdownPercent} % means $1 - h \\le$ ${slowdownPercent} % / ${levels}, so $h \\ge$ ${shown(neededPercent)} %. The deeper the tables, the more a miss costs and the better the TLB must be.`,
    ].join('\n\n'),
    worked: [
      {
        caption: 'The TLB after each reference, the most recently used page first',
        columns: ['reference', 'page', 'TLB', ''],
        rows: pages.map((page, i) => {
          const held = [...new Set(pages.slice(0, i + 1).reverse())].slice(0, ways);
          const before = [...new Set(pages.slice(0, i).reverse())].slice(0, ways);
          return [`${i + 1}`, `${page}`, held.join(' '), before.includes(page) ? 'hit' : 'miss'];
        }),
      },
    ],
  };
}

export default {
  title: 'Effective access time',
  summary: 'Count the misses of a small TLB, and work out what a hit rate makes of the access time.',
  rows: [90],
  generate,
} satisfies QuestionDefinition;
