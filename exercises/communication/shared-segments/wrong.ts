import type { WrongSolution } from '../../wrong-solution';

// Texts of the reference.
const NOT_PRIVATE = 'if (key !== PRIVATE_KEY)\n';
const ENOUGH_PAGES = 'return pages <= segment.frames.length ? number : -1;';
const LIMITS = 'if (pages < 1 || pages > MOST_SEGMENT_PAGES || segments.size === MOST_SEGMENTS) return -1;';
const GIVE_UP = 'for (const each of frames) kernel.freeFrame(each);\n        return -1;';
const NUMBER = 'this.lastNumber++;';
const GONE = 'if (segment === undefined || segment.isDestroyed) return -1;\n    if (rights';
const RIGHTS_CHECK = 'if (rights !== GRANT_RIGHTS.read && rights !== GRANT_RIGHTS.readWrite) return -1;';
const BITS = 'const bits = rights === GRANT_RIGHTS.read ? RIGHTS.readOnly : RIGHTS.readWrite;';
const FIND = 'each.process === process && each.address === address';
const CLEAR =
  'for (let i = 0; i < frames.length; i++) kernel.setEntry(process, address + i * PAGE_BYTES, 0);';
const FLUSH = 'kernel.flush(process);';
const DETACHED = 'this.end(found);';
const KEY_GONE = 'segment.key = PRIVATE_KEY;';
const DESTROYED = 'segment.isDestroyed = true;';
const CHILD_ENTRY = 'kernel.setEntry(child, page, kernel.entry(parent, page));';
const CHILD_COUNT = 'segment.attached++;\n      this.attachments.push({ process: child, address, number });';
const OVER = 'for (const each of this.attachments.filter((one) => one.process === process)) this.end(each);';
const LEAVE = 'segment.attached--;\n    this.freeUnused(attachment.number, segment);';
const UNUSED = 'if (attached > 0 || !isDestroyed) return;';
const FREE = 'for (const frame of frames) this.kernel.freeFrame(frame);\n    this.segments.delete(number);';

const wrong: readonly WrongSolution[] = [
  // SG1: keys and numbers.
  {
    name: 'private-key-is-a-key',
    fails: 'SG1',
    also: ['SG2'],
    why: 'Finds private segments by their key, 0.',
    replace: [[NOT_PRIVATE, '']],
  },
  {
    name: 'always-new',
    fails: 'SG1',
    why: 'Makes a new segment, whoever has the key.',
    replace: [['if (segment.key === key) ', 'if (segment.key === key && number < 0) ']],
  },
  {
    name: 'as-many-pages',
    fails: 'SG1',
    why: 'Finds a segment only with as many pages as are asked for.',
    replace: [[ENOUGH_PAGES, ENOUGH_PAGES.replace('<=', '===')]],
  },
  {
    name: 'any-pages',
    fails: 'SG1',
    why: 'Finds a segment by its key though it has fewer pages.',
    replace: [[ENOUGH_PAGES, 'return number;']],
  },
  {
    name: 'numbers-again',
    fails: 'SG1',
    why: 'Gives the lowest number that is free.',
    replace: [[NUMBER, 'this.lastNumber = 1;\n    while (segments.has(this.lastNumber)) this.lastNumber++;']],
  },
  {
    name: 'finds-the-dead',
    fails: 'SG1',
    also: ['SG2', 'SG7'],
    why: 'Keeps the key of a destroyed segment: whoever asks for it is given that segment.',
    replace: [[KEY_GONE, '']],
  },
  // SG2: limits.
  {
    name: 'no-limit',
    fails: 'SG2',
    why: 'Makes any number of segments.',
    replace: [[LIMITS, LIMITS.replace(' || segments.size === MOST_SEGMENTS', '')]],
  },
  {
    name: 'any-size',
    fails: 'SG2',
    why: 'Makes segments of any number of pages.',
    replace: [[LIMITS, LIMITS.replace(' || pages > MOST_SEGMENT_PAGES', '')]],
  },
  {
    name: 'one-too-few',
    fails: 'SG2',
    why: 'Makes fifteen segments at a time.',
    replace: [[LIMITS, LIMITS.replace('=== MOST_SEGMENTS', '>= MOST_SEGMENTS - 1')]],
  },
  {
    name: 'counts-the-living',
    fails: 'SG2',
    why: 'Does not count segments that are destroyed and still attached.',
    replace: [
      [
        LIMITS,
        LIMITS.replace(
          'segments.size === MOST_SEGMENTS',
          '[...segments.values()].filter((each) => !each.isDestroyed).length >= MOST_SEGMENTS',
        ),
      ],
    ],
  },
  {
    name: 'counts-all-there-were',
    fails: 'SG2',
    why: 'Counts segments that are gone.',
    replace: [
      [LIMITS, LIMITS.replace('segments.size === MOST_SEGMENTS', 'this.lastNumber >= MOST_SEGMENTS')],
    ],
  },
  {
    name: 'keeps-what-it-took',
    fails: 'SG2',
    why: 'Refuses when frames run out, and keeps those that it took.',
    replace: [[GIVE_UP, 'return -1;']],
  },
  {
    name: 'what-there-is',
    fails: 'SG2',
    why: 'Makes a segment of as many pages as there are frames.',
    replace: [[GIVE_UP, 'if (frames.length > 0) break;\n        return -1;']],
  },
  // SG3: attach.
  {
    name: 'may-always-write',
    fails: 'SG3',
    why: 'Attaches to read and write, whatever was asked for.',
    replace: [[BITS, 'const bits = RIGHTS.readWrite;']],
  },
  {
    name: 'any-rights',
    fails: 'SG3',
    why: 'Takes other rights than 1 and 3 for 3.',
    replace: [[RIGHTS_CHECK, '']],
  },
  {
    name: 'behind-the-first',
    fails: 'SG3',
    why: 'Takes the first free page, and whatever lies behind it.',
    replace: [['else if (page - from === (pages - 1) * PAGE_BYTES) return from;', 'else return from;']],
  },
  {
    name: 'gaps-together',
    fails: 'SG3',
    why: 'Counts the free pages of all gaps together.',
    replace: [
      ['let from = SHARED_BASE;', 'let from = SHARED_BASE;\n    let free = 0;'],
      [
        'else if (page - from === (pages - 1) * PAGE_BYTES) return from;',
        'else if (++free === pages) return from;',
      ],
    ],
  },
  {
    name: 'never-a-gap',
    fails: 'SG3',
    why: 'Attaches behind everything that was attached before, also where a gap would do.',
    replace: [
      ['let from = SHARED_BASE;', 'let from = this.top.get(process) ?? SHARED_BASE;'],
      [
        '=== (pages - 1) * PAGE_BYTES) return from;',
        '=== (pages - 1) * PAGE_BYTES) {\n        this.top.set(process, page + PAGE_BYTES);\n        return from;\n      }',
      ],
      [
        'private lastNumber = 0;',
        'private lastNumber = 0;\n  private readonly top = new Map<number, number>();',
      ],
    ],
  },
  {
    name: 'frames-side-by-side',
    fails: 'SG3',
    why: 'Takes the frames of a segment to lie side by side.',
    replace: [['(frames[i] << FRAME_SHIFT)', '((frames[0] + i) << FRAME_SHIFT)']],
  },
  {
    name: 'same-place-for-all',
    fails: 'SG3',
    why: 'Has one free address for all processes together.',
    replace: [
      [
        'let from = SHARED_BASE;',
        'let from = SHARED_BASE;\n    for (const each of this.attachments) if (each.address >= from) from = each.address + PAGE_BYTES * (this.segments.get(each.number) as Segment).frames.length;',
      ],
      ['for (let page = from;', 'for (let page = from as number;'],
    ],
  },
  {
    name: 'takes-it-for-set',
    fails: 'SG3',
    why: 'Does not look whether its entries could be set.',
    replace: [['| bits) === 0)', '| bits) < 2)']],
  },
  {
    name: 'pages-of-words',
    fails: 'SG3',
    why: 'Takes a page for 1,024 bytes: setEntry refuses addresses between pages.',
    replace: [
      [
        'kernel.setEntry(process, address + i * PAGE_BYTES, (frames',
        'kernel.setEntry(process, address + i * 1_024, (frames',
      ],
    ],
  },
  {
    name: 'once-a-process',
    fails: 'SG3',
    why: 'Refuses a process that has the segment attached already.',
    replace: [
      [
        RIGHTS_CHECK,
        `${RIGHTS_CHECK}\n    if (this.attachments.some((each) => each.process === process && each.number === number)) return -1;`,
      ],
    ],
  },
  // SG4: detach.
  {
    name: 'no-flush',
    fails: 'SG4',
    why: 'Does not make the cores forget.',
    replace: [[FLUSH, '']],
  },
  {
    name: 'first-page-only',
    fails: 'SG4',
    why: 'Takes out the entry of the first page.',
    replace: [[CLEAR, 'kernel.setEntry(process, address, 0);']],
  },
  {
    name: 'somewhere-inside',
    fails: 'SG4',
    why: 'Detaches by any address of the segment.',
    replace: [
      [
        FIND,
        'each.process === process && address >= each.address && address < each.address + PAGE_BYTES * (this.segments.get(each.number) as Segment).frames.length',
      ],
    ],
  },
  {
    name: 'freed-by-detach',
    fails: 'SG4',
    why: 'Destroys a segment that nobody has attached any more.',
    replace: [
      [
        DETACHED,
        `${DETACHED}\n    const left = this.segments.get(found.number);\n    if (left !== undefined && left.attached === 0) this.destroy(found.number);`,
      ],
    ],
  },
  {
    name: 'all-of-them',
    fails: 'SG4',
    why: 'Detaches all that the process has of the segment.',
    replace: [
      [
        DETACHED,
        `${DETACHED}\n    for (const each of this.attachments.filter((one) => one.process === process && one.number === found.number)) {\n      for (let i = 0; i < frames.length; i++) kernel.setEntry(process, each.address + i * PAGE_BYTES, 0);\n      this.end(each);\n    }`,
      ],
    ],
  },
  // SG5: destroy, and the last attachment.
  {
    name: 'attaches-the-dead',
    fails: 'SG5',
    why: 'Attaches a destroyed segment that others still have.',
    replace: [[GONE, 'if (segment === undefined) return -1;\n    if (rights']],
  },
  {
    name: 'destroyed-at-once',
    fails: 'SG5',
    why: 'Gives the frames back when the segment is destroyed, whoever has it attached.',
    replace: [
      [DESTROYED, `${DESTROYED}\n    for (const frame of segment.frames) this.kernel.freeFrame(frame);`],
      [FREE, 'this.segments.delete(number);'],
    ],
  },
  {
    name: 'never-freed',
    fails: 'SG5',
    why: 'Frees nothing.',
    replace: [[FREE, 'this.segments.delete(number);']],
  },
  {
    name: 'freed-by-destroy-only',
    fails: 'SG5',
    why: 'Frees frames only where destroy finds nobody: the last detach does nothing.',
    replace: [[LEAVE, 'segment.attached--;']],
  },
  {
    name: 'refuses-while-attached',
    fails: 'SG5',
    why: 'Does not destroy what somebody has attached.',
    replace: [[DESTROYED, `if (segment.attached > 0) return -1;\n    ${DESTROYED}`]],
  },
  {
    name: 'twice-destroyed',
    fails: 'SG5',
    why: 'Answers 0 to whoever destroys a segment a second time.',
    replace: [
      [
        `if (segment === undefined || segment.isDestroyed) return -1;\n    ${DESTROYED}`,
        `if (segment === undefined) return -1;\n    ${DESTROYED}`,
      ],
    ],
  },
  {
    name: 'the-dead-are-counted',
    fails: 'SG5',
    also: ['SG7'],
    why: 'Forgets the attachments of a process that is over, but counts them on.',
    replace: [[OVER, 'this.attachments = this.attachments.filter((each) => each.process !== process);']],
  },
  // SG6: fork.
  {
    name: 'child-keeps-copies',
    fails: 'SG6',
    why: 'Counts the child, but leaves it the copies.',
    replace: [[CHILD_ENTRY, '']],
  },
  {
    name: 'child-may-write',
    fails: 'SG6',
    why: 'Lets a child write whatever its parent has.',
    replace: [[CHILD_ENTRY, 'kernel.setEntry(child, page, kernel.entry(parent, page) | RIGHTS.readWrite);']],
  },
  {
    name: 'child-inherits-the-living',
    fails: 'SG6',
    why: 'Gives a child only what is not destroyed.',
    replace: [[CHILD_ENTRY, `if (!segment.isDestroyed) ${CHILD_ENTRY}`]],
  },
  {
    name: 'first-attachment-only',
    fails: 'SG6',
    why: 'Gives a child the first attachment of its parent.',
    replace: [[CHILD_COUNT, `${CHILD_COUNT}\n      break;`]],
  },
  // SG7: what ipcs is told.
  {
    name: 'latest-owner',
    fails: 'SG7',
    why: 'Tells who attached it last.',
    replace: [
      ['readonly owner: number;', 'owner: number;'],
      [
        'segment.attached++;\n    this.attachments',
        'segment.attached++;\n    segment.owner = process;\n    this.attachments',
      ],
    ],
  },
  {
    name: 'bytes-for-pages',
    fails: 'SG7',
    why: 'Tells bytes where pages are asked for.',
    replace: [['return segment.frames.length;', 'return segment.frames.length * PAGE_BYTES;']],
  },
  {
    name: 'processes-for-attachments',
    fails: 'SG7',
    why: 'Counts processes, not attachments.',
    replace: [
      [
        'return segment.attached;',
        'return new Set(this.attachments.filter((each) => each.number === number).map((each) => each.process)).size;',
      ],
    ],
  },
  {
    name: 'the-dead-are-not-listed',
    fails: 'SG7',
    why: 'Does not list a segment that is destroyed and still attached.',
    replace: [
      [
        'if (segment === undefined) return -1;\n    switch',
        'if (segment === undefined || segment.isDestroyed) return -1;\n    switch',
      ],
    ],
  },
  {
    name: 'key-of-the-dead',
    fails: 'SG7',
    why: 'Tells the key that a destroyed segment had.',
    replace: [
      [KEY_GONE, 'segment.old = segment.key;\n    segment.key = PRIVATE_KEY;'],
      ['return segment.key;', 'return segment.isDestroyed ? (segment.old ?? 0) : segment.key;'],
      ['attached: number;\n  isDestroyed', 'attached: number;\n  old?: number;\n  isDestroyed'],
    ],
  },
  {
    name: 'asks-every-process',
    exceeds: ['policy-cycles'],
    why: 'Reads the entries of all processes to see who has a segment.',
    replace: [
      [
        UNUSED,
        `let users = 0;\n    for (let process = 1; process < 64; process++)\n      for (let page = 0; page < 64; page++)\n        if (frames.includes(this.kernel.entry(process, SHARED_BASE + page * PAGE_BYTES) >>> FRAME_SHIFT)) users++;\n    ${UNUSED.replace('attached > 0', '(attached > 0 && users >= 0)')}`,
      ],
    ],
  },
];
export default wrong;
