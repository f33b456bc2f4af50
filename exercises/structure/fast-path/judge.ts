/**
 * What the rules of the fast path say about a run. One cause, one message: without mutual exclusion nothing else
 * means anything, and of a run in which somebody waits for ever only that is told.
 */
import { counted } from '../../../simulator/engine/counted';
import type { Trace } from '../../../simulator/engine/trace';
import { LOCK_ADDRESS } from '../../../simulator/kernel/synchronization/lock-client';
import { SLEEP_CALL } from '../../../simulator/kernel/system-calls';
import { SLEEPING_LOCK_EVENTS } from '../../../simulator/laboratories/sleeping-lock-trial';
import type { Check, JudgeInput } from '../../exercise-definition';
import { Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { type FastPathParameters, type FastPathResult, WAITING_CYCLES } from './simulation';

const RULES = ['FP1', 'FP2', 'FP3', 'FP4', 'FP5', 'FP6'] as const;
type Kinds = typeof SLEEPING_LOCK_EVENTS.kinds;

/** So often a thing must have been done before its rule counts as shown. */
const SHOWN = 3;
/** Who waited for longer than this has slept, or worked. */
const LONG_WAIT = 5_000;

export function judge(input: JudgeInput<FastPathParameters, FastPathResult>): readonly Check[] {
  const { parameters, trace, result } = input;
  const { violation, foreign, excludes } = result;
  const book = new RuleBook(RULES);
  const timed = parameters.machine === 'kernel';
  if (foreign !== null) {
    judgeForeign(book, input, foreign);
    return book.checks();
  }
  if (violation !== null) {
    const { name, event } = violation;
    const rule =
      name === 'mutual-exclusion' || name === 'final-state' ? 'FP1' : name === 'fault' ? 'FP6' : 'FP2';
    book.broken(rule, event, messageFor(input));
    if (rule === 'FP2' && excludes) book.kept('FP1');
    return book.checks();
  }
  // No two met in this run, but they may: that is no lock, and keeps nothing else either.
  if (!excludes) return book.checks();
  book.kept('FP1', 'FP6');
  // One run that happens to end says nothing for FP2.
  if (!timed && parameters.exhaustive) book.kept('FP2');
  if (timed) judgeCosts(book, trace);
  return book.checks();
}

/** One turn of a thread: from asking for the lock to the last operation of giving it back. */
interface Round {
  readonly thread: number;
  readonly from: number;
  readonly arrived: number;
  entered: number;
  enteredCycle: number;
  to: number;
  /** Events of its calls and its atomic operations, in lock and in unlock. */
  readonly lockCalls: number[];
  readonly lockAtomics: number[];
  readonly unlockCalls: number[];
  readonly unlockAtomics: number[];
}

function roundsOf(events: Events<Kinds>): readonly Round[] {
  const rounds: Round[] = [];
  const current = new Map<number, Round>();
  for (const event of events.of('arrive', 'enter', 'leave', 'load', 'store', 'atomic', 'call')) {
    const { thread, index } = event;
    if (event.name === 'arrive') {
      const round: Round = {
        ...{ thread, from: index, arrived: event.cycle, entered: -1, enteredCycle: 0, to: index },
        ...{ lockCalls: [], lockAtomics: [], unlockCalls: [], unlockAtomics: [] },
      };
      rounds.push(round);
      current.set(thread, round);
    }
    const round = current.get(thread);
    if (round === undefined) continue;
    round.to = index;
    const inLock = round.entered < 0;
    if (event.name === 'enter') {
      round.entered = index;
      round.enteredCycle = event.cycle;
    } else if (event.name === 'call') (inLock ? round.lockCalls : round.unlockCalls).push(index);
    else if (event.name === 'atomic') (inLock ? round.lockAtomics : round.unlockAtomics).push(index);
  }
  return rounds;
}

function judgeCosts(book: RuleBook<(typeof RULES)[number]>, trace: Trace): void {
  const events = new Events(trace, SLEEPING_LOCK_EVENTS.kinds);
  const rounds = roundsOf(events);
  let alone = 0;
  let slept = 0;
  let waitedLong = 0;
  for (const round of rounds) {
    const contended = rounds.some(
      (other) => other.thread !== round.thread && other.from < round.to && round.from < other.to,
    );
    if (!contended) {
      alone++;
      judgeAlone(book, events, round);
    }
    if (round.lockCalls.length > 0) slept++;
    if (round.enteredCycle - round.arrived > LONG_WAIT) waitedLong++;
    judgeCalls(book, events, round, rounds);
  }
  for (const { index, cycle, thread, used } of events.of('busy'))
    book.broken(
      'FP5',
      index,
      `Cycle ${cycle}: thread ${thread} has used ${used} cycles of a core to wait, while one other thread held the lock all the time: ${WAITING_CYCLES} are allowed. Looking a few times may pay; then let the kernel put the thread to sleep (sleepIfEqual).`,
    );
  if (alone >= SHOWN) book.kept('FP3');
  if (slept >= SHOWN) book.kept('FP4');
  if (waitedLong > 0) book.kept('FP5');
}

function judgeAlone(book: RuleBook<(typeof RULES)[number]>, events: Events<Kinds>, round: Round): void {
  for (const [method, calls, atomics] of [
    ['lock', round.lockCalls, round.lockAtomics],
    ['unlock', round.unlockCalls, round.unlockAtomics],
  ] as const) {
    const [call] = calls;
    const second = atomics[1];
    const where = `thread ${round.thread} was alone with the lock from cycle ${round.arrived} on, nobody else held it or asked for it`;
    if (call !== undefined)
      book.broken(
        'FP3',
        call,
        `Cycle ${events.trace.cycleAt(call)}: ${where}, but ${method} entered the kernel (${nameOf(events, call)}). Let the word tell whether somebody may sleep, and ask the kernel only then; who was the last to wait must leave it as if nobody ever had.`,
      );
    if (second !== undefined)
      book.broken(
        'FP3',
        second,
        `Cycle ${events.trace.cycleAt(second)}: ${where}, but ${method} made ${atomics.length} atomic operations. The first must be enough to take the lock, or to give it back and see whether anybody waits.`,
      );
  }
}

function nameOf(events: Events<Kinds>, index: number): string {
  const event = events.at(index);
  return event.name === 'call' && event.call === SLEEP_CALL.wake ? 'wake' : 'sleepIfEqual';
}

function judgeCalls(
  book: RuleBook<(typeof RULES)[number]>,
  events: Events<Kinds>,
  { thread, from, entered, lockCalls, unlockCalls }: Round,
  rounds: readonly Round[],
): void {
  const between = (index: number) => index > from && index < entered;
  const others = rounds.filter((each) => each.thread !== thread);
  const cameBetween =
    others.filter((each) => between(each.from)).length +
    others.filter((each) => between(each.entered)).length;
  const tooMany = lockCalls[1 + cameBetween];
  if (entered >= 0 && tooMany !== undefined)
    book.broken(
      'FP4',
      tooMany,
      `Cycle ${events.trace.cycleAt(tooMany)}: in one lock thread ${thread} entered the kernel ${lockCalls.length} times, while others asked for the lock or got it ${counted(cameBetween, 'times')}: 1 + ${cameBetween} calls are enough. Is the value that it expects the one that the word has while the thread has to sleep?`,
    );
  const second = unlockCalls[1];
  if (second !== undefined)
    book.broken(
      'FP4',
      second,
      `Cycle ${events.trace.cycleAt(second)}: in one unlock thread ${thread} entered the kernel ${unlockCalls.length} times. One wake for one thread hands the lock on; that one wakes the next.`,
    );
}

function judgeForeign(
  book: RuleBook<(typeof RULES)[number]>,
  { trace, parameters, result }: JudgeInput<FastPathParameters, FastPathResult>,
  { thread, address }: NonNullable<FastPathResult['foreign']>,
): void {
  const { threads, lockAddress } = parameters;
  const offset = address - lockAddress;
  const where = `lockAddress ${offset < 0 ? '-' : '+'} ${Math.abs(offset)}`;
  book.broken(
    'FP6',
    Math.max(0, Math.min(result.violation?.event ?? trace.length - 1, trace.length - 1)),
    `Thread ${thread} named ${where}, which is no word of the lock: these are the ${16 * (threads + 2)} words from lockAddress on, at multiples of 4 (lockAddress was ${lockAddress}).`,
  );
}

function messageFor({ trace, parameters, result }: JudgeInput<FastPathParameters, FastPathResult>): string {
  const { name, thread, other, event, schedule } = result.violation as NonNullable<
    FastPathResult['violation']
  >;
  const who =
    parameters.machine === 'kernel' ? `Cycle ${trace.cycleAt(event)}: thread ${thread}` : `Thread ${thread}`;
  const how =
    schedule === ''
      ? ''
      : `\nSchedule ${schedule} (${counted(result.switches, 'switches')}): ${narrate(trace, event)}.`;
  switch (name) {
    case 'mutual-exclusion':
      return `${who} entered while thread ${other} was inside. Look and take must be one atomic operation; to have been woken is no more than an invitation to try.${how}`;
    case 'final-state':
      return `Every critical section adds 1 to a counter, and some of these additions are lost in the end.${how}`;
    case 'lost-wake-up':
      return `${who} sleeps for ever: the wake came before it slept. The value that sleepIfEqual expects must be one that the word has no longer once somebody is to be woken.${how}`;
    case 'fault':
      return `${who} asked for an operation that the machine does not know.${how}`;
    default:
      return `${who} waits for ever, though nobody holds the lock. Who gives the lock back must be able to tell that somebody sleeps, or is about to, also when several do.${how}`;
  }
}

const TOLD_STEPS = 14;

/** The last steps before the event, in words. */
function narrate(trace: Trace, event: number): string {
  const events = new Events(trace, SLEEPING_LOCK_EVENTS.kinds);
  const clauses: string[] = [];
  const place = (address: number) =>
    address < LOCK_ADDRESS
      ? 'the counter'
      : address === LOCK_ADDRESS
        ? 'lock'
        : `lock+${address - LOCK_ADDRESS}`;
  for (const each of events.before(event)) {
    const clause = clauseOf(each, place);
    if (clause === undefined) continue;
    if (clauses.length === TOLD_STEPS) return `... ${clauses.join(', ')}`;
    clauses.unshift(clause);
  }
  return clauses.join(', ');
}

function clauseOf(
  event: ReturnType<Events<Kinds>['at']>,
  place: (address: number) => string,
): string | undefined {
  switch (event.name) {
    case 'load':
    case 'forwarded-load':
      return event.address < LOCK_ADDRESS
        ? undefined
        : `thread ${event.thread} reads ${event.value} from ${place(event.address)}`;
    case 'store':
    case 'buffered-store':
      return event.address < LOCK_ADDRESS
        ? undefined
        : `thread ${event.thread} stores ${event.value} to ${place(event.address)}${event.name === 'store' ? '' : ' (still in its store buffer)'}`;
    case 'flush':
      return event.address < LOCK_ADDRESS ? undefined : `${event.value} reaches ${place(event.address)}`;
    case 'atomic':
      return `thread ${event.thread} finds ${event.value} in ${place(event.address)} by an atomic operation`;
    case 'sleep':
      return `thread ${event.thread} goes to sleep`;
    case 'wake':
      return `thread ${event.thread} wakes ${event.woken}`;
    case 'enter':
      return `thread ${event.thread} enters`;
    case 'leave':
      return `thread ${event.thread} leaves`;
    default:
      return undefined;
  }
}
