/** Every text of the interleaving view, in one typed place. */
import { formatCount } from '../replay-words';
import type { Phase } from './interleaving-model';

export const interleavingWords = {
  picture: 'Interleaving, a lane for each and a row a step',
  step: 'Time',
  lane: (kind: string, lane: number) => `${kind} ${lane}`,
  memory: 'Shared words after this event',
  wordColumns: ['address', 'value'],
  buffers: 'Store buffers after this event, oldest first',
  bufferColumns: ['waiting to be written'],
  emptyBuffer: 'empty',
  lines: 'Cache lines after this event',
  line: 'line',
  unknownWord: 'not told',
  phases: 'Who is where after this event',
  phaseColumns: ['is', 'since event'],
  phase: {
    outside: 'outside',
    arrived: 'asking for the lock',
    waiting: 'waiting',
    inside: 'in the critical section',
    asleep: 'asleep',
    finished: 'finished',
  } satisfies Record<Phase, string>,
  since: (event: number) => (event < 0 ? '' : formatCount(event)),
  lineLegend: 'M modified, O owned, E exclusive, S shared, I invalid',
} as const;
