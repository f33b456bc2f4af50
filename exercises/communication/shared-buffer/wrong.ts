import type { WrongSolution } from '../../wrong-solution';

// Texts of the reference.
const ATTACH = 'this.base = yield* systemCall(COMMUNICATION_CALL.attach, segment, GRANT_RIGHTS.readWrite);';
const SENT = 'yield* this.copy(from, to);\n    yield* this.publish();';
const TAKEN = 'yield* this.copy(from, to);\n    yield* this.release();';
const SEEMS_FULL = 'if (this.published - this.released === this.places) {';
const IS_FULL = 'if (this.published - this.released === this.places) return 0;';
const IS_EMPTY = 'if (this.released === this.published) return 0;';
const SEEMS_EMPTY = 'if (this.released === this.published) {';
const PUBLISH = 'return yield* store(this.base + PUBLISHED, this.published);';
const RELEASE = 'return yield* store(this.base + RELEASED, this.released);';
const PLACE = 'return this.base + MESSAGES + (message % this.places) * this.words * WORD_BYTES;';
const NEXT = 'return this.place(this.published);';
const OLDEST = 'return this.place(this.released);';
const PUBLISHED_MORE = 'this.published++;';
const RELEASED_MORE = 'this.released++;';

const wrong: readonly WrongSolution[] = [
  // SB1: set-up.
  {
    name: 'attaches-twice',
    fails: 'SB1',
    why: 'Attaches the segment once to load and once to store.',
    replace: [
      [ATTACH, `yield* systemCall(COMMUNICATION_CALL.attach, segment, GRANT_RIGHTS.read);\n    ${ATTACH}`],
    ],
  },
  {
    name: 'to-read-only',
    fails: 'SB1',
    why: 'Attaches the segment to read only: the first store ends the process.',
    replace: [[ATTACH, ATTACH.replace('readWrite', 'read')]],
  },
  {
    name: 'wakes-in-open',
    fails: 'SB1',
    why: 'Makes a third call when the segment is there: it wakes whoever waits for it, and nobody does.',
    replace: [[ATTACH, `${ATTACH}\n    yield* systemCall(65, this.base, 1);`]],
  },
  // SB2: no crossing a message.
  {
    name: 'wakes-the-other',
    fails: 'SB2',
    why: 'Wakes a receiver for each message.',
    replace: [
      [
        PUBLISH,
        `yield* store(this.base + PUBLISHED, this.published);\n    return yield* systemCall(65, this.base, 1);`,
      ],
    ],
  },
  {
    name: 'yields-when-empty',
    fails: 'SB2',
    why: 'Asks the kernel for another process when there is no message.',
    replace: [
      [
        IS_EMPTY,
        'if (this.released === this.published) {\n        yield* systemCall(1);\n        return 0;\n      }',
      ],
    ],
  },
  // SB3: whole, in order, once.
  {
    name: 'newest-first',
    fails: 'SB3',
    why: 'Gives out the message that came last.',
    replace: [[OLDEST, 'return this.place(this.published - 1);']],
  },
  {
    name: 'never-goes-on',
    fails: 'SB3',
    why: 'Receives the same place again and again.',
    replace: [[OLDEST, 'return this.place(0);']],
  },
  {
    name: 'places-overlap',
    fails: 'SB3',
    why: 'Lets places overlap by a word.',
    replace: [[PLACE, PLACE.replace('* this.words', '* (this.words - (this.words > 1 ? 1 : 0))')]],
  },
  // SB4: neither half nor overwritten.
  {
    name: 'published-first',
    fails: 'SB4',
    why: 'Says that a message is there before it copies it.',
    replace: [[SENT, 'yield* this.publish();\n    yield* this.copy(from, to);']],
  },
  {
    name: 'released-first',
    fails: 'SB4',
    why: 'Frees the place before it copies the message out.',
    replace: [[TAKEN, 'yield* this.release();\n    yield* this.copy(from, to);']],
  },
  {
    name: 'last-word-later',
    fails: 'SB4',
    why: 'Stores the last word after it has said that the message is there.',
    replace: [
      [
        SENT,
        'for (let i = 0; i < this.words - 1; i++) yield* store(to + i * WORD_BYTES, yield* load(from + i * WORD_BYTES));\n    yield* this.publish();\n    const last = (this.words - 1) * WORD_BYTES;\n    yield* store(to + last, yield* load(from + last));',
      ],
    ],
  },
  {
    name: 'published-by-reserve',
    fails: 'SB4',
    why: 'Counts a message when its place is reserved.',
    replace: [
      [
        NEXT,
        'this.published++;\n    yield* store(this.base + PUBLISHED, this.published);\n    return this.place(this.published - 1);',
      ],
      [
        `*publish(): Operation {\n    ${PUBLISHED_MORE}\n    ${PUBLISH}`,
        '*publish(): Operation {\n    return 0;',
      ],
    ],
  },
  // SB5: full and empty.
  {
    name: 'never-full',
    fails: 'SB5',
    why: 'Does not look whether the buffer is full.',
    replace: [[IS_FULL, '']],
  },
  {
    name: 'one-place-unused',
    fails: 'SB5',
    why: 'Leaves one place empty, to tell full from empty.',
    replace: [
      [SEEMS_FULL, SEEMS_FULL.replace('=== this.places', '>= this.places - (this.places > 1 ? 1 : 0)')],
      [
        `      ${IS_FULL}`,
        `      ${IS_FULL.replace('=== this.places', '>= this.places - (this.places > 1 ? 1 : 0)')}`,
      ],
    ],
  },
  {
    name: 'one-too-many',
    fails: 'SB5',
    why: 'Takes one message more than there are places.',
    replace: [
      [SEEMS_FULL, SEEMS_FULL.replace('=== this.places', '> this.places')],
      [`      ${IS_FULL}`, `      ${IS_FULL.replace('=== this.places', '> this.places')}`],
    ],
  },
  {
    name: 'never-empty',
    fails: 'SB4',
    why: 'Does not look whether there is a message.',
    replace: [[IS_EMPTY, '']],
  },
  {
    name: 'same-count-for-full-and-empty',
    fails: 'SB5',
    why: 'Counts places instead of messages: a full buffer looks empty.',
    replace: [
      [PUBLISHED_MORE, 'this.published = (this.published + 1) % this.places;'],
      [RELEASED_MORE, 'this.released = (this.released + 1) % this.places;'],
    ],
  },
  {
    name: 'full-until-empty',
    fails: 'SB5',
    why: 'Once it was full it has room only when it is empty.',
    replace: [[IS_FULL, 'if (this.published !== this.released) return 0;']],
  },
  {
    name: 'released-in-batches',
    fails: 'SB5',
    why: 'Tells the sender of every second place only.',
    replace: [[RELEASE, `if (this.released % 2 === 1 && this.places > 1) return 0;\n    ${RELEASE}`]],
  },
  // SB6: copies.
  {
    name: 'copied-twice',
    fails: 'SB6',
    why: 'Copies each message a second time, to be sure.',
    replace: [[SENT, `yield* this.copy(from, to);\n    ${SENT}`]],
  },
  {
    name: 'cleans-up',
    fails: 'SB6',
    why: 'Stores zeros where a message was.',
    replace: [
      [
        RELEASED_MORE,
        'const old = this.place(this.released);\n    for (let i = 0; i < this.words; i++) yield* store(old + i * WORD_BYTES, 0);\n    this.released++;',
      ],
    ],
  },
  {
    name: 'waits-inside',
    fails: 'SB6',
    why: 'Waits in receive until there is a message.',
    replace: [
      [
        'const from = yield* this.peek();',
        'let from = yield* this.peek();\n    for (let i = 0; from === 0 && i < 400; i++) from = yield* this.peek();',
      ],
    ],
  },
  {
    name: 'by-a-middle-place',
    fails: 'SB6',
    why: 'Copies each message to a place of its own before it copies it out.',
    replace: [
      [
        TAKEN,
        'const middle = this.base + 4 * this.places * this.words + (this.words <= 30 ? MESSAGES : 0);\n    if (this.words <= 30) {\n      yield* this.copy(from, middle);\n      yield* this.copy(middle, to);\n    } else yield* this.copy(from, to);\n    yield* this.release();',
      ],
    ],
  },
  // SB7: addresses.
  {
    name: 'address-in-the-segment',
    fails: 'SB7',
    why: 'Stores the address of the newest message in the segment: to the other process it means something else.',
    replace: [
      [PUBLISH, `yield* store(this.base + 32, this.place(this.published - 1));\n    ${PUBLISH}`],
      [
        OLDEST,
        'return this.published - this.released === 1 ? yield* load(this.base + 32) : this.place(this.released);',
      ],
    ],
  },
  {
    name: 'behind-the-end',
    fails: 'SB7',
    why: 'Does not begin again at the first place.',
    replace: [[PLACE, PLACE.replace('(message % this.places)', 'message')]],
  },
  {
    name: 'base-by-heart',
    fails: 'SB7',
    why: 'Takes the segment to lie at the same address in every process.',
    replace: [[ATTACH, `${ATTACH}\n    this.base = 0x4000_0000;`]],
  },
  {
    name: 'always-looks',
    exceeds: ['memory-accesses'],
    why: 'Looks at all counts twice and three times, whatever it knows, and stores its own four times.',
    replace: [
      [SEEMS_FULL, `for (let i = 0; i < 3; i++) yield* load(this.base + RELEASED);\n    ${SEEMS_FULL}`],
      [SEEMS_EMPTY, `for (let i = 0; i < 3; i++) yield* load(this.base + PUBLISHED);\n    ${SEEMS_EMPTY}`],
      [
        PUBLISH,
        `for (let i = 0; i < 2; i++) yield* load(this.base + RELEASED);\n    for (let i = 0; i < 3; i++) yield* store(this.base + PUBLISHED, this.published);\n    ${PUBLISH}`,
      ],
      [
        RELEASE,
        `for (let i = 0; i < 2; i++) yield* load(this.base + PUBLISHED);\n    for (let i = 0; i < 3; i++) yield* store(this.base + RELEASED, this.released);\n    ${RELEASE}`,
      ],
    ],
  },
];
export default wrong;
