import type { WrongSolution } from '../../wrong-solution';

/** Mistakes of the kinds that students make. */
const arrays = 'right/arrays';
const hints = 'right/by-the-hints';

// Texts of the solution with arrays that several mistakes replace.
const TAKE = 'const thread = own.shift();';
const STEAL = 'if (own.length === 0) {';
const HALF = 'own.push(...this.queues[from].splice(0, this.share(core, from)));';
const PUT = 'this.queues[last ?? this.emptiest(this.services.homeOf(thread))].push(thread);';
const LONG = 'if (other === core || queue.length < least) return;';
const PREEMPT = 'return own.length > 0 ? 1 : 0;';
const MORE = 'if (from >= 0) {';
const NOBODY = 'if (thread === undefined) return -1;';
// Texts of the solution by the hints.
const OWN_NODE = 'let from = this.longest((other) => this.services.nodeOf(other) === node);';
const OTHER_NODE = 'near) {\n      from = this.longest((other) => this.services.nodeOf(other) !== node);';
const LEVEL = 'this.take(core, length + 2, length + 4);';
// Texts of the reference.
const LINK = 'else this.behind[this.last[core]] = thread;';
const DRY = 'if (this.waiting[core] === 0) this.takeFromLongest(core, 1, 1);';

const answers: readonly WrongSolution[] = [
  {
    name: 'looks-without-taking',
    fails: 'PQ1',
    why: 'Answers the first of the queue and leaves it there.',
    base: hints,
    replace: [['const thread = this.queues[core].shift();', 'const [thread] = this.queues[core];']],
  },
  {
    name: 'answers-the-core',
    fails: 'PQ1',
    also: ['PQ2', 'PQ3', 'PQ4'],
    why: 'Answers the core whose queue it took from.',
    base: arrays,
    replace: [['return thread;', 'return core;']],
  },
  {
    name: 'answers-nothing',
    fails: 'PQ1',
    also: ['PQ2', 'PQ4'],
    why: 'Returns nothing when nobody waits; nothing counts as 0, which is a thread.',
    base: arrays,
    replace: [[NOBODY, 'if (thread === undefined) return undefined as unknown as number;']],
  },
  {
    name: 'tick-counts-who-waits',
    fails: 'PQ1',
    also: ['PQ3'],
    why: 'Answers to a tick how many wait.',
    base: arrays,
    replace: [[PREEMPT, 'return own.length;']],
  },
  {
    name: 'preempts-for-nobody',
    fails: 'PQ1',
    why: 'Preempts at each tick, also where nobody waits.',
    base: arrays,
    replace: [[PREEMPT, 'return 1;']],
  },
  {
    name: 'copies-half-the-queue',
    fails: 'PQ1',
    why: 'Takes threads from another queue and leaves them there too.',
    base: arrays,
    replace: [[HALF, 'own.push(...this.queues[from].slice(0, this.share(core, from)));']],
  },
  {
    name: 'queue-is-overwritten',
    fails: 'PQ1',
    why: 'The reference, where a new thread is put behind the first instead of the last.',
    replace: [[LINK, 'else this.behind[this.first[core]] = thread;']],
  },
];

const idling: readonly WrongSolution[] = [
  {
    name: 'never-steals',
    fails: 'PQ2',
    why: 'A core whose queue is empty idles, whoever waits elsewhere.',
    base: arrays,
    replace: [[STEAL, 'if (own.length < 0) {']],
  },
  {
    name: 'steals-within-its-node',
    fails: 'PQ2',
    why: 'Takes from the queues of its own node only.',
    base: arrays,
    replace: [[LONG, 'if (other === core || queue.length < least || near(other) === 0) return;']],
  },
  {
    name: 'leaves-the-last-one',
    fails: 'PQ2',
    why: 'Takes from no queue that has only one.',
    base: arrays,
    replace: [['this.longest(core, 1)', 'this.longest(core, 2)']],
  },
  {
    name: 'half-rounded-down',
    fails: 'PQ2',
    why: 'Half of one thread, rounded down, is none.',
    base: arrays,
    replace: [[HALF, 'own.push(...this.queues[from].splice(0, this.queues[from].length >> 1));']],
  },
  {
    name: 'asks-one-neighbour',
    fails: 'PQ2',
    why: 'Looks at the next core only.',
    base: arrays,
    replace: [
      [
        LONG,
        'if (other !== (core + 1) % this.queues.length || queue.length < least || other === core) return;',
      ],
    ],
  },
  {
    name: 'forgets-core-zero',
    fails: 'PQ2',
    why: 'Never takes from the queue of core 0.',
    base: arrays,
    replace: [[LONG, 'if (other === 0 || other === core || queue.length < least) return;']],
  },
  {
    name: 'takes-while-it-has-some',
    fails: 'PQ2',
    why: 'The reference with the condition turned round: takes from others only while somebody waits at its own.',
    replace: [[DRY, 'if (this.waiting[core] > 0) this.takeFromLongest(core, 1, 1);']],
  },
];

const starving: readonly WrongSolution[] = [
  {
    name: 'last-come-first',
    fails: 'PQ3',
    why: 'Each queue is a stack.',
    base: arrays,
    replace: [[TAKE, 'const thread = own.pop();']],
  },
  {
    name: 'preempted-to-the-front',
    fails: 'PQ3',
    why: 'Who was preempted goes to the front, and is picked again.',
    base: arrays,
    replace: [
      [
        PUT,
        'const queue = this.queues[last ?? this.emptiest(this.services.homeOf(thread))];\n    if (reason === 2) queue.unshift(thread);\n    else queue.push(thread);',
      ],
    ],
  },
  {
    name: 'never-preempts',
    fails: 'PQ3',
    why: 'A tick takes nobody off its core.',
    base: arrays,
    replace: [[PREEMPT, 'return 0;']],
  },
  {
    name: 'preempts-for-two',
    fails: 'PQ3',
    why: 'A single thread that waits is no reason to preempt.',
    base: arrays,
    replace: [[PREEMPT, 'return own.length > 1 ? 1 : 0;']],
  },
  {
    name: 'smallest-number-first',
    fails: 'PQ3',
    why: 'Picks the smallest number of a queue, whoever has waited longest.',
    base: arrays,
    replace: [[TAKE, 'own.sort((a, b) => a - b);\n    const thread = own.shift();']],
  },
  {
    name: 'never-levels',
    fails: 'PQ3',
    why: 'Takes from other queues only when its own is empty.',
    base: hints,
    replace: [[LEVEL, 'void length;']],
  },
  {
    name: 'levels-within-its-node',
    fails: 'PQ3',
    why: 'At a tick takes from the queues of its own node only, however many wait in the other one.',
    base: arrays,
    replace: [[MORE, 'if (from >= 0 && this.services.nodeOf(from) === this.services.nodeOf(core)) {']],
  },
  {
    name: 'forgets-core-zero-at-a-tick',
    fails: 'PQ3',
    why: 'At a tick never takes from the queue of core 0.',
    base: arrays,
    replace: [[MORE, 'if (from > 0) {']],
  },
  {
    name: 'taken-to-the-back',
    fails: 'PQ3',
    why: 'Puts who was taken at a tick to the back, where it waits all over again.',
    base: arrays,
    replace: [['own.unshift(thread);', 'own.push(thread);']],
  },
  {
    name: 'takes-at-a-difference-of-one',
    fails: 'PQ3',
    why: 'At a tick takes from every queue of its node that is longer at all, time and again: who waits at its own is put back each time.',
    base: hints,
    replace: [[LEVEL, 'this.take(core, length + 1, length + 4);']],
  },
  {
    name: 'two-ticks-each',
    fails: 'PQ3',
    why: 'Preempts at every other tick: each turn takes twice as long.',
    base: arrays,
    replace: [
      ['private readonly runs: number[] = [];', 'private readonly runs: number[] = [];\n  private odd = 0;'],
      [
        PREEMPT,
        'this.odd ^= 1 << core;\n    return own.length > 0 && (this.odd & (1 << core)) === 0 ? 1 : 0;',
      ],
    ],
  },
  {
    name: 'home-first-always',
    fails: 'PQ3',
    why: 'Who is not at home waits until nobody else does.',
    base: arrays,
    replace: [
      [
        TAKE,
        'const home = own.findIndex((each) => this.services.homeOf(each) === this.services.nodeOf(core));\n    const [thread] = own.splice(Math.max(home, 0), 1) as (number | undefined)[];',
      ],
    ],
  },
];

const losing: readonly WrongSolution[] = [
  {
    name: 'loses-who-is-taken-at-a-tick',
    fails: 'PQ4',
    why: 'A thread that a tick takes out of a long queue is put into none.',
    base: arrays,
    replace: [['own.unshift(thread);\n    }\n    return own', 'void thread;\n    }\n    return own']],
  },
  {
    name: 'loses-the-rest-of-the-half',
    fails: 'PQ4',
    why: 'Takes half of a queue and keeps only the first of it.',
    base: arrays,
    replace: [[HALF, 'own.push(...this.queues[from].splice(0, this.share(core, from)).slice(0, 1));']],
  },
  {
    name: 'twelve-at-a-core',
    fails: 'PQ4',
    why: 'A queue has room for twelve.',
    base: arrays,
    replace: [
      [
        PUT,
        'const queue = this.queues[last ?? this.emptiest(this.services.homeOf(thread))];\n    if (queue.length < 12) queue.push(thread);',
      ],
    ],
  },
  {
    name: 'forty-at-a-core',
    fails: 'PQ4',
    why: 'A queue has room for forty.',
    base: arrays,
    replace: [
      [
        PUT,
        'const queue = this.queues[last ?? this.emptiest(this.services.homeOf(thread))];\n    if (queue.length < 40) queue.push(thread);',
      ],
    ],
  },
];

const dear: readonly WrongSolution[] = [
  {
    name: 'levels-nodes-at-a-difference-of-one',
    exceeds: ['migrations', 'far-accesses'],
    why: 'At a tick takes from the other node as soon as anybody more waits there, and has it taken back at the next.',
    base: hints,
    replace: [[LEVEL, 'this.take(core, length + 2, length + 1);']],
  },
  {
    name: 'at-home-anywhere',
    exceeds: ['far-accesses'],
    why: 'Puts new threads into the shortest queue of all, wherever their memory is.',
    base: arrays,
    replace: [['if (this.services.nodeOf(core) !== node) return;', 'void node;']],
  },
  {
    name: 'node-for-a-core',
    exceeds: ['far-accesses'],
    why: 'Takes the number of a node for that of a core: new threads go to core 0 or 1.',
    base: arrays,
    replace: [
      [PUT, 'this.queues[(last ?? this.services.homeOf(thread)) % this.queues.length].push(thread);'],
    ],
  },
  {
    name: 'other-node-first',
    exceeds: ['far-accesses'],
    why: 'Takes from its own node only when nobody waits in the other one.',
    base: hints,
    replace: [
      [OWN_NODE, 'let from = this.longest((other) => this.services.nodeOf(other) !== node);'],
      [OTHER_NODE, 'near) {\n      from = this.longest((other) => this.services.nodeOf(other) === node);'],
    ],
  },
  {
    name: 'to-the-other-node',
    exceeds: ['far-accesses'],
    why: 'Sends new threads to the node that does not have their memory.',
    base: arrays,
    replace: [
      [
        PUT,
        'const other = this.services.nodeOf(this.queues.length - 1) - this.services.homeOf(thread);\n    this.queues[last ?? this.emptiest(other)].push(thread);',
      ],
    ],
  },
];

export default [...answers, ...idling, ...starving, ...losing, ...dear];
