/**
 * Judges a run of the ready queue from its trace alone: keeps its own list of who waits, in the order in which they
 * joined, and holds every answer against the policy of the case. After a wrong answer it follows what happened:
 *
 *      a pick that names no waiting thread    ends the judging: kernel and queue disagree from then on
 *      a thread that is never picked again    breaks MP5, and counts for no other rule as waiting
 */
import { removeAt } from '../../../simulator/engine/in-place';
import { SCHEDULING_EVENTS } from '../../../simulator/kernel/scheduling/scheduling-events';
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { describeBadTick, listThreads, ThreadStates } from '../../scheduling/thread-states';
import type { MechanismParameters, MechanismResult } from './simulation';

const RULES = ['MP1', 'MP2', 'MP3', 'MP4', 'MP5', 'MP6', 'MP7'] as const;
type Event = EventOf<typeof SCHEDULING_EVENTS.kinds>;
type EventNamed<Name extends Event['name']> = EventOf<typeof SCHEDULING_EVENTS.kinds, Name>;

/** So often a thing must have been done before its rule counts as shown. */
const SHOWN = 3;

interface Policy {
  readonly rule: (typeof RULES)[number];
  goesBefore(a: number, b: number): boolean;
  /** Why the first of two goes first. */
  why(first: number, other: number): string;
  /** Why the first that waits does not go before the running thread. */
  whyNot(waiting: number, running: number): string;
  readonly advice: string;
}

const JOINED = 'joined the queue before it';

function policyOf({ policy }: MechanismParameters, { priorities, places }: MechanismResult): Policy {
  switch (policy) {
    case 'firstCome':
      return {
        rule: 'MP2',
        goesBefore: () => false,
        why: () => JOINED,
        whyNot: () => 'under policy 0 nobody takes the core from anybody',
        advice: 'Under policy 0 nothing counts but the order of the enqueue calls, whatever their reason.',
      };
    case 'priority':
      return {
        rule: 'MP3',
        goesBefore: (a, b) => priorities[a] < priorities[b],
        why: (first, other) =>
          priorities[first] === priorities[other]
            ? `has the same priority ${priorities[first]} and ${JOINED}`
            : `has priority ${priorities[first]}, which goes before ${priorities[other]}`,
        whyNot: (waiting, running) =>
          `it has priority ${priorities[waiting]}, thread ${running} has ${priorities[running]}`,
        advice:
          'Under policy 1 the lowest number goes first; of equals the one whose latest enqueue call came first.',
      };
    case 'kernel':
      return {
        rule: 'MP4',
        goesBefore: (a, b) => places[a] < places[b],
        why: (first, other) => `goes first: services.before(${first}, ${other}) is 1`,
        whyNot: (waiting, running) => `services.before(${waiting}, ${running}) is 0`,
        advice:
          'Under policy 2 ask services.before wherever your queue compares two threads, and nothing else.',
      };
  }
}

export function judge({
  parameters,
  trace,
  result,
}: JudgeInput<MechanismParameters, MechanismResult>): readonly Check[] {
  const book = new RuleBook(RULES);
  const events = new Events(trace, SCHEDULING_EVENTS.kinds);
  const states = new ThreadStates(trace);
  const policy = policyOf(parameters, result);
  /** Who waits, in the order of joining, without those that are lost; and those. */
  const queue: number[] = [];
  const lost: number[] = [];
  const chosen = new Set<number>();
  let againstArrival = 0;
  let preemptions = 0;
  let ranOn = 0;
  let agreed = true;

  const broken = (rule: (typeof RULES)[number], event: Event, message: string) =>
    book.broken(rule, event.index, `Cycle ${event.cycle}: ${message}`);
  const first = () => queue.reduce((best, each) => (policy.goesBefore(each, best) ? each : best));

  function onDispatch(event: EventNamed<'dispatch'>): void {
    const { core, thread } = event;
    const due = first();
    if (thread !== due)
      broken(
        policy.rule,
        event,
        `pickNext(${core}) answered thread ${thread}, but thread ${due} ${policy.why(due, thread)}. Waiting, in the order of joining: ${listThreads(queue)}. ${policy.advice}`,
      );
    if (queue.length > 1) {
      chosen.add(thread);
      if (due !== queue[0]) againstArrival++;
    }
    removeAt(queue, queue.indexOf(thread));
  }

  function onTick(event: EventNamed<'tick'>): void {
    const { core, thread, answer } = event;
    if (events.isAt(event.index + 1, 'bad-tick')) return;
    const due = queue.length === 0 ? -1 : first();
    const mustGo = due >= 0 && policy.goesBefore(due, thread);
    if (mustGo && answer === 0)
      broken(
        'MP6',
        event,
        `tick(${core}, ${thread}) answered 0 although ${states.describeWaiting(due)} waited, which ${policy.why(due, thread)}. Answer 1 as soon as the first of the queue goes before the running thread.`,
      );
    if (!mustGo && answer === 1 && !lost.some((each) => policy.goesBefore(each, thread)))
      broken(
        'MP7',
        event,
        `tick(${core}, ${thread}) answered 1 although ${due < 0 ? 'no thread waited' : `the first that waits is thread ${due}, and ${policy.whyNot(due, thread)}`}. Answer 1 only if the first of the queue goes before the running thread; an equal does not.`,
      );
    if (mustGo && answer === 1) preemptions++;
    if (!mustGo && answer === 0 && queue.length > 0) ranOn++;
  }

  for (const event of events.of()) {
    if (event.name === 'ready') (states.isLostAt(event) ? lost : queue).push(event.thread);
    else if (event.name === 'dispatch') onDispatch(event);
    else if (event.name === 'tick') onTick(event);
    else if (event.name === 'idle' && queue.length > 0)
      broken('MP5', event, states.describeIdle(event.core, queue));
    else if (event.name === 'bad-tick') broken('MP1', event, describeBadTick(event));
    else if (event.name === 'bad-pick') {
      agreed = false;
      broken('MP1', event, states.describeBadPick(event));
      break;
    }
    states.follow(event);
  }
  if (agreed && states.lostCount > 0) book.broken('MP5', states.firstLoss, states.describeLoss());

  if (chosen.size >= SHOWN) {
    if (policy.rule === 'MP2' || againstArrival >= SHOWN) book.kept(policy.rule);
    if (agreed) book.kept('MP1', 'MP5');
    if (preemptions >= SHOWN) book.kept('MP6');
    if (preemptions >= SHOWN && ranOn >= SHOWN) book.kept('MP7');
  }
  return book.checks();
}
