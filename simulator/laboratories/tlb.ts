/** A translation lookaside buffer on a trace of addresses: hits, misses, evictions, and what misses cost. */
import { defineLaboratory, inLines } from './laboratory';
import { lines, ParameterError, wholeNumber } from './parameter';
import { parseCacheTrace } from './trace-driven-cache';
import { TraceError } from './trace-error';
import { runTlbTrace, WALK_LEVELS } from './translation-laboratory';

const PAGE_BYTES = 4096n;
const ADDRESS_LIMIT = 1n << 32n;
/** 29 bytes each. */
const MAX_ENTRIES = 1 << 20;
/** Told one by one; the others only count. */
const MAX_TOLD = 200;

/** [space, address] for every page that the trace touches, in order; a modify counts twice. */
function* pagesOf(trace: string): Generator<[number, number]> {
  for (const { operation, address, bytes, lineNumber } of parseCacheTrace(trace)) {
    const last = address + BigInt(bytes) - 1n;
    if (address >= ADDRESS_LIMIT)
      throw new TraceError(
        lineNumber,
        `address 0x${address.toString(16)} has more than 32 bits: this TLB serves Sv32`,
      );
    if (last >= ADDRESS_LIMIT)
      throw new TraceError(
        lineNumber,
        `the ${bytes} bytes from 0x${address.toString(16)} end at 0x${last.toString(16)}, beyond the 32-bit space`,
      );
    const touched: [number, number][] = [];
    for (let page = address / PAGE_BYTES; page <= last / PAGE_BYTES; page++)
      touched.push([0, Number(page * PAGE_BYTES)]);
    yield* touched;
    if (operation === 'M') yield* touched;
  }
}

export const tlb = defineLaboratory({
  name: 'tlb',
  title: 'TLB',
  summary:
    'Runs a trace of Valgrind’s lackey (32-bit addresses) through an LRU TLB of 4 KiB pages; a miss walks a two-level table.',
  parameters: {
    sets: wholeNumber({
      ...{ from: 1, to: MAX_ENTRIES, toOnPage: 1024, initial: 2, required: true },
      sentence: 'How many sets, a power of two.',
    }),
    ways: wholeNumber({
      ...{ from: 1, to: MAX_ENTRIES, toOnPage: 64, initial: 2, required: true },
      sentence: 'How many entries a set has.',
    }),
    trace: lines({
      range: 'a file, or - for standard input',
      initial:
        ' L 400000,4\n L 401000,4\n S 7ffe0000,4\n L 400004,4\n L 402000,4\n L 404000,4\n L 400008,4\n',
      required: true,
      sentence:
        'An access a line: L loads, S stores, M does both; a hexadecimal address, a comma, the bytes.',
    }),
  },
  examples: [
    { title: 'Fully associative', setting: { sets: '1', ways: '4' } },
    { title: 'A single entry', setting: { sets: '1', ways: '1' } },
  ],
  run({ sets, ways, trace }) {
    if ((sets & (sets - 1)) !== 0)
      throw new ParameterError(
        'sets',
        `makes an impossible geometry: it must be a power of two, got ${sets}`,
      );
    if (sets * ways > MAX_ENTRIES)
      throw new ParameterError(
        'sets',
        `makes an impossible geometry: sets times ways must be at most ${MAX_ENTRIES}, got ${sets * ways}`,
      );
    const told: { readonly address: number; readonly hit: boolean }[] = [];
    const result = inLines('trace', () =>
      runTlbTrace({ sets, ways }, pagesOf(trace), (address, hit) => {
        if (told.length < MAX_TOLD) told.push({ address, hit });
      }),
    );
    const { hits, misses, evictions, walkAccesses, effectiveAccesses } = result;
    const steps = told.map(({ address, hit }) => {
      const page = address / Number(PAGE_BYTES);
      return { page: `0x${page.toString(16)}`, set: page % sets, result: hit ? 'hit' : 'miss', hit };
    });
    return {
      json: result,
      text: [
        `${sets} sets x ${ways} ways, 4 KiB pages, LRU, ${WALK_LEVELS}-level table`,
        `hits                 ${hits}`,
        `misses               ${misses}`,
        `evictions            ${evictions}`,
        `page-table accesses  ${walkAccesses}`,
        `memory accesses for one access of the program  ${effectiveAccesses.toFixed(3)}`,
      ].join('\n'),
      parts: [
        {
          title: told.length < MAX_TOLD ? 'Page by page' : `The first ${MAX_TOLD} pages`,
          picture: {
            kind: 'grid',
            columns: steps.map(({ page }) => page),
            rows: [
              { label: 'set', cells: steps.map(({ set }) => ({ text: String(set) })) },
              {
                label: 'result',
                cells: steps.map(({ result: text, hit }) => ({ text, tone: hit ? 'good' : 'bad' })),
              },
            ],
          },
          table: {
            columns: ['page', 'set', 'result'],
            rows: steps.map(({ page, set, result: word }) => [page, set, word]),
          },
        },
        {
          title: 'In total',
          table: {
            columns: ['hits', 'misses', 'evictions', 'page-table accesses', 'memory accesses for one'],
            rows: [[hits, misses, evictions, walkAccesses, effectiveAccesses.toFixed(3)]],
          },
        },
      ],
    };
  },
});
