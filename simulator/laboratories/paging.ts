/**
 * Addresses under a page table that is given entry by entry, each translated step by step.
 *
 *      --table 3rx,-,7rw        page 0 lies in frame 3, page 1 nowhere, page 2 in frame 7; without letters all is allowed
 *      --accesses 0x12,0x2010w  hexadecimal or decimal; r reads (unless said), w writes, x fetches
 *
 *      address │ page number            │ offset        │     entry of that page: frame, permissions
 *              │ address >> offset bits │ the low bits  │     physical = frame << offset bits | offset
 *
 * One level, one process. Schemes with tables in memory, several levels and spaces: `translate`.
 */
import { defineLaboratory, type Outcome } from './laboratory';
import { list, ParameterError, wholeNumber } from './parameter';

const MAX_PAGES = 256;
const MAX_ACCESSES = 100;
const LARGEST_PAGE = 65_536;
const ADDRESS_LIMIT = 2 ** 32;
const ALLOWED = 'rwx';

interface Entry {
  readonly frame: number;
  readonly allowed: string;
}

interface Access {
  readonly address: number;
  readonly kind: string;
}

/** `undefined` is what a list takes for a mistake. */
const NOT_PRESENT = 'not present';
type Table = readonly (Entry | typeof NOT_PRESENT)[];

function parseEntry(given: string): Entry | typeof NOT_PRESENT | undefined {
  if (given === '-') return NOT_PRESENT;
  const match = /^(\d{1,6})((?!.*(.).*\3)[rwx]*)$/.exec(given);
  return match === null ? undefined : { frame: Number(match[1]), allowed: match[2] || ALLOWED };
}

function parseAccess(given: string): Access | undefined {
  const match = /^(0x[0-9a-fA-F]{1,8}|\d{1,10})([rwx]?)$/.exec(given);
  if (match === null || Number(match[1]) >= ADDRESS_LIMIT) return undefined;
  return { address: Number(match[1]), kind: match[2] || 'r' };
}

interface Translation {
  readonly address: number;
  readonly access: string;
  readonly page: number;
  readonly offset: number;
  readonly outcome: 'translated' | 'not present' | 'permission' | 'out of bounds';
  /** -1 when it is not translated. */
  readonly physical: number;
}

interface PagingStep extends Translation {
  /** How it came to it, in words. */
  readonly steps: readonly string[];
}

const hexadecimal = (value: number): string => `0x${value.toString(16)}`;

export const paging = defineLaboratory({
  name: 'paging',
  title: 'Paging',
  summary:
    'Translates addresses under a page table of your own, step by step: page number, offset, entry, frame.',
  parameters: {
    'page-bytes': wholeNumber({
      ...{ from: 1, to: LARGEST_PAGE, initial: 4096 },
      sentence: 'Bytes of a page and of a frame, a power of two.',
    }),
    table: list({
      ...{ item: 'frame[rwx] or -', example: '3rx,-,7rw', from: 1, to: MAX_PAGES },
      initial: '3rx,-,7rw,0',
      parseItem: parseEntry,
      sentence:
        'The entry of each page in order, from page 0: its frame and what is allowed (all unless said), or - where there is none.',
    }),
    accesses: list({
      ...{ item: 'address[r|w|x]', example: '0x12,0x2010w', from: 1, to: MAX_ACCESSES },
      initial: '0x12,0x1004,0x2010w,0x3fff,0x10w,0x4000',
      parseItem: parseAccess,
      sentence: 'What is accessed, decimal or hexadecimal; r reads (unless said), w writes, x fetches.',
    }),
  },
  examples: [
    {
      title: 'Every outcome',
      setting: { table: '3rx,-,7rw,0', accesses: '0x12x,0x1004,0x2010w,0x3fff,0x10w,0x4000' },
    },
    {
      title: 'Small pages: 16 bytes, addresses of 6 bits',
      setting: { 'page-bytes': '16', table: '3,7,5,2', accesses: '21,0,63,47' },
    },
  ],
  run({ 'page-bytes': pageBytes, table, accesses }) {
    if ((pageBytes & (pageBytes - 1)) !== 0)
      throw new ParameterError('page-bytes', `must be a power of two, got ${pageBytes}`);
    const large = table.find(
      (entry) => entry !== NOT_PRESENT && (entry.frame + 1) * pageBytes > ADDRESS_LIMIT,
    );
    if (large !== undefined && large !== NOT_PRESENT)
      throw new ParameterError('table', `has frame ${large.frame}, which begins beyond 32 bits`);
    const steps = accesses.map((access) => {
      const translation = translate(access, table, pageBytes);
      return { ...translation, steps: stepsOf(translation, table, pageBytes) };
    });
    return inParts(steps, table, pageBytes);
  },
});

/** @param pageBytes a power of two. */
export function translate({ address, kind }: Access, table: Table, pageBytes: number): Translation {
  const page = Math.floor(address / pageBytes);
  const offset = address % pageBytes;
  const entry = table[page];
  let outcome: Translation['outcome'] = 'translated';
  if (entry === undefined) outcome = 'out of bounds';
  else if (entry === NOT_PRESENT) outcome = 'not present';
  else if (!entry.allowed.includes(kind)) outcome = 'permission';
  else return { address, access: kind, page, offset, outcome, physical: entry.frame * pageBytes + offset };
  return { address, access: kind, page, offset, outcome, physical: -1 };
}

function stepsOf(
  { address, access, page, offset, physical }: Translation,
  table: Table,
  pageBytes: number,
): string[] {
  const offsetBits = bitsOf(pageBytes);
  const entry = table[page];
  const steps = [
    `page = ${hexadecimal(address)} >> ${offsetBits} = ${page}`,
    `offset = the low ${offsetBits} bits = ${hexadecimal(offset)}`,
  ];
  if (entry === undefined) return [...steps, `no entry ${page}: the table has ${table.length}`];
  if (entry === NOT_PRESENT) return [...steps, `entry ${page}: not present, a page fault`];
  steps.push(`entry ${page}: frame ${entry.frame}, ${entry.allowed}`);
  if (physical < 0) return [...steps, `${access} is not allowed, a fault`];
  const sum = `${entry.frame} << ${offsetBits} | ${hexadecimal(offset)}`;
  return [...steps, `physical = ${sum} = ${hexadecimal(physical)}`];
}

/** @param bytes a power of two. */
function bitsOf(bytes: number): number {
  return 31 - Math.clz32(bytes);
}

function inParts(steps: readonly PagingStep[], table: Table, pageBytes: number): Outcome {
  const entryWords = (page: number): string => {
    const entry = table[page];
    if (entry === undefined) return `none: the table has ${table.length}`;
    return entry === NOT_PRESENT ? NOT_PRESENT : `frame ${entry.frame}, ${entry.allowed}`;
  };
  const physicalWord = ({ physical }: PagingStep): string => (physical < 0 ? '' : hexadecimal(physical));
  const offsetBits = bitsOf(pageBytes);
  return {
    json: { offsetBits, translations: steps },
    parts: [
      {
        title: `Each access, step by step: ${offsetBits} bits of offset`,
        picture: {
          kind: 'grid',
          columns: steps.map(({ address, access }) => `${hexadecimal(address)} ${access}`),
          rows: [
            { label: 'page', cells: steps.map(({ page }) => ({ text: String(page), tone: page })) },
            { label: 'offset', cells: steps.map(({ offset }) => ({ text: hexadecimal(offset) })) },
            { label: 'entry', cells: steps.map(({ page }) => ({ text: entryWords(page) })) },
            {
              label: 'outcome',
              cells: steps.map(({ outcome }) => ({
                text: outcome,
                tone: outcome === 'translated' ? ('good' as const) : ('bad' as const),
              })),
            },
            { label: 'physical', cells: steps.map((step) => ({ text: physicalWord(step) })) },
          ],
        },
        table: {
          columns: ['address', 'access', 'page', 'offset', 'entry', 'outcome', 'physical'],
          rows: steps.map((step) => [
            ...[hexadecimal(step.address), step.access, step.page, hexadecimal(step.offset)],
            ...[entryWords(step.page), step.outcome, physicalWord(step)],
          ]),
        },
      },
      {
        title: 'In words',
        table: {
          columns: ['address', 'step'],
          rows: steps.flatMap(({ address, access, steps: told }) =>
            told.map((step) => [`${hexadecimal(address)} ${access}`, step]),
          ),
        },
      },
      {
        title: 'The page table',
        table: {
          columns: ['page', 'virtual', 'entry'],
          rows: table.map((_, page) => [page, `from ${hexadecimal(page * pageBytes)}`, entryWords(page)]),
        },
      },
    ],
  };
}
