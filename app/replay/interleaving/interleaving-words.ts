/** Every text of the interleaving view, in one typed place. */
import { formatCount, formatCounted } from '../replay-words';
import type { Actor, Phase } from './interleaving-model';

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
  phaseColumns: (time: string) => ['is', `since ${time}`],
  phase: {
    outside: 'outside',
    arrived: 'asking for the lock',
    waiting: 'waiting',
    inside: 'in the critical section',
    asleep: 'asleep',
    finished: 'finished',
  } satisfies Record<Phase, string>,
  lanes: {
    core: 'Cores over time',
    thread: 'Threads over time',
    process: 'Processes over time',
  } satisfies Record<Actor, string>,
  inside: 'inside',
  usesBus: 'asks for the bus',
  bus: 'Bus',
  /** By the number of BUS_TRANSACTIONS (simulator/hardware/caches/memory-listener.ts). */
  transactions: ['read', 'read to write', 'upgrade', 'update', 'write', 'write back', 'atomic'],
  schedule: (steps: number) => `The schedule, step by step (${formatCount(steps)})`,
  lineLegend: 'M modified, O owned, E exclusive, S shared, I invalid',
} as const;

/** What an event is called in its lane, which already says who does it. */
export const stepWords = {
  load: (place: string, value: string) => `reads ${value} from ${place}`,
  forwardedLoad: (place: string, value: string) => `reads ${value} for ${place} from its own buffer`,
  store: (place: string, value: string) => `stores ${value} to ${place}`,
  bufferedStore: (place: string, value: string) => `puts ${value} for ${place} into its buffer`,
  flush: (place: string, value: string) => `its buffer writes ${value} to ${place}`,
  atomic: (operation: string, place: string, found: string) => `${operation} on ${place} finds ${found}`,
  wait: (place: string) => `waits until ${place} changes`,
  arrive: 'asks for the lock',
  enter: 'enters',
  leave: 'leaves',
  fence: 'fence: all its stores are visible',
  mark: (point: number) => `passes point ${point}`,
  sleep: (place: string) => `goes to sleep on ${place}`,
  wake: (place: string, woken: number) => `wakes ${woken} sleeping on ${place}`,
  finish: 'finishes',
  call: (name: string, place: string) => `calls the kernel: ${name} on ${place}`,
  busy: (cycles: number) => `has waited for ${formatCounted(cycles, 'cycles')} of a core`,
  lookAgain: 'whoever is left waits, and nothing can change any more',
  lineState: (place: string, state: string) => `its cache has the line of ${place} ${state}`,
  bus: (what: string, place: string) => `asks on the bus ${what} ${place}`,
  violation: (what: string) => `violation: ${what}`,
} as const;

export const lockSentenceWords = {
  who: (actor: string, number: number) => `${actor} ${number}`,
  when: (time: string, at: number) => `${time} ${formatCount(at)}`,
  since: (who: string, when: string) => (when === '' ? who : `${who} since ${when}`),
  together: (who: string, when: string, other: string, since: string) =>
    `Two are inside: ${who} entered at ${when}, while ${other} had been inside since ${since}.`,
  forEver: (who: string, place: string, since: string) =>
    `${who} waits for ever${place === '' ? '' : ` for ${place} to change`}, since ${since}: nobody is inside, and nothing will change.`,
  notOut: (who: string, since: string) => `${who} left at ${since} and never comes out of release.`,
  overtaken: (who: string, since: string, other: string, later: string) =>
    `${who} asked at ${since} and still waits; ${other} asked later, at ${later}, and is inside before it.`,
  unknown: 'another violation',
  other: (who: string, what: string) => (who === '' ? what : `${who}: ${what}`),
  moment: (inside: readonly string[], wanting: readonly string[]) =>
    `Inside: ${inside.length === 0 ? 'nobody' : inside.join(', ')}. Wanting the lock: ${wanting.length === 0 ? 'nobody' : wanting.join(', ')}.`,
} as const;
