/** `lab cache`: hits, misses, evictions and writes to memory of one cache over a trace of addresses. */
import { geometryProblem } from '../../simulator/hardware/caches/cache-array';
import { WRITE_POLICIES } from '../../simulator/hardware/caches/memory-system-options';
import { parseCacheTrace, runCacheTrace } from '../../simulator/hardware/caches/trace-driven-cache';
import { type Command, UsageError } from '../command';
import { choice, readOptions, wholeNumber, withTrace } from './laboratory';

const command: Command = {
  usage: [
    `lab cache --sets N --ways N --line BYTES --policy ${WRITE_POLICIES.join('|')} --trace FILE [--flush] [--json]`,
  ],
  summary:
    'Runs a trace of Valgrind’s lackey (--trace-mem=yes) through one LRU cache; --flush writes dirty lines back at the end.',
  async run(args) {
    const options = readOptions(args, {
      sets: 'string',
      ways: 'string',
      line: 'string',
      policy: 'string',
      trace: 'string',
      flush: 'boolean',
      json: 'boolean',
    });
    const geometry = {
      sets: wholeNumber('sets', options.sets),
      ways: wholeNumber('ways', options.ways),
      lineBytes: wholeNumber('line', options.line),
    };
    const policy = choice('policy', options.policy ?? 'write-back', WRITE_POLICIES);
    const problem = geometryProblem(geometry);
    if (problem !== undefined) throw new UsageError(`impossible geometry: ${problem}`);
    return withTrace(options.trace, (text) => {
      const result = runCacheTrace(geometry, policy, parseCacheTrace(text), options.flush);
      if (options.json) {
        console.log(JSON.stringify(result));
        return;
      }
      const { sets, ways, lineBytes } = geometry;
      console.log(
        `${policy}, ${sets} sets x ${ways} ways x ${lineBytes} bytes = ${sets * ways * lineBytes} bytes, LRU`,
      );
      console.log(`hits            ${result.hits}`);
      console.log(`misses          ${result.misses}`);
      console.log(`evictions       ${result.evictions}`);
      console.log(`memory writes   ${result.memoryWrites}`);
    });
  },
};

export default command;
