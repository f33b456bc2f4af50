import type { WrongSolution } from '../../wrong-solution';

// Texts of the reference.
const ALLOCATE = 'let frame = kernel.allocateFrame();';
const LEAVE = '      this.leave(frame);\n    }';
const ZERO = 'if (onDisk === 0) kernel.zeroFrame(frame);';
const READ = 'else kernel.readPage(page, frame);';
const MAP = 'kernel.map(page, frame, onDisk);';
const UNMAP = 'kernel.unmap(page, isDirty ? ON_DISK : bits & ON_DISK);';
const WRITE = 'if (isDirty) kernel.writePage(page, frame);';
const FREE = 'this.kernel.freeFrame(frame);';

const wrong: readonly WrongSolution[] = [
  {
    name: 'old-content',
    fails: 'DP1',
    why: 'Gives out frames as they are: a page shows what another one left there.',
    replace: [[ZERO, 'if (onDisk === 0) kernel.bits(page);']],
  },
  {
    name: 'zeros-of-free-frames-only',
    fails: 'DP1',
    why: 'Fills only frames with zeros that were free.',
    replace: [
      [ALLOCATE, 'let frame = kernel.allocateFrame();\n    const wasFree = frame >= 0;'],
      [ZERO, 'if (onDisk === 0) {\n if (wasFree) kernel.zeroFrame(frame);\n }'],
    ],
  },
  {
    name: 'reads-everything',
    fails: 'DP1',
    why: 'Reads pages that the disk has never had.',
    replace: [[ZERO, 'if (onDisk === 0 && frame < 0) kernel.zeroFrame(frame);']],
  },
  {
    name: 'zeros-for-all',
    fails: 'DP2',
    why: 'Gives every page zeros, and forgets what was written.',
    replace: [[READ, 'else kernel.zeroFrame(frame);']],
  },
  {
    name: 'reads-twice',
    fails: 'DP2',
    why: 'Reads a page twice.',
    replace: [[READ, 'else {\n kernel.readPage(page, frame);\n kernel.readPage(page, frame);\n }']],
  },
  {
    name: 'present-before-read',
    fails: 'DP2',
    why: 'Makes a page present, and then lets the disk read it.',
    replace: [
      [READ, ''],
      [MAP, 'kernel.map(page, frame, onDisk);\n    if (onDisk !== 0) kernel.readPage(page, frame);'],
    ],
  },
  {
    name: 'two-frames',
    fails: 'DP3',
    why: 'Takes a frame, and then another one.',
    replace: [[ALLOCATE, 'kernel.allocateFrame();\n    let frame = kernel.allocateFrame();']],
  },
  {
    name: 'does-not-ask-for-free-frames',
    fails: 'DP3',
    why: 'Asks the policy as soon as one frame was given out.',
    replace: [[ALLOCATE, 'let frame = this.pages.length > 0 ? -1 : kernel.allocateFrame();']],
  },
  {
    name: 'never-writes',
    fails: 'DP4',
    why: 'Writes no page: what the program stored is lost.',
    replace: [[WRITE, '']],
  },
  {
    name: 'writes-always',
    fails: 'DP4',
    why: 'Writes clean pages, too.',
    replace: [[WRITE, 'kernel.writePage(page, frame);']],
  },
  {
    name: 'writes-twice',
    fails: 'DP4',
    why: 'Writes each dirty page twice.',
    replace: [[WRITE, `${WRITE}\n    ${WRITE}`]],
  },
  {
    name: 'writes-first-time-only',
    fails: 'DP4',
    why: 'Writes a page only if the disk does not have it yet.',
    replace: [[WRITE, 'if (isDirty && (bits & ON_DISK) === 0) kernel.writePage(page, frame);']],
  },
  {
    name: 'writes-while-present',
    fails: 'DP5',
    why: 'Writes the victim while the program can still change it.',
    replace: [
      [UNMAP, WRITE],
      [WRITE, UNMAP],
    ],
  },
  {
    name: 'forgets-clean-pages',
    fails: 'DP5',
    why: 'Says only of dirty pages that the disk has them.',
    replace: [[UNMAP, 'kernel.unmap(page, isDirty ? ON_DISK : 0);']],
  },
  {
    name: 'all-on-disk',
    fails: 'DP5',
    why: 'Says of every page that leaves that the disk has it.',
    replace: [[UNMAP, 'kernel.unmap(page, ON_DISK);']],
  },
  {
    name: 'forgets-dirty-pages',
    fails: 'DP5',
    why: 'Does not say of a page that is written for the first time where it is.',
    replace: [[UNMAP, 'kernel.unmap(page, bits & ON_DISK);']],
  },
  {
    name: 'forgets-the-copy',
    fails: 'DP6',
    why: 'Forgets what the disk has when it has read a page.',
    replace: [[MAP, 'kernel.map(page, frame, 0);']],
  },
  {
    name: 'invents-a-copy',
    fails: 'DP6',
    why: 'Says of pages of zeros that the disk has them.',
    replace: [[MAP, 'kernel.map(page, frame, ON_DISK);']],
  },
  {
    name: 'keeps-given-up-frames',
    fails: 'DP7',
    why: 'Does not free what was given up.',
    replace: [[FREE, '']],
  },
  {
    name: 'frees-victims',
    fails: 'DP7',
    why: 'Frees the frame of a victim, and takes it nevertheless.',
    replace: [
      [
        LEAVE,
        '      this.leave(frame);\n      kernel.freeFrame(frame);\n      kernel.allocateFrame();\n    }',
      ],
    ],
  },
  {
    name: 'sixteen-frames',
    fails: 'DP5',
    also: ['DP4'],
    why: 'Remembers the pages of sixteen frames only: what lies in a higher one overwrites what is known of a lower one.',
    replace: [
      ['this.pages[frame] = page;', 'this.pages[frame & 15] = page;'],
      ['this.pages[frame];', 'this.pages[frame & 15];'],
    ],
  },
  {
    name: 'reads-entries-of-neighbours',
    exceeds: ['accesses'],
    why: 'Reads the entry of the page many times.',
    replace: [[ALLOCATE, `for (let i = 0; i < 24; i++) kernel.bits(page);\n    ${ALLOCATE}`]],
  },
];

export default wrong;
