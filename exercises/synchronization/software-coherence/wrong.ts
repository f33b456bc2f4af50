import type { WrongSolution } from '../../wrong-solution';

// Texts of the reference.
const OLD = 'if (seen[line] >= 0 && seen[line] !== this.versions[line]) this.services.invalidate(line);';
const SEEN = 'seen[line] = this.versions[line];\n    }';
const AGAIN = 'if (this.dirty[core].includes(line)) return;';
const NOTED = 'this.dirty[core].push(line);';
const MINE = 'this.seen[core][line] = this.versions[line];';
const CLEAN = 'for (const line of this.dirty[core]) this.services.clean(line);';
const DONE = 'this.dirty[core] = [];';
const DEVICE = 'for (let line = first; line < first + LINES_PER_OBJECT; line++) this.versions[line]++;';
const LOOK = 'for (let line = first; line < first + LINES_PER_OBJECT; line++) {';

const wrong: readonly WrongSolution[] = [
  {
    name: 'never-cleans',
    fails: 'SC1',
    why: 'Leaves what was stored in the cache.',
    replace: [[CLEAN, '']],
  },
  {
    name: 'cleans-the-last-line',
    fails: 'SC1',
    why: 'Remembers only the line that was stored to last.',
    replace: [[NOTED, 'this.dirty[core] = [line];']],
  },
  {
    name: 'cleans-the-first-line',
    fails: 'SC1',
    why: 'Remembers only the first line that was stored to.',
    replace: [[NOTED, 'if (this.dirty[core].length === 0) this.dirty[core].push(line);']],
  },
  {
    name: 'second-store-undoes-the-first',
    fails: 'SC1',
    why: 'A second store to a line takes it from the list of those to clean.',
    replace: [
      [
        AGAIN,
        'if (this.dirty[core].includes(line)) {\n      this.dirty[core] = this.dirty[core].filter((each) => each !== line);\n      return;\n    }',
      ],
    ],
  },
  {
    name: 'cleans-the-line-behind',
    fails: 'SC1',
    why: 'Cleans the line behind the one that was stored to.',
    replace: [
      [CLEAN, 'for (const line of this.dirty[core]) this.services.clean((line + 1) % this.versions.length);'],
    ],
  },
  {
    name: 'cleans-at-the-next-acquire',
    fails: 'SC1',
    why: 'Writes back what it stored when it acquires the next object, rather than when it releases.',
    replace: [
      [CLEAN, ''],
      [DONE, ''],
      [
        'const seen = this.seen[core];',
        'for (const line of this.dirty[core]) this.services.clean(line);\n    this.dirty[core] = [];\n    const seen = this.seen[core];',
      ],
    ],
  },
  {
    name: 'cleans-four-lines-at-most',
    fails: 'SC1',
    why: 'Has room for four lines to clean.',
    replace: [[NOTED, 'if (this.dirty[core].length < 4) this.dirty[core].push(line);']],
  },
  {
    name: 'one-list-for-all-cores',
    fails: 'SC1',
    why: 'Whoever releases cleans its own cache of the lines of all, and forgets them.',
    replace: [
      [CLEAN, 'for (const line of this.dirty[0]) this.services.clean(line);'],
      [DONE, 'this.dirty[0] = [];'],
      [AGAIN, 'if (this.dirty[0].includes(line)) return;'],
      [NOTED, 'this.dirty[0].push(line);'],
    ],
  },
  {
    name: 'never-invalidates',
    fails: 'SC2',
    why: 'Keeps old copies.',
    replace: [[OLD, '']],
  },
  {
    name: 'last-holder-only',
    fails: 'SC2',
    why: 'Drops only what the one that had the object last has changed.',
    replace: [
      [
        SEEN,
        'for (const each of this.seen) if (each[line] >= 0) each[line] = this.versions[line];\n      seen[line] = this.versions[line];\n    }',
      ],
    ],
  },
  {
    name: 'device-unnoticed',
    fails: 'SC2',
    why: 'Keeps copies of what a device has written.',
    replace: [[DEVICE, '']],
  },
  {
    name: 'device-first-line',
    fails: 'SC2',
    why: 'Drops only the first line of what a device has written.',
    replace: [[DEVICE, 'this.versions[first]++;']],
  },
  {
    name: 'one-memory-for-all-cores',
    fails: 'SC2',
    why: 'Does not tell apart which core has seen a change.',
    replace: [
      ['const seen = this.seen[core];', 'const seen = this.seen[0];'],
      [MINE, 'this.seen[0][line] = this.versions[line];'],
    ],
  },
  {
    name: 'spares-the-first-line',
    fails: 'SC2',
    why: 'Begins with the second line of the object.',
    replace: [[LOOK, 'for (let line = first + 1; line < first + LINES_PER_OBJECT; line++) {']],
  },
  {
    name: 'spares-the-last-line',
    fails: 'SC2',
    why: 'Ends before the last line of the object.',
    replace: [[LOOK, 'for (let line = first; line < first + LINES_PER_OBJECT - 1; line++) {']],
  },
  {
    name: 'cleans-what-is-old',
    fails: 'SC2',
    why: 'Cleans an old line instead of dropping it.',
    replace: [[OLD, OLD.replace('invalidate', 'clean')]],
  },
  {
    name: 'invalidates-at-release',
    fails: 'SC3',
    why: 'Drops what it stored to instead of writing it back.',
    replace: [[CLEAN, 'for (const line of this.dirty[core]) this.services.invalidate(line);']],
  },
  {
    name: 'invalidates-at-the-second-store',
    fails: 'SC3',
    why: 'Drops the line at a second store to it, to be on the safe side.',
    replace: [
      [
        AGAIN,
        'if (this.dirty[core].includes(line)) {\n      this.services.invalidate(line);\n      return;\n    }',
      ],
    ],
  },
  {
    name: 'invalidates-for-the-device',
    fails: 'SC4',
    why: 'Wants to drop lines when a device has written, though no core is there.',
    replace: [
      [
        DEVICE,
        'for (let line = first; line < first + LINES_PER_OBJECT; line++) {\n      this.services.invalidate(line);\n      this.versions[line]++;\n    }',
      ],
    ],
  },
  {
    name: 'one-line-too-many',
    fails: 'SC4',
    why: 'Cleans the line behind the last one as well.',
    replace: [[CLEAN, `${CLEAN}\n    this.services.clean(this.versions.length);`]],
  },
  {
    name: 'flushes-everything',
    exceeds: ['cache-operations'],
    why: 'Flushes all lines of the object at each release, so that nothing is ever old.',
    replace: [
      [OLD, ''],
      [
        CLEAN,
        'for (let line = _object * LINES_PER_OBJECT; line < (_object + 1) * LINES_PER_OBJECT; line++) this.services.flush(line);',
      ],
    ],
  },
  {
    name: 'invalidates-everything',
    exceeds: ['cache-operations'],
    why: 'Drops all lines of the object when it acquires it, whoever changed them.',
    replace: [[OLD, 'this.services.invalidate(line);']],
  },
  {
    name: 'cleans-each-store',
    exceeds: ['cache-operations'],
    why: 'Writes each store through to memory.',
    replace: [
      [CLEAN, ''],
      [AGAIN, 'this.services.clean(line);\n    if (this.dirty[core].includes(line)) return;'],
    ],
  },
];

export default wrong;
