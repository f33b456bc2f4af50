import type { WrongSolution } from '../../wrong-solution';

/** Mistakes of the kinds that students make, on the naive solution where nothing else is said. */
const naive = 'right/naive';

const PUT = 'this.queue.push(thread);';
const NOBODY = 'if (this.queue.length === 0) return -1;';
const FIND = 'const at = this.first();';
const REMOVE = 'this.queue.splice(at, 1);';
const COMPARE = 'if (this.goesBefore(this.queue[at], this.queue[best])) best = at;';
const DECIDE = 'return this.goesBefore(this.queue[this.first()], running) ? 1 : 0;';
const FIRST_COME = 'if (this.policy === FIRST_COME) return false;';
const KERNEL = 'if (this.policy === KERNEL) return this.services.before(a, b) === 1;';
const PRIORITY = 'return this.services.priority(a) < this.services.priority(b);';

const answers: readonly WrongSolution[] = [
  {
    name: 'picks-without-removing',
    fails: 'MP1',
    also: ['MP2', 'MP3', 'MP4', 'MP5', 'MP6', 'MP7'],
    why: 'Answers the first thread and leaves it in the queue.',
    base: naive,
    replace: [[REMOVE, '']],
  },
  {
    name: 'answers-nothing',
    fails: 'MP1',
    also: ['MP5'],
    why: 'Returns nothing when nobody waits; nothing counts as 0, which is a thread.',
    base: naive,
    replace: [[NOBODY, 'if (this.queue.length === 0) return undefined as unknown as number;']],
  },
  {
    name: 'tick-answers-the-thread',
    fails: 'MP1',
    also: ['MP6', 'MP7'],
    why: 'Answers which thread is to run, not whether to preempt.',
    base: naive,
    replace: [[DECIDE, DECIDE.replace('1 : 0', '2 : 0')]],
  },
];

const order: readonly WrongSolution[] = [
  {
    name: 'last-come-first-served',
    fails: 'MP2',
    why: 'Under first come, first served, takes the last of the list.',
    base: naive,
    replace: [[FIND, 'const at = this.policy === FIRST_COME ? this.queue.length - 1 : this.first();']],
  },
  {
    name: 'woken-to-the-front',
    fails: 'MP2',
    also: ['MP3'],
    why: 'Threads that come back from a device go to the front of the list.',
    base: naive,
    replace: [[PUT, 'if (_reason === 1) this.queue.unshift(thread); else this.queue.push(thread);']],
  },
  {
    name: 'yielded-keeps-its-turn',
    fails: 'MP2',
    why: 'Under first come, first served, a thread that gives its core up stays the first.',
    base: naive,
    replace: [
      [
        PUT,
        'if (_reason === 3 && this.policy === FIRST_COME) this.queue.unshift(thread); else this.queue.push(thread);',
      ],
    ],
  },
  {
    name: 'by-number',
    fails: 'MP2',
    also: ['MP3'],
    why: 'Keeps the list in order of thread numbers, so that the lowest of equals goes first.',
    base: naive,
    replace: [[PUT, 'this.queue.push(thread); this.queue.sort((a, b) => a - b);']],
  },
  {
    name: 'joins-of-eight-bits',
    fails: 'MP2',
    why: 'Under first come, first served, numbers the joins with eight bits: after 256 the newest seems the oldest.',
    replace: [
      [
        'this.joined[thread] = this.joins++;',
        'this.joined[thread] = this.joins++ & (this.order === 0 ? 0xff : -1);',
      ],
    ],
  },
  {
    name: 'keeps-its-first-place',
    fails: 'MP2',
    also: ['MP3', 'MP7'],
    why: 'A thread keeps for ever the place in which it first joined.',
    replace: [
      [
        'this.joined[thread] = this.joins++;',
        'if (this.joined[thread] === 0) this.joined[thread] = ++this.joins;',
      ],
    ],
  },
  {
    name: 'last-of-equals',
    fails: 'MP3',
    why: 'Looks through the list so that the last of equals is taken.',
    base: naive,
    replace: [
      [
        COMPARE,
        'if (this.policy !== FIRST_COME && !this.goesBefore(this.queue[best], this.queue[at])) best = at;',
      ],
    ],
  },
  {
    name: 'preempted-before-equals',
    fails: 'MP3',
    why: 'A preempted thread goes to the front of its equals.',
    base: naive,
    replace: [[PUT, 'if (_reason === 2) this.queue.unshift(thread); else this.queue.push(thread);']],
  },
  {
    name: 'lower-number-of-equals',
    fails: 'MP3',
    also: ['MP7'],
    why: 'Of equal priorities the lower thread number goes first.',
    base: naive,
    replace: [
      [
        PRIORITY,
        'const difference = this.services.priority(a) - this.services.priority(b);\n    return difference < 0 || (difference === 0 && a < b);',
      ],
    ],
  },
  {
    name: 'higher-number-first',
    fails: 'MP3',
    also: ['MP6', 'MP7'],
    why: 'Takes a higher number for a higher priority.',
    base: naive,
    replace: [[PRIORITY, 'return this.services.priority(a) > this.services.priority(b);']],
  },
  {
    name: 'priorities-of-seven-bits',
    fails: 'MP3',
    also: ['MP6', 'MP7'],
    why: 'Keeps seven bits of a priority: 128 comes out as 0.',
    base: naive,
    replace: [[PRIORITY, 'return (this.services.priority(a) & 0x7f) < (this.services.priority(b) & 0x7f);']],
  },
  {
    name: 'waits-to-be-in-front',
    fails: 'MP3',
    also: ['MP4', 'MP6'],
    why: 'enqueue goes past one other thread at most.',
    base: 'right/sorted-list',
    replace: [
      [
        'for (; at > 0 && this.goesBefore(thread, inOrder[at - 1]); at--) inOrder[at] = inOrder[at - 1];',
        'if (at > 0 && this.goesBefore(thread, inOrder[at - 1])) inOrder[at] = inOrder[--at];',
      ],
    ],
  },
  {
    name: 'heap-looks-left-only',
    fails: 'MP3',
    also: ['MP2', 'MP4', 'MP6', 'MP7'],
    why: 'When the heap sinks a thread, it compares with the left child only.',
    replace: [
      [
        'if (child + 1 < this.waiting && this.goesBefore(this.heap[child + 1], this.heap[child])) child++;',
        '',
      ],
    ],
  },
];

const unknown: readonly WrongSolution[] = [
  {
    name: 'kernel-is-first-come',
    fails: 'MP4',
    why: "Picks under the kernel's policy as under first come, first served.",
    base: naive,
    replace: [[FIND, 'const at = this.policy === KERNEL ? 0 : this.first();']],
  },
  {
    name: 'kernel-is-priority',
    fails: 'MP4',
    also: ['MP6', 'MP7'],
    why: 'Knows two policies: what is not first come, first served is by priority.',
    base: naive,
    replace: [[KERNEL, '']],
  },
  {
    name: 'kernel-the-other-way-round',
    fails: 'MP4',
    also: ['MP6'],
    why: "Under the kernel's policy takes the thread that goes before no other.",
    base: naive,
    replace: [
      [
        COMPARE,
        `if (this.policy === KERNEL ? this.goesBefore(this.queue[best], this.queue[at]) : ${COMPARE.slice('if ('.length)}`,
      ],
    ],
  },
  {
    name: 'kernel-compares-with-the-head',
    fails: 'MP4',
    also: ['MP6'],
    why: "Under the kernel's policy compares each thread with the head of the list, not with the best so far.",
    base: naive,
    replace: [
      [
        COMPARE,
        'if (this.goesBefore(this.queue[at], this.queue[this.policy === KERNEL ? 0 : best])) best = at;',
      ],
    ],
  },
  {
    name: 'one-queue-for-each-priority-too',
    fails: 'MP4',
    also: ['MP6', 'MP7'],
    why: "Keeps a queue for each priority also under the kernel's policy, and asks `before` only within the first.",
    base: 'right/queues-by-priority',
    replace: [
      [
        'return this.policy === PRIORITY ? this.services.priority(thread) : 0;',
        'return this.policy === FIRST_COME ? 0 : this.services.priority(thread);',
      ],
      ['const PRIORITY = 1;', 'const FIRST_COME = 0;'],
    ],
  },
];

const idling: readonly WrongSolution[] = [
  {
    name: 'leaves-the-last',
    fails: 'MP5',
    why: 'Picks only while more than one thread waits.',
    base: naive,
    replace: [[NOBODY, 'if (this.queue.length <= 1) return -1;']],
  },
  {
    name: 'second-core-idles',
    fails: 'MP5',
    why: 'Gives threads to core 0 and the even cores only.',
    base: naive,
    replace: [[NOBODY, 'if (this.queue.length === 0 || _core % 2 === 1) return -1;']],
  },
  {
    name: 'forgets-preempted',
    fails: 'MP5',
    why: 'Takes it that a preempted thread is still somewhere in its list.',
    base: naive,
    replace: [[PUT, 'if (_reason !== 2) this.queue.push(thread);']],
  },
  {
    name: 'queue-of-forty-seven',
    fails: 'MP5',
    why: 'Has room for 47 threads.',
    base: naive,
    replace: [[PUT, 'if (this.queue.length < 47) this.queue.push(thread);']],
  },
];

const ticks: readonly WrongSolution[] = [
  {
    name: 'never-preempts',
    fails: 'MP6',
    also: ['MP7'],
    why: 'Lets every thread run until it leaves by itself.',
    base: naive,
    replace: [[DECIDE, 'return running < 0 ? 1 : 0;']],
  },
  {
    name: 'kernel-never-preempts',
    fails: 'MP6',
    why: "Takes it that only priorities preempt: not under the kernel's policy.",
    base: naive,
    replace: [[DECIDE, `if (this.policy === KERNEL) return 0;\n    ${DECIDE}`]],
  },
  {
    name: 'yields-to-much-better-ones',
    fails: 'MP6',
    why: 'Leaves a thread its core unless the one that waits is at least two priorities better.',
    base: naive,
    replace: [
      [
        DECIDE,
        `const due = this.queue[this.first()];\n    if (this.policy === 1 && this.services.priority(due) + 1 === this.services.priority(running)) return 0;\n    ${DECIDE}`,
      ],
    ],
  },
  {
    name: 'looks-at-the-oldest',
    fails: 'MP6',
    why: 'Compares the running thread with the one that joined first, not with the one that goes first.',
    base: naive,
    replace: [[DECIDE, DECIDE.replace('this.first()', '0')]],
  },
  {
    name: 'second-core-never-preempts',
    fails: 'MP6',
    why: 'Looks at the queue for core 0 only.',
    base: naive,
    replace: [[DECIDE, `if (_core > 0) return 0;\n    ${DECIDE}`]],
  },
  {
    name: 'equals-preempt',
    fails: 'MP7',
    why: 'Under priorities, an equal that waits takes the core.',
    base: naive,
    replace: [
      [
        DECIDE,
        'const due = this.queue[this.first()];\n    if (this.policy === FIRST_COME) return 0;\n    return this.goesBefore(running, due) ? 0 : 1;',
      ],
    ],
  },
  {
    name: 'turns-under-first-come',
    fails: 'MP7',
    why: 'Under first come, first served, whoever waits takes the core at the next tick.',
    base: naive,
    replace: [[DECIDE, `if (this.policy === FIRST_COME) return 1;\n    ${DECIDE}`]],
  },
  {
    name: 'everybody-who-waits-preempts',
    fails: 'MP7',
    why: "Under the kernel's policy preempts whenever somebody waits.",
    base: naive,
    replace: [[DECIDE, `if (this.policy === KERNEL) return 1;\n    ${DECIDE}`]],
  },
  {
    name: 'nobody-goes-first-of-two',
    fails: 'MP7',
    also: ['MP2'],
    why: 'Says of a thread under first come, first served that it goes before every other.',
    base: naive,
    replace: [[FIRST_COME, 'if (this.policy === FIRST_COME) return true;']],
  },
];

const costly: readonly WrongSolution[] = [
  {
    name: 'compares-all-with-all',
    exceeds: ['policy-cycles'],
    why: 'Looks for the thread that no other one goes before, and compares all with all for it.',
    base: naive,
    replace: [
      [
        'let best = 0;',
        'let best = 0;\n    const behind = this.queue.map((a) => this.queue.filter((b) => this.goesBefore(b, a)).length);\n    if (behind.length === 0) return -1;',
      ],
    ],
  },
];

const wrong: readonly WrongSolution[] = [...answers, ...order, ...unknown, ...idling, ...ticks, ...costly];

export default wrong;
