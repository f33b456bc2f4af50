import type { WrongSolution } from '../../wrong-solution';

// Texts of the reference.
const CLEAR = 'this.kept.clear();';
const CHANGED = 'this.kept.delete(selector);';
const SELECTOR = 'const selector = address >>> SELECTOR_SHIFT;';
const OFFSET = 'const offset = address & OFFSET_MASK;';
const BEHIND = 'if (selector >= this.count) return SEGMENT_FAULT.noSegment;';
const KEPT = 'this.kept.get(selector) ?? this.load(selector)';
const ABSENT = 'if ((flags & PRESENT) === 0) return SEGMENT_FAULT.noSegment;';
const BOUNDS = 'if (offset + bytes > limit) return SEGMENT_FAULT.outOfBounds;';
const READABLE = 'const readable = PERMISSION.read | PERMISSION.write;';
const NEEDED =
  'access === ACCESS.fetch ? PERMISSION.execute : access === ACCESS.load ? readable : PERMISSION.write;';
const ANSWER = 'return (rights & needed) === 0 ? SEGMENT_FAULT.permission : base + offset;';
const PLACE = 'const place = this.table + selector * DESCRIPTOR.bytes;';
const KEEP = 'this.kept.set(selector, descriptor);';

const wrong: readonly WrongSolution[] = [
  {
    name: 'no-base',
    fails: 'SG1',
    why: 'Answers the offset.',
    replace: [[ANSWER, ANSWER.replace('base + offset', 'offset')]],
  },
  {
    name: 'base-or-offset',
    fails: 'SG1',
    why: 'ORs base and offset, as if bases were multiples of a power of two.',
    replace: [[ANSWER, ANSWER.replace('base + offset', 'base | offset')]],
  },
  {
    name: 'base-of-words',
    fails: 'SG1',
    why: 'Takes bases for multiples of 4.',
    replace: [[ANSWER, ANSWER.replace('base + offset', '(base & ~3) + offset')]],
  },
  {
    name: 'ignores-present',
    fails: 'SG2',
    why: 'Uses segments that are not present.',
    replace: [[ABSENT, '']],
  },
  {
    name: 'ignores-the-count',
    fails: 'SG2',
    also: ['SG6'],
    why: 'Takes what lies behind the table for descriptors.',
    replace: [[BEHIND, '']],
  },
  {
    name: 'count-is-included',
    fails: 'SG2',
    also: ['SG6'],
    why: 'Takes one descriptor more than there are.',
    replace: [[BEHIND, BEHIND.replace('>=', '>')]],
  },
  {
    name: 'behind-is-out-of-bounds',
    fails: 'SG2',
    why: 'Tells a selector behind the table as out of bounds.',
    replace: [[BEHIND, BEHIND.replace('noSegment', 'outOfBounds')]],
  },
  {
    name: 'bounds-before-present',
    fails: 'SG2',
    why: 'Looks at the bounds of segments that are not present.',
    replace: [[ABSENT, `${BOUNDS}\n    ${ABSENT}`]],
  },
  {
    name: 'first-byte-only',
    fails: 'SG3',
    why: 'Looks whether the first byte is in the segment.',
    replace: [[BOUNDS, BOUNDS.replace('offset + bytes > limit', 'offset >= limit')]],
  },
  {
    name: 'limit-is-included',
    fails: 'SG3',
    why: 'Takes the limit for the last offset.',
    replace: [[BOUNDS, BOUNDS.replace('> limit', '> limit + 1')]],
  },
  {
    name: 'last-byte-refused',
    fails: 'SG1',
    also: ['SG4'],
    why: 'Refuses accesses that touch the last byte.',
    replace: [[BOUNDS, BOUNDS.replace('> limit', '>= limit')]],
  },
  {
    name: 'four-bytes-each',
    fails: 'SG1',
    also: ['SG4'],
    why: 'Takes each access for one of 4 bytes.',
    replace: [[BOUNDS, BOUNDS.replace('offset + bytes', 'offset + 4')]],
  },
  {
    name: 'limit-in-words',
    fails: 'SG3',
    why: 'Rounds the limit up to whole words.',
    replace: [[BOUNDS, BOUNDS.replace('> limit', '> ((limit + 3) & ~3)')]],
  },
  {
    name: 'limit-in-pages',
    fails: 'SG3',
    why: 'Rounds large limits up to whole pages.',
    replace: [[BOUNDS, BOUNDS.replace('> limit', '> (limit < 4096 ? limit : (limit + 4095) & ~4095)')]],
  },
  {
    name: 'wraps-at-the-end',
    fails: 'SG3',
    why: 'Lets an access at the last offsets wrap round.',
    replace: [[BOUNDS, BOUNDS.replace('offset + bytes >', '((offset + bytes) & OFFSET_MASK) >')]],
  },
  {
    name: 'permission-before-bounds',
    fails: 'SG3',
    why: 'Looks at the rights first.',
    replace: [
      [BOUNDS, ''],
      [
        ANSWER,
        `if ((rights & needed) === 0) return SEGMENT_FAULT.permission;\n    ${BOUNDS}\n    return base + offset;`,
      ],
    ],
  },
  {
    name: 'no-bounds',
    fails: 'SG3',
    why: 'Does not look at the limit.',
    replace: [[BOUNDS, '']],
  },
  {
    name: 'no-rights',
    fails: 'SG4',
    why: 'Does not look at the rights.',
    replace: [[ANSWER, 'return base + offset;']],
  },
  {
    name: 'fetch-is-a-load',
    fails: 'SG4',
    also: ['SG1'],
    why: 'Lets what can be read be executed, and nothing else.',
    replace: [[NEEDED, 'access === ACCESS.store ? PERMISSION.write : readable;']],
  },
  {
    name: 'stores-what-can-be-read',
    fails: 'SG4',
    why: 'Lets be stored what can be read.',
    replace: [[NEEDED, 'access === ACCESS.fetch ? PERMISSION.execute : readable;']],
  },
  {
    name: 'loads-need-read',
    fails: 'SG1',
    why: 'Refuses to load what can only be written.',
    replace: [[READABLE, 'const readable = PERMISSION.read;']],
  },
  {
    name: 'code-can-be-read',
    fails: 'SG4',
    why: 'Lets code be read that can only be executed.',
    replace: [[READABLE, 'const readable = PERMISSION.read | PERMISSION.write | PERMISSION.execute;']],
  },
  {
    name: 'signed-selectors',
    fails: 'SG5',
    also: ['SG2', 'SG6'],
    why: 'Shifts the address with its sign.',
    replace: [[SELECTOR, 'const selector = address >> SELECTOR_SHIFT;']],
  },
  {
    name: 'eight-selectors',
    fails: 'SG5',
    also: ['SG2'],
    why: 'Takes three bits for the selector.',
    replace: [[SELECTOR, 'const selector = (address >>> SELECTOR_SHIFT) & 7;']],
  },
  {
    name: 'offset-of-24-bits',
    fails: 'SG1',
    also: ['SG3'],
    why: 'Takes 24 bits for the offset.',
    replace: [[OFFSET, 'const offset = address & 0xff_ffff;']],
  },
  {
    name: 'keeps-what-changed',
    fails: 'SG5',
    why: 'Does not listen to changed.',
    replace: [[CHANGED, '']],
  },
  {
    name: 'forgets-absent-ones-only',
    fails: 'SG5',
    why: 'Forgets a descriptor that changed only where its segment was not present.',
    replace: [
      [CHANGED, 'if (((this.kept.get(selector)?.flags ?? 0) & PRESENT) === 0) this.kept.delete(selector);'],
    ],
  },
  {
    name: 'keeps-over-processes',
    fails: 'SG5',
    why: 'Keeps the descriptors of the process that ran before.',
    replace: [[CLEAR, '']],
  },
  {
    name: 'keeps-where-the-table-was',
    fails: 'SG5',
    why: 'Forgets descriptors only where the table has another length.',
    replace: [
      [
        'this.count = count;\n    this.kept.clear();',
        'if (this.count !== count) this.kept.clear();\n    this.count = count;',
      ],
    ],
  },
  {
    name: 'looks-behind-the-table',
    fails: 'SG6',
    why: 'Loads a word of the next descriptor, too, which may be behind the table.',
    replace: [[PLACE, `${PLACE}\n    this.memory.loadWord(place + DESCRIPTOR.bytes);`]],
  },
  {
    name: 'keeps-nothing',
    exceeds: ['memory-accesses'],
    why: 'Loads the whole descriptor at each access.',
    replace: [[KEPT, 'this.load(selector)']],
  },
  {
    name: 'forgets-all',
    exceeds: ['memory-accesses'],
    why: 'Keeps one descriptor only.',
    replace: [[KEEP, `this.kept.clear();\n    ${KEEP}`]],
  },
];

export default wrong;
