import { defineMutants } from '../../mutants-definition';

const NO_SUCH_CORE =
  'A core that there is not: nobody asks for it, nothing waits there, and it is never chosen.';
const NODE_ZERO = 'Core 0 belongs to node 0, which is what is held of it before.';
const TOLD_APART = 'Only told apart from a core.';
const LOAD =
  'What a core has to do is an estimate, by which new threads are placed: where one waits is the affair of each design, within the budgets.';
const PLACE = 'Where a thread waits is the affair of each design: rules and budgets are kept also there.';
const MOVES =
  'When threads are moved, how many and out of which queue is the affair of each design: cores are not left idle, and waits and budgets are kept.';

export default defineMutants({
  equivalent: [
    { at: 'const UNEQUAL = 2;', why: MOVES },
    { at: 'const UNEQUAL_FAR = 4;', why: MOVES },
    {
      at: 'for (let core = 0; core < cores; core++) this.nodes[core] = services.nodeOf(core);',
      why: `${NODE_ZERO} ${NO_SUCH_CORE}`,
    },
    { at: 'else if (reason !== READY_REASON.woken) this.running[this.lastCore[thread]] = 0;', why: LOAD },
    { at: 'this.running[core] = 0;', why: LOAD },
    { at: 'this.running[core] = 1;', why: LOAD },
    {
      at: [
        'if (reason !== READY_REASON.created && nodes[lastCore[thread]] === homes[thread]) return lastCore[thread];',
        'if (reason !== READY_REASON.created || nodes[lastCore[thread]] === homes[thread]) return lastCore[thread];',
      ],
      why: PLACE,
    },
    {
      at: [
        'if (reason === READY_REASON.created || this.load(atHome) <= this.load(lastCore[thread])) return atHome;',
        'if (reason === READY_REASON.created || this.load(atHome) < this.load(lastCore[thread])) return atHome;',
      ],
      why: PLACE,
    },
    { at: 'return this.waiting[core] + this.running[core];', why: LOAD },
    { at: 'for (let core = 0; core < this.cores; core++)', why: NO_SUCH_CORE },
    {
      at: 'if (this.nodes[core] === node && (least === NOBODY || this.load(core) < this.load(least))) least = core;',
      why: PLACE,
    },
    { at: 'for (let other = 0; other < this.cores; other++)', why: NO_SUCH_CORE },
    { at: 'if (nodes[other] === nodes[core]) {', why: MOVES },
    {
      at: 'if (waiting[other] >= near && (from === NOBODY || waiting[other] > waiting[from])) from = other;',
      why: MOVES,
    },
    {
      at: '} else if (waiting[other] >= far && (fromFar === NOBODY || waiting[other] > waiting[fromFar]))',
      why: MOVES,
    },
    { at: 'for (let core = 0; core < cores; core++) {', why: NO_SUCH_CORE },
    { at: 'this.runs.push(0);', why: LOAD },
    { at: 'if (last !== undefined && reason === 2) this.runs[last] = 0;', why: LOAD },
    { at: 'this.runs[core] = 0;', why: LOAD },
    { at: 'this.runs[core] = 1;', why: LOAD },
    { at: 'if (from >= 0) own.push(...this.queues[from].splice(0, this.share(core, from)));', why: MOVES },
    { at: 'const from = this.longest(core, own.length + 3);', why: MOVES },
    { at: 'if (from >= 0) {', why: MOVES },
    { at: 'const [thread] = this.queues[from].splice(0, 1);', why: MOVES },
    { at: 'if (this.services.nodeOf(core) !== this.services.nodeOf(from)) return 1;', why: MOVES },
    { at: 'return (this.queues[from].length + 1) >> 1;', why: MOVES },
    { at: 'let best = -1;', why: `${TOLD_APART} ${PLACE}` },
    {
      at: 'if (best < 0 || queue.length + this.runs[core] < this.queues[best].length + this.runs[best])',
      why: LOAD,
    },
    {
      at: 'const near = (other: number) => (this.services.nodeOf(other) === this.services.nodeOf(core) ? 2 : 0);',
      why: MOVES,
    },
    {
      at: 'if (best < 0 || queue.length + near(other) > this.queues[best].length + near(best)) best = other;',
      why: MOVES,
    },
    { at: 'this.last = new Array<number>(maxThreads).fill(-1);', why: TOLD_APART },
    {
      at: 'const isNewHere = (thread: number) => this.last[thread] < 0 && this.isHome(thread, core);',
      why: MOVES,
    },
    { at: 'if (at < 0) at = waiting.findIndex((thread) => this.isHome(thread, core));', why: MOVES },
    { at: 'if (at < 0) at = 0;', why: MOVES },
    {
      at: 'const newcomer = waiting.some((thread) => this.last[thread] === core || this.last[thread] < 0);',
      why: MOVES,
    },
    { at: 'return newcomer || waiting.length > this.cores ? 1 : 0;', why: MOVES },
  ],
});
