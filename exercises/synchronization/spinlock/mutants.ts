import { defineMutants } from '../../mutants-definition';

const ANSWER = 'What acquire and release answer says nothing: nobody looks at it.';
const PAUSE = 'Waiting without a pause is waiting too: it takes other times, and no other turns.';
const OVERWRITTEN = 'acquire writes it before anybody reads it.';

export default defineMutants({
  equivalent: [
    { at: 'return 0;', why: ANSWER },
    { at: ['if (before === 0) return 0;', 'if (before === 0) return 1;'], why: ANSWER },
    { at: ['if (before === 0) return 0;', 'if (before === 0) return (-1);'], why: ANSWER },
    { at: ['if (ticket === 0) return 0;', 'if (ticket === 0) return 1;'], why: ANSWER },
    { at: ['if (ticket === 0) return 0;', 'if (ticket === 0) return (-1);'], why: ANSWER },
    { at: ['if (last === core + 1) return 0;', 'if (last === core + 1) return 1;'], why: ANSWER },
    { at: ['if (last === core + 1) return 0;', 'if (last === core + 1) return (-1);'], why: ANSWER },
    { at: ['if (served === this.ticket) return 0;', 'if (served === this.ticket) return 1;'], why: ANSWER },
    {
      at: ['if (served === this.ticket) return 0;', 'if (served === this.ticket) return (-1);'],
      why: ANSWER,
    },

    {
      at: [
        'while ((yield* load(place)) !== this.ticket) yield* pause();',
        'while ((yield* load(place)) !== this.ticket) ;',
      ],
      why: PAUSE,
    },
    {
      at: [
        'while ((yield* load(this.choosing(other))) !== 0) yield* pause();',
        'while ((yield* load(this.choosing(other))) !== 0) ;',
      ],
      why: PAUSE,
    },
    { at: 'yield* pause();', why: PAUSE },
    {
      at: [
        'while ((yield* load(flag)) === (before & 1)) yield* pause();',
        'while ((yield* load(flag)) === (before & 1)) ;',
      ],
      why: PAUSE,
    },
    {
      at: [
        'while ((yield* load(mine + 4)) !== 0) yield* pause();',
        'while ((yield* load(mine + 4)) !== 0) ;',
      ],
      why: PAUSE,
    },
    {
      at: [
        'while ((yield* load(this.nodeOf(this.before))) !== 0) yield* pause();',
        'while ((yield* load(this.nodeOf(this.before))) !== 0) ;',
      ],
      why: PAUSE,
    },
    {
      at: ['while ((yield* load(flag)) === 0) yield* pause();', 'while ((yield* load(flag)) === 0) ;'],
      why: PAUSE,
    },
    {
      at: [
        'yield* compute(100 * (this.ticket - served));',
        ';',
        'yield* compute(101 * (this.ticket - served));',
        'yield* compute(99 * (this.ticket - served));',
      ],
      why: 'How long it waits between two looks is a matter of cost, and this lock exceeds the budget anyway.',
    },

    { at: 'private ticket = 0;', why: OVERWRITTEN },
    { at: 'private place = 0;', why: OVERWRITTEN },
    {
      at: [
        'return this.lockAddress + LINE_BYTES * (1 + (ticket % this.cores));',
        'return this.lockAddress + LINE_BYTES * (2 + (ticket % this.cores));',
      ],
      why: 'The places lie one line further on: the lock has a line more than it needs.',
    },
    {
      at: ['return this.lockAddress + LINE * (1 + place);', 'return this.lockAddress + LINE * (2 + place);'],
      why: 'The same.',
    },
    {
      at: ['yield* store(mine, 1);', 'yield* store(mine, 2);'],
      why: 'Every number but 0 says that a core chooses.',
    },
    {
      at: ['yield* store(mine + 4, 1);', 'yield* store(mine + 4, 2);'],
      why: 'Every number but 0 says that the core waits.',
    },
    {
      at: ['yield* store(this.nodeOf(this.mine), 1);', 'yield* store(this.nodeOf(this.mine), 2);'],
      why: 'Every number but 0 says that the node is not done.',
    },
    {
      at: ['return yield* store(this.flagOf(next), 1);', 'return yield* store(this.flagOf(next), 2);'],
      why: 'Every number but 0 says that the flag is up.',
    },
    { at: 'let highest = 0;', why: 'Numbers need only be above those of who waits, and above 0.' },
    {
      at: ['const ticket = highest + 1;', 'const ticket = highest + 2;'],
      why: 'Numbers need only be above those of who waits.',
    },
    {
      at: [
        'for (let other = 0; other < this.cores; other++) {',
        'for (let other = 0; other <= this.cores; other++) {',
      ],
      why: 'The line behind the last core belongs to the lock, and is always 0: nobody chooses or waits there.',
    },
    {
      at: [
        'if (number === 0 || number > ticket || (number === ticket && other > core)) break;',
        'if (number === 0 || number > ticket || (number === ticket && other >= core)) break;',
        'if (number === 0 || number > ticket || (number === ticket && other < core)) break;',
      ],
      why: 'Of two cores with one number either may go first, as long as both see it alike; no core meets itself here.',
    },
    {
      at: ['if (before === 0) return 0;', 'if (before === 1) return 0;'],
      why: 'Who is first looks at the word that it has just written itself, which is not 0, and goes on.',
    },
    { at: ['if (before === 0) return 0;', 'if (before === (-1)) return 0;'], why: 'The same.' },
  ],
});
