/** The bus at the release of a lock that N threads wait for by test-and-test-and-set. Counted by the simulator. */
import type { Random } from '../../../../simulator/engine/random';
import { ATOMIC } from '../../../../simulator/hardware/caches/atomic-operation';
import { MemorySystem } from '../../../../simulator/hardware/caches/memory-system';
import { PhysicalMemory } from '../../../../simulator/hardware/memory/physical-memory';
import type { Question, QuestionDefinition } from '../../../question-definition';

const MIN_WAITERS = 3;
const MAX_WAITERS = 12;

/** Transactions from the release until all waiters spin in their caches again, by what causes them. */
export function atRelease(protocol: 'mesi' | 'dragon', waiters: number) {
  const system = new MemorySystem({
    cores: waiters + 1,
    levels: [{ sets: 1, ways: 1, lineBytes: 16 }],
    memory: new PhysicalMemory(16),
    protocol,
  });
  const owner = waiters;
  const read = (count: number) => {
    for (let core = 0; core < count; core++) system.load(core, 0, system.completionCycle);
  };
  const during = (work: () => void) => {
    const before = system.counters.busTransactions;
    work();
    return system.counters.busTransactions - before;
  };
  system.atomic(owner, ATOMIC.swap, 0, 1, 0, 0);
  system.load(owner, 0, system.completionCycle);
  read(waiters);
  const release = during(() => system.store(owner, 0, 0, system.completionCycle));
  const seenFree = during(() => read(waiters));
  let tries = 0;
  let readAgain = 0;
  for (let core = 0; core < waiters; core++) {
    tries += during(() => void system.atomic(core, ATOMIC.swap, 0, 1, 0, system.completionCycle));
    readAgain += during(() => read(core + 1));
  }
  return { release, seenFree, tries, readAgain, all: release + seenFree + tries + readAgain };
}

function generate(random: Random): Question {
  const waiters = random.between(MIN_WAITERS, MAX_WAITERS);
  const [invalidate, update] = (['mesi', 'dragon'] as const).map((protocol) => atRelease(protocol, waiters));
  const doubled = (['mesi', 'dragon'] as const).map((protocol) => atRelease(protocol, 2 * waiters).all);
  const cycles = random.between(20, 200);
  const rows = [
    ['the store that releases', 'release'],
    ['reads that see the lock free', 'seenFree'],
    ['test-and-set operations', 'tries'],
    ['reads after them', 'readAgain'],
  ] as const;
  const rowLabels = rows.map(([label]) => label);
  return {
    prompt: [
      `**${waiters} cores** spin on a lock by test-and-test-and-set: each reads its cached copy until it sees the lock free, then tries test-and-set. The owner, a further core, has a copy of the line too, and releases the lock with a store.`,
      'Then all waiters read that the lock is free, before the first of them tries. They try one after the other; the first gets the lock. **After each try, all cores that have tried so far read the lock again**, and then spin in their caches (so the one that got the lock reads it once, too, after each try).',
      'A test-and-set is always one bus transaction to memory, even if it changes nothing. With **write-invalidate** it makes all cached copies invalid; a store to a line that others hold is one transaction that invalidates; a read of a line that is not cached is one transaction. With **write-update** stores and test-and-set operations send the new value to all copies, which stay valid.',
    ].join('\n\n'),
    parts: [
      {
        kind: 'table',
        id: 'transactions',
        label: 'Bus transactions from the release until all spin in their caches again',
        points: 6,
        pointsPer: 'column',
        columns: ['write-invalidate', 'write-update'],
        rowLabels,
        given: rows.map(() => [null, null]),
        answer: rows.map(([, cause]) => [`${invalidate[cause]}`, `${update[cause]}`]),
      },
      {
        kind: 'table',
        id: 'doubled',
        label: `The same with ${2 * waiters} waiters: transactions in all`,
        points: 2,
        pointsPer: 'row',
        columns: ['transactions'],
        rowLabels: ['write-invalidate', 'write-update'],
        given: [[null], [null]],
        answer: doubled.map((count) => [`${count}`]),
      },
      {
        kind: 'number',
        id: 'cycles',
        label: `If each transaction holds the bus for ${cycles} cycles: for how many cycles longer than with write-update is it busy with write-invalidate, with ${waiters} waiters?`,
        points: 1,
        answer: (invalidate.all - update.all) * cycles,
        tolerance: 0,
        unit: 'cycles',
      },
    ],
    explanation: [
      `Write-invalidate: the release invalidates all copies, so ${invalidate.seenFree} waiters fetch the line to see the lock free. Each of the ${invalidate.tries} tries drops all copies again, and those that have tried must fetch them: $1 + 2 + \\dots + ${waiters} = ${invalidate.readAgain}$. In all ${invalidate.all}.`,
      `Write-update: the release sends one word, every copy stays, and so no read needs the bus. There remain ${update.tries} tries: ${update.all} transactions in all.`,
      `With N waiters that is $1 + 2N + N(N+1)/2$ against $1 + N$. Twice as many waiters make ${doubled[0]} and ${doubled[1]}: nearly four times as many with invalidation as N grows, twice as many with updates. For ${waiters} the difference of ${invalidate.all - update.all} transactions holds the bus for ${(invalidate.all - update.all) * cycles} cycles.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'Release of a contended lock',
  summary: 'Count the bus transactions when N waiters rush for a lock, with invalidation and with updates.',
  rows: [126],
  generate,
} satisfies QuestionDefinition;
