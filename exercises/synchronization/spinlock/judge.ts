/** What the rules of the spinlock say about a run. One violation makes the rules after it meaningless, so only it is judged. */

import type { Trace } from '../../../simulator/engine/trace';
import { LOCK_ADDRESS, OUTSIDE_LOCK } from '../../../simulator/kernel/synchronization/lock-client';
import type { Check, JudgeInput } from '../../exercise-definition';
import { narrate, place, whyBothEntered } from './narration';
import { MACHINE, type SpinlockParameters, type SpinlockResult } from './simulation';

const RULE_OF = {
  fault: 'SL5',
  'mutual-exclusion': 'SL1',
  deadlock: 'SL2',
  'lost-wake-up': 'SL2',
  'step-limit': 'SL2',
  overtaken: 'SL3',
  'data-race': 'SL1',
  'final-state': 'SL1',
} as const;

export function judge({
  parameters,
  trace,
  result,
}: JudgeInput<SpinlockParameters, SpinlockResult>): Check[] {
  const { violation } = result;
  if (violation !== null)
    return [
      {
        rule: RULE_OF[violation.name],
        passed: false,
        message: messageFor(trace, parameters, result),
        event: violation.event,
      },
    ];
  const passed = (rule: string): Check => ({ rule, passed: true, message: '' });
  const checks = [passed('SL1'), passed('SL2'), passed('SL5')];
  if (parameters.machine === MACHINE.interleavings) checks.push(passed('SL3'));
  if (result.quiet !== null) checks.push(judgeSilence(trace, result.quiet));
  return checks;
}

function messageFor(trace: Trace, parameters: SpinlockParameters, result: SpinlockResult): string {
  const violation = result.violation as NonNullable<SpinlockResult['violation']>;
  const { name, thread, other, event, address, schedule } = violation;
  const timed = parameters.machine === MACHINE.caches;
  const core = timed ? `Cycle ${trace.cycleAt(event)}: core` : 'Core';
  const how = timed
    ? ''
    : ` Schedule ${schedule} (${count(result.switches, 'switch', 'switches')}): ${narrate(trace, event)}.`;
  switch (name) {
    case 'mutual-exclusion': {
      const why = whyBothEntered(trace, event, other, thread);
      return `${core} ${thread} entered while core ${other} was inside.${how}${why === '' ? '' : ` ${why}`}`;
    }
    case 'overtaken':
      return `Core ${thread} was already waiting when core ${other} called acquire, but core ${other} entered first.${how} Let cores draw a number, and enter in that order.`;
    case 'fault':
      return `${core} ${thread} accessed ${foreign(address)}. A lock may use the ${parameters.cores + 1} cache lines from lockAddress on, at multiples of 4.${how}`;
    case 'step-limit':
      return `Core ${thread} was still busy after very many steps, and nobody got the lock.${how}`;
    default:
      return other >= 0
        ? `${core} ${thread} waits for ever for ${waitedFor(address)}; core ${other} is inside.${how}`
        : `${core} ${thread} waits for ever, though nobody holds the lock.${how} ${waitedWord(address)}`;
  }
}

function foreign(address: number): string {
  if (address < 0) return 'something that is not an address';
  const plain = address >= OUTSIDE_LOCK / 2 ? address - OUTSIDE_LOCK : address;
  const offset = plain - LOCK_ADDRESS;
  return `lockAddress ${offset < 0 ? '-' : '+'} ${Math.abs(offset)}, which is not its to use`;
}

const waitedFor = (address: number) => (address < 0 ? 'something' : place(address));
const waitedWord = (address: number) =>
  address < 0
    ? 'See whether release stores what the next waiter looks for.'
    : `See whether release stores what a waiter looks for in ${place(address)}.`;
const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;

/** While core 0 holds the lock and all others wait, the bus must be silent. */
function judgeSilence(trace: Trace, { fromCycle, toCycle }: NonNullable<SpinlockResult['quiet']>): Check {
  let transactions = 0;
  let first = -1;
  for (let index = 0; index < trace.length; index++) {
    const cycle = trace.cycleAt(index);
    if (trace.kinds[trace.kindAt(index)].name !== 'bus' || cycle < fromCycle || cycle >= toCycle) continue;
    transactions++;
    if (first < 0) first = index;
  }
  if (first < 0) return { rule: 'SL4', passed: true, message: '' };
  const { cycle, values } = trace.event(first);
  return {
    rule: 'SL4',
    passed: false,
    message: `From cycle ${fromCycle} to ${toCycle} core 0 held the lock and the others only waited, but there were ${count(transactions, 'bus transaction', 'bus transactions')}: the first at cycle ${cycle} by core ${values[0]}, on ${place(values[2])}. Wait with plain loads, which the core's own cache answers until the word is written.`,
    event: first,
  };
}
