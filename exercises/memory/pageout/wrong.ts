import type { WrongSolution } from '../../wrong-solution';

/** Mistakes of the kinds that students make. */
const sorted = 'right/sorted';

// Texts of the reference.
const PINNED = 'if (services.isPinned(frame) === 1) continue;';
const SLEEPS = 'if (used <= this.usedAbove && busyPercent >= this.busyBelow) return;';
const COUNT = 'let left = used - this.usedTarget;';
const ENOUGH = 'if (left <= 0) return;';
const CLEAR = 'if ((bits & ACCESSED) !== 0) services.clearAccessed(frame);';
const CLASS = 'classes[((bits & ACCESSED) !== 0 ? 2 : 0) + ((bits & DIRTY) !== 0 ? 1 : 0)].push(frame);';
const LOOP = 'for (let frame = 0; frame < this.frames; frame++) {';
// Texts of the solution with a sorted list.
const AWAKE = 'const isAwake = used > this.usedAbove || busyPercent < this.busyBelow;';
const SORT = 'pages.sort((a, b) => a - b);';
const HOW_MANY = 'const count = Math.max(0, used - this.usedTarget);';

const wrong: readonly WrongSolution[] = [
  {
    name: 'pinned-may-leave',
    fails: 'PD1',
    why: 'Does not ask whether a page is pinned.',
    replace: [[PINNED, '']],
  },
  {
    name: 'frame-for-place',
    fails: 'PD1',
    why: 'Gives up the number that it sorted by, not the frame.',
    base: sorted,
    replace: [['services.giveUp(page % this.frames)', 'services.giveUp(page)']],
  },
  {
    name: 'always-runs',
    fails: 'PD2',
    why: 'Frees frames at each look.',
    replace: [[SLEEPS, '']],
  },
  {
    name: 'runs-at-the-mark',
    fails: 'PD2',
    why: 'Runs where just as many are in use as usedAbove says.',
    replace: [[SLEEPS, 'if (used < this.usedAbove && busyPercent >= this.busyBelow) return;']],
  },
  {
    name: 'runs-at-just-as-busy',
    fails: 'PD2',
    why: 'Runs where the processor was busy for just busyBelow percent.',
    replace: [[SLEEPS, 'if (used <= this.usedAbove && busyPercent > this.busyBelow) return;']],
  },
  {
    name: 'busy-the-wrong-way-round',
    fails: 'PD2',
    also: ['PD3'],
    why: 'Runs when the processor is busy.',
    replace: [[SLEEPS, 'if (used <= this.usedAbove && busyPercent < this.busyBelow) return;']],
  },
  {
    name: 'only-when-full',
    fails: 'PD3',
    why: 'Looks at memory only.',
    replace: [[SLEEPS, 'if (used <= this.usedAbove) return;']],
  },
  {
    name: 'only-when-idle',
    fails: 'PD3',
    why: 'Looks at the processor only.',
    replace: [[SLEEPS, 'if (busyPercent >= this.busyBelow) return;']],
  },
  {
    name: 'both-at-once',
    fails: 'PD3',
    why: 'Runs only when memory is full and the processor idle.',
    base: sorted,
    replace: [[AWAKE, 'const isAwake = used > this.usedAbove && busyPercent < this.busyBelow;']],
  },
  {
    name: 'one-at-a-look',
    fails: 'PD3',
    why: 'One page leaves at each look.',
    replace: [[COUNT, 'let left = used > this.usedTarget ? 1 : 0;']],
  },
  {
    name: 'down-to-what-wakes',
    fails: 'PD3',
    why: 'Stops as soon as it would not be woken.',
    replace: [[COUNT, 'let left = used - this.usedAbove;']],
  },
  {
    name: 'one-too-many',
    fails: 'PD3',
    why: 'Frees one frame more than the target asks.',
    replace: [[ENOUGH, 'if (left < 0) return;']],
  },
  {
    name: 'one-too-few',
    fails: 'PD3',
    why: 'Frees one frame less.',
    replace: [[ENOUGH, 'if (left <= 1) return;']],
  },
  {
    name: 'counts-the-pinned',
    fails: 'PD3',
    why: 'Frees as many as the target asks of what may leave, not of all.',
    base: sorted,
    replace: [[HOW_MANY, 'const count = Math.max(0, pages.length - this.usedTarget);']],
  },
  {
    name: 'first-frames-first',
    fails: 'PD4',
    also: ['PD5'],
    why: 'Takes the frames in order, whatever their bits.',
    base: sorted,
    replace: [['pages.push(kind * this.frames + frame);', 'pages.push(frame + 0 * kind);']],
  },
  {
    name: 'used-ones-first',
    fails: 'PD4',
    why: 'Takes what was accessed first.',
    replace: [
      [CLASS, 'classes[((bits & ACCESSED) === 0 ? 2 : 0) + ((bits & DIRTY) !== 0 ? 1 : 0)].push(frame);'],
    ],
  },
  {
    name: 'clean-before-unused',
    fails: 'PD4',
    why: 'Puts dirty above accessed.',
    replace: [
      [CLASS, 'classes[((bits & ACCESSED) !== 0 ? 1 : 0) + ((bits & DIRTY) !== 0 ? 2 : 0)].push(frame);'],
    ],
  },
  {
    name: 'reads-after-clearing',
    fails: 'PD4',
    why: 'Clears the accessed bits first and reads them then.',
    base: sorted,
    replace: [
      [
        'const bits = services.bits(frame);\n      services.clearAccessed(frame);',
        'services.clearAccessed(frame);\n      const bits = services.bits(frame);',
      ],
    ],
  },
  {
    name: 'dirty-ones-first',
    fails: 'PD5',
    why: 'Writes the dirty pages first, to be done with it.',
    replace: [
      [CLASS, 'classes[((bits & ACCESSED) !== 0 ? 2 : 0) + ((bits & DIRTY) === 0 ? 1 : 0)].push(frame);'],
    ],
  },
  {
    name: 'dirty-is-all-one',
    fails: 'PD5',
    why: 'Looks at the accessed bit only.',
    replace: [[CLASS, 'classes[(bits & ACCESSED) !== 0 ? 2 : 0].push(frame);']],
  },
  {
    name: 'last-of-equals',
    fails: 'PD6',
    why: 'Of equals takes the highest frame.',
    replace: [[LOOP, 'for (let frame = this.frames - 1; frame >= 0; frame--) {']],
  },
  {
    name: 'sorted-as-text',
    fails: 'PD6',
    also: ['PD4', 'PD5'],
    why: 'Sorts numbers as texts: 10 before 9.',
    base: sorted,
    replace: [[SORT, 'pages.sort();']],
  },
  {
    name: 'never-clears',
    fails: 'PD7',
    also: ['PD4'],
    why: 'Leaves the accessed bits as they are.',
    replace: [[CLEAR, '']],
  },
  {
    name: 'clears-when-it-runs',
    fails: 'PD7',
    why: 'Clears the bits only when the daemon runs.',
    replace: [
      [
        CLEAR,
        'if ((bits & ACCESSED) !== 0 && (used > this.usedAbove || busyPercent < this.busyBelow)) services.clearAccessed(frame);',
      ],
    ],
  },
  {
    name: 'clears-what-is-clean',
    fails: 'PD7',
    why: 'Clears the accessed bit of clean pages only.',
    replace: [[CLEAR, 'if (bits === ACCESSED) services.clearAccessed(frame);']],
  },
];

export default wrong;
