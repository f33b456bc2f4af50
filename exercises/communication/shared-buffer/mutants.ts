import { defineMutants } from '../../mutants-definition';

const ANSWER = 'Nobody looks at the answer of open, publish and release.';
const OPENED = 'Open stores it before anybody reads it.';
const PLACE = "Where in the segment it lies is nobody else's business.";

export default defineMutants({
  equivalent: [
    { at: 'return 0;', why: ANSWER },
    { at: ['return 1;', 'return 2;', 'return 0;'], why: ANSWER },
    ...['private base = 0;', 'private count = 0;', 'private start = 0;', 'private flags = 0;'].map((at) => ({
      at,
      why: OPENED,
    })),
    { at: 'private index = 0;', why: 'Both sides begin at the same place, wherever it is.' },
    {
      at: ['return yield* this.pass(1);', 'return yield* this.pass(2);'],
      why: 'Every number but 0 says that a message is there.',
    },
    {
      at: [
        'return yield* store(this.base + PUBLISHED, this.published);',
        'return yield* store(this.base - PUBLISHED, this.published);',
      ],
      why: PLACE,
    },
    {
      at: [
        'this.published = yield* load(this.base + PUBLISHED);',
        'this.published = yield* load(this.base - PUBLISHED);',
      ],
      why: PLACE,
    },
    {
      at: [
        'return this.base + 2 * WORD_BYTES + (count % this.places) * this.words * WORD_BYTES;',
        'return this.base + 3 * WORD_BYTES + (count % this.places) * this.words * WORD_BYTES;',
      ],
      why: PLACE,
    },
  ],
});
