/** `lab cache`: hits, misses, evictions and writes to memory of one cache over a trace of addresses. */
import { geometryProblem, MAX_SLOTS } from '../../simulator/hardware/caches/cache-array';
import { WRITE_POLICIES } from '../../simulator/hardware/caches/memory-system-options';
import { parseCacheTrace, runCacheTrace } from '../../simulator/laboratories/trace-driven-cache';
import { defineCommand } from '../command';
import { UsageError } from '../command-error';
import { choice, flag, text, wholeNumber, withDefault } from '../command-options';
import { withTrace } from './laboratory';

const MAX_LINE_BYTES = 4096;

export default defineCommand({
  usage: [
    `lab cache --sets N --ways N --line BYTES --policy ${WRITE_POLICIES.join('|')} --trace FILE [--flush] [--json]`,
  ],
  summary:
    'Runs a trace of Valgrind’s lackey (--trace-mem=yes) through one LRU cache; --flush writes dirty lines back at the end.',
  options: {
    sets: wholeNumber(1, MAX_SLOTS),
    ways: wholeNumber(1, MAX_SLOTS),
    line: wholeNumber(1, MAX_LINE_BYTES),
    policy: withDefault(choice(WRITE_POLICIES), 'write-back' as const),
    trace: text('a file, or - for standard input'),
    flush: flag,
    json: flag,
  },
  run({ sets, ways, line: lineBytes, policy, trace, flush, json }, _operands, output) {
    const geometry = { sets, ways, lineBytes };
    const problem = geometryProblem(geometry, 1);
    if (problem !== undefined) throw new UsageError(`impossible geometry: ${problem}`);
    const result = withTrace(trace, (lines) =>
      runCacheTrace(geometry, policy, parseCacheTrace(lines), flush),
    );
    if (json) output.print(JSON.stringify(result));
    else
      output.print(
        [
          `${policy}, ${sets} sets x ${ways} ways x ${lineBytes} bytes = ${sets * ways * lineBytes} bytes, LRU`,
          `hits            ${result.hits}`,
          `misses          ${result.misses}`,
          `evictions       ${result.evictions}`,
          `memory writes   ${result.memoryWrites}`,
        ].join('\n'),
      );
    return 0;
  },
});
