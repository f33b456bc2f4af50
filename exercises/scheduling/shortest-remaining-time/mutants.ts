import { defineMutants } from '../../mutants-definition';

const NO_THREAD = 'Any number below 0 says that there is no thread or core.';
const NEVER_ASKED = 'The timer never ticks, so nobody asks.';

export default defineMutants({
  equivalent: [
    {
      at: [
        'this.running = new Int32Array(cores).fill(-1);',
        'this.running = new Int32Array(cores).fill(-2);',
      ],
      why: NO_THREAD,
    },
    {
      at: [
        'if (victim >= 0) this.running[victim] = thread;',
        'if (victim >= (-1)) this.running[victim] = thread;',
      ],
      why: 'An array of integers has no element -1.',
    },
    { at: ['return 0;', 'return 1;'], why: NEVER_ASKED },
    { at: ['return 0;', 'return (-1);'], why: NEVER_ASKED },
    {
      at: 'const DOES_NOT_WAIT = -1;',
      why: 'Whoever waits has something left to compute.',
    },
    {
      at: [
        'for (let thread = 0; thread < this.left.length; thread++) {',
        'for (let thread = (-1); thread < this.left.length; thread++) {',
      ],
      why: 'What is not in the array is less than nothing.',
    },
    {
      at: ['if (victim === -1) return 0;', 'if (victim === -2) return 0;'],
      why: 'It answers 1 - 1, and nobody looks at a core -1.',
    },
    {
      at: ['if (best === -1) return -1;', 'if (best === -2) return -1;'],
      why: 'It takes nobody out of an empty list.',
    },
    {
      at: [
        'return difference < 0 || (difference === 0 && one < other);',
        'return difference < 0 || (difference === 0 && one <= other);',
      ],
      why: 'No thread is compared with itself.',
    },
    {
      at: [
        'for (let core = this.cores - 1; core >= 0; core--) {',
        'for (let core = this.cores + 1; core >= 0; core--) {',
        'for (let core = this.cores - 0; core >= 0; core--) {',
        'for (let core = this.cores - 1; core >= (-1); core--) {',
      ],
      why: 'A core that does not exist has no thread, which has nothing left.',
    },
    {
      at: 'const other = this.services.remainingCycles(this.holders.get(core) ?? -1);',
      why: 'Every core has a thread there.',
    },
    {
      at: [
        'while (at !== undefined && (at.left < left || (at.left === left && at.thread < thread))) {',
        'while (at !== undefined && (at.left < left || (at.left === left && at.thread <= thread))) {',
      ],
      why: 'A thread is in the list once.',
    },
  ],
});
