import type { WrongSolution } from '../../wrong-solution';

/** Mistakes of the kinds that students make. */
const naive = 'right/naive';
const generations = 'right/generations';
const postponed = 'right/postponed';

// Texts of the reference.
const TAG = 'this.services.setTag(core, tag);';
const CLEAR_OLD = 'if (known.isDirty[tag]) this.clearTag(core, tag);';
const OWNER = 'known.owners[tag] = space;';
const NOT_THERE = 'if (frame < 0) return 0;';
const WRITE =
  'this.services.write(core, this.slotFor(core), this.cores[core].owners.indexOf(space), page, frame);';
const DONE = 'return 1;';
const NOT_HERE = 'if (tag < 0) return;';
const ELSEWHERE = 'if (other !== core && services.spaceOn(other) !== space) {';
const DROP = 'known.owners[tag] = NOBODY;';
const CLEAR = 'if (slot >= 0) services.clear(other, slot);';
const USED = 'if (this.services.takeUsed(core, slot) === 0) return slot;';
const LOOP =
  'for (let slot = 0; slot < this.entries; slot++)\n      if (this.services.tagOf(core, slot) === tag) this.services.clear(core, slot);';
const NEXT = 'known.next = (tag + 1) % this.tags;';
// Texts of other right solutions.
const EMPTY_ALL = 'for (let slot = 0; slot < this.entries; slot++) this.services.clear(core, slot);';
const NAIVE_LOOP = 'for (let core = 0; core < this.cores; core++) {';
const VICTIM = 'const slot = this.victim++ % this.entries;';
const FULL = 'if (this.given[core] === this.tags) {';

const numbers: readonly WrongSolution[] = [
  {
    name: 'one-slot-too-far',
    fails: 'TB1',
    also: ['TB4'],
    why: 'Counts slots from 1.',
    base: naive,
    replace: [[VICTIM, 'const slot = (this.victim++ % this.entries) + 1;']],
  },
  {
    name: 'one-tag-too-many',
    fails: 'TB1',
    also: ['TB2', 'TB4'],
    why: 'Gives out one tag more than there are.',
    base: generations,
    replace: [[FULL, 'if (this.given[core] > this.tags) {']],
  },
  {
    name: 'space-is-the-tag',
    fails: 'TB1',
    also: ['TB2', 'TB3', 'TB4'],
    why: 'Takes the number of the space for its tag.',
    replace: [
      [TAG, 'this.services.setTag(core, space);'],
      [WRITE, 'this.services.write(core, this.slotFor(core), space, page, frame);'],
    ],
  },
  {
    name: 'page-is-the-slot',
    fails: 'TB1',
    also: ['TB4'],
    why: 'Writes page p into slot p.',
    base: naive,
    replace: [[VICTIM, 'const slot = page;']],
  },
  {
    name: 'finds-under-no-tag',
    fails: 'TB1',
    why: 'Looks for the page also on a core that has no tag for its space.',
    base: postponed,
    replace: [['if (tag < 0) continue;', '']],
  },
  {
    name: 'writes-all-slots',
    fails: 'TB1',
    why: 'Writes the translation into every slot.',
    base: naive,
    replace: [
      [
        'this.services.write(core, slot, 0, page, frame);',
        'for (let each = 0; each < this.entries; each++) this.services.write(core, (slot + each) % this.entries, 0, page, frame);',
      ],
    ],
  },
];

const spaces: readonly WrongSolution[] = [
  {
    name: 'tag-is-not-cleared',
    fails: 'TB2',
    also: ['TB3'],
    why: 'Gives a tag to another space with the entries of the one before.',
    replace: [[CLEAR_OLD, '']],
  },
  {
    name: 'clears-the-first-entry-only',
    fails: 'TB2',
    also: ['TB3'],
    why: 'Clears one entry of the tag.',
    replace: [
      [
        LOOP,
        'for (let slot = 0; slot < this.entries; slot++)\n      if (this.services.tagOf(core, slot) === tag) {\n        this.services.clear(core, slot);\n        return;\n      }',
      ],
    ],
  },
  {
    name: 'leaves-slot-zero',
    fails: 'TB2',
    also: ['TB3'],
    why: 'Begins to clear at slot 1.',
    replace: [[LOOP, LOOP.replace('let slot = 0', 'let slot = 1')]],
  },
  {
    name: 'new-generation-without-emptying',
    fails: 'TB2',
    also: ['TB3'],
    why: 'Begins with the tags anew and leaves the entries in the buffer.',
    base: generations,
    replace: [[EMPTY_ALL, '']],
  },
  {
    name: 'empties-on-the-way-back-only',
    fails: 'TB2',
    why: 'Empties the buffer at every other switch.',
    base: naive,
    replace: [[EMPTY_ALL, `if (this.victim % 2 === 0) ${EMPTY_ALL}`]],
  },
  {
    name: 'no-emptying',
    fails: 'TB2',
    why: 'One tag for all, and a switch leaves everything in the buffer.',
    base: naive,
    replace: [[EMPTY_ALL, '']],
  },
];

const unmaps: readonly WrongSolution[] = [
  {
    name: 'ignores-unmaps',
    fails: 'TB3',
    why: 'Does nothing when a page leaves the table.',
    replace: [[NOT_HERE, 'if (tag < this.tags) return;']],
  },
  {
    name: 'own-core-only',
    fails: 'TB3',
    why: 'Clears the entry on the core that it is called on, and no other.',
    replace: [[NOT_HERE, 'if (tag < 0 || other !== core) return;']],
  },
  {
    name: 'other-cores-only',
    fails: 'TB3',
    why: 'Thinks of all other cores and not of its own.',
    replace: [[NOT_HERE, 'if (tag < 0 || other === core) return;']],
  },
  {
    name: 'who-runs-it-only',
    fails: 'TB3',
    why: 'Does nothing about a core that runs another space just now.',
    replace: [[DROP, '']],
  },
  {
    name: 'drops-the-tag-of-who-runs-it',
    fails: 'TB3',
    also: ['TB1', 'TB4'],
    why: 'Takes the tag away from the space also where it runs, and leaves the entry.',
    replace: [[ELSEWHERE, 'if (other !== core) {']],
  },
  {
    name: 'core-zero-is-left-out',
    fails: 'TB3',
    why: 'Begins with core 1.',
    base: naive,
    replace: [[NAIVE_LOOP, 'for (let core = this.cores > 1 ? 1 : 0; core < this.cores; core++) {']],
  },
  {
    name: 'first-core-that-has-it',
    fails: 'TB3',
    why: 'Stops at the first core whose buffer has the page.',
    base: naive,
    replace: [
      [
        'if (slot >= 0) this.services.clear(core, slot);\n    }',
        'if (slot >= 0) {\n        this.services.clear(core, slot);\n        return;\n      }\n    }',
      ],
    ],
  },
  {
    name: 'list-of-three',
    fails: 'TB3',
    why: 'Has room for three pages that left while a core ran another space.',
    base: postponed,
    replace: [['list.push(page);', 'if (list.length < 3) list.push(page);']],
  },
  {
    name: 'slot-zero-is-not-found',
    fails: 'TB3',
    why: 'Takes slot 0 for none.',
    replace: [[CLEAR, 'if (slot > 0) services.clear(other, slot);']],
  },
];

const misses: readonly WrongSolution[] = [
  {
    name: 'always-there',
    fails: 'TB4',
    why: 'Answers 1 also where the page table has nothing.',
    base: naive,
    replace: [['if (frame === -1) return 0;', 'if (frame === -1) return 1;']],
  },
  {
    name: 'never-there',
    fails: 'TB4',
    why: 'Writes the translation and answers 0.',
    replace: [[DONE, 'return 0;']],
  },
  {
    name: 'frame-zero-is-a-fault',
    fails: 'TB4',
    why: 'Takes frame 0 for none.',
    replace: [[NOT_THERE, 'if (frame <= 0) return 0;']],
  },
  {
    name: 'answers-the-frame',
    fails: 'TB4',
    why: 'Answers the frame.',
    replace: [[DONE, 'return frame;']],
  },
  {
    name: 'page-for-frame',
    fails: 'TB4',
    why: 'Writes the page where the frame belongs.',
    replace: [
      [
        WRITE,
        'this.services.write(core, this.slotFor(core), this.cores[core].owners.indexOf(space), page, page);',
      ],
    ],
  },
  {
    name: 'written-under-tag-zero',
    fails: 'TB4',
    also: ['TB1', 'TB2'],
    why: 'Writes everything under tag 0.',
    replace: [[WRITE, 'this.services.write(core, this.slotFor(core), 0, page, frame);']],
  },
  {
    name: 'register-is-not-set',
    fails: 'TB4',
    also: ['TB1', 'TB2', 'TB3'],
    why: 'Gives tags and never tells the core.',
    replace: [[TAG, '']],
  },
];

const dear: readonly WrongSolution[] = [
  {
    name: 'always-slot-zero',
    exceeds: ['misses'],
    why: 'Every translation goes into slot 0.',
    replace: [[USED, 'return slot * 0;']],
  },
  {
    name: 'interrupts-everybody',
    exceeds: ['interrupts'],
    why: 'Clears the entry on every core that has a tag for the space, whoever runs there.',
    replace: [[ELSEWHERE, 'if (other < 0) {']],
  },
  {
    name: 'list-is-never-emptied',
    exceeds: ['misses'],
    why: 'Works off the list of pages that left anew at each switch, also those that are back.',
    base: postponed,
    replace: [['this.gone[core].delete(space);', '']],
  },
  {
    name: 'one-tag-is-enough',
    exceeds: ['misses'],
    why: 'Gives the same tag each time.',
    replace: [
      [NEXT, 'known.next = tag;'],
      [OWNER, 'known.owners.fill(NOBODY);\n      known.owners[tag] = space;'],
    ],
  },
];

export default [...numbers, ...spaces, ...unmaps, ...misses, ...dear];
