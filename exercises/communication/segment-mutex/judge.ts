/**
 * What the rules of a mutex in a segment say about a run. One cause, one message: a case about conditions, or about
 * unlocking too early, blames these where two processes that only lock and unlock do that as they should in every
 * interleaving; where they do not, it says nothing.
 */
import { counted } from '../../../simulator/engine/counted';
import type { Trace } from '../../../simulator/engine/trace';
import { COMMUNICATION_CALL } from '../../../simulator/kernel/communication/communication-calls';
import type { Check, JudgeInput } from '../../exercise-definition';
import { Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { CONDITIONS, mutexBytes, OFFSET, ownOffset, PASSES } from './clients';
import { narrate } from './narration';
import { EVENTS, type SegmentMutexParameters, type SegmentMutexResult } from './simulation';
import { WAITING_CYCLES } from './system-run';

const RULES = ['SM1', 'SM2', 'SM3', 'SM4', 'SM5', 'SM6', 'SM7'] as const;
type Rule = (typeof RULES)[number];
type Book = RuleBook<Rule>;
type Input = JudgeInput<SegmentMutexParameters, SegmentMutexResult>;
type Kinds = typeof EVENTS.kinds;

/** So many turns without contention show what they cost. */
const SHOWN = 3;
/** Who waited for longer than this has slept, or worked. */
const LONG_WAIT = 5_000;
/** Returns of `wait` without any signal that one process may have in a run. */
const RETURNS_IN_VAIN = 3;

export function judge(input: Input): readonly Check[] {
  const { parameters, result } = input;
  const { violation, isMutex } = result;
  const book = new RuleBook(RULES);
  const isPlain = parameters.work === 'turns' && !parameters.unlocksTooEarly;
  const isExplored = parameters.machine === 'interleavings';
  if (violation?.name === 'fault') book.broken('SM7', violation.event, foreignMessage(input));
  else if (!isMutex && !(isExplored && isPlain)) return [];
  else if (violation !== null) {
    const rule = ruleOf(parameters, violation.name);
    book.broken(rule, noticedAt(input, rule) ?? violation.event, messageFor(input));
    if (isMutex && rule !== 'SM1') book.kept('SM1');
  } else if (isMutex) {
    book.kept('SM1', 'SM7');
    // One run that happens to end says nothing about those that wait.
    if (isExplored && parameters.exhaustive) book.kept(isPlain ? 'SM2' : ruleOf(parameters, 'deadlock'));
    if (!isExplored) judgeCosts(book, input);
  }
  return book.checks();
}

/** What a case is about takes the blame. */
function ruleOf({ work, unlocksTooEarly }: SegmentMutexParameters, name: string): Rule {
  if (work !== 'turns') return 'SM4';
  if (unlocksTooEarly) return 'SM6';
  return name === 'mutual-exclusion' || name === 'final-state' ? 'SM1' : 'SM2';
}

/** Where a client notes in the segment that unlock did not answer as it should: the end shows no more than that. */
function noticedAt({ trace, result }: Input, rule: Rule): number | undefined {
  if (rule !== 'SM6' || result.violation?.name !== 'final-state') return undefined;
  for (const { index, address } of new Events(trace, EVENTS.kinds).of('store', 'buffered-store'))
    if (address === OFFSET.refusals) return index;
  return undefined;
}

// Costs

/** From asking for the mutex to the last operation of giving it back. */
interface Turn {
  readonly process: number;
  readonly from: number;
  to: number;
  isInUnlock: boolean;
  /** Events of its calls, in lock and in unlock. */
  readonly lockCalls: number[];
  readonly unlockCalls: number[];
}

function turnsOf(events: Events<Kinds>): readonly Turn[] {
  const turns: Turn[] = [];
  const current = new Map<number, Turn>();
  for (const event of events.of('arrive', 'enter', 'leave', 'mark', 'load', 'store', 'atomic', 'call')) {
    const { thread: process, index } = event;
    if (event.name === 'mark') current.delete(process);
    if (event.name === 'arrive') {
      const turn: Turn = {
        ...{ process, from: index, to: index, isInUnlock: false, lockCalls: [], unlockCalls: [] },
      };
      turns.push(turn);
      current.set(process, turn);
    }
    const turn = current.get(process);
    if (turn === undefined) continue;
    turn.to = index;
    if (event.name === 'leave') turn.isInUnlock = true;
    else if (event.name === 'call') (turn.isInUnlock ? turn.unlockCalls : turn.lockCalls).push(index);
  }
  return turns;
}

function judgeCosts(book: Book, { trace, parameters }: Input): void {
  const events = new Events(trace, EVENTS.kinds);
  if (parameters.work === 'turns') {
    const turns = turnsOf(events);
    const alone = turns.filter(
      (turn) =>
        !turns.some(
          (other) => other.process !== turn.process && other.from < turn.to && turn.from < other.to,
        ),
    );
    for (const turn of alone) judgeAlone(book, events, turn);
    if (alone.length >= SHOWN) book.kept('SM3');
  }
  for (const { index, cycle, thread, used } of events.of('busy'))
    book.broken(
      'SM5',
      index,
      `Cycle ${cycle}: process ${thread} has used ${used} cycles of a core to wait, and nobody unlocked or signalled meanwhile: ${WAITING_CYCLES} are allowed. Looking a few times may pay; then let the kernel put the process to sleep (sleepIfEqual).`,
    );
  judgeReturns(book, events);
  if (longestWait(events) > LONG_WAIT) book.kept('SM5');
}

function judgeAlone(
  book: Book,
  events: Events<Kinds>,
  { process, from, lockCalls, unlockCalls }: Turn,
): void {
  for (const [method, calls] of [
    ['lock', lockCalls],
    ['unlock', unlockCalls],
  ] as const) {
    const [call] = calls;
    if (call === undefined) continue;
    const event = events.at(call);
    const wakes = event.name === 'call' && event.call === COMMUNICATION_CALL.wake;
    book.broken(
      'SM3',
      call,
      `Cycle ${event.cycle}: process ${process} had the mutex for itself since cycle ${events.trace.cycleAt(from)}, nobody else held it or asked for it, but ${method} entered the kernel (${wakes ? 'wake' : 'sleepIfEqual'}). Let the word in the segment tell whether somebody may sleep, and ask the kernel only then; who was the last to wait must leave it as if nobody ever had.`,
    );
  }
}

/** A wait that comes back before anybody signalled is a look, and not sleep. */
function judgeReturns(book: Book, events: Events<Kinds>): void {
  const inVain = new Map<number, number>();
  const waiting = new Set<number>();
  for (const { index, cycle, thread: process, point } of events.of('mark')) {
    if (isPoint(point, PASSES.signal)) waiting.clear();
    else if (isPoint(point, PASSES.wait)) waiting.add(process);
    else if (isPoint(point, PASSES.waited) && waiting.has(process)) {
      const times = (inVain.get(process) ?? 0) + 1;
      inVain.set(process, times);
      if (times > RETURNS_IN_VAIN)
        book.broken(
          'SM5',
          index,
          `Cycle ${cycle}: wait of process ${process} came back for the ${times}th time though nobody had signalled since it was called. Whoever waits sleeps until a signal: choose the word and the value for sleepIfEqual so that only a signal changes it.`,
        );
    }
  }
}

const isPoint = (point: number, first: number) => point >= first && point < first + CONDITIONS;

/** From asking for the mutex, or waiting at a condition, to being inside. */
function longestWait(events: Events<Kinds>): number {
  const since = new Map<number, number>();
  let longest = 0;
  for (const event of events.of('arrive', 'mark', 'enter')) {
    const { cycle, thread } = event;
    if (event.name === 'enter') longest = Math.max(longest, cycle - (since.get(thread) ?? cycle));
    else if (event.name === 'arrive' || isPoint(event.point, PASSES.wait)) since.set(thread, cycle);
  }
  return longest;
}

// Messages

const hexadecimal = (address: number) => `0x${address.toString(16)}`;

function foreignMessage({ trace, parameters, result }: Input): string {
  const { violation, foreign, bases } = result;
  const { thread: process, event } = violation as NonNullable<SegmentMutexResult['violation']>;
  if (foreign === null) return `Process ${process} asked for an operation that the machine does not know.`;
  const bytes = mutexBytes(parameters.processes);
  const own = bases[process] + OFFSET.mutex;
  const inside = (base: number) => foreign.address - base - OFFSET.mutex;
  const owner = bases.findIndex(
    (base, other) => other !== process && inside(base) >= 0 && inside(base) < bytes,
  );
  const whose =
    owner >= 0
      ? ` That is where process ${owner} has a word of the mutex: an address means nothing in another process. Keep numbers and offsets in the segment, and let each process add its own address.`
      : ' That is no word of the mutex.';
  return `Process ${process} named ${hexadecimal(foreign.address)}. It has the mutex attached at ${hexadecimal(own)}: ${bytes / 4} words from there on, at multiples of 4.${whose}${howItCame(trace, result, event)}`;
}

function howItCame(trace: Trace, { violation, switches }: SegmentMutexResult, event: number): string {
  return violation === null || violation.schedule === ''
    ? ''
    : `\nSchedule ${violation.schedule} (${counted(switches, 'switches')}): ${narrate(trace, event)}.`;
}

function messageFor({ trace, parameters, result }: Input): string {
  const { name, thread, other, event } = result.violation as NonNullable<SegmentMutexResult['violation']>;
  const how = howItCame(trace, result, event);
  const isTimed = parameters.machine === 'system';
  const who = isTimed ? `Cycle ${trace.cycleAt(event)}: process ${thread}` : `Process ${thread}`;
  const [isAboutWaiting, isAboutEarly] = [parameters.work !== 'turns', parameters.unlocksTooEarly];
  switch (name) {
    case 'mutual-exclusion':
      if (isAboutWaiting)
        return `${who} came inside while process ${other} was. With lock and unlock alone that cannot happen: wait must not come back before the process has the mutex again.${how}`;
      if (isAboutEarly)
        return `${who} entered while process ${other} was inside: a process that does not hold the mutex called unlock, and that gave back the mutex of another.${how}`;
      return `${who} entered while process ${other} was inside. The word must lie in the segment, where both see it; look and take must be one atomic operation; to have been woken is no more than an invitation to try.${how}`;
    case 'final-state':
      return isAboutEarly
        ? `unlock must answer -1 to a process that does not hold the mutex, and 0 to the one that does. It did not: who called it notes that in refusals.${how}`
        : `What processes counted in the segment while they had the mutex is not right in the end.${how}`;
    default:
      return `${who} ${sleepOf(result, trace, event)}${how}`;
  }

  function sleepOf(of: SegmentMutexResult, events: Trace, at: number): string {
    const { address } = of.violation as NonNullable<SegmentMutexResult['violation']>;
    const isPrivate = address === ownOffset(thread) || callsPrivately(events, at, thread);
    if (isPrivate)
      return 'sleeps for ever: it sleeps privately, by its own address, and no other process can wake it there, though both name the same word of the segment. A mutex between processes needs sleepIfEqual and wake.';
    if (isAboutWaiting)
      return `never goes on. wait must give the mutex up and sleep so that no signal is lost in between: what sleepIfEqual compares must have been read while the mutex was still held, and each signal must change it. A signal that finds somebody waiting wakes one of them.`;
    if (isAboutEarly)
      return 'never gets the mutex: a process that does not hold it called unlock, and that changed something.';
    return name === 'lost-wake-up'
      ? 'sleeps for ever: the wake came before it slept. The value that sleepIfEqual expects must be one that the word has no longer once somebody is to be woken.'
      : 'waits for ever, though nobody holds the mutex. Who gives it back must be able to tell that somebody sleeps, or is about to, also when several do.';
  }
}

/** Whether the last call of a process was a private one to sleep. */
function callsPrivately(trace: Trace, event: number, process: number): boolean {
  for (const each of new Events(trace, EVENTS.kinds).before(event))
    if (each.name === 'call' && each.thread === process)
      return each.call === COMMUNICATION_CALL.sleepIfEqualPrivately;
  return false;
}
