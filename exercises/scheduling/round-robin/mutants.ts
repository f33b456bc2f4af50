import { defineMutants } from '../../mutants-definition';

const SET_AT_DISPATCH = 'The count of a core is set at its first dispatch, before anybody reads it.';
const ONE_TOO_MANY = 'A core or thread too many, which is never asked for.';

export default defineMutants({
  equivalent: [
    {
      at: ['private head = 0;', 'private head = 1;'],
      why: 'Where in the ring the queue begins is all one, as long as head and tail begin alike.',
    },
    { at: 'private left = 0;', why: SET_AT_DISPATCH },
    {
      at: [
        'for (let core = 0; core < cores; core++) this.cores.push(new Core(quantumTicks));',
        'for (let core = (-1); core < cores; core++) this.cores.push(new Core(quantumTicks));',
        'for (let core = 0; core <= cores; core++) this.cores.push(new Core(quantumTicks));',
      ],
      why: ONE_TOO_MANY,
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
      why: SET_AT_DISPATCH,
    },
    {
      at: [
        'const ticks = (this.started.get(core) ?? 0) + 1;',
        'const ticks = (this.started.get(core) ?? 1) + 1;',
        'const ticks = (this.started.get(core) ?? (-1)) + 1;',
      ],
      why: SET_AT_DISPATCH,
    },
    { at: 'const PLACES = 64;', why: 'Any number of places that holds all threads will do.' },
    { at: ['private nextTicket = 1;', 'private nextTicket = 2;'], why: 'Tickets are only compared.' },
    {
      at: [
        'for (let thread = 0; thread < this.maxThreads; thread++) {',
        'for (let thread = (-1); thread < this.maxThreads; thread++) {',
      ],
      why: 'A thread -1 holds no ticket.',
    },
    {
      at: [
        'if (best === -1 || this.tickets[thread] < this.tickets[best]) best = thread;',
        'if (best === -1 || this.tickets[thread] <= this.tickets[best]) best = thread;',
      ],
      why: 'No two threads hold the same ticket.',
    },
    {
      at: ['if (best === -1) return -1;', 'if (best === -2) return -1;'],
      why: 'What follows answers -1 too.',
    },
    {
      at: [
        'return ticks >= this.quantumTicks && this.tickets.some((ticket) => ticket > 0) ? 1 : 0;',
        'return ticks >= this.quantumTicks && this.tickets.some((ticket) => ticket > 1) ? 1 : 0;',
      ],
      why: 'Ticket 1 is the first of all: its thread is picked before any tick.',
    },
  ],
});
