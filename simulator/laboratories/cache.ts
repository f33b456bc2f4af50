/** One LRU cache on a trace of addresses: what hits, misses, is evicted, and is written to memory. */
import { counted } from '../engine/counted';
import { geometryProblem, MAX_SLOTS } from '../hardware/caches/cache-array';
import { WRITE_POLICIES } from '../hardware/caches/memory-system-options';
import { defineLaboratory, inLines, type Part } from './laboratory';
import { choice, lines, onOrOff, ParameterError, wholeNumber } from './parameter';
import {
  type CacheTraceResult,
  parseCacheTrace,
  runCacheTrace,
  type TracedAccess,
} from './trace-driven-cache';

const MAX_LINE_BYTES = 4096;
/** Told one by one; the others only count. */
const MAX_TOLD = 200;
/** Of a page's trace, all accesses together. */
const MAX_PAGE_BYTES = 16_384;

interface Told extends TracedAccess {
  readonly counts: CacheTraceResult;
}

export const cache = defineLaboratory({
  name: 'cache',
  title: 'Cache',
  summary:
    'Runs a trace of Valgrind’s lackey (--trace-mem=yes) through one LRU cache; flush writes dirty lines back at the end.',
  parameters: {
    sets: wholeNumber({
      ...{ from: 1, to: MAX_SLOTS, toOnPage: 1024, initial: 4, required: true },
      sentence: 'How many sets, a power of two.',
    }),
    ways: wholeNumber({
      ...{ from: 1, to: MAX_SLOTS, toOnPage: 16, initial: 1, required: true },
      sentence: 'How many lines a set has.',
    }),
    line: wholeNumber({
      ...{ from: 1, to: MAX_LINE_BYTES, initial: 16, required: true },
      sentence: 'Bytes of a line, a power of two.',
    }),
    policy: choice({
      ...{ choices: WRITE_POLICIES, initial: 'write-back' },
      sentence: 'What a store does: into the cache alone, through to memory, or past the cache.',
    }),
    trace: lines({
      range: 'a file, or - for standard input',
      initial: ' L 10,1\n M 20,1\n L 22,1\n S 18,1\n L 110,1\n L 210,1\n M 12,1\n',
      required: true,
      sentence:
        'An access a line: L loads, S stores, M does both; a hexadecimal address, a comma, the bytes.',
    }),
    flush: onOrOff({ sentence: 'Dirty lines are written back at the end.' }),
  },
  examples: [
    { title: 'Two ways instead of more sets', setting: { sets: '2', ways: '2' } },
    {
      title: 'A column of a matrix: every access another line of the same set',
      setting: {
        sets: '8',
        trace: ' L 0,4\n L 80,4\n L 100,4\n L 180,4\n L 0,4\n L 80,4\n L 100,4\n L 180,4\n',
      },
    },
    { title: 'Every store to memory', setting: { policy: 'write-through' } },
  ],
  run({ sets, ways, line: lineBytes, policy, trace, flush }, place) {
    const geometry = { sets, ways, lineBytes };
    const problem = geometryProblem(geometry, 1);
    if (problem !== undefined)
      throw new ParameterError(
        problem.includes('line size') ? 'line' : 'sets',
        `makes an impossible geometry: ${problem}`,
      );
    const told: Told[] = [];
    const result = inLines('trace', () => {
      const accesses = [...(place === 'page' ? parseCacheTrace(trace) : [])];
      const bytes = accesses.reduce((sum, access) => sum + access.bytes, 0);
      if (bytes > MAX_PAGE_BYTES)
        throw new ParameterError(
          'trace',
          `accesses ${bytes} bytes; here at most ${MAX_PAGE_BYTES} are taken`,
        );
      return runCacheTrace(geometry, policy, parseCacheTrace(trace), flush, (access, sofar) => {
        if (told.length < MAX_TOLD) told.push({ ...access, counts: sofar() });
      });
    });
    const { hits, misses, evictions, memoryWrites } = result;
    return {
      json: result,
      text: [
        `${policy}, ${sets} sets x ${ways} ways x ${lineBytes} bytes = ${sets * ways * lineBytes} bytes, LRU`,
        `hits            ${hits}`,
        `misses          ${misses}`,
        `evictions       ${evictions}`,
        `memory writes   ${memoryWrites}`,
      ].join('\n'),
      parts: [
        {
          title: 'In total',
          picture: {
            kind: 'bars',
            axis: 'accesses to lines',
            to: Math.max(1, hits + misses),
            lanes: [
              {
                label: 'accesses',
                spans: [
                  { from: 0, to: hits, label: counted(hits, 'hits'), tone: 'good' as const },
                  { from: hits, to: hits + misses, label: counted(misses, 'misses'), tone: 'bad' as const },
                ].filter(({ from, to }) => from < to),
              },
            ],
          },
          table: {
            columns: ['hits', 'misses', 'evictions', 'memory writes'],
            rows: [[hits, misses, evictions, memoryWrites]],
          },
        },
        accessesPart(told, sets, lineBytes),
      ],
    };
  },
});

function accessesPart(told: readonly Told[], sets: number, lineBytes: number): Part {
  const none: CacheTraceResult = { hits: 0, misses: 0, evictions: 0, memoryWrites: 0 };
  const steps = told.map(({ counts, ...access }, step) => {
    const before = told[step - 1]?.counts ?? none;
    const line = access.address / BigInt(lineBytes);
    return {
      access: `${access.operation} ${access.address.toString(16)},${access.bytes}`,
      set: Number(line % BigInt(sets)),
      hits: counts.hits - before.hits,
      misses: counts.misses - before.misses,
      evictions: counts.evictions - before.evictions,
      memoryWrites: counts.memoryWrites - before.memoryWrites,
    };
  });
  return {
    title: told.length < MAX_TOLD ? 'Access by access' : `The first ${MAX_TOLD} accesses`,
    picture: {
      kind: 'grid',
      columns: steps.map(({ access }) => access),
      rows: [
        { label: 'first set', cells: steps.map(({ set }) => ({ text: String(set) })) },
        {
          label: 'result',
          cells: steps.map(({ misses }) =>
            misses === 0 ? { text: 'hit', tone: 'good' as const } : { text: 'miss', tone: 'bad' as const },
          ),
        },
        { label: 'evicts', cells: steps.map(({ evictions }) => ({ text: evictions > 0 ? 'yes' : '' })) },
      ],
    },
    table: {
      columns: ['access', 'first set', 'hits', 'misses', 'evictions', 'memory writes'],
      rows: steps.map(({ access, set, hits, misses, evictions, memoryWrites }) => [
        ...[access, set, hits, misses, evictions, memoryWrites],
      ]),
    },
  };
}
