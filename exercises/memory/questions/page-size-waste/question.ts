/** One request in pages of 4 KiB, 2 MiB and 1 GiB: pages, internal fragmentation, and bytes of entries. */
import type { Random } from '../../../../simulator/engine/random';
import type { Question, QuestionDefinition } from '../../../question-definition';

const SIZES = [
  { name: '4 KiB', kib: 4 },
  { name: '2 MiB', kib: 2048 },
  { name: '1 GiB', kib: 1024 * 1024 },
] as const;
const ENTRY_BYTES = 8;

export function fitted(requestKib: number, pageKib: number) {
  const pages = Math.ceil(requestKib / pageKib);
  return { pages, wasteKib: pages * pageKib - requestKib };
}

function generate(random: Random): Question {
  const mib = random.between(30, 3000);
  const requestKib = mib * 1024 + 4 * random.between(1, 255);
  const fits = SIZES.map(({ kib }) => fitted(requestKib, kib));
  const entries = random.pick([16, 32, 64, 128, 512]);
  const mixedLarge = Math.floor(requestKib / SIZES[1].kib);
  const mixedSmall = (requestKib - mixedLarge * SIZES[1].kib) / 4;
  const number = (id: string, label: string, points: number, answer: number, unit: string) =>
    ({ kind: 'number', id, label, points, answer, tolerance: 0, unit }) as const;
  return {
    prompt: `A process asks for **${requestKib} KiB** of memory (${mib} MiB and ${requestKib - mib * 1024} KiB), from an address that is a multiple of 1 GiB. The machine knows pages of 4 KiB, 2 MiB and 1 GiB, and a page-table entry has ${ENTRY_BYTES} bytes. What lies beyond the request in its last page is wasted.`,
    parts: [
      {
        kind: 'table',
        id: 'sizes',
        label: 'With pages of one size only: the number of pages, and the waste in KiB',
        points: 6,
        pointsPer: 'row',
        columns: ['pages', 'waste in KiB'],
        rowLabels: SIZES.map(({ name }) => name),
        given: SIZES.map(() => [null, null]),
        answer: fits.map(({ pages, wasteKib }) => [`${pages}`, `${wasteKib}`]),
      },
      number(
        'entries',
        'Bytes of the entries that map those pages of 4 KiB',
        1,
        fits[0].pages * ENTRY_BYTES,
        'bytes',
      ),
      number(
        'mixed',
        'With as many pages of 2 MiB as can be full and 4 KiB for the rest: pages in all',
        2,
        mixedLarge + mixedSmall,
        'pages',
      ),
      number(
        'unreached',
        `A TLB has ${entries} entries of any page size. How many KiB of the request can it not cover with the pages of 4 KiB?`,
        1,
        requestKib - 4 * entries,
        'KiB',
      ),
    ],
    explanation: [
      ...SIZES.map(
        ({ name, kib }, i) =>
          `${name}: ${requestKib} / ${kib}, rounded up, is ${fits[i].pages}; ${fits[i].pages} · ${kib} − ${requestKib} = ${fits[i].wasteKib} KiB wasted.`,
      ),
      `${fits[0].pages} entries of ${ENTRY_BYTES} bytes take ${fits[0].pages * ENTRY_BYTES} bytes, where pages of 2 MiB need ${fits[1].pages * ENTRY_BYTES}: larger pages save entries, and waste more in the last page.`,
      `Mixed: ${mixedLarge} full pages of 2 MiB, and ${mixedSmall} of 4 KiB for the remaining ${mixedSmall * 4} KiB: nothing wasted, and ${mixedLarge + mixedSmall} entries.`,
      `${entries} entries reach ${4 * entries} KiB with pages of 4 KiB, so ${requestKib - 4 * entries} KiB are not covered.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'Waste by page size',
  summary: 'Serve one request with small, large and huge pages: pages, waste, entries, reach of a TLB.',
  rows: [94],
  generate,
} satisfies QuestionDefinition;
