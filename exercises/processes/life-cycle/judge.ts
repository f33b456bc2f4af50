/**
 * Judges each answer by the states and times of the run. A thread of which a state or change was wrong is asked about
 * no further: what it is said to be from then on is a consequence. So are its times after a wrong time.
 */
import { counted } from '../../../simulator/engine/counted';
import {
  THREAD_STATE,
  THREAD_STATE_NAMES,
  THREAD_TRANSITIONS,
} from '../../../simulator/kernel/threads/life-cycle';
import type { Check, JudgeInput } from '../../exercise-definition';
import { Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { threadCount } from '../../scheduling/workload';
import { LIFE_EVENTS, type LifeCycleParameters } from './simulation';

const RULES = ['LC1', 'LC2', 'LC3', 'LC4', 'LC5'] as const;

interface Life {
  state: number;
  since: number;
  /** By state. */
  readonly spent: number[];
  /** Whether its state was wrong, and whether its times were. */
  doubtful: boolean;
  timesDoubtful: boolean;
}

const nameOf = (state: number) => THREAD_STATE_NAMES[state] ?? `in state ${state}`;

export function judge({ trace, parameters }: JudgeInput<LifeCycleParameters, null>): readonly Check[] {
  const book = new RuleBook(RULES);
  const lives = Array.from(
    { length: threadCount(parameters) },
    (): Life => ({
      state: THREAD_STATE.new,
      since: 0,
      spent: [0, 0, 0, 0, 0],
      doubtful: false,
      timesDoubtful: false,
    }),
  );
  /** What the last attempt was about, until something happens or time passes. */
  let attempted: { readonly thread: number; readonly cycle: number } | undefined;
  // Answers that were right, of threads about which all answers were.
  let [changes, refusals, unchanged, times, nobodies] = [0, 0, 0, 0, 0];
  const events = new Events(trace, LIFE_EVENTS.kinds);
  for (const event of events.of()) {
    const { thread, answer, cycle, index, name } = event;
    const life = lives[thread];
    const broken = (rule: (typeof RULES)[number], message: string) => {
      if (life !== undefined && name === 'cycles') life.timesDoubtful = true;
      else if (life !== undefined) life.doubtful = true;
      book.broken(rule, index, `Cycle ${cycle}: ${message}`);
    };
    if (life === undefined) {
      judgeNobody(event, lives.length, broken);
      nobodies++;
      continue;
    }
    const isAttempt = attempted?.thread === thread && attempted.cycle === cycle;
    const was = `thread ${thread} is ${nameOf(life.state)} since cycle ${life.since}`;
    switch (name) {
      case 'attempt':
        attempted = { thread, cycle };
        if (life.doubtful) break;
        if (answer === 0) refusals++;
        else
          broken(
            'LC2',
            `change(${thread}, ${event.transition}, ${cycle}) answered ${answer}, but ${was}: ${THREAD_TRANSITIONS[event.transition]?.name ?? 'this number is no change: it'} cannot happen to it. Answer 0.`,
          );
        break;
      case 'state':
        if (life.doubtful) break;
        if (answer === life.state) {
          if (isAttempt && life.state !== THREAD_STATE.new) unchanged++;
        } else
          broken(
            isAttempt ? 'LC3' : 'LC1',
            `state(${thread}) answered ${answer}, but ${was}${isAttempt ? ': what was just refused changes nothing' : ''}.`,
          );
        break;
      case 'cycles': {
        if (life.doubtful || life.timesDoubtful) break;
        const { state } = event;
        const isCounted = state >= THREAD_STATE.ready && state <= THREAD_STATE.blocked;
        const present = state === life.state ? cycle - life.since : 0;
        const right = isCounted ? (life.spent[state] ?? 0) + present : 0;
        if (answer === right) {
          if (right > 0) times++;
        } else
          broken(
            isAttempt ? 'LC3' : 'LC4',
            `cycles(${thread}, ${state}, ${cycle}) answered ${answer}; ${isCounted ? `thread ${thread} was ${nameOf(state)} for ${counted(right, 'cycles')}${present > 0 ? `, the last ${present} of them until now` : ''}` : `time ${nameOf(state)} is not counted: answer 0`}${isAttempt ? '. What was just refused changes nothing' : ''}.`,
          );
        break;
      }
      default: {
        attempted = undefined;
        const { to } = THREAD_TRANSITIONS.find((each) => each.name === name) ?? { to: life.state };
        if (answer === 1 && !life.doubtful) changes++;
        else if (!life.doubtful)
          broken(
            'LC1',
            `${name} of thread ${thread} was answered ${answer}, but ${was}: it can happen. Answer 1.`,
          );
        life.spent[life.state] = (life.spent[life.state] ?? 0) + cycle - life.since;
        life.since = cycle;
        life.state = to;
      }
    }
  }
  if (changes > 0) book.kept('LC1');
  if (unchanged > 0 && refusals > 0) book.kept('LC2', 'LC3');
  if (times > 0) book.kept('LC4');
  if (changes > 0 && nobodies > 0) book.kept('LC5');
  return book.checks();
}

type Told = ReturnType<Events<typeof LIFE_EVENTS.kinds>['at']>;

/** There is no such thread. */
function judgeNobody(event: Told, count: number, broken: (rule: 'LC5', message: string) => void): void {
  const { name, thread, answer } = event;
  const right = name === 'state' ? -1 : 0;
  if (answer !== right)
    broken(
      'LC5',
      `${name === 'attempt' ? 'change' : name} of thread ${thread} answered ${answer}; there ${count === 1 ? 'is' : 'are'} ${counted(count, 'threads')}, from 0 on: answer ${right}.`,
    );
}
