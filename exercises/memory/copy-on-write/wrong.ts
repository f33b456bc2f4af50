import type { WrongSolution } from '../../wrong-solution';

// Texts of the reference.
const FORK_LOOP = 'page++) {\n      let entry = kernel.entry(parent, page);';
const OF_PARENT = 'kernel.setEntry(parent, page, entry);';
const OF_CHILD = 'kernel.setEntry(child, page, entry);';
const SHARE = 'this.others[entry >>> 10] = this.othersOf(entry >>> 10) + 1;';
const FLUSH_PARENT = 'if (isProtected) kernel.flush(parent);';
const CHECK = 'if ((entry & COPY_ON_WRITE) === 0) return 0;';
const TAKE = 'const copy = kernel.allocateFrame();';
const IS_SHARED = `if (this.othersOf(frame) > 0) {\n      ${TAKE}`;
const NO_FRAME = 'if (copy < 0) return 0;';
const COPY = 'kernel.copyFrame(frame, copy);';
const ONE_LESS = 'this.others[frame] = this.othersOf(frame) - 1;\n      frame = copy;';
const OWN = 'kernel.setEntry(process, page, (frame << 10) | (entry & 0x3ff & ~COPY_ON_WRITE) | WRITABLE);';
const UNMAP = 'kernel.setEntry(process, page, 0);';
const GIVE_UP =
  'if (this.othersOf(frame) > 0) this.others[frame] = this.othersOf(frame) - 1;\n      else kernel.freeFrame(frame);';
const FLUSH = 'kernel.flush(process);';

const wrong: readonly WrongSolution[] = [
  {
    name: 'copies-at-once',
    fails: 'CW1',
    why: 'Copies every page in fork.',
    replace: [
      [
        OF_CHILD,
        'const copy = kernel.allocateFrame();\n if (copy < 0) return;\n kernel.copyFrame(entry >>> 10, copy);\n kernel.setEntry(child, page, (copy << 10) | PRESENT | WRITABLE);',
      ],
      [SHARE, ''],
    ],
  },
  {
    name: 'one-page-less',
    fails: 'CW1',
    why: 'Forgets the last page.',
    replace: [[FORK_LOOP, `page++) {\n if (page === this.pages - 1) break;\n ${FORK_LOOP.slice(9)}`]],
  },
  {
    name: 'thirty-two-pages',
    fails: 'CW1',
    why: 'Shares 32 pages, as many as a word has bits.',
    replace: [[FORK_LOOP, `page++) {\n if (page === 32) break;\n ${FORK_LOOP.slice(9)}`]],
  },
  {
    name: 'writable-pages-only',
    fails: 'CW1',
    why: 'Gives the child only what the parent may write: without code it does not come far.',
    replace: [[OF_CHILD, `if ((entry & COPY_ON_WRITE) === 0) continue;\n      ${OF_CHILD}`]],
  },
  {
    name: 'child-may-write',
    fails: 'CW2',
    why: 'Takes the right from the parent only.',
    replace: [
      [OF_CHILD, 'kernel.setEntry(child, page, (entry & COPY_ON_WRITE) !== 0 ? entry | WRITABLE : entry);'],
    ],
  },
  {
    name: 'parent-may-write',
    fails: 'CW2',
    why: 'Takes the right from the child only: it sees what the parent writes later.',
    replace: [[OF_PARENT, '']],
  },
  {
    name: 'does-not-copy',
    fails: 'CW3',
    why: 'Takes a frame and leaves in it what was there.',
    replace: [[COPY, '']],
  },
  {
    name: 'copies-backwards',
    fails: 'CW3',
    why: 'Copies the new frame over the old one.',
    replace: [[COPY, 'kernel.copyFrame(copy, frame);']],
  },
  {
    name: 'copies-twice',
    fails: 'CW3',
    why: 'Copies the page twice.',
    replace: [[COPY, `${COPY}\n      ${COPY}`]],
  },
  {
    name: 'two-frames',
    fails: 'CW3',
    why: 'Takes two frames for one page.',
    replace: [[TAKE, `kernel.allocateFrame();\n      ${TAKE}`]],
  },
  {
    name: 'maps-the-old-frame',
    fails: 'CW3',
    why: 'Copies the page, and goes on in the frame that the others have.',
    replace: [[ONE_LESS, 'this.others[frame] = this.othersOf(frame) - 1;']],
  },
  {
    name: 'frames-of-eight-bits',
    fails: 'CW3',
    why: 'Keeps eight bits of the number of a frame.',
    replace: [[ONE_LESS, ONE_LESS.replace('frame = copy', 'frame = copy & 0xff')]],
  },
  {
    name: 'copy-stays-protected',
    fails: 'CW3',
    why: 'Copies the page, and does not give the right to write it.',
    replace: [
      [
        OWN,
        'kernel.setEntry(process, page, (frame << 10) | (frame === entry >>> 10 ? (entry & 0xff) | WRITABLE : entry & 0x3ff));',
      ],
    ],
  },
  {
    name: 'frees-what-others-have',
    fails: 'CW6',
    why: 'Frees the frame that it copied.',
    replace: [[COPY, `${COPY}\n      kernel.freeFrame(frame);`]],
  },
  {
    name: 'last-holder-copies',
    fails: 'CW4',
    why: 'Copies whatever was shared once, also for the last holder.',
    replace: [[IS_SHARED, `if (this.othersOf(frame) >= 0) {\n      ${TAKE}`]],
  },
  {
    name: 'does-not-count-down',
    fails: 'CW4',
    also: ['CW6'],
    why: 'Forgets that who copied holds the frame no longer.',
    replace: [[ONE_LESS, 'frame = copy;']],
  },
  {
    name: 'writes-read-only-pages',
    fails: 'CW5',
    why: 'Takes every fault for one of copy on write.',
    replace: [[CHECK, 'if ((entry & PRESENT) === 0) return 0;']],
  },
  {
    name: 'marks-read-only-pages',
    fails: 'CW5',
    why: 'Marks every page in fork, also those that were read-only before.',
    replace: [
      [
        OF_CHILD,
        `entry |= COPY_ON_WRITE;\n      kernel.setEntry(parent, page, entry);\n      kernel.setEntry(child, page, entry & ~0);`,
      ],
    ],
  },
  {
    name: 'remembers-the-dead',
    fails: 'CW5',
    why: 'Keeps what it knows of the pages of a process that is over for the next one of its number.',
    base: 'right/lists-of-holders',
    replace: [['this.shared[process].clear();', '']],
  },
  {
    name: 'answers-1-without-a-frame',
    fails: 'CW5',
    why: 'Lets the process try again though there was no frame.',
    replace: [[NO_FRAME, 'if (copy < 0) return 1;']],
  },
  {
    name: 'writes-without-a-frame',
    fails: 'CW5',
    why: 'Lets a process write what others have when there is no frame for the copy.',
    replace: [
      [
        NO_FRAME,
        'if (copy < 0) {\n        kernel.setEntry(process, page, (entry & ~COPY_ON_WRITE) | WRITABLE);\n        return 1;\n      }',
      ],
    ],
  },
  {
    name: 'never-frees',
    fails: 'CW6',
    why: 'Frees no frame.',
    replace: [[GIVE_UP, 'if (this.othersOf(frame) > 0) this.others[frame] = this.othersOf(frame) - 1;']],
  },
  {
    name: 'frees-everything',
    fails: 'CW6',
    why: 'Frees all frames of a process that is over, also those that others have.',
    replace: [[GIVE_UP, 'kernel.freeFrame(frame);']],
  },
  {
    name: 'first-parent-owns',
    fails: 'CW6',
    why: 'Keeps every frame until process 0 is over.',
    replace: [
      [
        GIVE_UP,
        'if (this.othersOf(frame) > 0) this.others[frame] = this.othersOf(frame) - 1;\n      else if (process === 0) kernel.freeFrame(frame);',
      ],
    ],
  },
  {
    name: 'leaves-entries',
    fails: 'CW6',
    why: 'Leaves the entries of a process that is over: its number is given again.',
    replace: [[UNMAP, '']],
  },
  {
    name: 'does-not-flush',
    fails: 'CW7',
    why: 'Forgets the TLB in fork: the parent goes on writing what the child has.',
    replace: [[FLUSH_PARENT, '']],
  },
  {
    name: 'flushes-the-child',
    fails: 'CW7',
    why: 'Makes the processor forget the child, of which it knows nothing yet.',
    replace: [[FLUSH_PARENT, 'if (isProtected) kernel.flush(child);']],
  },
  {
    name: 'does-not-flush-the-dead',
    fails: 'CW7',
    why: 'Leaves translations of a process that is over: the next one of that number uses them.',
    replace: [[FLUSH, '']],
  },
  {
    name: 'flushes-each-page',
    exceeds: ['accesses'],
    why: 'Makes the processor forget everything a dozen times for each entry, in fork and exit.',
    replace: [
      [OF_CHILD, `${OF_CHILD}\n      for (let i = 0; i < 12; i++) kernel.flush(parent);`],
      [UNMAP, `${UNMAP}\n      for (let i = 0; i < 12; i++) kernel.flush(process);`],
    ],
  },
];

export default wrong;
