import { defineMutants } from '../../mutants-definition';

const NOTHING_YET =
  'The first call finds every thread at the top, where a boost, or a bit for nobody, does nothing.';
const SET_AT_DISPATCH = 'The count is set at the first dispatch, before anybody reads it.';
const ONE_TOO_MANY = 'A core or thread too many, which is never asked for.';
const BELOW_THE_BOTTOM = 'Nobody waits below the bottom, so that a level there is compared like the bottom.';

export default defineMutants({
  equivalent: [
    {
      at: ['let below = level + 1;', 'let below = level + 0;'],
      why: 'The level at hand has just become empty: to look at it again finds that.',
    },
    { at: ['this.boosts++;', 'this.boosts--;'], why: 'Boosts are only told apart.' },
    { at: ['private waiting = 0;', 'private waiting = 1;'], why: NOTHING_YET },
    { at: ['private boosts = 0;', 'private boosts = (-1);'], why: NOTHING_YET },
    { at: ['private boostsDone = 0;', 'private boostsDone = (-1);'], why: NOTHING_YET },
    {
      at: [
        'for (let thread = 0; thread < maxThreads; thread++) this.levelOf.push(0);',
        'for (let thread = 1; thread < maxThreads; thread++) this.levelOf.push(0);',
        'for (let thread = (-1); thread < maxThreads; thread++) this.levelOf.push(0);',
        'for (let thread = 0; thread <= maxThreads; thread++) this.levelOf.push(0);',
        'for (let thread = 0; thread > maxThreads; thread++) this.levelOf.push(0);',
        'for (let thread = 0; thread < maxThreads; thread++) ;',
        'for (let thread = 0; thread < maxThreads; thread++) this.levelOf.push(1);',
        'for (let thread = 0; thread < maxThreads; thread++) this.levelOf.push((-1));',
      ],
      why: 'The level of a thread is set when it is created, and by every boost.',
    },
    {
      at: [
        'for (let core = 0; core < cores; core++) this.ticks.push(0);',
        'for (let core = 1; core < cores; core++) this.ticks.push(0);',
        'for (let core = (-1); core < cores; core++) this.ticks.push(0);',
        'for (let core = 0; core <= cores; core++) this.ticks.push(0);',
        'for (let core = 0; core > cores; core++) this.ticks.push(0);',
        'for (let core = 0; core < cores; core++) ;',
        'for (let core = 0; core < cores; core++) this.ticks.push(1);',
        'for (let core = 0; core < cores; core++) this.ticks.push((-1));',
      ],
      why: ONE_TOO_MANY,
    },
    {
      at: ['if (reason === 0) this.levelOf[thread] = 0;', 'if (reason === (-1)) this.levelOf[thread] = 0;'],
      why: 'It is 0 from the start.',
    },
    { at: ['used = 0;', 'used = (-1);'], why: SET_AT_DISPATCH },
    {
      at: [
        'const level = over ? Math.min(job.level + 1, this.levels - 1) : job.level;',
        'const level = over ? Math.min(job.level + 1, this.levels + 1) : job.level;',
      ],
      why: BELOW_THE_BOTTOM,
    },
    {
      at: [
        'const level = over ? Math.min(job.level + 1, this.levels - 1) : job.level;',
        'const level = over ? Math.min(job.level + 1, this.levels - 0) : job.level;',
      ],
      why: BELOW_THE_BOTTOM,
    },
    {
      at: [
        '.sort((a, b) => a.level - b.level || a.place - b.place)',
        '.sort((a, b) => a.level - b.level || a.place + b.place)',
      ],
      why: 'It never says that a thread goes before an equal, and sorting is stable.',
    },
    {
      at: [
        'const left = (this.left.get(running) ?? 0) - 1;',
        'const left = (this.left.get(running) ?? 1) - 1;',
        'const left = (this.left.get(running) ?? (-1)) - 1;',
      ],
      why: SET_AT_DISPATCH,
    },
  ],
});
