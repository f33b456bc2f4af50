/** `lab tlb`: hits, misses and evictions of a translation lookaside buffer over a trace of addresses. */
import { parseCacheTrace } from '../../simulator/laboratories/trace-driven-cache';
import { TraceError } from '../../simulator/laboratories/trace-error';
import { runTlbTrace, WALK_LEVELS } from '../../simulator/laboratories/translation-laboratory';
import { defineCommand } from '../command';
import { UsageError } from '../command-error';
import { flag, text, wholeNumber } from '../command-options';
import { withTrace } from './laboratory';

const PAGE_BYTES = 4096n;
const ADDRESS_LIMIT = 1n << 32n;
/** 29 bytes each. */
const MAX_ENTRIES = 1 << 20;

/** [space, address] for every page that the trace touches, in order; a modify counts twice. */
function* pagesOf(lines: string): Generator<[number, number]> {
  for (const { operation, address, bytes, lineNumber } of parseCacheTrace(lines)) {
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

export default defineCommand({
  usage: ['lab tlb --sets N --ways N --trace FILE [--json]'],
  summary:
    'Runs a trace of Valgrind’s lackey (32-bit addresses) through an LRU TLB of 4 KiB pages; a miss walks a two-level table.',
  options: {
    sets: wholeNumber(1, MAX_ENTRIES),
    ways: wholeNumber(1, MAX_ENTRIES),
    trace: text('a file, or - for standard input'),
    json: flag,
  },
  run({ sets, ways, trace, json }, _operands, output) {
    if ((sets & (sets - 1)) !== 0)
      throw new UsageError(`impossible geometry: --sets must be a power of two, got ${sets}`);
    if (sets * ways > MAX_ENTRIES)
      throw new UsageError(
        `impossible geometry: sets times ways must be at most ${MAX_ENTRIES}, got ${sets * ways}`,
      );
    const result = withTrace(trace, (lines) => runTlbTrace({ sets, ways }, pagesOf(lines)));
    if (json) output.print(JSON.stringify(result));
    else
      output.print(
        [
          `${sets} sets x ${ways} ways, 4 KiB pages, LRU, ${WALK_LEVELS}-level table`,
          `hits                 ${result.hits}`,
          `misses               ${result.misses}`,
          `evictions            ${result.evictions}`,
          `page-table accesses  ${result.walkAccesses}`,
          `memory accesses for one access of the program  ${result.effectiveAccesses.toFixed(3)}`,
        ].join('\n'),
      );
    return 0;
  },
});
