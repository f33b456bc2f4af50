/** `lab tlb`: hits, misses and evictions of a translation lookaside buffer over a trace of addresses. */
import { parseCacheTrace } from '../../simulator/hardware/caches/trace-driven-cache';
import { TraceError } from '../../simulator/hardware/caches/trace-error';
import { runTlbTrace, WALK_LEVELS } from '../../simulator/hardware/translation/translation-laboratory';
import { type Command, UsageError } from '../command';
import { readOptions, wholeNumber, withTrace } from './laboratory';

const PAGE_BYTES = 4096n;
const ADDRESS_LIMIT = 1n << 32n;

/** [space, address] for every page that the trace touches, in order; a modify counts twice. */
function* pagesOf(text: string): Generator<[number, number]> {
  for (const { operation, address, bytes, lineNumber } of parseCacheTrace(text)) {
    const last = address + BigInt(bytes) - 1n;
    if (last >= ADDRESS_LIMIT)
      throw new TraceError(
        lineNumber,
        `address 0x${address.toString(16)} has more than 32 bits: this TLB serves Sv32`,
      );
    const touched: [number, number][] = [];
    for (let page = address / PAGE_BYTES; page <= last / PAGE_BYTES; page++)
      touched.push([0, Number(page * PAGE_BYTES)]);
    yield* touched;
    if (operation === 'M') yield* touched;
  }
}

const command: Command = {
  usage: ['lab tlb --sets N --ways N --trace FILE [--json]'],
  summary:
    'Runs a trace of Valgrind’s lackey (32-bit addresses) through an LRU TLB of 4 KiB pages; a miss walks a two-level table.',
  async run(args) {
    const options = readOptions(args, { sets: 'string', ways: 'string', trace: 'string', json: 'boolean' });
    const geometry = { sets: wholeNumber('sets', options.sets), ways: wholeNumber('ways', options.ways) };
    if (geometry.sets < 1 || (geometry.sets & (geometry.sets - 1)) !== 0 || geometry.ways < 1)
      throw new UsageError('impossible geometry: --sets must be a power of two and --ways at least 1');
    return withTrace(options.trace, (text) => {
      const result = runTlbTrace(geometry, pagesOf(text));
      if (options.json) {
        console.log(JSON.stringify(result));
        return;
      }
      console.log(
        `${geometry.sets} sets x ${geometry.ways} ways, 4 KiB pages, LRU, ${WALK_LEVELS}-level table`,
      );
      console.log(`hits                 ${result.hits}`);
      console.log(`misses               ${result.misses}`);
      console.log(`evictions            ${result.evictions}`);
      console.log(`page-table accesses  ${result.walkAccesses}`);
      console.log(`memory accesses for one access of the program  ${result.effectiveAccesses.toFixed(3)}`);
    });
  },
};

export default command;
