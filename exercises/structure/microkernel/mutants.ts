import { defineMutants } from '../../mutants-definition';

const ANY_WORD = 'Where there is no word, the answer may hold any (MK2).';
const COSTS =
  'It decides which sectors are read again, and not what is answered: that is a matter of the leaderboard.';
const STILL_NEGATIVE = 'Inside the class every negative number says that there is no such word.';
const NOT_EMPTY = 'The list is not empty here.';
const NO_ANSWER = 'Nobody looks at it.';
const ENOUGH_ROWS = 'Any row will do that nobody else has, and of 12 requests none needs the last rows.';

/** Of a line that has `text` once. */
const instead = (line: string, text: string, becomes: string, why: string) => ({
  at: [line, line.replace(text, becomes)] as const,
  why,
});

const RANGE = 'if (file < 0 || file >= this.files || offset < 0 || offset % 4 !== 0) return -1;';
const RANGE_OF_BITS = 'if (offset < 0 || offset >= bytes || (offset & 3) !== 0) return 0;';
const FREE_ROW = 'while (row < ROWS - 1 && (yield* load(this.rows + ROW_BYTES * row)) !== 0) row++;';
const REFUSES = 'if (sector < 0) yield* this.answer(sender, ticket, -1, 0);';
const REFUSES_LIST = 'if (list === 0) yield* this.answer(sender, ticket, -1, 0);';

export default defineMutants({
  equivalent: [
    instead('const KEPT_SECTORS = 6;', '6', '5', COSTS),
    instead('let oldest = 0;', '0', '1', COSTS),
    instead('let slot = 0;', '0', '1', COSTS),
    instead('oldest = (oldest + 1) % KEPT_SECTORS;', '1', '2', COSTS),
    instead('oldest = (oldest + 1) % KEPT_SECTORS;', '1', '0', COSTS),
    { at: ['yield* store(this.numberAt(slot), sector + 1);', ';'], why: COSTS },
    { at: ['kept = sector;', ';'], why: COSTS },
    instead(REFUSES, ', 0)', ', (-1))', ANY_WORD),
    instead(REFUSES_LIST, ', 0)', ', 1)', ANY_WORD),
    { at: 'let word = 0;', why: ANY_WORD },
    instead('if (offset >= (yield* load(entry))) return -1;', '-1', '-2', STILL_NEGATIVE),
    instead('if (offset >= (yield* load(this.table + 8 * file))) return -1;', '-1', '-2', STILL_NEGATIVE),
    instead(RANGE, 'offset < 0', 'offset < (-1)', '-1 is no multiple of 4.'),
    instead(RANGE_OF_BITS, 'offset < 0', 'offset < (-1)', '-1 is no multiple of 4.'),
    { at: 'const client = waiting.shift() ?? 0;', why: NOT_EMPTY },
    { at: 'const file = waiting.shift() ?? 0;', why: NOT_EMPTY },
    { at: 'const offset = waiting.shift() ?? 0;', why: NOT_EMPTY },
    { at: 'const ticket = waiting.shift() ?? 0;', why: NOT_EMPTY },
    { at: 'return 0;', why: NO_ANSWER },
    instead(
      'const sector = this.work + SECTOR_BYTES;',
      '+',
      '-',
      'The memory before workAddress is the process’s own as well, and nothing else lies there.',
    ),
    { at: 'const ROWS = 16;', why: ENOUGH_ROWS },
    { at: 'let row = 0;', why: ENOUGH_ROWS },
    instead(FREE_ROW, '<', '<=', ENOUGH_ROWS),
    instead(FREE_ROW, '- 1', '+ 1', ENOUGH_ROWS),
    instead(FREE_ROW, '- 1', '- 0', ENOUGH_ROWS),
    instead(FREE_ROW, '&&', '||', ENOUGH_ROWS),
  ],
});
