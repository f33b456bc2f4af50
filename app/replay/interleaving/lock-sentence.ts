/**
 * The one sentence about a lock at the moment of an event: who is inside with whom, who was overtaken, who waits for
 * ever and for what, since which step; while nothing is violated, who is inside and who wants to be. No drawing here.
 */
import { fieldOf } from '../../../simulator/engine/event-words';
import type { Trace } from '../../../simulator/engine/trace';
import { VIOLATIONS } from '../../../simulator/explorer/violation';
import type { InterleavingModel, Phase } from './interleaving-model';
import { lockSentenceWords as words } from './interleaving-words';

export interface LockSentence {
  readonly text: string;
  readonly isBad: boolean;
}

export function lockSentence(model: InterleavingModel, trace: Trace, index: number): LockSentence {
  const violation = model.violations.findLast((event) => event <= index);
  if (violation === undefined) return { text: momentOf(model, index), isBad: false };
  const event = trace.event(violation);
  const lane = fieldOf(event, 'thread') ?? -1;
  const other = fieldOf(event, 'other') ?? -1;
  const address = fieldOf(event, 'address') ?? -1;
  const violated = VIOLATIONS[fieldOf(event, 'kind') ?? -1];
  const who = (number: number) => words.who(model.actor, number);
  const since = (number: number) => when(model, model.phases[number]?.since(violation) ?? -1);
  return { text: tell(), isBad: true };

  function tell(): string {
    switch (violated?.name) {
      case 'mutual-exclusion':
        return words.together(who(lane), since(lane), who(other), since(other));
      case 'deadlock':
      case 'lost-wake-up':
        return model.phases[lane]?.at(violation as number) === 'outside'
          ? words.notOut(who(lane), since(lane))
          : words.forEver(who(lane), address < 0 ? '' : model.place(address), since(lane));
      case 'overtaken':
        return words.overtaken(
          who(lane),
          when(model, lastOf(trace, 'arrive', lane, violation as number)),
          who(other),
          when(model, lastOf(trace, 'arrive', other, violation as number)),
        );
      default:
        return words.other(lane < 0 ? '' : who(lane), violated?.description ?? words.unknown);
    }
  }
}

function momentOf(model: InterleavingModel, index: number): string {
  const those = (phases: readonly Phase[]) =>
    model.phases.flatMap((history, lane) =>
      phases.includes(history.at(index) ?? 'outside')
        ? [words.since(words.who(model.actor, lane), when(model, history.since(index)))]
        : [],
    );
  return words.moment(those(['inside']), those(['arrived', 'waiting', 'asleep']));
}

/** The last event of this kind by a lane, at or before `index`; -1 for none. */
function lastOf(trace: Trace, name: string, lane: number, index: number): number {
  for (let at = index; at >= 0; at--) {
    const event = trace.event(at);
    if (event.kind.name === name && fieldOf(event, 'thread') === lane) return at;
  }
  return -1;
}

function when(model: InterleavingModel, event: number): string {
  return event < 0 ? '' : words.when(model.time, model.timeOf(event));
}
