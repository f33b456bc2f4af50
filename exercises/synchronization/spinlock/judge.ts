/**
 * What the rules of the spinlock say about a run. One cause, one message: only the gravest violation of a run is
 * told, and what a run does not come to is left out: without mutual exclusion, getting the lock and getting it in
 * turn mean nothing, and a lock that nobody gets has shown nothing at all.
 */

import { counted } from '../../../simulator/engine/counted';
import { LOCK_ADDRESS } from '../../../simulator/kernel/synchronization/lock-client';
import { COHERENT_EVENTS } from '../../../simulator/laboratories/lock-trial';
import type { Check, JudgeInput } from '../../exercise-definition';
import { Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { type LockEvents, narrate, place, whyBothEntered } from './narration';
import { type SpinlockParameters, type SpinlockResult, settleCycles } from './simulation';

const RULES = ['SL1', 'SL2', 'SL3', 'SL4', 'SL5'] as const;
type Book = RuleBook<(typeof RULES)[number]>;

export function judge(input: JudgeInput<SpinlockParameters, SpinlockResult>): readonly Check[] {
  const book = new RuleBook(RULES);
  look(input, book);
  return book.checks();
}

function look(input: JudgeInput<SpinlockParameters, SpinlockResult>, book: Book): void {
  const { parameters, trace, result } = input;
  const { violation, foreign, excludes } = result;
  const events = new Events(trace, COHERENT_EVENTS.kinds);
  const broken = (rule: (typeof RULES)[number]) =>
    book.broken(rule, violation?.event ?? 0, messageFor(input, events));

  if (foreign !== null) lookAtForeign(events, parameters, foreign, violation, book);
  switch (violation?.name) {
    case 'fault':
      if (foreign === null) broken('SL5');
      return;
    case 'final-state':
      // A lock that writes to the counter itself has its message.
      if (foreign === null) broken('SL1');
      return;
    case 'mutual-exclusion':
      broken('SL1');
      return;
    case 'deadlock':
      // A lock that nobody gets would keep mutual exclusion.
      if (!events.of('enter').next().done) book.kept('SL1');
      broken('SL2');
      return;
  }
  // No two met in this run, but they may: that is no lock, and keeps nothing else either.
  if (!excludes) return;
  book.kept('SL1', 'SL5');
  // One run says nothing for SL2 and SL3: two cores that only happened not to meet keep them too.
  if (parameters.machine === 'caches') {
    lookForLateOvertaking(events, parameters, book);
    const quiet = quietSpan(events, parameters.cores);
    if (quiet !== undefined) lookForSilence(events, quiet, book);
    return;
  }
  book.kept('SL2');
  if (!parameters.exhaustive) return;
  book.kept('SL3');
  if (violation?.name === 'overtaken') broken('SL3');
}

function lookAtForeign(
  events: LockEvents,
  { cores, lockAddress }: SpinlockParameters,
  { thread: core, address }: NonNullable<SpinlockResult['foreign']>,
  violation: SpinlockResult['violation'],
  book: Book,
): void {
  const offset = address - lockAddress;
  const where = Number.isInteger(offset)
    ? `lockAddress ${offset < 0 ? '-' : '+'} ${Math.abs(offset)}`
    : 'something that is not an address';
  let event = violation?.event ?? 0;
  for (const each of events.of())
    if (
      'thread' in each &&
      'address' in each &&
      each.thread === core &&
      each.address === LOCK_ADDRESS + offset
    ) {
      event = each.index;
      break;
    }
  book.broken(
    'SL5',
    event,
    `Core ${core} accessed ${where}, which is no word of the lock. With ${counted(cores, 'cores')} it may use the ${cores + 2} cache lines of 64 bytes from lockAddress on (lockAddress was ${lockAddress}), at multiples of 4.`,
  );
}

function messageFor(
  { trace, parameters, result }: JudgeInput<SpinlockParameters, SpinlockResult>,
  events: LockEvents,
): string {
  const violation = result.violation as NonNullable<SpinlockResult['violation']>;
  const { name, thread, other, event, address, schedule } = violation;
  const timed = parameters.machine === 'caches';
  const core = timed ? `Cycle ${trace.cycleAt(event)}: core` : 'Core';
  const how = timed
    ? ''
    : `\nSchedule ${schedule} (${counted(result.switches, 'switches')}): ${narrate(events, event)}.`;
  switch (name) {
    case 'mutual-exclusion':
      return `${core} ${thread} entered while core ${other} was inside. ${whyBothEntered(events, event, [other, thread], result.needsStoreBuffers)}${how}`;
    case 'final-state':
      return `Every critical section adds 1 to a counter, and some of these additions are lost in the end, though no two cores were inside at the same time.`;
    case 'overtaken':
      return `Core ${thread} was already waiting when core ${other} called acquire, but core ${other} entered first.${adviceOnTurns(events, event, [thread, other])}${how}`;
    case 'fault':
      return `${core} ${thread} asked for an operation that the machine does not know, or to compute for something that is no number of cycles.${how}`;
    default: {
      const what = releases(events, event, thread)
        ? 'does not come out of release.'
        : 'waits for ever, though nobody holds the lock.';
      const where =
        address < 0 ? '' : ` It looks at ${place(address)}: see who was to write there, and what.`;
      return `${core} ${thread} ${what}${where}${how}`;
    }
  }
}

/** Whether the core is in release rather than in acquire. */
function releases(events: LockEvents, event: number, core: number): boolean {
  for (const { name, thread } of events.before(event, 'arrive', 'leave'))
    if (thread === core) return name === 'leave';
  return false;
}

/** Where both try to be the first to change one word, the advice that helps; else none. */
function adviceOnTurns(events: LockEvents, event: number, cores: readonly [number, number]): string {
  const [waiting, overtaking] = cores.map((core) => {
    for (const { thread, address } of events.before(event, 'atomic')) if (thread === core) return address;
    return undefined;
  });
  return overtaking !== undefined && waiting === overtaking
    ? ` Whoever came first to ${place(overtaking)} after it was free got the lock: let cores draw a number, and enter in that order.`
    : '';
}

/** On caches: a core that asked for the lock long after another had, and entered before it. */
function lookForLateOvertaking(events: LockEvents, { cores }: SpinlockParameters, book: Book): void {
  const arrived = new Map<number, number>();
  for (const { name, thread: core, cycle, index } of events.of('arrive', 'enter')) {
    if (name === 'arrive') {
      arrived.set(core, cycle);
      continue;
    }
    const asked = arrived.get(core) as number;
    arrived.delete(core);
    for (const [other, since] of arrived)
      if (since + settleCycles(cores) < asked)
        book.broken(
          'SL3',
          index,
          `Cycle ${cycle}: core ${core}, which called acquire at cycle ${asked}, entered before core ${other}, which had been waiting since cycle ${since}.`,
        );
  }
}

/** From `fromCycle` to `toCycle` a core held the lock, and all others that wanted it waited. */
interface QuietSpan {
  readonly core: number;
  readonly fromCycle: number;
  readonly toCycle: number;
}

/** The part of the longest hold in which all who came had had time to begin to wait; undefined when nobody did. */
function quietSpan(events: LockEvents, cores: number): QuietSpan | undefined {
  const waiting = new Set<number>();
  let quiet: QuietSpan | undefined;
  let settled = 0;
  let longest = 0;
  for (const { name, cycle, thread: core } of events.of('arrive', 'enter', 'leave')) {
    if (name === 'leave') {
      if (waiting.size > 0 && cycle - settled > longest) {
        longest = cycle - settled;
        quiet = { core, fromCycle: settled, toCycle: cycle };
      }
      continue;
    }
    if (name === 'arrive') waiting.add(core);
    else waiting.delete(core);
    settled = cycle + settleCycles(cores);
  }
  return quiet;
}

/** While a core holds the lock and all others wait, the bus must be silent. */
function lookForSilence(events: LockEvents, { core, fromCycle, toCycle }: QuietSpan, book: Book): void {
  book.kept('SL4');
  const transactions = [...events.of('bus')].filter(({ cycle }) => cycle >= fromCycle && cycle < toCycle);
  const [first] = transactions;
  if (first === undefined) return;
  book.broken(
    'SL4',
    first.index,
    `From cycle ${fromCycle} to ${toCycle} core ${core} held the lock and the others only waited, but there were ${counted(transactions.length, 'bus transactions')}: the first at cycle ${first.cycle} by core ${first.core}, on ${place(first.address)}. Wait with plain loads, which the core's own cache answers until the word is written.`,
  );
}
