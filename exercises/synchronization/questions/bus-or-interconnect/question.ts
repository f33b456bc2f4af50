/** Accesses of several cores to two memories, on a bus and on an interconnect. Computed by the simulator's arbiter. */
import type { Random } from '../../../../simulator/engine/random';
import {
  arbitrate,
  FirstComeArbitration,
  type MemoryAccess,
} from '../../../../simulator/hardware/interconnect/arbiter';
import type { InterconnectKind } from '../../../../simulator/hardware/interconnect/interconnect';
import type { Question, QuestionDefinition } from '../../../question-definition';

const MEMORIES = 2;
const CORES = 5;
const KINDS = ['bus', 'interconnect'] as const;

export const run = (kind: InterconnectKind, accesses: readonly MemoryAccess[]) =>
  arbitrate(kind, MEMORIES, accesses, new FirstComeArbitration());

function drawn(random: Random) {
  for (;;) {
    const cycles = random.between(3, 12) * 10;
    const accesses = Array.from({ length: CORES }, (_, core) => ({
      core,
      memory: random.between(0, MEMORIES - 1),
      cycle: random.between(0, 30) * 5,
      cycles,
    }));
    const [bus, interconnect] = KINDS.map((kind) => run(kind, accesses));
    if (interconnect.conflicts >= 1 && bus.endCycle > interconnect.endCycle) return { accesses, cycles };
  }
}

function generate(random: Random): Question {
  const { accesses, cycles } = drawn(random);
  const runs = KINDS.map((kind) => run(kind, accesses));
  const [bus, interconnect] = runs;
  const cores = random.between(3, 8);
  const spread = random.between(2, cores);
  const each = random.between(2, 9) * 10;
  const flood = Array.from({ length: cores }, (_, core) => ({
    core,
    memory: core % spread,
    cycle: 0,
    cycles: each,
  }));
  const [floodBus, floodInterconnect] = KINDS.map(
    (kind) => arbitrate(kind, spread, flood, new FirstComeArbitration()).endCycle,
  );
  return {
    prompt: [
      `${CORES} cores ask for one access each, to one of ${MEMORIES} memories; an access takes **${cycles} cycles**.`,
      'On a **bus** one access is in flight at a time, whatever memory it goes to. On an **interconnect** one access a memory is in flight. Who asks first is served first; of several that ask in the same cycle, the core with the lower number.',
    ].join('\n\n'),
    given: {
      caption: 'The accesses',
      columns: ['core', 'memory', 'asked at cycle'],
      rows: accesses.map(({ core, memory, cycle }) => [`${core}`, `${memory}`, `${cycle}`]),
    },
    parts: [
      {
        kind: 'table',
        id: 'done',
        label: 'At which cycle is each access done?',
        points: 6,
        pointsPer: 'column',
        columns: KINDS,
        rowLabels: accesses.map(({ core }) => `core ${core}`),
        given: accesses.map(() => [null, null]),
        answer: accesses.map((_, i) => runs.map(({ grants }) => `${grants[i] + cycles}`)),
      },
      {
        kind: 'table',
        id: 'conflicts',
        label: 'How many accesses have to wait, and for how many cycles in sum?',
        points: 2,
        pointsPer: 'row',
        columns: ['accesses that wait', 'cycles'],
        rowLabels: KINDS,
        given: KINDS.map(() => [null, null]),
        answer: runs.map(({ conflicts, waitCycles }) => [`${conflicts}`, `${waitCycles}`]),
      },
      {
        kind: 'number',
        id: 'flood',
        label: `Another machine has ${cores} cores and ${spread} memories. At cycle 0 each core asks for one access of ${each} cycles, core c at memory c mod ${spread}. How many cycles sooner is the last one done on an interconnect than on a bus?`,
        points: 2,
        answer: floodBus - floodInterconnect,
        tolerance: 0,
        unit: 'cycles',
      },
    ],
    explanation: [
      `On the bus all accesses stand in one queue: ${bus.conflicts} of them wait, ${bus.waitCycles} cycles in sum, and the last is done at ${bus.endCycle}.`,
      `On the interconnect each memory has a queue of its own. Only accesses to the same memory meet: ${interconnect.conflicts} of them, waiting ${interconnect.waitCycles} cycles, and the last is done at ${interconnect.endCycle}.`,
      `In the other machine the bus needs $${cores} \\cdot ${each} = ${floodBus}$ cycles. The busiest memory of the interconnect serves $\\lceil ${cores} / ${spread} \\rceil = ${Math.ceil(cores / spread)}$ cores, in ${floodInterconnect} cycles: an interconnect helps as far as accesses are spread over memories, and not at all if they all go to one.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'Bus or interconnect',
  summary: 'When is each access to memory done on a bus, and when on an interconnect?',
  rows: [121],
  generate,
} satisfies QuestionDefinition;
