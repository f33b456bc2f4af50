/**
 * What the rules of the queue lock say about a run: exclusion, progress, order and words are the spinlock's rules; what
 * is more is where a core waits.
 */

import { LOCK_ADDRESS } from '../../../simulator/kernel/synchronization/lock-client';
import { LINE_BYTES } from '../../../simulator/kernel/synchronization/spinlock';
import { COHERENT_EVENTS } from '../../../simulator/laboratories/lock-trial';
import type { Check, JudgeInput } from '../../exercise-definition';
import { Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { judge as judgeSpinlock } from '../spinlock/judge';
import { place } from '../spinlock/narration';
import type { SpinlockParameters, SpinlockResult } from './simulation';

const RULES = ['QL1', 'QL2', 'QL3', 'QL4', 'QL5'] as const;
const RULE_OF_SPINLOCK: Readonly<Record<string, (typeof RULES)[number]>> = {
  SL1: 'QL1',
  SL2: 'QL2',
  SL3: 'QL3',
  SL4: 'QL4',
  SL5: 'QL5',
};

export function judge(input: JudgeInput<SpinlockParameters, SpinlockResult>): readonly Check[] {
  const book = new RuleBook(RULES);
  // Whether the cores wait at all is only known where the others' rules were looked at.
  let sound = false;
  for (const { rule, passed, message, event = 0 } of judgeSpinlock(input)) {
    const own = RULE_OF_SPINLOCK[rule];
    if (!passed) book.broken(own, event, message);
    else if (own !== 'QL4') book.kept(own);
    if (own === 'QL1') sound = passed;
  }
  if (sound && !book.isBroken('QL2')) lookWhereCoresWait(input, book);
  return book.checks();
}

/** While a core waits, who joins behind it and who lets it in write to its line, and one of them perhaps twice. */
const MOST_FETCHES = 3;

/** Who waits looks at the line of its own core, where nobody else's looks and words are in the way. */
function lookWhereCoresWait(
  { trace }: JudgeInput<SpinlockParameters, SpinlockResult>,
  book: RuleBook<(typeof RULES)[number]>,
): void {
  /** Cores in acquire; of those that wait there since which cycle, and how often they had to fetch a line again. */
  const acquiring = new Set<number>();
  const waiting = new Map<number, { readonly since: number; fetches: number }>();
  for (const event of new Events(trace, COHERENT_EVENTS.kinds).of('arrive', 'wait', 'bus', 'enter')) {
    const { index, cycle } = event;
    if (event.name === 'arrive') acquiring.add(event.thread);
    else if (event.name === 'enter') {
      acquiring.delete(event.thread);
      waiting.delete(event.thread);
    } else if (event.name === 'bus') {
      const turn = waiting.get(event.core);
      if (turn === undefined || ++turn.fetches <= MOST_FETCHES) continue;
      book.broken(
        'QL4',
        index,
        `Cycle ${cycle}: core ${event.core}, which has been waiting since cycle ${turn.since}, uses the bus for the ${MOST_FETCHES + 1}th time in this turn, for ${place(event.address)}: others keep writing to the line at which it waits. Only who joins behind a core and who lets it in write there; what serves other turns belongs on the lock's line or on the one behind those of the cores.`,
      );
    } else {
      book.kept('QL4');
      const { thread: core, address } = event;
      const line = Math.floor((address - LOCK_ADDRESS) / LINE_BYTES);
      if (acquiring.has(core) && !waiting.has(core)) waiting.set(core, { since: cycle, fetches: 0 });
      if (line !== 1 + core)
        book.broken(
          'QL4',
          index,
          `Core ${core} waits by looking at ${place(address)} again and again. Its own line begins at lock+${LINE_BYTES * (1 + core)}: let the one before it write there, and look at nothing else.`,
        );
    }
  }
}
