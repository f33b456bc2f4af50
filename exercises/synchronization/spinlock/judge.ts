/**
 * What the rules of the spinlock say about a run. Only the gravest violation of a run is known; without mutual
 * exclusion, getting the lock and getting it in turn mean nothing and are not looked at.
 */

import type { Trace } from '../../../simulator/engine/trace';
import { LOCK_ADDRESS } from '../../../simulator/kernel/synchronization/lock-client';
import type { Check, JudgeInput } from '../../exercise-definition';
import { narrate, place, whyBothEntered } from './narration';
import { MACHINE, type SpinlockParameters, type SpinlockResult } from './simulation';

export function judge({
  parameters,
  trace,
  result,
}: JudgeInput<SpinlockParameters, SpinlockResult>): Check[] {
  const { violation, foreign, quiet } = result;
  const name = violation?.name;
  const broken = (rule: string): Check => ({
    rule,
    passed: false,
    message: messageFor(trace, parameters, result),
    event: violation?.event,
  });
  const held = (rule: string): Check => ({ rule, passed: true, message: '' });
  if (name !== undefined && !entered(trace)) return ['SL1', 'SL2', 'SL3', 'SL4', 'SL5'].map(broken);

  const own = foreign === null ? held('SL5') : judgeForeign(trace, parameters, foreign);
  if (name === 'fault') return [own];
  const checks = [own];
  if (quiet !== null) checks.push(judgeSilence(trace, quiet));
  if (name === 'mutual-exclusion') return [broken('SL1'), ...checks];
  checks.push(held('SL1'), name === undefined || name === 'overtaken' ? held('SL2') : broken('SL2'));
  if (parameters.machine === MACHINE.interleavings)
    checks.push(name === 'overtaken' ? broken('SL3') : held('SL3'));
  return checks;
}

/** Whether any core ever held the lock: one that nobody gets would keep most rules. */
function entered(trace: Trace): boolean {
  for (let index = 0; index < trace.length; index++)
    if (trace.kinds[trace.kindAt(index)].name === 'enter') return true;
  return false;
}

function judgeForeign(
  trace: Trace,
  { cores }: SpinlockParameters,
  { core, address }: NonNullable<SpinlockResult['foreign']>,
): Check {
  const offset = address - LOCK_ADDRESS;
  const where = Number.isInteger(offset)
    ? `lockAddress ${offset < 0 ? '-' : '+'} ${Math.abs(offset)}`
    : 'something that is not an address';
  let event = -1;
  for (let index = 0; event < 0 && index < trace.length; index++) {
    const { kind, values } = trace.event(index);
    const at = kind.fields.indexOf('address');
    if (values[0] === core && at >= 0 && values[at] === address) event = index;
  }
  return {
    rule: 'SL5',
    passed: false,
    message: `Core ${core} accessed ${where}, which is not the lock's. It may use the ${cores + 1} cache lines of 64 bytes from lockAddress on, at multiples of 4.`,
    ...(event >= 0 && { event }),
  };
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
      return `${core} ${thread} accessed an address at which there is no memory, or no word.${how}`;
    case 'step-limit':
      return `Core ${thread} was still busy after very many steps, and nobody got the lock.${how}`;
    default:
      return other >= 0
        ? `${core} ${thread} waits for ever for ${waitedFor(address)}; core ${other} is inside.${how}`
        : `${core} ${thread} waits for ever, though nobody holds the lock.${how} ${waitedWord(address)}`;
  }
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
