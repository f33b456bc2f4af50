/** Every text of the replay's frame, in one typed place; the words of events are in event-words.ts. */
import { counted } from '../../simulator/engine/counted';

const number = new Intl.NumberFormat('en-GB');

export const replayWords = {
  title: (title: string) => `Replay: ${title}`,
  empty: 'This run stopped before anything happened: there is nothing to replay.',
  cannotBeDrawn: 'This cannot be drawn: the run is not one that its picture knows.',
  position: (index: number, length: number) =>
    `Event ${number.format(index)} of ${number.format(length - 1)}`,
  moment: (unit: string, time: number) => `${unit} ${number.format(time)}`,
  truncated: (kept: number, count: number) =>
    `The run had ${number.format(count)} events; the first ${number.format(kept)} were kept.`,
  first: 'First event',
  back: 'Step back',
  forward: 'Step forward',
  last: 'Last event',
  nextFailure: 'Next failure',
  play: 'Play',
  pause: 'Pause',
  speed: 'Speed',
  eventsPerSecond: (count: number) => `${number.format(count)} / s`,
  fill: 'Fill the window',
  unfill: 'Back to the page',
  scrubber: 'Event',
  steps: 'Step through the run',
  showAs: 'Show as',
  picture: 'Picture',
  table: 'Table',
  divergence: 'First divergence',
  failure: 'Failure',
  failedHere: (rule: string, message: string) => `${rule}: ${message}`,
  howItCame: 'How it came to it',
  keys: 'Keys: ← → step, Page Up and Page Down ten events, Home and End, n next failure, p play, f fill the window.',
  events: 'Events of the run',
  eventColumns: { index: 'No.', cycle: 'Time', kind: 'Event', words: 'What happens' },
  calledHere: 'Your code here',
  calledBefore: 'Your code just before',
  calledAfter: 'Your code just behind',
  endedAt: (name: string, line: number) => `${name}, line ${line}`,
  moreCalls: (count: number) => `and ${number.format(count)} more`,
  fails: (rules: string) => `fails ${rules}`,
  inPicture: (what: string) => `${what} (scrolls)`,
} as const;

export function formatCount(value: number): string {
  return number.format(value);
}

/** `1 byte`, `2,048 bytes`. */
export function formatCounted(count: number, plural: string): string {
  return counted(count, plural, formatCount(count));
}
