/**
 * What the rules of the spinlock say about a run. One cause, one message: only the gravest violation of a run is
 * told, and what a run does not come to is left out: without mutual exclusion, getting the lock and getting it in
 * turn mean nothing, and a lock that nobody gets has shown nothing at all.
 */

import type { Trace } from '../../../simulator/engine/trace';
import { LOCK_ADDRESS } from '../../../simulator/kernel/synchronization/lock-client';
import type { Check, JudgeInput } from '../../exercise-definition';
import { narrate, place, whyBothEntered } from './narration';
import { MACHINE, type SpinlockParameters, type SpinlockResult, settleCycles } from './simulation';

export function judge(input: JudgeInput<SpinlockParameters, SpinlockResult>): Check[] {
  const { parameters, trace, result } = input;
  const { violation, foreign, quiet, excludes } = result;
  const broken = (rule: string): Check => ({
    rule,
    passed: false,
    message: messageFor(input),
    event: violation?.event,
  });
  const held = (rule: string): Check => ({ rule, passed: true, message: '' });

  const astray = foreign === null ? [] : [judgeForeign(trace, parameters, foreign, violation)];
  switch (violation?.name) {
    case 'fault':
      return foreign === null ? [broken('SL5')] : astray;
    case 'final-state':
      // A lock that writes to the counter itself has its message.
      return foreign === null ? [broken('SL1')] : astray;
    case 'mutual-exclusion':
      return [broken('SL1'), ...astray];
    case 'deadlock':
      return entered(trace) ? [held('SL1'), broken('SL2'), ...astray] : [broken('SL2'), ...astray];
  }
  // No two met in this run, but they may: that is no lock, and keeps nothing else either.
  if (!excludes) return astray;
  const own = astray[0] ?? held('SL5');
  // One run says nothing for SL2 and SL3: two cores that only happened not to meet keep them too.
  if (parameters.machine === MACHINE.caches) {
    const silence = quiet === null ? [] : [judgeSilence(trace, quiet)];
    const late = lateOvertaking(trace, parameters);
    return [held('SL1'), ...(late === undefined ? [] : [late]), ...silence, own];
  }
  if (parameters.exhaustive === 0) return [held('SL1'), held('SL2'), own];
  return [held('SL1'), held('SL2'), violation?.name === 'overtaken' ? broken('SL3') : held('SL3'), own];
}

/** Whether any core ever held the lock: one that nobody gets would keep mutual exclusion. */
function entered(trace: Trace): boolean {
  for (let index = 0; index < trace.length; index++)
    if (trace.kinds[trace.kindAt(index)].name === 'enter') return true;
  return false;
}

function judgeForeign(
  trace: Trace,
  { cores, lockAddress }: SpinlockParameters,
  { core, address }: NonNullable<SpinlockResult['foreign']>,
  violation: SpinlockResult['violation'],
): Check {
  const offset = address - lockAddress;
  const where = Number.isInteger(offset)
    ? `lockAddress ${offset < 0 ? '-' : '+'} ${Math.abs(offset)}`
    : 'something that is not an address';
  let event = -1;
  for (let index = 0; event < 0 && index < trace.length; index++) {
    const { kind, values } = trace.event(index);
    const at = kind.fields.indexOf('address');
    if (values[0] === core && at >= 0 && values[at] === LOCK_ADDRESS + offset) event = index;
  }
  return {
    rule: 'SL5',
    passed: false,
    message: `Core ${core} accessed ${where}, which is no word of the lock. With ${cores} cores it may use the ${cores + 2} cache lines of 64 bytes from lockAddress on (lockAddress was ${lockAddress}), at multiples of 4.`,
    event: event < 0 ? violation?.event : event,
  };
}

function messageFor({ trace, parameters, result }: JudgeInput<SpinlockParameters, SpinlockResult>): string {
  const violation = result.violation as NonNullable<SpinlockResult['violation']>;
  const { name, thread, other, event, address, schedule } = violation;
  const timed = parameters.machine === MACHINE.caches;
  const core = timed ? `Cycle ${trace.cycleAt(event)}: core` : 'Core';
  const how = timed
    ? ''
    : ` Schedule ${schedule} (${count(result.switches, 'switch', 'switches')}): ${narrate(trace, event)}.`;
  switch (name) {
    case 'mutual-exclusion':
      return `${core} ${thread} entered while core ${other} was inside.${how} ${whyBothEntered(trace, event, [other, thread], result.needsStoreBuffers)}`;
    case 'final-state':
      return `Every critical section adds 1 to a counter, and some of these additions are lost in the end, though no two cores were inside at the same time.`;
    case 'overtaken':
      return `Core ${thread} was already waiting when core ${other} called acquire, but core ${other} entered first.${how}${adviceOnTurns(trace, event, [thread, other])}`;
    case 'fault':
      return `${core} ${thread} asked for an operation that the machine does not know, or to compute for something that is no number of cycles.${how}`;
    default: {
      const what = releases(trace, event, thread)
        ? 'does not come out of release.'
        : 'waits for ever, though nobody holds the lock.';
      const where =
        address < 0 ? '' : ` It looks at ${place(address)}: see who was to write there, and what.`;
      return `${core} ${thread} ${what}${how}${where}`;
    }
  }
}

const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;

/** Whether the core is in release rather than in acquire. */
function releases(trace: Trace, event: number, core: number): boolean {
  for (let index = event - 1; index >= 0; index--) {
    const { kind, values } = trace.event(index);
    if (values[0] === core && (kind.name === 'leave' || kind.name === 'arrive')) return kind.name === 'leave';
  }
  return false;
}

/** Where both try to be the first to change one word, the advice that helps; else none. */
function adviceOnTurns(trace: Trace, event: number, cores: readonly [number, number]): string {
  const lastAtomic = (core: number) => {
    for (let index = event - 1; index >= 0; index--) {
      const { kind, values } = trace.event(index);
      if (values[0] === core && kind.name === 'atomic') return values[2];
    }
    return undefined;
  };
  const [waiting, overtaking] = cores.map(lastAtomic);
  return overtaking !== undefined && waiting === overtaking
    ? ` Whoever came first to ${place(overtaking)} after it was free got the lock: let cores draw a number, and enter in that order.`
    : '';
}

/** On caches: a core that asked for the lock long after another had, and entered before it. */
function lateOvertaking(trace: Trace, { cores }: SpinlockParameters): Check | undefined {
  const arrived = new Map<number, number>();
  for (let index = 0; index < trace.length; index++) {
    const { name } = trace.kinds[trace.kindAt(index)];
    if (name !== 'arrive' && name !== 'enter') continue;
    const core = trace.valueAt(index, 0);
    const cycle = trace.cycleAt(index);
    if (name === 'arrive') {
      arrived.set(core, cycle);
      continue;
    }
    const asked = arrived.get(core) as number;
    arrived.delete(core);
    for (const [other, since] of arrived)
      if (since + settleCycles(cores) < asked)
        return {
          rule: 'SL3',
          passed: false,
          message: `Cycle ${cycle}: core ${core}, which called acquire at cycle ${asked}, entered before core ${other}, which had been waiting since cycle ${since}.`,
          event: index,
        };
  }
  return undefined;
}

/** While a core holds the lock and all others wait, the bus must be silent. */
function judgeSilence(
  trace: Trace,
  { core, fromCycle, toCycle }: NonNullable<SpinlockResult['quiet']>,
): Check {
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
    message: `From cycle ${fromCycle} to ${toCycle} core ${core} held the lock and the others only waited, but there were ${count(transactions, 'bus transaction', 'bus transactions')}: the first at cycle ${cycle} by core ${values[0]}, on ${place(values[2])}. Wait with plain loads, which the core's own cache answers until the word is written.`,
    event: first,
  };
}
