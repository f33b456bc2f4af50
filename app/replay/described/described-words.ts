/** Every text of described pictures that is not the exercise's own, and how much of a part is shown. */
import { formatCount } from '../replay-words';

export const describedWords = {
  /** More than these are cut, with a sentence. */
  most: {
    slots: 128,
    items: 32,
    queues: 32,
    rows: 128,
    lanes: 64,
    spaces: 4,
    pages: 24,
    notes: 3,
    further: 8,
  },
  slot: 'slot',
  queue: 'queue',
  lane: 'lane',
  transaction: 'transaction',
  ways: 'Ways between states',
  wayTo: 'to',
  when: 'when',
  moved: (name: string, from: string, to: string) => `${name}: ${from} → ${to}`,
  ofThing: (title: string, thing: string, text: string) => `${title}: ${`${thing} ${text}`.trim()}`,
  standHere: (noun: string, numbers: string) => `${noun}${numbers.includes(',') ? 's' : ''} ${numbers}`,
  inStates: (names: readonly string[], here: readonly string[]) =>
    names
      .map((name, number) => ({ name, here: here[number] ?? '' }))
      .filter((each) => each.here !== '')
      .map((each) => `${each.name} ${each.here}`)
      .join('; '),
  node: 'node',
  buffer: 'buffer',
  space: 'space',
  frame: 'frame',
  holds: 'holds',
  pointers: 'pointers',
  empty: 'empty',
  yes: 'yes',
  no: 'no',
  length: 'length',
  front: 'front',
  frontFirst: 'the front first',
  state: 'state',
  detail: 'more',
  since: 'since',
  parent: 'parent',
  none: 'none',
  notYet: 'not yet there',
  region: 'region',
  column: 'column',
  gap: 'unmapped',
  mappedPages: 'mapped',
  from: 'from',
  to: 'up to',
  rights: 'rights',
  pages: 'pages → frames',
  frames: 'Frames',
  owner: 'owner',
  free: 'free',
  page: (page: string) => `page ${page}`,
  mapped: (page: string, frame: number, rights: string) => `${page} → ${frame} ${rights}`.trimEnd(),
  nothingMapped: 'no page told yet',
  access: (address: string, fault: string) =>
    fault === '' ? `access to ${address}` : `access to ${address}: ${fault}`,
  odd: { orphan: 'its parent is gone', circle: 'it is among its own ancestors' },
  taken: (texts: string) => `taken out: ${texts}`,
  nothing: 'Nothing yet at this event.',
  otherVersion:
    'This run was recorded by another version of the exercise, which today’s picture does not fit. Its events are told as before.',
  is: (state: string) => `is ${state}`,
  depth: (depth: number) => `${formatCount(depth)} levels down`,
  bytes: (bytes: number) => `${formatCount(bytes)} bytes`,
  isRemoved: ', removed',
  now: 'of this event',
  noSuch: (name: string, count: number | undefined) =>
    `There is no ${name}${count === undefined ? '' : `: there are ${formatCount(count)}, numbered from 0`}.`,
  heldNowhere: (text: string) => `No slot holds ${text}.`,
  waitsNowhere: (text: string) => `${text} is in no queue.`,
  nothingToTake: (queue: string) => `Nothing was there to take out of ${queue}.`,
  place: 'at',
  places: (first: number, last: number) => (first === last ? `${first}` : `${first} to ${last}`),
  ofStream: (first: number, last: number) =>
    first === last ? `byte ${first} of the stream` : `bytes ${first} to ${last} of the stream`,
  takenOut: 'taken out now',
  areEmpty: (buffers: string) => `Empty: ${buffers}.`,
  overwrites: (places: string, what: string) => `At ${places} this lay before: ${what}.`,
  nothingLies: (places: string, missing: number) =>
    missing === 1
      ? `At ${places}, one byte is taken that nobody put there.`
      : `At ${places}, ${formatCount(missing)} bytes are taken that nobody put there.`,
  beyond: (places: string, bytes: number) =>
    `${places} lies beyond the end: there are ${formatCount(bytes)} places, from 0 on.`,
  notMapped: (page: string) => `Page ${page} was not mapped.`,
  overlaps: (one: string, other: string) => `${one} overlaps ${other}.`,
  overlapsHere: 'overlaps what lies below',
  endsBeforeItStarts: (region: string) => `${region} ends before it starts.`,
  andMore: (more: number) => ` and ${formatCount(more)} more`,
  cut: (shown: number, all: number) => `${formatCount(shown)} of ${formatCount(all)} are shown.`,
} as const;
