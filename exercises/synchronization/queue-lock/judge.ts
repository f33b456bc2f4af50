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

/** Who waits looks at the line of its own core, where nobody else's looks are in the way. */
function lookWhereCoresWait(
  { trace }: JudgeInput<SpinlockParameters, SpinlockResult>,
  book: RuleBook<(typeof RULES)[number]>,
): void {
  for (const { index, thread: core, address } of new Events(trace, COHERENT_EVENTS.kinds).of('wait')) {
    book.kept('QL4');
    const line = Math.floor((address - LOCK_ADDRESS) / LINE_BYTES);
    if (line !== 1 + core)
      book.broken(
        'QL4',
        index,
        `Core ${core} waits by looking at ${place(address)} again and again. Its own line begins at lock+${LINE_BYTES * (1 + core)}: let the one before it write there, and look at nothing else.`,
      );
  }
}
