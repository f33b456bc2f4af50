import { defineMutants } from '../../mutants-definition';

const NEGATIVE = 'Every negative number refuses.';

export default defineMutants({
  equivalent: [
    { at: ['const REFUSED = -1;', 'const REFUSED = -2;'], why: NEGATIVE },
    {
      at: ['return this.position === this.end ? 0 : -1;', 'return this.position === this.end ? 0 : -2;'],
      why: NEGATIVE,
    },
    {
      at: ['if (block < 0) return false;', 'if (block < 0) return true;'],
      why: 'The elements stay unread, so that the message does not end where it must, and is refused there.',
    },
    {
      at: [
        'const block = this.allocate(isString ? count + 1 : count);',
        'const block = this.allocate(isString ? count + 2 : count);',
      ],
      why: 'To ask for a byte more than needed breaks no rule.',
    },
    {
      at: [
        'const block = (bytes: number): number => (write ? memory.allocate(bytes) : 4);',
        'const block = (bytes: number): number => (write ? memory.allocate(bytes) : 5);',
      ],
      why: 'The first pass stores nothing: any address but 0 stands for a block.',
    },
    { at: ['} else if (kind < 9) {', '} else if (kind < 10) {'], why: 'Kind 9 has been dealt with before.' },
    {
      at: [
        'if (count > a || count > end - position) return REFUSED;',
        'if (count > a || count > end + position) return REFUSED;',
      ],
      why: 'copy looks at the end again, before it reads.',
    },
  ],
});
