/** The last steps of an interleaving of a mutex, in words. */

import { tellValue, wordsOf } from '../../../simulator/engine/event-words';
import type { Trace } from '../../../simulator/engine/trace';
import { Events } from '../../judging/events';
import { EVENTS, OFFSET, PASSES } from './clients';

const TOLD_STEPS = 14;
type Event = ReturnType<Events<typeof EVENTS.kinds>['at']>;

const kindOf = (name: string) => EVENTS.kinds.find((kind) => kind.name === name);
const word = (value: number) => tellValue(value, wordsOf(kindOf('load'), 'value'), 'place');
const place = (address: number) => tellValue(address, wordsOf(kindOf('load'), 'address'), 'place');

export function narrate(trace: Trace, event: number): string {
  const clauses: string[] = [];
  for (const each of new Events(trace, EVENTS.kinds).before(event)) {
    const clause = clauseOf(each);
    if (clause === undefined) continue;
    if (clauses.length === TOLD_STEPS) return `... ${clauses.join(', ')}`;
    clauses.unshift(clause);
  }
  return clauses.join(', ');
}

function clauseOf(event: Event): string | undefined {
  switch (event.name) {
    case 'load':
    case 'forwarded-load':
      return event.address < OFFSET.mutex
        ? undefined
        : `process ${event.thread} reads ${word(event.value)} from ${place(event.address)}`;
    case 'store':
    case 'buffered-store':
      return event.address < OFFSET.mutex
        ? undefined
        : `process ${event.thread} stores ${word(event.value)} to ${place(event.address)}${event.name === 'store' ? '' : ' (still in its store buffer)'}`;
    case 'flush':
      return event.address < OFFSET.mutex
        ? undefined
        : `${word(event.value)} reaches ${place(event.address)}`;
    case 'atomic':
      return `process ${event.thread} finds ${word(event.value)} in ${place(event.address)} by an atomic operation`;
    case 'sleep':
      return `process ${event.thread} goes to sleep at ${place(event.channel)}`;
    case 'wake':
      return `process ${event.thread} wakes ${event.woken} at ${place(event.channel)}`;
    case 'enter':
      return `process ${event.thread} is inside`;
    case 'leave':
      return `process ${event.thread} leaves`;
    case 'mark':
      return event.point >= PASSES.waited && event.point < PASSES.signal
        ? undefined
        : `process ${event.thread} ${tellValue(event.point, wordsOf(kindOf('mark'), 'point'))}`;
    default:
      return undefined;
  }
}
