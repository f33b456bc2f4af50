import type { WrongSolution } from '../../wrong-solution';

const whole = 'right/whole-rounds';
const naive = 'right/naive';

// Texts of the reference.
const ROUND_OVER = 'if (this.toSend.length === 0 && !this.isPaused) {';
const PROTECT = 'if (protect(kernel, page)) kernel.flush();';
const MINE = 'if (!unprotect(this.kernel, page)) return 0;';
const NOTE = 'this.written?.push(page);';
const NEW_ROUND = 'this.toSend = this.written ?? this.allPages();';
const ENOUGH = 'if (this.toSend.length <= this.pauseAt || rounds.length >= this.mostRounds) {';
const ALL =
  'for (let page = 0; page < this.pages; page++) if (isThere(this.kernel.entry(page))) pages.push(page);';
const TAKE = 'kernel.setEntry(page, (entry & ~ENTRY.write) | PROTECTED);';
const GIVE = 'kernel.setEntry(page, (entry & ~PROTECTED) | ENTRY.write);';
const IS_MINE = 'if ((entry & PROTECTED) === 0) return false;';

const wrong: readonly WrongSolution[] = [
  {
    name: 'one-page-less',
    fails: 'MG1',
    why: 'Forgets the last page.',
    replace: [[ALL, 'for (let page = 0; page < this.pages - 1; page++) pages.push(page);']],
  },
  {
    name: 'thirty-two-pages',
    fails: 'MG1',
    why: 'Sends 32 pages, as many as a word has bits.',
    replace: [[ALL, 'for (let page = 0; page < this.pages && page < 32; page++) pages.push(page);']],
  },
  {
    name: 'writable-pages-only',
    fails: 'MG1',
    why: 'Sends what the process may write.',
    replace: [
      [
        ALL,
        'for (let page = 0; page < this.pages; page++) if ((this.kernel.entry(page) & 4) !== 0) pages.push(page);',
      ],
    ],
  },
  {
    name: 'pages-from-1-on',
    fails: 'MG1',
    why: 'Begins with page 1.',
    replace: [[ALL, 'for (let page = 1; page < this.pages; page++) pages.push(page);']],
  },
  {
    name: 'does-not-flush',
    fails: 'MG2',
    why: 'Forgets the TLB.',
    replace: [[PROTECT, 'protect(kernel, page);']],
  },
  {
    name: 'flushes-once',
    fails: 'MG2',
    why: 'Makes the processor forget everything at the beginning only, before it took a right away.',
    replace: [
      [PROTECT, 'protect(kernel, page);'],
      [ROUND_OVER, `if (this.written === undefined) kernel.flush();\n    ${ROUND_OVER}`],
    ],
  },
  {
    name: 'forgets-writes',
    fails: 'MG2',
    why: 'Gives the right back, and does not note that the page must go again.',
    base: naive,
    replace: [['this.isOverThere[page] = false;', '']],
  },
  {
    name: 'protects-in-the-first-round',
    fails: 'MG2',
    why: 'Protects pages in the first round only.',
    replace: [[PROTECT, 'if (this.rounds.length === 1 && protect(kernel, page)) kernel.flush();']],
  },
  {
    name: 'drops-the-rest',
    fails: 'MG2',
    why: 'Pauses, and goes on over there without sending what is left.',
    replace: [
      ['this.left = this.toSend.length;', 'this.left = this.toSend.length;\n      this.toSend = [];'],
    ],
  },
  {
    name: 'last-write-only',
    fails: 'MG2',
    why: 'Remembers only the page that was written last.',
    replace: [[NOTE, 'this.written = [page];']],
  },
  {
    name: 'page-written-in-its-round',
    fails: 'MG2',
    why: 'Takes a page for sent that is written after it was sent, if its round still goes on.',
    base: whole,
    replace: [
      [
        'this.dirty.add(page);\n    return 1;',
        'if (this.round.length === 0) this.dirty.add(page);\n    return 1;',
      ],
    ],
  },
  {
    name: 'stop-and-copy',
    fails: 'MG3',
    why: 'Pauses first, and sends everything then.',
    replace: [[ENOUGH, 'if (this.toSend.length >= 0) {']],
  },
  {
    name: 'half-and-half',
    fails: 'MG3',
    why: 'Sends half of the pages while the process runs, and the others in the pause.',
    base: naive,
    replace: [
      [
        'while (this.at < this.pages && this.isOverThere[this.at]) this.at++;',
        'while (this.at < this.pages && this.isOverThere[this.at]) this.at++;\n      if (this.round === 0 && this.at * 2 > this.pages) this.at = this.pages;',
      ],
      ['this.missing() <= this.pauseAt', 'this.round > 0'],
    ],
  },
  {
    name: 'never-gives-up',
    fails: 'MG3',
    why: 'Goes on until few pages are left, however many rounds it takes.',
    replace: [[ENOUGH, 'if (this.toSend.length <= this.pauseAt) {']],
  },
  {
    name: 'does-not-give-back',
    fails: 'MG4',
    why: 'Answers 1, and leaves the page protected.',
    replace: [[GIVE, '']],
  },
  {
    name: 'refuses',
    fails: 'MG4',
    why: 'Answers 0 where it gave the right back.',
    replace: [[`${NOTE}\n    return 1;`, `${NOTE}\n    return 0;`]],
  },
  {
    name: 'does-not-mark',
    fails: 'MG4',
    why: 'Takes the right away and does not note that there was one.',
    replace: [[TAKE, 'kernel.setEntry(page, entry & ~ENTRY.write);']],
  },
  {
    name: 'every-fault-is-its-own',
    fails: 'MG4',
    why: 'Makes every page writable that faults.',
    replace: [[IS_MINE, 'if ((entry & ENTRY.valid) === 0) return false;']],
  },
  {
    name: 'always-answers-1',
    fails: 'MG4',
    why: 'Answers 1 also for a page that is read-only.',
    replace: [[MINE, 'if (!unprotect(this.kernel, page)) return 1;']],
  },
  {
    name: 'all-pages-each-round',
    fails: 'MG5',
    why: 'Sends all pages in each round.',
    replace: [
      [
        NEW_ROUND,
        'const some = this.written ?? this.allPages();\n    this.toSend = some.length > this.pauseAt ? this.allPages() : some;',
      ],
    ],
  },
  {
    name: 'read-only-pages-each-round',
    fails: 'MG5',
    why: 'Sends read-only pages in each round, since they never fault.',
    base: naive,
    replace: [
      [
        'this.isOverThere[page] = true;',
        'this.isOverThere[page] = (this.services.entry(page) & MARK) !== 0;',
      ],
      [
        'if (!this.isOverThere[page]) missing++;',
        'if (!this.isOverThere[page] && (this.services.entry(page) & WRITABLE) !== 0) missing++;',
      ],
      [
        'if (this.at < this.pages) return this.send(this.at++);',
        "if (this.at < this.pages && (this.state === 'running' || (this.services.entry(this.at) & WRITABLE) !== 0)) return this.send(this.at++);\n      if (this.at < this.pages) {\n        this.at++;\n        continue;\n      }",
      ],
    ],
  },
  {
    name: 'one-round',
    exceeds: ['downtime'],
    why: 'Pauses after the first round.',
    replace: [[ENOUGH, 'if (rounds.length >= 1) {']],
  },
  {
    name: 'too-many-rounds',
    exceeds: ['sent'],
    why: 'Takes eight times as many rounds as it should.',
    replace: [[ENOUGH, 'if (this.toSend.length <= this.pauseAt || rounds.length >= 8 * this.mostRounds) {']],
  },
];

export default wrong;
