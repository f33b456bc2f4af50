/**
 * Judges a round-robin run from its trace alone: keeps its own queue of who waits, in the order of the `ready`
 * events, and holds every answer against it. After a wrong answer it follows what happened, so that one mistake
 * is not counted against other rules.
 */
import { SCHEDULING_EVENT as EVENT } from '../../../simulator/kernel/scheduling-events';
import type { Check, JudgeInput } from '../../exercise-definition';
import { Findings } from '../findings';
import { NOTHING_RAN, nothingRan } from '../nothing-ran';
import { unfinishedThreads } from '../unfinished-threads';
import type { RoundRobinParameters } from './simulation';

const RULES = ['RR1', 'RR2', 'RR3', 'RR4', 'RR5', 'RR6', 'RR7'];

export function judge({ parameters, trace }: JudgeInput<RoundRobinParameters, null>): readonly Check[] {
  const { quantumTicks } = parameters;
  const findings = new Findings();
  const queue: number[] = [];
  for (let index = 0; index < trace.length; index++) {
    const cycle = trace.cycleAt(index);
    const [a, b, c, d] = [0, 1, 2, 3].map((field) => trace.valueAt(index, field));
    switch (trace.kindAt(index)) {
      case EVENT.ready:
        queue.push(a);
        break;
      case EVENT.dispatch: {
        const at = queue.indexOf(b);
        if (at !== 0)
          findings.add(
            'RR2',
            index,
            `Cycle ${cycle}: pickNext(${a}) answered thread ${b}, but thread ${queue[0]} has waited longer (waiting in order: ${list(queue)}). Hand out the thread at the head; put every thread that becomes ready at the tail, whatever the reason.`,
          );
        queue.splice(at, 1);
        break;
      }
      case EVENT.idle:
        if (queue.length > 0)
          findings.add(
            'RR3',
            index,
            `Cycle ${cycle}: pickNext(${a}) answered -1 although ${list(queue)} waited. Answer -1 only when no thread waits; check that enqueue keeps every thread it is given.`,
          );
        break;
      case EVENT['bad-pick']:
        findings.add(
          'RR1',
          index,
          `Cycle ${cycle}: pickNext(${a}) answered ${b}, which is ${c === 0 ? 'not the number of a thread' : 'a thread that is not waiting'}. Answer a waiting thread and forget it in your queue, or -1.`,
        );
        break;
      case EVENT['bad-tick']:
        findings.add(
          'RR1',
          index,
          `Cycle ${cycle}: tick(${a}, ${b}) answered ${c}. Answer 1 to preempt, 0 to let the thread run on.`,
        );
        break;
      case EVENT.tick: {
        const answer = c;
        const ticks = d;
        const who = `Cycle ${cycle}: tick(${a}, ${b}), tick ${ticks} since thread ${b} was dispatched, quantum ${quantumTicks}`;
        if (answer === 0 && ticks >= quantumTicks && queue.length > 0)
          findings.add(
            'RR4',
            index,
            `${who}: answered 0 while ${list(queue)} waited. Count the ticks of each core from pickNext on, and answer 1 from tick ${quantumTicks} on when a thread waits.`,
          );
        else if (answer === 1 && ticks < quantumTicks)
          findings.add(
            'RR5',
            index,
            `${who}: answered 1, too early. Every dispatch starts a full quantum: set the count of that core, and only of that core, to 0 in pickNext.`,
          );
        else if (answer === 1 && queue.length === 0)
          findings.add(
            'RR6',
            index,
            `${who}: answered 1 although no thread waited. Let a thread run on when there is nobody to switch to.`,
          );
        break;
      }
      case EVENT.stall:
        findings.add(
          'RR7',
          index,
          `Cycle ${cycle}: every core idles and nothing can happen any more, but ${list(unfinishedThreads(trace))} never finished. A thread was lost between enqueue and pickNext.`,
        );
        break;
    }
  }
  if (nothingRan(trace)) findings.addAll(RULES, trace.length - 1, NOTHING_RAN);
  return findings.checks(RULES);
}

function list(threads: readonly number[]): string {
  const shown = threads.slice(0, 6).join(', ');
  return `thread${threads.length === 1 ? '' : 's'} ${shown}${threads.length > 6 ? ', ...' : ''}`;
}
