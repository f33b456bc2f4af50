import { defineMutants } from '../../mutants-definition';

const NO_SUCH_CORE =
  'A core that there is not: nobody asks for it, nothing waits there, and it is never chosen.';
const NODE_ZERO = 'Core 0 belongs to node 0, which is what is held of it before.';
const TOLD_APART = 'Only told apart from the number of a core.';
const LOAD =
  "By how much a core has to do new threads are placed within their node, and the reference lets one go home sooner or later. A thread's first dispatch is no migration, whichever core it is at, and all memory of a node is equally near: rules and budgets do not ask where in its node a new thread waits, and one-list.ts has no such place at all.";
const EQUALS = 'Of several equals any: which one the statement leaves open.';
const THRESHOLD =
  'By how many a queue must be longer before threads are moved at a tick is up to each design, as long as nobody waits too long; the budgets bound how often they move.';
const NEAR = 'More than any queue is longer than another: the own node comes first all the same.';
const HOW_MANY =
  'How many threads a core that runs dry takes, and which ones, is up to each design: they have waited, and go first here.';

export default defineMutants({
  equivalent: [
    {
      at: [
        'for (let core = 0; core < cores; core++) this.nodes[core] = services.nodeOf(core);',
        'for (let core = 0; core <= cores; core++) this.nodes[core] = services.nodeOf(core);',
        'for (let core = (-1); core < cores; core++) this.nodes[core] = services.nodeOf(core);',
      ],
      why: NO_SUCH_CORE,
    },
    {
      at: [
        'for (let core = 0; core < this.cores; core++)',
        'for (let core = (-1); core < this.cores; core++)',
        'for (let core = 0; core <= this.cores; core++)',
      ],
      why: NO_SUCH_CORE,
    },
    {
      at: [
        'for (let other = 0; other < this.cores; other++)',
        'for (let other = (-1); other < this.cores; other++)',
        'for (let other = 0; other <= this.cores; other++)',
      ],
      why: NO_SUCH_CORE,
    },
    {
      at: [
        'for (let core = 0; core < cores; core++) {',
        'for (let core = 0; core <= cores; core++) {',
        'for (let core = (-1); core < cores; core++) {',
      ],
      why: NO_SUCH_CORE,
    },
    {
      at: [
        'for (let core = 0; core < cores; core++) this.nodes[core] = services.nodeOf(core);',
        'for (let core = 1; core < cores; core++) this.nodes[core] = services.nodeOf(core);',
      ],
      why: NODE_ZERO,
    },
    { at: ['let best = -1;', 'let best = -2;'], why: TOLD_APART },
    {
      at: [
        'this.last = new Array<number>(maxThreads).fill(-1);',
        'this.last = new Array<number>(maxThreads).fill(-2);',
      ],
      why: TOLD_APART,
    },
    {
      at: [
        'else if (reason !== READY_REASON.woken) this.running[this.lastCore[thread]] = 0;',
        'else if (reason === READY_REASON.woken) this.running[this.lastCore[thread]] = 0;',
        'else if (reason !== READY_REASON.woken) ;',
        'else if (reason !== READY_REASON.woken) this.running[this.lastCore[thread]] = 1;',
        'else if (reason !== READY_REASON.woken) this.running[this.lastCore[thread]] = (-1);',
        'else if (!(reason !== READY_REASON.woken)) this.running[this.lastCore[thread]] = 0;',
      ],
      why: LOAD,
    },
    { at: ['this.running[core] = 1;', ';', 'this.running[core] = 0;'], why: LOAD },
    { at: ['this.runs.push(0);', ';', 'this.runs.push(1);', 'this.runs.push((-1));'], why: LOAD },
    {
      at: [
        'if (last !== undefined && reason === 2) this.runs[last] = 0;',
        'if (last !== undefined || reason === 2) this.runs[last] = 0;',
        'if (last !== undefined && reason !== 2) this.runs[last] = 0;',
        'if (last !== undefined && reason === 3) this.runs[last] = 0;',
        'if (last !== undefined && reason === 1) this.runs[last] = 0;',
        'if (last !== undefined && reason === 2) ;',
        'if (last !== undefined && reason === 2) this.runs[last] = 1;',
        'if (last !== undefined && reason === 2) this.runs[last] = (-1);',
        'if (!(last !== undefined && reason === 2)) this.runs[last] = 0;',
        'if (last === undefined && reason === 2) this.runs[last] = 0;',
      ],
      why: LOAD,
    },
    { at: ['this.runs[core] = 0;', 'this.runs[core] = 1;', 'this.runs[core] = (-1);', ';'], why: LOAD },
    { at: ['this.runs[core] = 1;', 'this.runs[core] = 2;', 'this.runs[core] = 0;', ';'], why: LOAD },
    {
      at: [
        'if (best < 0 || queue.length + this.runs[core] < this.queues[best].length + this.runs[best])',
        'if (best < 0 || queue.length - this.runs[core] < this.queues[best].length + this.runs[best])',
        'if (best < 0 || queue.length + this.runs[core] < this.queues[best].length - this.runs[best])',
        'if (best < 0 || queue.length + this.runs[core] > this.queues[best].length + this.runs[best])',
      ],
      why: LOAD,
    },
    {
      at: [
        'if (reason === 2) this.runs[this.last[thread]] = 0;',
        'if (!(reason === 2)) this.runs[this.last[thread]] = 0;',
        'if (reason !== 2) this.runs[this.last[thread]] = 0;',
        'if (reason === 3) this.runs[this.last[thread]] = 0;',
        'if (reason === 2) ;',
        'if (reason === 2) this.runs[this.last[thread]] = 1;',
        'if (reason === 1) this.runs[this.last[thread]] = 0;',
        'if (reason === 2) this.runs[this.last[thread]] = (-1);',
      ],
      why: LOAD,
    },
    {
      at: [
        'const load = (core: number) => this.queues[core].length + this.runs[core];',
        'const load = (core: number) => this.queues[core].length - this.runs[core];',
      ],
      why: LOAD,
    },
    {
      at: [
        'if (reason === READY_REASON.created || this.load(atHome) <= this.load(lastCore[thread])) return atHome;',
        'if (reason === READY_REASON.created || this.load(atHome) < this.load(lastCore[thread])) return atHome;',
      ],
      why: EQUALS,
    },
    {
      at: [
        'if (this.nodes[core] === node && (least === NOBODY || this.load(core) < this.load(least))) least = core;',
        'if (this.nodes[core] === node && (least === NOBODY || this.load(core) <= this.load(least))) least = core;',
      ],
      why: EQUALS,
    },
    {
      at: [
        'if (waiting[other] >= near && (from === NOBODY || waiting[other] > waiting[from])) from = other;',
        'if (waiting[other] >= near && (from === NOBODY || waiting[other] >= waiting[from])) from = other;',
      ],
      why: EQUALS,
    },
    {
      at: [
        '} else if (waiting[other] >= far && (fromFar === NOBODY || waiting[other] > waiting[fromFar]))',
        '} else if (waiting[other] >= far && (fromFar === NOBODY || waiting[other] >= waiting[fromFar]))',
      ],
      why: EQUALS,
    },
    {
      at: [
        'if (best < 0 || queue.length + this.runs[core] < this.queues[best].length + this.runs[best])',
        'if (best <= 0 || queue.length + this.runs[core] < this.queues[best].length + this.runs[best])',
        'if (best < 1 || queue.length + this.runs[core] < this.queues[best].length + this.runs[best])',
        'if (best < 0 || queue.length + this.runs[core] <= this.queues[best].length + this.runs[best])',
      ],
      why: EQUALS,
    },
    {
      at: [
        'if (best < 0 || queue.length + near(other) > this.queues[best].length + near(best)) best = other;',
        'if (best < 0 || queue.length + near(other) >= this.queues[best].length + near(best)) best = other;',
      ],
      why: EQUALS,
    },
    {
      at: [
        'if (this.services.nodeOf(core) === node && (best < 0 || load(core) < load(best))) best = core;',
        'if (this.services.nodeOf(core) === node && (best < 0 || load(core) <= load(best))) best = core;',
      ],
      why: EQUALS,
    },
    { at: ['const UNEQUAL_FAR = 4;', 'const UNEQUAL_FAR = 3;', 'const UNEQUAL_FAR = 5;'], why: THRESHOLD },
    {
      at: [
        'this.take(core, length + 2, length + 4);',
        'this.take(core, length + 3, length + 4);',
        'this.take(core, length + 2, length + 3);',
        'this.take(core, length + 2, length + 5);',
      ],
      why: THRESHOLD,
    },
    { at: ['const FEWER = 2;', 'const FEWER = 3;', 'const FEWER = 1;'], why: THRESHOLD },
    {
      at: [
        'return suiting.length + FEWER < waiting.length / cores;',
        'return suiting.length + FEWER <= waiting.length / cores;',
      ],
      why: THRESHOLD,
    },
    {
      at: [
        'if (from >= 0) own.push(...this.queues[from].splice(0, this.share(core, from)));',
        'if (from >= 0) own.push(...this.queues[from].splice((-1), this.share(core, from)));',
      ],
      why: HOW_MANY,
    },
    {
      at: [
        'if (this.services.nodeOf(core) !== this.services.nodeOf(from)) return 1;',
        'if (this.services.nodeOf(core) !== this.services.nodeOf(from)) return 2;',
      ],
      why: HOW_MANY,
    },
    {
      at: [
        'return (this.queues[from].length + 1) >> 1;',
        'return (this.queues[from].length + 2) >> 1;',
        'return (this.queues[from].length + 1) << 1;',
        'return (this.queues[from].length + 1) >> 0;',
      ],
      why: HOW_MANY,
    },
    { at: ['return Math.max(home, 0);', 'return Math.max(home, (-1));'], why: HOW_MANY },
    {
      at: [
        'const near = (other: number) => (this.services.nodeOf(other) === this.services.nodeOf(core) ? 64 : 0);',
        'const near = (other: number) => (this.services.nodeOf(other) === this.services.nodeOf(core) ? 65 : 0);',
        'const near = (other: number) => (this.services.nodeOf(other) === this.services.nodeOf(core) ? 63 : 0);',
        'const near = (other: number) => (this.services.nodeOf(other) === this.services.nodeOf(core) ? 64 : (-1));',
        'const near = (other: number) => (this.services.nodeOf(other) === this.services.nodeOf(core) ? 64 : 1);',
      ],
      why: NEAR,
    },
    {
      at: ['this.running[core] = 0;', ';', 'this.running[core] = 1;', 'this.running[core] = (-1);'],
      why: LOAD,
    },
    {
      at: [
        'return this.waiting[core] + this.running[core];',
        'return this.waiting[core] - this.running[core];',
      ],
      why: LOAD,
    },
    {
      at: [
        'if (this.nodes[core] === node && (least === NOBODY || this.load(core) < this.load(least))) least = core;',
        'if (this.nodes[core] === node && (least === NOBODY || this.load(core) > this.load(least))) least = core;',
      ],
      why: LOAD,
    },
    {
      at: [
        'const from = this.longest(core, own.length + 4);',
        'const from = this.longest(core, own.length + 3);',
      ],
      why: THRESHOLD,
    },
    {
      at: [
        'const [thread] = this.queues[from].splice(0, 1);',
        'const [thread] = this.queues[from].splice(1, 1);',
      ],
      why: HOW_MANY,
    },
    {
      at: [
        'return queues.reduce((best, queue) => (queue.length > best.length ? queue : best), []);',
        'return queues.reduce((best, queue) => (queue.length >= best.length ? queue : best), []);',
      ],
      why: EQUALS,
    },
    {
      at: [
        'if (this.services.nodeOf(core) === node && (best < 0 || load(core) < load(best))) best = core;',
        'if (this.services.nodeOf(core) === node && (best < 1 || load(core) < load(best))) best = core;',
        'if (this.services.nodeOf(core) === node && (best < 0 || load(core) > load(best))) best = core;',
      ],
      why: LOAD,
    },
    { at: ['if (this.hasFew(core)) return 0;', 'if (this.hasFew(core)) return 1;'], why: HOW_MANY },
  ],
});
