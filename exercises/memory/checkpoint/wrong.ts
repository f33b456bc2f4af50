import type { WrongSolution } from '../../wrong-solution';

const list = 'right/dirty-list';
const own = 'right/own-list';

// Texts of the reference.
const FIELD = 'private readonly saved = new Set<number>();';
const LOOP = 'for (let page = 0; page < this.pages; page++) {';
const THERE = 'if (!isThere(kernel.entry(page))) continue;';
const PROTECT = 'const isWritable = protect(kernel, page);';
const SAVE = 'if (isWritable || !saved.has(page)) kernel.save(page);';
const KNOWN = 'saved.add(page);';
const ANY = 'isProtected ||= isWritable;';
const FLUSH = 'if (isProtected) kernel.flush();';
const ANSWER = 'return unprotect(this.kernel, page) ? 1 : 0;';
const TAKE = 'kernel.setEntry(page, (entry & ~ENTRY.write) | PROTECTED);';
const GIVE = 'kernel.setEntry(page, (entry & ~PROTECTED) | ENTRY.write);';
const IS_MINE = 'if ((entry & PROTECTED) === 0) return false;';

const wrong: readonly WrongSolution[] = [
  {
    name: 'writable-pages-only',
    fails: 'CK1',
    why: 'Never saves a page that is read-only.',
    replace: [[SAVE, 'if (isWritable) kernel.save(page);']],
  },
  {
    name: 'first-time-only',
    fails: 'CK1',
    why: 'Saves each page once.',
    replace: [[SAVE, 'if (!saved.has(page)) kernel.save(page);']],
  },
  {
    name: 'read-only-pages-at-first',
    fails: 'CK1',
    why: 'Saves read-only pages in the first checkpoint only: some are added later.',
    replace: [
      [SAVE, 'if (isWritable || !this.wasFirst) kernel.save(page);'],
      [FLUSH, `${FLUSH}\n    this.wasFirst = true;`],
      [FIELD, `${FIELD}\n  private wasFirst = false;`],
    ],
  },
  {
    name: 'page-0-is-false',
    fails: 'CK1',
    why: 'Takes page 0 for no page.',
    replace: [[SAVE, 'if (page && (isWritable || !saved.has(page))) kernel.save(page);']],
  },
  {
    name: 'thirty-two-pages',
    fails: 'CK1',
    why: 'Saves 32 pages, as many as a word has bits.',
    replace: [[SAVE, 'if (page < 32 && (isWritable || !saved.has(page))) kernel.save(page);']],
  },
  {
    name: 'one-written-page',
    fails: 'CK1',
    also: ['CK5'],
    why: 'Remembers only the page that faulted last.',
    base: list,
    replace: [['if (!this.dirty.includes(page)) this.dirty.push(page);', 'this.dirty = [page];']],
  },
  {
    name: 'all-writable-pages',
    fails: 'CK2',
    why: 'Saves every page each time that may be written.',
    replace: [[SAVE, 'if ((kernel.entry(page) & (1 << 8)) !== 0 || !saved.has(page)) kernel.save(page);']],
  },
  {
    name: 'read-only-pages-each-time',
    fails: 'CK2',
    why: 'Saves read-only pages each time, because they never fault.',
    replace: [[SAVE, 'if (isWritable || (kernel.entry(page) & (1 << 8)) === 0) kernel.save(page);']],
  },
  {
    name: 'saves-twice',
    fails: 'CK2',
    why: 'Saves new pages once more than others.',
    replace: [[SAVE, 'if (isWritable) kernel.save(page);\n      if (!saved.has(page)) kernel.save(page);']],
  },
  {
    name: 'list-with-repetitions',
    fails: 'CK2',
    why: 'Puts each fault into its list: after a restart pages fault that are in it.',
    base: list,
    replace: [['if (!this.dirty.includes(page)) this.dirty.push(page);', 'this.dirty.push(page);']],
  },
  {
    name: 'list-is-never-empty',
    fails: 'CK2',
    why: 'Keeps what it saved in its list.',
    base: list,
    replace: [['this.dirty = [];\n    this.fresh', 'this.fresh']],
  },
  {
    name: 'refuses',
    fails: 'CK3',
    why: 'Answers 0 to every fault.',
    replace: [[ANSWER, 'return unprotect(this.kernel, page) ? 0 : 0;']],
  },
  {
    name: 'does-not-give-back',
    fails: 'CK3',
    why: 'Answers 1, and leaves the page protected.',
    replace: [[GIVE, '']],
  },
  {
    name: 'does-not-mark',
    fails: 'CK3',
    why: 'Takes the right away and does not note that there was one.',
    replace: [[TAKE, 'kernel.setEntry(page, entry & ~ENTRY.write);']],
  },
  {
    name: 'forgets-at-a-fault',
    fails: 'CK3',
    why: 'Forgets that a page may be written when it gives the right back: a restart takes it away again.',
    base: own,
    replace: [
      [
        'this.services.setEntry(page, this.services.entry(page) | WRITABLE);',
        'this.services.setEntry(page, this.services.entry(page) | WRITABLE);\n    this.mine.delete(page);',
      ],
    ],
  },
  {
    name: 'every-fault-is-its-own',
    fails: 'CK4',
    why: 'Makes every page writable that faults.',
    replace: [[IS_MINE, 'if ((entry & ENTRY.valid) === 0) return false;']],
  },
  {
    name: 'marks-all',
    fails: 'CK4',
    why: 'Marks read-only pages like those that it protects.',
    replace: [[KNOWN, `${KNOWN}\n      kernel.setEntry(page, kernel.entry(page) | (1 << 8));`]],
  },
  {
    name: 'always-answers-1',
    fails: 'CK4',
    why: 'Answers 1 also for a page that is read-only.',
    replace: [[ANSWER, 'return unprotect(this.kernel, page) ? 1 : 1;']],
  },
  {
    name: 'saves-at-a-fault',
    fails: 'CK4',
    why: 'Saves a page when it is written: no checkpoint is being taken then.',
    replace: [
      [ANSWER, `if (!unprotect(this.kernel, page)) return 0;\n    this.kernel.save(page);\n    return 1;`],
    ],
  },
  {
    name: 'pages-that-are-not-there',
    fails: 'CK4',
    why: 'Saves what the process does not have yet.',
    replace: [
      [
        THERE,
        'if (!isThere(kernel.entry(page))) kernel.save(page);\n      if (!isThere(kernel.entry(page))) continue;',
      ],
    ],
  },
  {
    name: 'one-page-more',
    fails: 'CK4',
    why: 'Counts pages from 0 to their number.',
    replace: [[LOOP, 'for (let page = 0; page <= this.pages; page++) {']],
  },
  {
    name: 'does-not-flush',
    fails: 'CK5',
    why: 'Forgets the TLB.',
    replace: [[FLUSH, '']],
  },
  {
    name: 'flushes-too-early',
    fails: 'CK5',
    why: 'Looks only at the last page when it decides whether to flush.',
    replace: [[ANY, 'isProtected = isWritable;']],
  },
  {
    name: 'flushes-once',
    fails: 'CK5',
    why: 'Flushes at the first checkpoint only.',
    replace: [
      [FLUSH, 'if (isProtected && !this.wasFlushed) kernel.flush();\n    this.wasFlushed = true;'],
      [
        'private readonly saved = new Set<number>();',
        'private readonly saved = new Set<number>();\n  private wasFlushed = false;',
      ],
    ],
  },
  {
    name: 'protects-once',
    fails: 'CK5',
    also: ['CK2'],
    why: 'Protects a page when it saves it for the first time, and takes it for written ever after.',
    replace: [
      [
        PROTECT,
        'const isWritable = saved.has(page) ? (kernel.entry(page) & 4) !== 0 : protect(kernel, page);',
      ],
    ],
  },
  {
    name: 'one-fault-frees-all',
    fails: 'CK5',
    also: ['CK2'],
    why: 'Gives back the right to write all pages at the first fault.',
    replace: [
      [
        ANSWER,
        'if (!unprotect(this.kernel, page)) return 0;\n    for (let other = 0; other < this.pages; other++) unprotect(this.kernel, other);\n    return 1;',
      ],
    ],
  },
  {
    name: 'flushes-each-page',
    exceeds: ['accesses'],
    why: 'Makes the processor forget everything a dozen times for each page.',
    replace: [[KNOWN, `${KNOWN}\n      for (let i = 0; i < 12; i++) kernel.flush();`]],
  },
];

export default wrong;
