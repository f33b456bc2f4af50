/** One line in three caches: its states after each access, by an invalidate and by an update protocol. */
import type { Random } from '../../../../simulator/engine/random';
import { MemorySystem } from '../../../../simulator/hardware/caches/memory-system';
import { PROTOCOLS } from '../../../../simulator/hardware/caches/memory-system-options';
import { PhysicalMemory } from '../../../../simulator/hardware/memory/physical-memory';
import type { Question, QuestionDefinition } from '../../../question-definition';

const CORES = 3;
const STEPS = 7;
const COMPARED = ['msi', 'mesi', 'dragon'] as const;
type Compared = (typeof COMPARED)[number];

export interface Access {
  readonly core: number;
  readonly writes: boolean;
}

function lineIn(protocol: Compared, cores: number): MemorySystem {
  const levels = [{ sets: 1, ways: 1, lineBytes: 16 }];
  return new MemorySystem({ cores, levels, memory: new PhysicalMemory(16), protocol });
}

/** By step: the states in all caches, and what the step sent over the bus. */
export function follow(protocol: Compared, trace: readonly Access[]) {
  const system = lineIn(protocol, CORES);
  return trace.map(({ core, writes }) => {
    const before = system.counters;
    if (writes) system.store(core, 0, 1, system.completionCycle);
    else system.load(core, 0, system.completionCycle);
    const after = system.counters;
    return {
      states: Array.from({ length: CORES }, (_, each) => system.stateOf(each, 0)),
      transactions: after.busTransactions - before.busTransactions,
      invalidations: after.invalidations - before.invalidations,
    };
  });
}

/** Transactions of a round of writes by core 0 and a read by each other core, after one such round. */
export function ofLaterRound(protocol: Compared, writes: number, readers: number): number {
  const system = lineIn(protocol, readers + 1);
  const round = () => {
    for (let i = 0; i < writes; i++) system.store(0, 0, i, system.completionCycle);
    for (let reader = 1; reader <= readers; reader++) system.load(reader, 0, system.completionCycle);
    return system.counters.busTransactions;
  };
  const first = round();
  return round() - first;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
const transactions = (protocol: Compared, trace: readonly Access[]) =>
  sum(follow(protocol, trace).map((step) => step.transactions));

/** Begins with a core that reads and then writes for itself; then either one writer with many readers or many writes. */
function drawn(random: Random): Access[] {
  for (;;) {
    const [first, second, third] = random.shuffled([0, 1, 2]);
    const favoursUpdate = random.chance(1, 2);
    const trace = [
      { core: first, writes: false },
      { core: first, writes: true },
      { core: second, writes: false },
    ];
    while (trace.length < STEPS) {
      const core = favoursUpdate ? random.pick([first, second, third]) : random.pick([first, first, second]);
      trace.push({ core, writes: random.chance(1, 2) });
    }
    const [, mesi, dragon] = COMPARED.map((protocol) => transactions(protocol, trace));
    const lost = sum(follow('mesi', trace).map((step) => step.invalidations));
    if (mesi !== dragon && mesi < dragon !== favoursUpdate && lost >= 1) return trace;
  }
}

const operation = ({ core, writes }: Access) => `core ${core} ${writes ? 'writes' : 'reads'}`;
const cores = Array.from({ length: CORES }, (_, core) => `core ${core}`);

function generate(random: Random): Question {
  const trace = drawn(random);
  const asked = random.pick(['msi', 'mesi'] as const);
  const counts = COMPARED.map((protocol) => transactions(protocol, trace));
  const [msi, mesi, dragon] = counts;
  const steps = follow(asked, trace);
  const updated = follow('dragon', trace);
  const invalidations = sum(steps.map((step) => step.invalidations));
  const name = PROTOCOLS[asked].title;
  const [writes, readers] = [random.between(2, 9), random.between(2, 9)];
  const rounds = (['mesi', 'dragon'] as const).map((protocol) => ofLaterRound(protocol, writes, readers));
  return {
    prompt: [
      `${CORES} cores with write-back caches on one bus access words of **one line**, which no cache holds at first:`,
      trace.map((access, i) => `${i + 1}. ${operation(access)}`).join('\n'),
      'A transaction is one use of the bus: fetching the line (with or without the right to write), telling the others to drop their copies, or sending a written word to them. Under **MSI** and **MESI** modified data that another core asks for goes to memory in the same transaction. Under the update protocol, **Dragon**, a written word goes to the other holders, who keep their copies; a write miss on a line that others hold needs two transactions, the fetch and the word.',
    ].join('\n\n'),
    parts: [
      {
        kind: 'table',
        id: 'states',
        label: `The state of the line in each cache after each access, under **${name}** (${PROTOCOLS[asked].states.map(({ letter }) => letter).join(', ')})`,
        points: STEPS,
        pointsPer: 'row',
        columns: cores,
        rowLabels: trace.map((access, i) => `${i + 1}: ${operation(access)}`),
        given: trace.map(() => cores.map(() => null)),
        answer: steps.map(({ states }) => states),
      },
      {
        kind: 'number',
        id: 'invalidations',
        label: `How many copies does ${name} invalidate?`,
        points: 1,
        answer: invalidations,
        tolerance: 0,
        unit: 'copies',
      },
      {
        kind: 'table',
        id: 'transactions',
        label: 'Bus transactions of the whole trace',
        points: 3,
        pointsPer: 'row',
        columns: ['transactions'],
        rowLabels: COMPARED.map((protocol) => PROTOCOLS[protocol].title),
        given: COMPARED.map(() => [null]),
        answer: counts.map((count) => [`${count}`]),
      },
      {
        kind: 'table',
        id: 'round',
        label: `Another program: core 0 writes a word ${writes} times, then each of ${readers} other cores reads it once, round after round. Transactions of one later round`,
        points: 2,
        pointsPer: 'row',
        columns: ['transactions'],
        rowLabels: ['MESI', 'Dragon'],
        given: [[null], [null]],
        answer: rounds.map((count) => [`${count}`]),
      },
    ],
    explanation: [
      `Under ${name} the line is in the caches, in order of cores: ${steps.map(({ states }) => states.join('')).join(', ')}. A write leaves one copy, M; the next read of another core makes it S again.`,
      `Transactions step by step: MSI ${follow('msi', trace).map((step) => step.transactions)}, MESI ${follow('mesi', trace).map((step) => step.transactions)}, Dragon ${updated.map((step) => step.transactions)}; in all ${msi}, ${mesi} and ${dragon}. MESI saves the transaction of step 2: nobody else has the line, so E becomes M in silence.`,
      mesi < dragon
        ? 'Here invalidation wins: having dropped the other copies once, a writer goes on without the bus, while the update protocol sends each word.'
        : 'Here the update protocol wins: its readers keep their copies and find the new word in them, while invalidation makes them fetch the line again.',
      `In the other program MESI pays once to drop the readers' copies and then for ${readers} fetches, ${rounds[0]} in all, however often core 0 writes; Dragon pays for each of the ${writes} words, however many read them: ${rounds[1]}.`,
    ].join('\n\n'),
    worked: [
      {
        caption: 'States under Dragon: Sc shared clean is shown as S, Sm shared modified as O',
        columns: ['access', ...cores],
        rows: trace.map((access, i) => [operation(access), ...updated[i].states]),
      },
    ],
  };
}

export default {
  title: 'States of a line',
  summary: 'Follow one line through three caches under MSI, MESI and an update protocol, and count the bus.',
  rows: [124],
  generate,
} satisfies QuestionDefinition;
