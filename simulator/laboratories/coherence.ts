/** The states of lines in every core's cache, step by step, and what went over the bus; or a protocol's table. */
import { geometryProblem, MAX_SLOTS } from '../hardware/caches/cache-array';
import {
  effectiveProtocol,
  MAX_CORES,
  PROTOCOLS,
  type ProtocolName,
  WRITE_POLICIES,
} from '../hardware/caches/memory-system-options';
import { describeProtocol } from '../hardware/caches/protocol';
import { type CoherenceTraceResult, parseCoherenceTrace, runCoherenceTrace } from './coherence-trace';
import { defineLaboratory, inLines, type Outcome, type Tone } from './laboratory';
import { choice, lines, onOrOff, optionalWholeNumber, ParameterError, wholeNumber } from './parameter';

const PROTOCOL_NAMES = Object.keys(PROTOCOLS) as ProtocolName[];
const DEFAULT_LINE_BYTES = 64;
const MAX_LINE_BYTES = 4096;
/** Told one by one; the others only count. */
const MAX_TOLD = 200;

export const coherence = defineLaboratory({
  name: 'coherence',
  title: 'Cache coherence',
  summary:
    'Runs lines "core R|W hexaddress" through a coherence protocol; describe tells the protocol’s table instead.',
  parameters: {
    protocol: choice({
      ...{ choices: PROTOCOL_NAMES, initial: 'mesi', required: true },
      sentence: 'How caches keep their copies of a line equal.',
    }),
    cores: wholeNumber({
      ...{ from: 1, to: MAX_CORES, toOnPage: 16, initial: 4 },
      sentence: 'How many cores, each with a cache.',
    }),
    trace: lines({
      range: 'a file, or - for standard input',
      initial: '0 R 0x40\n1 R 0x40\n1 W 0x44\n0 R 0x40\n2 W 0x40\n',
      sentence: 'A step a line: the core, R or W, a hexadecimal address.',
    }),
    line: wholeNumber({
      ...{ from: 1, to: MAX_LINE_BYTES, initial: DEFAULT_LINE_BYTES },
      sentence: 'Bytes of a line, a power of two.',
    }),
    sets: optionalWholeNumber({
      ...{ from: 1, to: MAX_SLOTS, toOnPage: 256 },
      sentence:
        'How many sets a cache has, a power of two; with ways, or neither: then nothing is ever evicted.',
    }),
    ways: optionalWholeNumber({
      ...{ from: 1, to: MAX_SLOTS, toOnPage: 16 },
      sentence: 'How many lines a set has; with sets, or neither.',
    }),
    policy: choice({
      ...{ choices: WRITE_POLICIES, initial: 'write-back' },
      sentence: 'What a store does: into the cache alone, through to memory, or past the cache.',
    }),
    describe: onOrOff({ sentence: 'Tells the protocol’s table instead of running the trace.' }),
  },
  examples: [
    { title: 'Reads, then writes, by three cores', setting: { protocol: 'mesi' } },
    { title: 'An update protocol on the same trace', setting: { protocol: 'dragon' } },
    {
      title: 'False sharing: two words of one line',
      setting: { cores: '2', trace: '0 W 0x40\n1 W 0x44\n0 W 0x40\n1 W 0x44\n0 W 0x40\n1 W 0x44\n' },
    },
    {
      title: 'The same with lines of one word',
      setting: {
        cores: '2',
        line: '4',
        trace: '0 W 0x40\n1 W 0x44\n0 W 0x40\n1 W 0x44\n0 W 0x40\n1 W 0x44\n',
      },
    },
    { title: 'What MESI does, as a table', setting: { describe: 'on' } },
  ],
  run({ protocol, cores, trace, line: lineBytes, sets, ways, policy: writePolicy, describe }) {
    if (describe) return description(describeProtocol(effectiveProtocol(writePolicy, protocol)));
    if ((sets === undefined) !== (ways === undefined))
      throw new ParameterError(
        sets === undefined ? 'sets' : 'ways',
        'is missing: sets and ways belong together; without both, nothing is ever evicted',
      );
    const geometry = sets === undefined || ways === undefined ? undefined : { sets, ways };
    const problem = geometryProblem({ sets: 1, ways: 1, ...geometry, lineBytes }, 1);
    if (problem !== undefined)
      throw new ParameterError(
        problem.includes('line size') ? 'line' : 'sets',
        `makes an impossible geometry: ${problem}`,
      );
    const slots = cores * (sets ?? 1) * (ways ?? 1);
    if (slots > MAX_SLOTS)
      throw new ParameterError(
        'sets',
        `makes an impossible geometry: cores times sets times ways must be at most ${MAX_SLOTS}, got ${slots}`,
      );
    const { result, trace: events } = inLines('trace', () =>
      runCoherenceTrace(
        { protocol, cores, lineBytes, geometry, writePolicy },
        parseCoherenceTrace(trace, cores),
      ),
    );
    return { ...inParts(result, cores), trace: events };
  },
});

function description(text: string): Outcome {
  const rows = text.split('\n').filter((row) => row.trim() !== '');
  return {
    json: rows,
    text,
    parts: [
      { title: 'The protocol', table: { columns: ['what it is and does'], rows: rows.map((row) => [row]) } },
    ],
  };
}

/** What the letter of a state says of the copy. */
function toneOf(state: string): Tone | undefined {
  return state === 'I' || state === '-' ? undefined : state.charCodeAt(0) - 'A'.charCodeAt(0);
}

function inParts(result: CoherenceTraceResult, cores: number): Outcome {
  const { busTransactions, invalidations, memoryReads, writeBacks } = result;
  const steps = result.steps.slice(0, MAX_TOLD);
  const names = Array.from({ length: cores }, (_, core) => `c${core}`);
  return {
    json: result,
    text: asText(result, cores),
    parts: [
      {
        title:
          steps.length < result.steps.length
            ? `The line in every cache after each of the first ${MAX_TOLD} steps`
            : 'The line in every cache after each step',
        picture: {
          kind: 'grid',
          columns: steps.map(({ core, operation, address }) => `${core} ${operation} ${address}`),
          rows: names.map((label, core) => ({
            label,
            cells: steps.map(({ states }) => {
              const tone = toneOf(states[core]);
              return { text: states[core], ...(tone !== undefined && { tone }) };
            }),
          })),
        },
        table: {
          columns: ['step', 'core', 'operation', 'address', ...names],
          rows: steps.map(({ core, operation, address, states }, step) => [
            ...[step + 1, core, operation, address],
            ...states,
          ]),
        },
      },
      {
        title: 'In total',
        table: {
          columns: ['bus transactions', 'invalidations', 'memory reads', 'write-backs'],
          rows: [[busTransactions, invalidations, memoryReads, writeBacks]],
        },
      },
    ],
  };
}

function asText(result: CoherenceTraceResult, cores: number): string {
  const width = result.steps.reduce((most, step) => Math.max(most, step.address.length), 10);
  const header = Array.from({ length: cores }, (_, core) => `c${core}`.padEnd(3)).join(' ');
  const rows = [`step  core  op  ${'address'.padEnd(width)}  ${header}`];
  for (const [index, { core, operation, address, states }] of result.steps.entries())
    rows.push(
      `${String(index + 1).padStart(4)}  ${String(core).padStart(4)}  ${operation.padEnd(2)}  ${address.padEnd(width)}  ${states
        .map((state) => state.padEnd(3))
        .join(' ')}`.trimEnd(),
    );
  rows.push(
    '',
    `bus transactions   ${result.busTransactions}`,
    `invalidations      ${result.invalidations}`,
    `memory reads       ${result.memoryReads}`,
    `write-backs        ${result.writeBacks}`,
  );
  return rows.join('\n');
}
