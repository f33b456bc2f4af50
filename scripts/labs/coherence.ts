/** `lab coherence`: the states of lines in every core's cache, step by step, and what went over the bus. */
import { geometryProblem } from '../../simulator/hardware/caches/cache-array';
import {
  type CoherenceTraceResult,
  parseCoherenceTrace,
  runCoherenceTrace,
} from '../../simulator/hardware/caches/coherence-trace';
import {
  effectiveProtocol,
  MAX_CORES,
  PROTOCOLS,
  type ProtocolName,
  WRITE_POLICIES,
} from '../../simulator/hardware/caches/memory-system-options';
import { describeProtocol } from '../../simulator/hardware/caches/protocol';
import { type Command, UsageError } from '../command';
import { choice, readOptions, wholeNumber, withTrace } from './laboratory';

const PROTOCOL_NAMES = Object.keys(PROTOCOLS) as ProtocolName[];
const DEFAULT_LINE_BYTES = '64';

const command: Command = {
  usage: [
    `lab coherence --protocol ${PROTOCOL_NAMES.join('|')} --cores N --trace FILE [--line BYTES] [--sets N --ways N] [--policy ${WRITE_POLICIES.join('|')}] [--json]`,
    'lab coherence --protocol NAME --describe',
  ],
  summary:
    'Runs lines "core R|W hexaddress" through a coherence protocol; --describe prints the protocol’s table instead.',
  async run(args) {
    const options = readOptions(args, {
      protocol: 'string',
      cores: 'string',
      trace: 'string',
      line: 'string',
      sets: 'string',
      ways: 'string',
      policy: 'string',
      describe: 'boolean',
      json: 'boolean',
    });
    const protocol = choice('protocol', options.protocol, PROTOCOL_NAMES);
    const writePolicy = choice('policy', options.policy ?? 'write-back', WRITE_POLICIES);
    if (options.describe) {
      console.log(describeProtocol(effectiveProtocol(writePolicy, protocol)));
      return 0;
    }
    const cores = wholeNumber('cores', options.cores);
    if (cores < 1 || cores > MAX_CORES)
      throw new UsageError(`--cores must be from 1 to ${MAX_CORES}, got ${cores}`);
    const lineBytes = wholeNumber('line', options.line ?? DEFAULT_LINE_BYTES);
    if ((options.sets === undefined) !== (options.ways === undefined))
      throw new UsageError('--sets and --ways belong together; without both, nothing is ever evicted');
    const geometry =
      options.sets === undefined
        ? undefined
        : { sets: wholeNumber('sets', options.sets), ways: wholeNumber('ways', options.ways) };
    const problem = geometryProblem({ sets: 1, ways: 1, ...geometry, lineBytes });
    if (problem !== undefined) throw new UsageError(`impossible geometry: ${problem}`);
    return withTrace(options.trace, (text) => {
      const steps = parseCoherenceTrace(text, cores);
      const result = runCoherenceTrace({ protocol, cores, lineBytes, geometry, writePolicy }, steps);
      console.log(options.json ? JSON.stringify(result) : asTable(result, cores));
    });
  },
};

function asTable(result: CoherenceTraceResult, cores: number): string {
  const width = Math.max(10, ...result.steps.map((step) => step.address.length));
  const header = Array.from({ length: cores }, (_, core) => `c${core}`.padEnd(3)).join(' ');
  const lines = [`step  core  op  ${'address'.padEnd(width)}  ${header}`];
  for (const [index, { core, operation, address, states }] of result.steps.entries())
    lines.push(
      `${String(index + 1).padStart(4)}  ${String(core).padStart(4)}  ${operation.padEnd(2)}  ${address.padEnd(width)}  ${states
        .map((state) => state.padEnd(3))
        .join(' ')}`.trimEnd(),
    );
  lines.push(
    '',
    `bus transactions   ${result.busTransactions}`,
    `invalidations      ${result.invalidations}`,
    `memory reads       ${result.memoryReads}`,
    `write-backs        ${result.writeBacks}`,
  );
  return lines.join('\n');
}

export default command;
