import type { WrongSolution } from '../../wrong-solution';

/** Mistakes of the kinds that students make, on the naive solution where nothing else is said. */
const naive = 'right/naive';
const objects = 'right/objects';

const ADMIT = 'if (state === STATE.new && transition === CHANGE.admit) return STATE.ready;';
const DISPATCH = 'if (state === STATE.ready && transition === CHANGE.dispatch) return STATE.running;';
const WAKE = 'if (state === STATE.blocked && transition === CHANGE.wake) return STATE.ready;';
const NOT_RUNNING = 'if (state !== STATE.running) return -1;';
const BACK = 'if (transition === CHANGE.preempt || transition === CHANGE.yield) return STATE.ready;';
const REFUSE = 'if (next < 0) return 0;';
const NOBODY = 'return life === undefined ? -1 : life[life.length - 1].state;';
const UNCOUNTED = 'if (life === undefined || state === STATE.new || state === STATE.exited) return 0;';
const END = 'const end = i + 1 < life.length ? life[i + 1].since : cycle;';
const BOOK = 'this.times[this.state] = this.timeIn(this.state, cycle);';
const IS_EDGE = 'if (edge === undefined || this.state(thread) !== edge.from) return 0;';

const wrong: readonly WrongSolution[] = [
  {
    name: 'woken-threads-run',
    fails: 'LC1',
    why: 'A thread whose device is done runs at once.',
    base: naive,
    replace: [[WAKE, WAKE.replace('STATE.ready', 'STATE.running')]],
  },
  {
    name: 'yielding-blocks',
    fails: 'LC1',
    why: 'Who gives its core up is blocked.',
    base: naive,
    replace: [[BACK, `if (transition === CHANGE.yield) return STATE.blocked;\n    ${BACK}`]],
  },
  {
    name: 'yields-are-refused',
    fails: 'LC1',
    why: 'Knows preemption only as the way from running to ready.',
    base: naive,
    replace: [[BACK, 'if (transition === CHANGE.preempt) return STATE.ready;']],
  },
  {
    name: 'any-wake',
    fails: 'LC2',
    why: 'Wakes who is not blocked.',
    base: naive,
    replace: [[WAKE, 'if (state > STATE.new && transition === CHANGE.wake) return STATE.ready;']],
  },
  {
    name: 'blocked-threads-run',
    fails: 'LC2',
    why: 'Gives a core to a thread that is blocked.',
    base: naive,
    replace: [
      [
        DISPATCH,
        'if ((state === STATE.ready || state === STATE.blocked) && transition === CHANGE.dispatch) return STATE.running;',
      ],
    ],
  },
  {
    name: 'the-dead-return',
    fails: 'LC2',
    why: 'Admits a thread that has exited.',
    base: naive,
    replace: [
      [
        ADMIT,
        'if ((state === STATE.new || state === STATE.exited) && transition === CHANGE.admit) return STATE.ready;',
      ],
    ],
  },
  {
    name: 'exits-from-anywhere',
    fails: 'LC2',
    why: 'Lets a thread exit that does not run.',
    base: naive,
    replace: [
      [
        NOT_RUNNING,
        `if (state === STATE.ready && transition === CHANGE.exit) return STATE.exited;\n    ${NOT_RUNNING}`,
      ],
    ],
  },
  {
    name: 'new-threads-run',
    fails: 'LC2',
    why: 'Gives a core to a thread that was never admitted.',
    base: objects,
    replace: [
      [
        IS_EDGE,
        'const state = this.state(thread);\n    if (edge === undefined || (state !== edge.from && !(state === STATE.new && edge.from === STATE.ready))) return 0;',
      ],
    ],
  },
  {
    name: 'same-state-again-is-done',
    fails: 'LC2',
    why: 'Says of a change into the state that the thread is in already that it was done.',
    base: objects,
    replace: [
      [
        IS_EDGE,
        'if (edge !== undefined && this.state(thread) === edge.to) return 1;\n    if (edge === undefined || this.state(thread) !== edge.from) return 0;',
      ],
    ],
  },
  {
    name: 'counts-anew-when-it-refuses',
    fails: 'LC3',
    why: 'Begins to count anew with each change that it refuses.',
    base: objects,
    replace: [
      [
        IS_EDGE,
        'if (edge === undefined || this.state(thread) !== edge.from) {\n      const asked = this.threads.get(thread);\n      if (asked !== undefined) asked.since = cycle;\n      return 0;\n    }',
      ],
    ],
  },
  {
    name: 'refuses-and-changes',
    fails: 'LC3',
    why: 'Answers 0 to a preemption of a thread that is blocked, and makes it ready.',
    base: naive,
    replace: [
      [
        REFUSE,
        'if (next < 0) {\n      if (this.state(thread) === STATE.blocked && transition === CHANGE.preempt)\n        this.lives[thread].push({ state: STATE.ready, since: cycle });\n      return 0;\n    }',
      ],
    ],
  },
  {
    name: 'refusals-cost-time',
    fails: 'LC3',
    why: 'Books the time until a refused change twice: then, and when the state really ends.',
    base: objects,
    replace: [
      [
        IS_EDGE,
        'const asked = this.threads.get(thread);\n    if (asked !== undefined && edge !== undefined && asked.state !== edge.from) {\n      asked.times[asked.state] = asked.timeIn(asked.state, cycle);\n      return 0;\n    }\n    if (edge === undefined || this.state(thread) !== edge.from) return 0;',
      ],
    ],
  },
  {
    name: 'without-the-present',
    fails: 'LC4',
    why: 'Counts only what is over: not the state that the thread is in.',
    base: naive,
    replace: [[END, 'const end = i + 1 < life.length ? life[i + 1].since : life[i].since;']],
  },
  {
    name: 'cycle-0-is-none',
    fails: 'LC4',
    why: 'Takes 0 for no cycle at all: what begins there has no length until it ends.',
    base: objects,
    replace: [['cycle - this.since : 0)', 'cycle - (this.since || cycle) : 0)']],
  },
  {
    name: 'last-time-only',
    fails: 'LC4',
    why: 'Keeps of each state how long it lasted the last time.',
    base: objects,
    replace: [[BOOK, 'this.times[this.state] = cycle - this.since;']],
  },
  {
    name: 'counts-after-the-end',
    fails: 'LC4',
    why: 'Tells how long a thread has been over.',
    base: naive,
    replace: [[UNCOUNTED, 'if (life === undefined || state === STATE.new) return 0;']],
  },
  {
    name: 'since-the-first',
    fails: 'LC4',
    why: 'Tells how long ago a thread was in a state first.',
    base: naive,
    replace: [['sum += end - life[i].since;', 'sum = sum > 0 ? sum : end - life[i].since;']],
  },
  {
    name: 'everybody-exists',
    fails: 'LC5',
    why: 'Takes every number for a thread that is new.',
    base: objects,
    replace: [['if (thread < 0 || thread >= this.maxThreads) return -1;', 'if (thread < 0) return -1;']],
  },
  {
    name: 'nobody-is-new',
    fails: 'LC5',
    why: 'Says of numbers that no thread has that they are new.',
    base: naive,
    replace: [
      [NOBODY, 'return life === undefined ? STATE.new : life[life.length - 1].state;'],
      [REFUSE, 'if (next < 0 || this.lives[thread] === undefined) return 0;'],
    ],
  },
  {
    name: 'looks-at-everybody',
    exceeds: ['policy-cycles'],
    why: 'Adds up the times of every third thread at every change.',
    base: naive,
    replace: [
      [
        REFUSE,
        `${REFUSE}\n    for (let each = 0; each < this.lives.length; each += 3) this.cycles(each, STATE.ready, cycle);`,
      ],
    ],
  },
];

export default wrong;
