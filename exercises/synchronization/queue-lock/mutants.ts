import { defineMutants } from '../../mutants-definition';

const ANSWER = 'What acquire and release answer says nothing: nobody looks at it.';
const PAUSE = 'Waiting without a pause is waiting too: it takes other times, and no other turns.';
const NAMES = 'Any number does that is larger than the number of cores.';
const FIRST_WORD = 'SUCCESSOR is 0.';

export default defineMutants({
  equivalent: [
    { at: 'return 0;', why: ANSWER },
    { at: ['if (before === 0) return 0;', 'if (before === 0) return 1;'], why: ANSWER },
    { at: ['if (before === 0) return 0;', 'if (before === 0) return (-1);'], why: ANSWER },
    { at: ['if (this.ticket === 0) return 0;', 'if (this.ticket === 0) return 1;'], why: ANSWER },
    { at: ['if (this.ticket === 0) return 0;', 'if (this.ticket === 0) return (-1);'], why: ANSWER },
    {
      at: [
        'if ((yield* compareAndSwap(this.lockAddress, node, 0)) === node) return 0;',
        'if ((yield* compareAndSwap(this.lockAddress, node, 0)) === node) return 1;',
        'if ((yield* compareAndSwap(this.lockAddress, node, 0)) === node) return (-1);',
      ],
      why: ANSWER,
    },
    {
      at: [
        'if ((yield* compareAndSwap(this.lockAddress, me, 0)) === me) return 0;',
        'if ((yield* compareAndSwap(this.lockAddress, me, 0)) === me) return 1;',
        'if ((yield* compareAndSwap(this.lockAddress, me, 0)) === me) return (-1);',
      ],
      why: ANSWER,
    },
    {
      at: [
        'if ((yield* compareAndSwap(this.last, core + 1, 0)) === core + 1) return 0;',
        'if ((yield* compareAndSwap(this.last, core + 1, 0)) === core + 1) return 1;',
      ],
      why: ANSWER,
    },
    {
      at: [
        'if ((yield* compareAndSwap(this.last, core + 1, 0)) === core + 1) return 0;',
        'if ((yield* compareAndSwap(this.last, core + 1, 0)) === core + 1) return (-1);',
      ],
      why: ANSWER,
    },
    { at: 'yield* pause();', why: PAUSE },
    {
      at: [
        'while ((yield* load(mine + 4)) === 1) yield* pause();',
        'while ((yield* load(mine + 4)) === 1) ;',
      ],
      why: PAUSE,
    },
    {
      at: ['while ((yield* load(mine)) === 0) yield* pause();', 'while ((yield* load(mine)) === 0) ;'],
      why: PAUSE,
    },
    {
      at: [
        'if ((yield* swap(box, core + 1)) !== FREE) while ((yield* load(flag)) === 1) yield* pause();',
        'if ((yield* swap(box, core + 1)) !== FREE) while ((yield* load(flag)) === 1) ;',
      ],
      why: PAUSE,
    },
    { at: ['const FREE = -1;', 'const FREE = -2;'], why: 'Any number does that is no name of a core.' },
    {
      at: [
        'if (name > 0) yield* store(this.lockAddress + LINE_BYTES * name, 0);',
        'if (name > 0) yield* store(this.lockAddress + LINE_BYTES * name, (-1));',
      ],
      why: 'Every number but 1 lets in.',
    },
    {
      at: [
        'return yield* store(this.lineOf(next) + 4, 0);',
        'return yield* store(this.lineOf(next) + 4, (-1));',
      ],
      why: 'Every number but 1 lets in.',
    },
    {
      at: [
        'return this.lockAddress + LINE_BYTES * (1 + this.cores) + 4 * (ticket % 16);',
        'return this.lockAddress + LINE_BYTES * (1 + this.cores) + 4 * (ticket % 15);',
      ],
      why: 'Of sixteen cores one is inside: fifteen boxes are enough.',
    },
    {
      at: [
        'while ((yield* load(node + WAITS)) !== 0) yield* pause();',
        'while ((yield* load(node + WAITS)) !== 0) ;',
      ],
      why: PAUSE,
    },
    {
      at: [
        'while ((yield* load(this.line(core) + LET_IN)) !== me) yield* pause();',
        'while ((yield* load(this.line(core) + LET_IN)) !== me) ;',
      ],
      why: PAUSE,
    },
    {
      at: ['yield* store(node + WAITS, 1);', 'yield* store(node + WAITS, 2);'],
      why: 'Every number but 0 says that the core waits.',
    },
    { at: 'private ticket = 0;', why: 'acquire writes it before anybody reads it.' },
    { at: ['private turn = 0;', 'private turn = 1;'], why: 'Turns need only differ.' },
    { at: 'const MOST_CORES = 64;', why: NAMES },
    { at: 'let next = yield* load(mine + SUCCESSOR);', why: FIRST_WORD },
    {
      at: ['next = yield* load(mine + SUCCESSOR);', 'next = yield* load(mine - SUCCESSOR);'],
      why: FIRST_WORD,
    },
    { at: ['yield* store(mine + SUCCESSOR, 0);', 'yield* store(mine - SUCCESSOR, 0);'], why: FIRST_WORD },
    {
      at: [
        'yield* store(this.line(before % MOST_CORES) + SUCCESSOR, me);',
        'yield* store(this.line(before % MOST_CORES) - SUCCESSOR, me);',
      ],
      why: FIRST_WORD,
    },
  ],
});
