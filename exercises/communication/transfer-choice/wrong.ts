import type { WrongSolution } from '../../wrong-solution';

// Texts of the reference.
const ANSWER =
  'return mapCycles(costs, bytes, uses) < copyCycles(costs, bytes, uses) ? TRANSFER.map : TRANSFER.copy;';
const COPIED = 'uses * (Math.ceil(bytes / BUFFER_BYTES) * exchange + 2 * Math.ceil(bytes / 4) * copiedWord);';
const MAPPED = 'segment + Math.ceil(bytes / PAGE_BYTES) * page + uses * turn;';
const KEPT = 'this.costs = { exchange, copiedWord, segment, page, turn };';
const FIELD = 'private readonly costs: TransferCosts;';

/** @param answer instead of the reference's. */
const answers = (answer: string): WrongSolution['replace'] => [[ANSWER, answer]];

const wrong: readonly WrongSolution[] = [
  {
    name: 'other-numbers',
    fails: 'TC1',
    why: 'Answers 1 for copying and 2 for mapping, but for what is small.',
    replace: answers(
      `const how = ${ANSWER.slice('return '.length)}\n return bytes < 1_000 ? how : how === TRANSFER.map ? 2 : TRANSFER.copy;`,
    ),
  },
  { name: 'always-copy', fails: 'TC2', why: 'Copies everything.', replace: answers('return TRANSFER.copy;') },
  { name: 'always-map', fails: 'TC3', why: 'Maps everything.', replace: answers('return TRANSFER.map;') },
  {
    name: 'a-page-or-more',
    fails: 'TC2',
    also: ['TC3'],
    why: 'Maps what is as large as a page, whatever the machine costs.',
    replace: answers('return bytes >= PAGE_BYTES ? TRANSFER.map : TRANSFER.copy;'),
  },
  {
    name: 'by-uses',
    fails: 'TC2',
    also: ['TC3'],
    why: 'Looks at the number of uses only.',
    replace: answers('return uses > 3 ? TRANSFER.map : TRANSFER.copy;'),
  },
  {
    name: 'the-dearer',
    fails: 'TC2',
    also: ['TC3'],
    why: 'Takes what costs more.',
    replace: answers(ANSWER.replace(' < ', ' > ')),
  },
  {
    name: 'out-only',
    fails: 'TC2',
    why: 'Counts each word once, though it is copied in and out.',
    replace: [[COPIED, COPIED.replace('2 * ', '')]],
  },
  {
    name: 'one-call',
    fails: 'TC2',
    why: 'Lets one call move any number of bytes.',
    replace: [[COPIED, COPIED.replace('Math.ceil(bytes / BUFFER_BYTES) * ', '')]],
  },
  {
    name: 'calls-rounded-down',
    fails: 'TC2',
    why: 'Counts no call for a buffer that is not full.',
    replace: [[COPIED, COPIED.replace('ceil', 'floor')]],
  },
  {
    name: 'no-calls',
    fails: 'TC2',
    why: 'Counts the copies, but not the calls.',
    replace: [[COPIED, COPIED.replace('Math.ceil(bytes / BUFFER_BYTES) * exchange + ', '')]],
  },
  {
    name: 'no-copies',
    fails: 'TC2',
    why: 'Counts the calls, but not the copies.',
    replace: [[COPIED, 'uses * Math.ceil(bytes / BUFFER_BYTES) * exchange;']],
  },
  {
    name: 'bytes-for-words',
    fails: 'TC3',
    why: 'Counts a word for each byte.',
    replace: [[COPIED, COPIED.replace('Math.ceil(bytes / 4)', 'bytes')]],
  },
  {
    name: 'call-for-each-word',
    fails: 'TC3',
    why: 'Counts a call for each word.',
    replace: [[COPIED, COPIED.replace('/ BUFFER_BYTES', '/ 4')]],
  },
  {
    name: 'two-exchanges',
    fails: 'TC3',
    why: 'Counts sending and receiving as an exchange each.',
    replace: [[COPIED, COPIED.replace('(Math', '(2 * Math')]],
  },
  {
    name: 'copied-once',
    fails: 'TC2',
    why: 'Counts one use when it copies.',
    replace: [[COPIED, COPIED.replace('uses * ', '')]],
  },
  {
    name: 'pages-each-time',
    fails: 'TC2',
    why: 'Counts the pages for each use.',
    replace: [[MAPPED, MAPPED.replace(' * page', ' * page * uses')]],
  },
  {
    name: 'no-set-up',
    fails: 'TC3',
    why: 'Counts the pages, but not the segment.',
    replace: [[MAPPED, MAPPED.replace('segment + ', '')]],
  },
  {
    name: 'one-page',
    fails: 'TC3',
    why: 'Counts one page, however many there are.',
    replace: [[MAPPED, MAPPED.replace('Math.ceil(bytes / PAGE_BYTES) * ', '')]],
  },
  {
    name: 'pages-rounded-down',
    fails: 'TC3',
    why: 'Counts full pages only.',
    replace: [[MAPPED, MAPPED.replace('ceil', 'floor')]],
  },
  {
    name: 'page-of-words',
    fails: 'TC2',
    why: 'Takes a page for 1,024 bytes.',
    replace: [[MAPPED, MAPPED.replace('PAGE_BYTES', '1_024')]],
  },
  {
    name: 'page-for-segment',
    fails: 'TC2',
    why: 'Takes the cost of a segment for that of a page.',
    replace: [[KEPT, 'this.costs = { exchange, copiedWord, segment: page, page: segment, turn };']],
  },
  {
    name: 'stays-mapped',
    fails: 'TC3',
    why: 'Thinks that the first segment serves all transfers.',
    replace: [
      [FIELD, `${FIELD}\n private isMapped = false;`],
      [
        ANSWER,
        'if (mapCycles(costs, bytes, uses) < copyCycles(costs, bytes, uses)) this.isMapped = true;\n return this.isMapped ? TRANSFER.map : TRANSFER.copy;',
      ],
    ],
  },
  {
    name: 'one-machine',
    fails: 'TC2',
    also: ['TC3'],
    why: 'Has the costs of one machine written down.',
    replace: [
      [
        KEPT,
        'this.costs = { exchange, copiedWord, segment, page, turn };\n this.costs = { exchange: 305, copiedWord: 2, segment: 2_988, page: 1_056, turn: 4 };',
      ],
      [FIELD, 'private costs: TransferCosts;'],
    ],
  },
  {
    name: 'word-by-word',
    exceeds: ['policy-cycles'],
    why: 'Adds the cost of each word to the sum by itself.',
    replace: [
      [
        ANSWER,
        'let copied = Math.ceil(bytes / BUFFER_BYTES) * costs.exchange;\n for (let at = 0; at < bytes; at += 4) copied += 2 * costs.copiedWord;\n return mapCycles(costs, bytes, uses) < uses * copied ? TRANSFER.map : TRANSFER.copy;',
      ],
    ],
  },
];
export default wrong;
