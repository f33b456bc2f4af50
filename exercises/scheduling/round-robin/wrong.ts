import type { WrongSolution } from '../../wrong-solution';

/** Mistakes of the kinds that students make, on the naive solution. */
const naive = 'right/naive';

// Texts of the naive solution that several mistakes replace.
const FIELDS = 'private readonly ticks: number[] = [];';
const MAKE_COUNTS = 'for (let core = 0; core < cores; core++) this.ticks.push(0);';
const PUT = 'this.queue.push(thread);';
const NOBODY = 'if (this.queue.length === 0) return -1;';
const RESET = 'this.ticks[core] = 0;';
const TAKE = 'return this.queue.shift() as number;';
const COUNT = 'this.ticks[core]++;';
const NOT_OVER = 'if (this.ticks[core] < this.quantumTicks) return 0;';
const ALONE = 'if (this.queue.length === 0) return 0;';
const PREEMPT = 'return 1;';

const answers: readonly WrongSolution[] = [
  {
    name: 'picks-without-removing',
    fails: 'RR1',
    also: ['RR2', 'RR3', 'RR4', 'RR5', 'RR6', 'RR7'],
    why: 'Looks at the head of the queue and leaves it there.',
    base: naive,
    replace: [[TAKE, 'return this.queue[0];']],
  },
  {
    name: 'answers-nothing',
    fails: 'RR1',
    also: ['RR3'],
    why: 'Returns nothing when nobody waits; nothing counts as 0, which is a thread.',
    base: naive,
    replace: [[NOBODY, 'if (this.queue.length === 0) return undefined as unknown as number;']],
  },
  {
    name: 'answers-one-below-minus-one',
    fails: 'RR1',
    also: ['RR3'],
    why: 'Answers -2 when nobody waits.',
    base: naive,
    replace: [[NOBODY, 'if (this.queue.length === 0) return -2;']],
  },
  {
    name: 'enqueues-preempted-twice',
    fails: 'RR1',
    also: ['RR2', 'RR6'],
    why: 'Puts the running thread into the queue in tick, and again in enqueue.',
    base: naive,
    replace: [[PREEMPT, 'this.queue.push(_running); return 1;']],
  },
  {
    name: 'tick-answers-how-many-wait',
    fails: 'RR1',
    why: 'Answers the number of waiting threads for yes.',
    base: naive,
    replace: [[PREEMPT, 'return this.queue.length;']],
  },
  {
    name: 'buffer-runs-out',
    fails: 'RR1',
    why: 'The queue is a long array that is used only once, from front to back.',
    replace: [
      ['this.ring = new Int32Array(maxThreads);', 'this.ring = new Int32Array(1024);'],
      ['if (tail >= this.maxThreads) tail -= this.maxThreads;', ''],
      ['if (this.head === this.maxThreads) this.head = 0;', ''],
    ],
  },
];

const order: readonly WrongSolution[] = [
  {
    name: 'last-in-first-out',
    fails: 'RR2',
    why: 'A stack in place of a queue.',
    base: naive,
    replace: [[TAKE, 'return this.queue.pop() as number;']],
  },
  {
    name: 'created-to-the-front',
    fails: 'RR2',
    why: 'New threads go to the head.',
    base: naive,
    replace: [[PUT, 'if (_reason === 0) this.queue.unshift(thread); else this.queue.push(thread);']],
  },
  {
    name: 'woken-to-the-front',
    fails: 'RR2',
    why: 'Threads that come back from a device go to the head.',
    base: naive,
    replace: [[PUT, 'if (_reason === 1) this.queue.unshift(thread); else this.queue.push(thread);']],
  },
  {
    name: 'preempted-to-the-front',
    fails: 'RR2',
    why: 'Preempted threads go to the head.',
    base: naive,
    replace: [[PUT, 'if (_reason === 2) this.queue.unshift(thread); else this.queue.push(thread);']],
  },
  {
    name: 'yielded-to-the-front',
    fails: 'RR2',
    why: 'Threads that gave their core up go to the head.',
    base: naive,
    replace: [[PUT, 'if (_reason === 3) this.queue.unshift(thread); else this.queue.push(thread);']],
  },
  {
    name: 'woken-behind-the-head',
    fails: 'RR2',
    why: 'Threads that come back from a device go to the second place.',
    base: naive,
    replace: [[PUT, 'if (_reason === 1) this.queue.splice(1, 0, thread); else this.queue.push(thread);']],
  },
  {
    name: 'lowest-number-first',
    fails: 'RR2',
    why: 'Keeps the queue in order of thread numbers.',
    base: naive,
    replace: [[PUT, 'this.queue.push(thread); this.queue.sort((a, b) => a - b);']],
  },
  {
    name: 'highest-core-takes-the-tail',
    fails: 'RR2',
    why: 'The core with the highest number, where there are several, takes from the other end.',
    base: naive,
    replace: [
      [
        TAKE,
        'return (core > 0 && core === this.ticks.length - 1 ? this.queue.pop() : this.queue.shift()) as number;',
      ],
    ],
  },
  {
    name: 'prefers-its-last-thread',
    fails: 'RR2',
    why: 'A core takes the thread that it ran last, when it waits.',
    base: naive,
    replace: [
      [FIELDS, `${FIELDS} private readonly last: number[] = [];`],
      [
        TAKE,
        'const at = Math.max(0, this.queue.indexOf(this.last[core])); const thread = this.queue[at]; this.queue.splice(at, 1); this.last[core] = thread; return thread;',
      ],
    ],
  },
  {
    name: 'arrivals-of-ten-bits',
    fails: 'RR2',
    why: 'Numbers arrivals with ten bits: after 1,024 of them the newest seems the oldest.',
    base: 'right/tickets',
    replace: [['= this.nextTicket++;', '= 1 + (this.nextTicket++ & 0x3ff);']],
  },
  {
    name: 'ring-one-too-small',
    fails: 'RR2',
    also: ['RR1'],
    why: 'The ring has a place less than there are threads: when all of them wait, one is written over.',
    replace: [
      [
        'if (tail >= this.maxThreads) tail -= this.maxThreads;',
        'const places = Math.max(1, this.maxThreads - 1); if (tail >= places) tail -= places;',
      ],
      [
        'if (this.head === this.maxThreads) this.head = 0;',
        'if (this.head >= this.maxThreads - 1) this.head = 0;',
      ],
    ],
  },
  {
    name: 'a-queue-for-each-core',
    fails: 'RR3',
    also: ['RR2'],
    why: 'Every thread belongs to one core.',
    base: naive,
    replace: [
      [
        NOBODY,
        'const mine = this.queue.findIndex((thread) => thread % this.ticks.length === core); if (mine === -1) return -1;',
      ],
      [TAKE, 'return this.queue.splice(mine, 1)[0];'],
    ],
  },
];

const idling: readonly WrongSolution[] = [
  {
    name: 'leaves-the-last',
    fails: 'RR3',
    also: ['RR6', 'RR7'],
    why: 'Takes a thread only while more than one waits.',
    base: naive,
    replace: [[NOBODY, 'if (this.queue.length <= 1) return -1;']],
  },
  {
    name: 'highest-core-never-works',
    fails: 'RR3',
    why: 'The core with the highest number, where there are several, stays idle.',
    base: naive,
    replace: [
      [NOBODY, 'if (this.queue.length === 0 || (core > 0 && core === this.ticks.length - 1)) return -1;'],
    ],
  },
  {
    name: 'thread-zero-is-false',
    fails: 'RR3',
    also: ['RR7'],
    why: 'Takes thread 0 at the head for an empty queue.',
    base: naive,
    replace: [[TAKE, 'return (this.queue.shift() || -1) as number;']],
  },
];

const losing: readonly WrongSolution[] = [
  {
    name: 'forgets-created',
    fails: 'RR7',
    also: ['RR1', 'RR2', 'RR3', 'RR4', 'RR5', 'RR6'],
    why: 'Does not take a new thread into the queue.',
    base: naive,
    replace: [[PUT, 'if (_reason !== 0) this.queue.push(thread);']],
  },
  {
    name: 'forgets-woken',
    fails: 'RR7',
    why: 'Does not take a thread that comes back from a device into the queue.',
    base: naive,
    replace: [[PUT, 'if (_reason !== 1) this.queue.push(thread);']],
  },
  {
    name: 'forgets-preempted',
    fails: 'RR7',
    why: 'Does not take a preempted thread back into the queue.',
    base: naive,
    replace: [[PUT, 'if (_reason !== 2) this.queue.push(thread);']],
  },
  {
    name: 'forgets-yielded',
    fails: 'RR7',
    why: 'Does not take a thread that gave its core up back into the queue.',
    base: naive,
    replace: [[PUT, 'if (_reason !== 3) this.queue.push(thread);']],
  },
  {
    name: 'never-takes-thread-zero',
    fails: 'RR7',
    why: 'Takes thread 0 for no thread.',
    base: naive,
    replace: [[PUT, 'if (thread) this.queue.push(thread);']],
  },
  {
    name: 'never-takes-the-highest-thread',
    fails: 'RR7',
    why: 'Has no place for thread maxThreads - 1.',
    base: naive,
    replace: [
      ['_maxThreads: number', 'private readonly maxThreads: number'],
      [PUT, 'if (thread < this.maxThreads - 1 || thread === 0) this.queue.push(thread);'],
    ],
  },
  {
    name: 'queue-of-thirty-two',
    fails: 'RR7',
    why: 'Drops a thread when 32 wait already.',
    base: naive,
    replace: [[PUT, 'if (this.queue.length < 32) this.queue.push(thread);']],
  },
  {
    name: 'queue-of-forty-seven',
    fails: 'RR7',
    why: 'Drops a thread when 47 wait already: one fewer than there can be.',
    base: naive,
    replace: [[PUT, 'if (this.queue.length < 47) this.queue.push(thread);']],
  },
  {
    name: 'full-ring-looks-empty',
    fails: 'RR7',
    why: 'The ring has exactly 48 places: when all are taken, head and tail meet as in an empty one.',
    base: 'right/ring-of-64',
    replace: [['const PLACES = 64;', 'const PLACES = 48;']],
  },
];

const tooLate: readonly WrongSolution[] = [
  {
    name: 'never-preempts',
    fails: 'RR4',
    also: ['RR5', 'RR6'],
    why: 'Lets every thread run until it leaves.',
    base: naive,
    replace: [[PREEMPT, 'return 0;']],
  },
  {
    name: 'one-tick-late',
    fails: 'RR4',
    why: 'Compares with > instead of >=.',
    base: naive,
    replace: [[NOT_OVER, 'if (this.ticks[core] <= this.quantumTicks) return 0;']],
  },
  {
    name: 'only-at-the-very-tick',
    fails: 'RR4',
    why: 'Preempts at the end of the quantum, but not later when somebody comes.',
    base: naive,
    replace: [[NOT_OVER, 'if (this.ticks[core] !== this.quantumTicks) return 0;']],
  },
  {
    name: 'only-at-multiples-of-the-quantum',
    fails: 'RR4',
    why: 'Lets a thread that was alone have another whole quantum.',
    base: naive,
    replace: [[NOT_OVER, 'if (this.ticks[core] % this.quantumTicks !== 0) return 0;']],
  },
  {
    name: 'new-quantum-when-alone',
    fails: 'RR4',
    why: 'Begins a new quantum when the old one ends and nobody waits.',
    base: naive,
    replace: [[ALONE, 'if (this.queue.length === 0) { this.ticks[core] = 0; return 0; }']],
  },
  {
    name: 'counts-only-while-others-wait',
    fails: 'RR4',
    why: 'A tick without a waiting thread does not count.',
    base: naive,
    replace: [[COUNT, 'if (this.queue.length > 0) this.ticks[core]++;']],
  },
  {
    name: 'needs-two-waiting',
    fails: 'RR4',
    why: 'Preempts only when more than one thread waits.',
    base: naive,
    replace: [[ALONE, 'if (this.queue.length <= 1) return 0;']],
  },
  {
    name: 'restarts-every-core',
    fails: 'RR4',
    why: 'A dispatch on one core begins a new quantum on all.',
    base: naive,
    replace: [[RESET, 'this.ticks.fill(0);']],
  },
  {
    name: 'count-of-eight-bits',
    fails: 'RR4',
    why: 'The count wraps at 256.',
    base: naive,
    replace: [[COUNT, 'this.ticks[core] = (this.ticks[core] + 1) & 0xff;']],
  },
  {
    name: 'count-of-ten-bits',
    fails: 'RR4',
    why: 'The count wraps at 1,024.',
    base: naive,
    replace: [[COUNT, 'this.ticks[core] = (this.ticks[core] + 1) & 0x3ff;']],
  },
  {
    name: 'thread-zero-stays',
    fails: 'RR4',
    why: 'Never preempts thread 0.',
    base: naive,
    replace: [[PREEMPT, 'return _running ? 1 : 0;']],
  },
  {
    name: 'core-zero-stays',
    fails: 'RR4',
    why: 'Never preempts on core 0 while there are several cores.',
    base: naive,
    replace: [[PREEMPT, 'return core === 0 && this.ticks.length > 1 ? 0 : 1;']],
  },
  {
    name: 'highest-core-stays',
    fails: 'RR4',
    why: 'Never preempts on the last of several cores.',
    base: naive,
    replace: [[PREEMPT, 'return core > 0 && core === this.ticks.length - 1 ? 0 : 1;']],
  },
];

const tooSoon: readonly WrongSolution[] = [
  {
    name: 'one-tick-early',
    fails: 'RR5',
    why: 'Preempts a tick before the end of the quantum.',
    base: naive,
    replace: [[NOT_OVER, 'if (this.ticks[core] < this.quantumTicks - 1) return 0;']],
  },
  {
    name: 'quantum-never-restarted',
    fails: 'RR5',
    why: 'Counts on for ever.',
    base: naive,
    replace: [[RESET, '']],
  },
  {
    name: 'restarts-only-at-preemption',
    fails: 'RR5',
    why: 'A thread that follows one that left by itself has what that one left of its quantum.',
    base: naive,
    replace: [
      [RESET, ''],
      [PREEMPT, 'this.ticks[core] = 0; return 1;'],
    ],
  },
  {
    name: 'one-count-for-all-cores',
    fails: 'RR5',
    also: ['RR4'],
    why: 'Counts the ticks of all cores together.',
    base: naive,
    replace: [
      [RESET, 'this.ticks[0] = 0;'],
      [COUNT, 'this.ticks[0]++;'],
      [NOT_OVER, 'if (this.ticks[0] < this.quantumTicks) return 0;'],
    ],
  },
  {
    name: 'keeps-what-is-left',
    fails: 'RR5',
    why: 'A thread that comes back from a device has only what it left of its quantum.',
    base: naive,
    replace: [
      [RESET, ''],
      [COUNT, 'this.ticks[_running] = (this.ticks[_running] ?? 0) + 1;'],
      [NOT_OVER, 'if (this.ticks[_running] < this.quantumTicks) return 0;'],
      [PREEMPT, 'this.ticks[_running] = 0; return 1;'],
    ],
  },
  {
    name: 'same-thread-goes-on-counting',
    fails: 'RR5',
    why: 'A thread that gives its core up and gets it again at once begins no new quantum.',
    base: naive,
    replace: [
      [FIELDS, `${FIELDS} private readonly last: number[] = [];`],
      [
        RESET,
        'if (this.last[core] !== this.queue[0]) this.ticks[core] = 0; this.last[core] = this.queue[0];',
      ],
    ],
  },
  {
    name: 'core-zero-not-restarted',
    fails: 'RR5',
    why: 'Takes core 0 for no core.',
    base: naive,
    replace: [[RESET, 'if (core) this.ticks[core] = 0;']],
  },
  {
    name: 'highest-core-not-restarted',
    fails: 'RR5',
    why: 'Does not begin a quantum on the last core.',
    base: naive,
    replace: [[RESET, 'if (core < this.ticks.length - 1) this.ticks[core] = 0;']],
  },
  {
    name: 'no-count-for-the-highest-core',
    fails: 'RR5',
    why: 'The array of counts has a place less than there are cores.',
    base: naive,
    replace: [
      [FIELDS, 'private readonly ticks: Int32Array;'],
      [MAKE_COUNTS, 'this.ticks = new Int32Array(cores - 1);'],
    ],
  },
  {
    name: 'thread-taken-for-core',
    fails: 'RR5',
    also: ['RR4'],
    why: 'Begins the quantum at enqueue, at the place of the thread.',
    base: naive,
    replace: [
      [PUT, 'this.queue.push(thread); this.ticks[thread] = 0;'],
      [RESET, ''],
    ],
  },
  {
    name: 'later-dispatches-a-tick-short',
    fails: 'RR5',
    why: 'Every dispatch of a thread but its first is a tick short.',
    base: naive,
    replace: [
      [FIELDS, `${FIELDS} private readonly ran = new Set<number>();`],
      [RESET, 'this.ticks[core] = this.ran.has(this.queue[0]) ? 1 : 0; this.ran.add(this.queue[0]);'],
    ],
  },
  {
    name: 'idle-cores-begin-at-one',
    fails: 'RR5',
    why: 'A core that was idle counts its first tick twice.',
    base: naive,
    replace: [
      [FIELDS, `${FIELDS} private readonly idle: boolean[] = [];`],
      [NOBODY, 'if (this.queue.length === 0) { this.idle[core] = true; return -1; }'],
      [RESET, 'this.ticks[core] = this.idle[core] ? 1 : 0; this.idle[core] = false;'],
    ],
  },
  {
    name: 'woken-thread-preempts',
    fails: 'RR5',
    why: 'A thread that comes back from a device ends the quantum of whoever runs.',
    base: naive,
    replace: [
      [FIELDS, `${FIELDS} private woken = false;`],
      [PUT, 'this.queue.push(thread); if (_reason === 1) this.woken = true;'],
      [NOT_OVER, 'if (this.ticks[core] < this.quantumTicks && !this.woken) return 0; this.woken = false;'],
    ],
  },
  {
    name: 'woken-thread-has-half-a-quantum',
    fails: 'RR5',
    why: 'Gives threads that come back from a device a shorter quantum.',
    base: naive,
    replace: [
      [FIELDS, `${FIELDS} private readonly woken = new Set<number>();`],
      [
        PUT,
        'this.queue.push(thread); if (_reason === 1) this.woken.add(thread); else this.woken.delete(thread);',
      ],
      [RESET, 'this.ticks[core] = this.woken.has(this.queue[0]) ? this.quantumTicks >> 1 : 0;'],
    ],
  },
  {
    name: 'quantum-of-eight-bits',
    fails: 'RR5',
    why: 'Takes 300 ticks for 44.',
    base: naive,
    replace: [[NOT_OVER, 'if (this.ticks[core] < (this.quantumTicks & 0xff)) return 0;']],
  },
];

const alone: readonly WrongSolution[] = [
  {
    name: 'preempts-when-alone',
    fails: 'RR6',
    why: 'Does not ask whether anybody waits.',
    base: naive,
    replace: [[ALONE, '']],
  },
  {
    name: 'count-of-waiting-never-falls',
    fails: 'RR6',
    why: 'Counts who became ready, not who waits.',
    base: naive,
    replace: [
      [FIELDS, `${FIELDS} private ready = 0;`],
      [PUT, 'this.queue.push(thread); this.ready++;'],
      [ALONE, 'if (this.ready === 0) return 0;'],
    ],
  },
];

const overBudget: readonly WrongSolution[] = [
  {
    name: 'compares-all-with-all',
    exceeds: ['policy-cycles'],
    why: 'Compares every thread with every other at each pick.',
    base: 'right/tickets',
    replace: [
      [
        'let best = -1;',
        'let best = -1; for (const one of this.tickets) for (const other of this.tickets) if (other < one) best = -1;',
      ],
    ],
  },
];

const wrong: readonly WrongSolution[] = [
  ...answers,
  ...order,
  ...idling,
  ...losing,
  ...tooLate,
  ...tooSoon,
  ...alone,
  ...overBudget,
];

export default wrong;
