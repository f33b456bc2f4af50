import { defineMutants } from '../../mutants-definition';

const ONE_TOO_MANY = 'A thread, lock or priority too many, which nobody asks for.';
const NO_LOCK = 'Every number below 0 is no lock.';
const NOTHING = 'What giveUp answers says nothing, and acquire answers 0 by that name.';
const AS_BEFORE = 'What stays as it was is set, and looked at, once more.';
const TURNS = 'Turns need only grow.';
const EQUAL = 'Of equals it is the same number.';

export default defineMutants({
  equivalent: [
    {
      at: [
        'for (let lock = 0; lock < locks; lock++) {',
        'for (let lock = (-1); lock < locks; lock++) {',
        'for (let lock = 0; lock <= locks; lock++) {',
      ],
      why: ONE_TOO_MANY,
    },
    {
      at: [
        'for (let thread = 0; thread < threads; thread++) {',
        'for (let thread = 0; thread <= threads; thread++) {',
      ],
      why: ONE_TOO_MANY,
    },
    {
      at: [
        'for (let lock = 0; lock < locks; lock++) this.owners.push(-1);',
        'for (let lock = (-1); lock < locks; lock++) this.owners.push(-1);',
        'for (let lock = 0; lock <= locks; lock++) this.owners.push(-1);',
      ],
      why: ONE_TOO_MANY,
    },
    {
      at: [
        'for (let lock = 0; lock < locks; lock++) this.all.push(new Lock());',
        'for (let lock = (-1); lock < locks; lock++) this.all.push(new Lock());',
        'for (let lock = 0; lock <= locks; lock++) this.all.push(new Lock());',
      ],
      why: ONE_TOO_MANY,
    },
    {
      at: 'const PRIORITIES = 16;',
      why: 'The search stops at the first count that is not 0, one that is missing too.',
    },
    {
      at: [
        'for (let priority = 0; priority < PRIORITIES; priority++) loans.push(priority === own ? 1 : 0);',
        'for (let priority = 0; priority <= PRIORITIES; priority++) loans.push(priority === own ? 1 : 0);',
        'for (let priority = 0; priority < PRIORITIES; priority++) loans.push(priority === own ? 2 : 0);',
      ],
      why: 'Its own priority is never taken back, however often it is counted.',
    },
    {
      at: [
        'for (let thread = 0; thread < threads; thread++) this.counts.push(services.own(thread));',
        'for (let thread = 1; thread < threads; thread++) this.counts.push(services.own(thread));',
        'for (let thread = (-1); thread < threads; thread++) this.counts.push(services.own(thread));',
        'for (let thread = 0; thread <= threads; thread++) this.counts.push(services.own(thread));',
        'for (let thread = 0; thread > threads; thread++) this.counts.push(services.own(thread));',
        'for (let thread = 0; thread < threads; thread++) ;',
      ],
      why: ONE_TOO_MANY,
    },
    {
      at: [
        'for (let thread = 0; thread < threads; thread++) this.jobs.push(new Job(thread, services.own(thread)));',
        'for (let thread = 0; thread <= threads; thread++) this.jobs.push(new Job(thread, services.own(thread)));',
      ],
      why: ONE_TOO_MANY,
    },
    {
      at: [
        'for (let thread = 0; thread < this.threads; thread++) this.counts[thread] = this.services.own(thread);',
        'for (let thread = (-1); thread < this.threads; thread++) this.counts[thread] = this.services.own(thread);',
        'for (let thread = 0; thread <= this.threads; thread++) this.counts[thread] = this.services.own(thread);',
      ],
      why: ONE_TOO_MANY,
    },
    { at: ['this.waitsFor.push(-1);', 'this.waitsFor.push(-2);'], why: NO_LOCK },
    { at: ['this.waitsFor[thread] = -1;', 'this.waitsFor[thread] = -2;'], why: NO_LOCK },
    {
      at: [
        'for (let each = owner; each !== NOBODY && this.counts[each] > priority; each = this.before(each))',
        'for (let each = owner; each !== NOBODY && this.counts[each] >= priority; each = this.before(each))',
      ],
      why: AS_BEFORE,
    },
    { at: 'return ACQUIRED.waits;', why: NOTHING },
    { at: ['return 0;', 'return 1;', 'return (-1);'], why: NOTHING },
    {
      at: ['if (priority === before) return false;', 'if (priority === before) return true;'],
      why: AS_BEFORE,
    },
    { at: ['if (counts === job.counts) return;', 'if (counts === job.counts) ;'], why: AS_BEFORE },
    { at: 'turn = 0;', why: TURNS },
    { at: 'private turns = 0;', why: TURNS },
    {
      at: [
        'return a.counts === b.counts ? a.turn < b.turn : a.counts < b.counts;',
        'return a.counts === b.counts ? a.turn <= b.turn : a.counts < b.counts;',
        'return a.counts === b.counts ? a.turn < b.turn : a.counts <= b.counts;',
      ],
      why: EQUAL,
    },
    {
      at: [
        'if (queue.length > 0 && queue[0].counts < counts) counts = queue[0].counts;',
        'if (queue.length > 0 && queue[0].counts <= counts) counts = queue[0].counts;',
      ],
      why: EQUAL,
    },
  ],
});
