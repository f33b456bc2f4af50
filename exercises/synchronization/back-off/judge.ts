/**
 * What the rules of the lock with back-off say about a run: exclusion, progress, silence and words are the spinlock's
 * rules; what is more is that the lock is one line. In which order cores enter is not asked.
 */

import { LOCK_ADDRESS } from '../../../simulator/kernel/synchronization/lock-client';
import { LINE_BYTES } from '../../../simulator/kernel/synchronization/spinlock';
import { COHERENT_EVENTS } from '../../../simulator/laboratories/lock-trial';
import type { Check, JudgeInput } from '../../exercise-definition';
import { Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { judge as judgeSpinlock } from '../spinlock/judge';
import { place } from '../spinlock/narration';
import { idleCycles, type SpinlockParameters, type SpinlockResult } from './simulation';

const RULES = ['BO1', 'BO2', 'BO3', 'BO4'] as const;
const RULE_OF_SPINLOCK: Readonly<Record<string, (typeof RULES)[number]>> = {
  SL1: 'BO1',
  SL2: 'BO2',
  SL4: 'BO3',
  SL5: 'BO4',
};

export function judge(input: JudgeInput<SpinlockParameters, SpinlockResult>): readonly Check[] {
  const book = new RuleBook(RULES);
  for (const { rule, passed, message, event = 0 } of judgeSpinlock(input)) {
    const own = RULE_OF_SPINLOCK[rule];
    if (own === undefined) continue;
    if (passed) book.kept(own);
    else book.broken(own, event, own === 'BO2' ? message + aboutDelays(input.parameters) : message);
  }
  lookForOtherLines(input, book);
  return book.checks();
}

/** A run with time cannot tell a core that delays for very long from one that waits for ever. */
function aboutDelays({ machine, cores }: SpinlockParameters): string {
  return machine === 'caches'
    ? ` A delay counts as waiting for ever when nobody is inside for ${idleCycles(cores)} cycles.`
    : '';
}

/** The lines behind the first are free for locks that queue; this one has a single line. */
function lookForOtherLines(
  { trace }: JudgeInput<SpinlockParameters, SpinlockResult>,
  book: RuleBook<(typeof RULES)[number]>,
): void {
  for (const event of new Events(trace, COHERENT_EVENTS.kinds).of(
    'load',
    'buffered-store',
    'store',
    'atomic',
  ))
    if (event.address >= LOCK_ADDRESS + LINE_BYTES) {
      book.broken(
        'BO4',
        event.index,
        `Core ${event.thread} accessed ${place(event.address)}. This lock is one cache line: the sixteen words from lock to lock+${LINE_BYTES - 4}.`,
      );
      return;
    }
}
