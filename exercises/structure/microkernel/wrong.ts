import type { WrongSolution } from '../../wrong-solution';

// Texts of the solution that waits for the disk.
const naive = 'right/naive';
const KEEP = 'yield* this.keep(sender);';
const SEND = 'yield* systemCall(CALL.send, client, work);';
// Texts of the reference.
const LIST = 'return yield* load(list + 4 * Math.floor(offset / SECTOR_BYTES));';
const WORD = 'yield* store(message + 4, (second % SECTOR_BYTES) / 4);';
const CHECK = 'if (file < 0 || file >= this.files || offset < 0 || offset % 4 !== 0) return -1;';
const END = 'if (offset >= (yield* load(entry))) return -1;';
const ANSWER = 'return yield* systemCall(SYSTEM_CALL.send, client, this.workAddress);';

const words: readonly WrongSolution[] = [
  {
    name: 'no-table',
    fails: 'MK1',
    why: 'Takes the number of the block in the file for the sector of the disk.',
    replace: [[LIST, 'return list >= 0 ? Math.floor(offset / SECTOR_BYTES) : -1;']],
  },
  {
    name: 'first-sector-only',
    fails: 'MK1',
    why: 'Reads every word from the first sector of the file.',
    replace: [[LIST, 'return yield* load(list);']],
  },
  {
    name: 'byte-for-word',
    fails: 'MK1',
    why: 'Gives the disk server the byte in the sector, and not the word.',
    replace: [[WORD, 'yield* store(message + 4, ((second % SECTOR_BYTES) / 4) & ~3);']],
  },
  {
    name: 'last-word-missing',
    fails: 'MK1',
    why: 'Takes the last word for one behind the end.',
    replace: [[END, END.replace('offset >=', 'offset + 4 >=')]],
  },
  {
    name: 'kept-under-another-number',
    fails: 'MK1',
    why: 'Looks for a kept sector by the lowest four bits of its number only.',
    replace: [['!== sector + 1) slot++;', '% 16 !== (sector + 1) % 16) slot++;']],
  },
];

const numbers: readonly WrongSolution[] = [
  {
    name: 'sector-zero-is-none',
    fails: 'MK1',
    why: 'Takes sector 0 for no sector.',
    replace: [['if (sector < 0)', 'if (sector <= 0)']],
  },
  {
    name: 'zeros-are-kept',
    fails: 'MK1',
    why: 'The disk server begins as if it had read sector 0 already.',
    base: 'right/pending-table',
    replace: [['let kept = -1;', 'let kept = 0;']],
  },
];

const large: readonly WrongSolution[] = [
  {
    name: 'five-files',
    fails: 'MK1',
    why: 'Takes it that there are five files at most.',
    replace: [[CHECK, CHECK.replace('file >= this.files', 'file >= Math.min(5, this.files)')]],
  },
  {
    name: 'eight-blocks',
    fails: 'MK1',
    why: 'Counts the blocks of a file with three bits.',
    replace: [
      [LIST, LIST.replace('Math.floor(offset / SECTOR_BYTES)', '(Math.floor(offset / SECTOR_BYTES) & 7)')],
    ],
  },
  {
    name: 'sectors-of-a-byte',
    fails: 'MK1',
    why: 'Keeps eight bits of the number of a sector.',
    replace: [[LIST, 'return (yield* load(list + 4 * Math.floor(offset / SECTOR_BYTES))) & 0xff;']],
  },
];

const absent: readonly WrongSolution[] = [
  {
    name: 'one-behind-the-end',
    fails: 'MK2',
    why: 'Lets the offset be as large as the file.',
    replace: [[END, END.replace('offset >=', 'offset >')]],
  },
  {
    name: 'negative-offsets',
    fails: 'MK2',
    why: 'Does not look whether the offset is negative.',
    replace: [
      [CHECK, CHECK.replace(' || offset < 0', '')],
      [LIST, 'return yield* load(list + 4 * Math.max(0, Math.floor(offset / SECTOR_BYTES)));'],
    ],
  },
  {
    name: 'one-file-more',
    fails: 'MK2',
    why: 'Takes the number of files for the last file.',
    replace: [[CHECK, CHECK.replace('file >= ', 'file > ')]],
  },
  {
    name: 'any-offset',
    fails: 'MK2',
    why: 'Rounds offsets that are no multiple of 4.',
    replace: [
      [CHECK, CHECK.replace(' || offset % 4 !== 0', '')],
      [WORD, 'yield* store(message + 4, Math.floor((second % SECTOR_BYTES) / 4));'],
    ],
  },
  {
    name: 'remainder-one',
    fails: 'MK2',
    why: 'Refuses offsets with the remainders 2 and 3 only.',
    replace: [
      [CHECK, CHECK.replace('offset % 4 !== 0', 'offset % 4 >= 2')],
      [WORD, 'yield* store(message + 4, Math.floor((second % SECTOR_BYTES) / 4));'],
    ],
  },
  {
    name: 'remainder-three',
    fails: 'MK2',
    why: 'Refuses offsets with the remainders 1 and 2 only.',
    replace: [
      [CHECK, CHECK.replace('offset % 4 !== 0', '((offset + 1) & 2) !== 0')],
      [WORD, 'yield* store(message + 4, Math.floor((second % SECTOR_BYTES) / 4));'],
    ],
  },
  {
    name: 'status-zero',
    fails: 'MK2',
    why: 'Says with the word that there is none, and not with the status.',
    replace: [['yield* this.answer(sender, ticket, -1, 0);', 'yield* this.answer(sender, ticket, 0, -1);']],
  },
];

const clients: readonly WrongSolution[] = [
  {
    name: 'answers-the-newest',
    fails: 'MK3',
    also: ['MK4'],
    why: 'Keeps one client only: the one that asked last gets the answer.',
    base: naive,
    replace: [
      ['const client = waiting.shift() ?? 0;', 'let client = waiting.shift() ?? 0;'],
      [KEEP, `client = sender;\n          ${KEEP}`],
    ],
  },
  {
    name: 'no-ticket',
    fails: 'MK3',
    also: ['MK1', 'MK2', 'MK4', 'MK5'],
    why: 'Answers status and word, and forgets the ticket.',
    replace: [['yield* store(this.workAddress, ticket);', 'yield* store(this.workAddress, ticket & 1);']],
  },
  {
    name: 'ticket-of-the-newest',
    fails: 'MK3',
    also: ['MK4'],
    why: 'Keeps the ticket in one place for all requests.',
    replace: [
      [
        '    const message = this.workAddress;\n    for (;;) {',
        '    const message = this.workAddress;\n    let newest = 0;\n    for (;;) {',
      ],
      ['yield* this.answer(client, ticket, 0, first);', 'yield* this.answer(client, newest, 0, first);'],
      [WORD, `newest = ticket;\n        ${WORD}`],
    ],
  },
  {
    name: 'clients-by-ticket',
    fails: 'MK3',
    why: 'Finds the client by the ticket, which another client may use too.',
    base: naive,
    replace: [
      [
        'private readonly waiting: number[] = [];',
        'private readonly waiting: number[] = [];\n  private readonly clients = new Map<number, number>();',
      ],
      [SEND, SEND.replace('client', 'this.clients.get(ticket) ?? client')],
      [
        'this.waiting.push(client);',
        'this.waiting.push(client);\n    this.clients.set(yield* load(this.work + 8), client);',
      ],
    ],
  },
  {
    name: 'answers-twice',
    fails: 'MK3',
    also: ['MK2', 'MK4', 'MK5', 'MK1'],
    why: 'Sends every answer a second time, to be sure.',
    replace: [[ANSWER, `yield* systemCall(SYSTEM_CALL.send, client, this.workAddress);\n    ${ANSWER}`]],
  },
];

const lost: readonly WrongSolution[] = [
  {
    name: 'drops-what-comes-meanwhile',
    fails: 'MK4',
    also: ['MK3'],
    why: 'Throws away what comes while it waits for the disk.',
    base: naive,
    replace: [[KEEP, '']],
  },
  {
    name: 'keeps-two',
    fails: 'MK4',
    why: 'Has room for two requests that wait.',
    base: naive,
    replace: [[KEEP, `if (waiting.length < 8) ${KEEP}`]],
  },
  {
    name: 'room-for-eleven',
    fails: 'MK4',
    why: 'Has room for ten requests beside the one that it works on.',
    base: naive,
    replace: [[KEEP, `if (waiting.length < 4 * 10) ${KEEP}`]],
  },
  {
    name: 'silent-where-nothing-is',
    fails: 'MK4',
    also: ['MK2'],
    why: 'Answers nothing where the word does not exist.',
    base: naive,
    replace: [[SEND, `if (place >= 0) ${SEND}`]],
  },
  {
    name: 'refuses-while-busy',
    fails: 'MK1',
    why: 'Answers -1 to whatever comes while it waits for the disk.',
    base: naive,
    replace: [
      [
        KEEP,
        'const other = yield* load(work + 8);\n          yield* store(work, other);\n          yield* store(work + 4, -1);\n          yield* systemCall(CALL.send, sender, work);',
      ],
    ],
  },
];

const gone: readonly WrongSolution[] = [
  {
    name: 'sends-until-it-arrives',
    fails: 'MK5',
    why: 'Sends an answer again until it is taken.',
    replace: [
      [ANSWER, `while ((yield* systemCall(SYSTEM_CALL.send, client, this.workAddress)) < 0);\n    return 0;`],
    ],
  },
  {
    name: 'keeps-answers-for-the-gone',
    fails: 'MK5',
    why: 'Puts a request whose answer was not taken back into the line, in front.',
    base: naive,
    replace: [
      [SEND, `if ((yield* ${SEND.slice(7, -1)}) < 0) waiting.unshift(client, file, offset, ticket);`],
    ],
  },
];

const rows: readonly WrongSolution[] = [
  {
    name: 'rows-of-the-gone',
    fails: 'MK5',
    why: 'Leaves the rows of requests taken whose answers could not be sent.',
    base: 'right/pending-table',
    replace: [
      [
        'yield* store(row, 0);\n        yield* this.answer(client, yield* load(row + 4), 0, word);',
        'const sent = yield* this.answer(client, yield* load(row + 4), 0, word);\n        if (sent === 0) yield* store(row, 0);',
      ],
      ['row++;\n', 'row++;\n          if (row === ROWS - 1) continue;\n'],
    ],
  },
  {
    name: 'ends-with-its-client',
    fails: 'MK5',
    why: 'Comes to its end when an answer cannot be sent.',
    base: naive,
    replace: [[SEND, `if ((yield* ${SEND.slice(7, -1)}) < 0) return 0;`]],
  },
];

const dear: readonly WrongSolution[] = [
  {
    name: 'asks-again-and-again',
    exceeds: ['crossings'],
    why: 'The disk server looks for messages every 500 cycles, and does not wait for them.',
    base: naive,
    replace: [
      ['  CALL,\n', '  CALL,\n  compute,\n'],
      [
        'const sender = yield* systemCall(CALL.awaitMessage, this.work);',
        'const sender = yield* systemCall(CALL.receive, this.work);\n      if (sender < 0) {\n        yield* compute(500);\n        continue;\n      }',
      ],
    ],
  },
  {
    name: 'sends-to-nobody',
    exceeds: ['crossings'],
    why: 'Sends messages to a process that does not exist, each time before it waits.',
    base: naive,
    replace: [
      [
        'const sender = yield* systemCall(CALL.awaitMessage, work);',
        'yield* systemCall(CALL.send, 99, work);\n          yield* systemCall(CALL.send, 99, work);\n          yield* systemCall(CALL.send, 99, work);\n          const sender = yield* systemCall(CALL.awaitMessage, work);',
      ],
      [
        'const sector = this.work + SECTOR_BYTES;\n    for (;;) {',
        'const sector = this.work + SECTOR_BYTES;\n    for (;;) {\n      for (let i = 0; i < 3; i++) yield* systemCall(CALL.send, 99, this.work);',
      ],
    ],
  },
];

const wrong: readonly WrongSolution[] = [
  ...words,
  ...numbers,
  ...large,
  ...absent,
  ...clients,
  ...lost,
  ...gone,
  ...rows,
  ...dear,
];

export default wrong;
