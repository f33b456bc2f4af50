/** `lab coherence`: the states of lines in every core's cache, step by step, and what went over the bus. */
import { geometryProblem, MAX_SLOTS } from '../../simulator/hardware/caches/cache-array';
import {
  effectiveProtocol,
  MAX_CORES,
  PROTOCOLS,
  type ProtocolName,
  WRITE_POLICIES,
} from '../../simulator/hardware/caches/memory-system-options';
import { describeProtocol } from '../../simulator/hardware/caches/protocol';
import {
  type CoherenceTraceResult,
  parseCoherenceTrace,
  runCoherenceTrace,
} from '../../simulator/laboratories/coherence-trace';
import { defineCommand } from '../command';
import { UsageError } from '../command-error';
import { choice, flag, text, wholeNumber, withDefault } from '../command-options';
import { withTrace } from './laboratory';

const PROTOCOL_NAMES = Object.keys(PROTOCOLS) as ProtocolName[];
const DEFAULT_LINE_BYTES = 64;
const MAX_LINE_BYTES = 4096;
const cores = wholeNumber(1, MAX_CORES);
const trace = text('a file, or - for standard input');

export default defineCommand({
  usage: [
    `lab coherence --protocol ${PROTOCOL_NAMES.join('|')} --cores N --trace FILE [--line BYTES] [--sets N --ways N] [--policy ${WRITE_POLICIES.join('|')}] [--json]`,
    'lab coherence --protocol NAME --describe',
  ],
  summary:
    'Runs lines "core R|W hexaddress" through a coherence protocol; --describe prints the protocol’s table instead.',
  options: {
    protocol: choice(PROTOCOL_NAMES),
    cores: withDefault(cores, undefined),
    trace: withDefault(trace, undefined),
    line: withDefault(wholeNumber(1, MAX_LINE_BYTES), DEFAULT_LINE_BYTES),
    sets: withDefault(wholeNumber(1, MAX_SLOTS), undefined),
    ways: withDefault(wholeNumber(1, MAX_SLOTS), undefined),
    policy: withDefault(choice(WRITE_POLICIES), 'write-back' as const),
    describe: flag,
    json: flag,
  },
  run(options, _operands, output) {
    const { protocol, line: lineBytes, sets, ways, policy: writePolicy } = options;
    if (options.describe) {
      output.print(describeProtocol(effectiveProtocol(writePolicy, protocol)));
      return 0;
    }
    // Missing, unless only the protocol is described.
    const coreCount = options.cores ?? cores.read('cores', undefined);
    const path = options.trace ?? trace.read('trace', undefined);
    if ((sets === undefined) !== (ways === undefined))
      throw new UsageError('--sets and --ways belong together; without both, nothing is ever evicted');
    const geometry = sets === undefined || ways === undefined ? undefined : { sets, ways };
    const problem = geometryProblem({ sets: 1, ways: 1, ...geometry, lineBytes }, 1);
    if (problem !== undefined) throw new UsageError(`impossible geometry: ${problem}`);
    const slots = coreCount * (sets ?? 1) * (ways ?? 1);
    if (slots > MAX_SLOTS)
      throw new UsageError(
        `impossible geometry: cores times sets times ways must be at most ${MAX_SLOTS}, got ${slots}`,
      );
    const result = withTrace(path, (lines) =>
      runCoherenceTrace(
        { protocol, cores: coreCount, lineBytes, geometry, writePolicy },
        parseCoherenceTrace(lines, coreCount),
      ),
    );
    output.print(options.json ? JSON.stringify(result) : asTable(result, coreCount));
    return 0;
  },
});

function asTable(result: CoherenceTraceResult, cores: number): string {
  const width = result.steps.reduce((most, step) => Math.max(most, step.address.length), 10);
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
