import type { WrongSolution } from '../../wrong-solution';

// Texts of the reference.
const START = 'let size = largest;';
const LOOP = 'while (size > 0 && this.wasteOf(left, size) > this.divide(left, size)) size--;';
const RETURN = 'return size;';
const WASTE = 'return Math.max(0, this.bytes[size] - left);';
const REST = 'const rest = left % this.bytes[below];';
const DIVIDE = 'return this.tableBytes + (rest === 0 ? 0 : this.cost(rest, below));';
const COST = 'return size === 0 ? waste : Math.min(waste, this.divide(left, size));';

const wrong: readonly WrongSolution[] = [
  {
    name: 'largest-of-all',
    fails: 'PS1',
    why: 'Takes the largest size that there is.',
    replace: [[START, 'let size = this.bytes.length - 1;']],
  },
  {
    name: 'one-too-large',
    fails: 'PS1',
    also: ['PS2', 'PS3'],
    why: 'Counts sizes from 1 where the region ends.',
    replace: [[RETURN, 'return left < this.bytes[0] ? size + 1 : size;']],
  },
  {
    name: 'nothing-for-the-end',
    fails: 'PS1',
    why: 'Answers -1 for an end that is smaller than any page.',
    replace: [[RETURN, 'return left < this.bytes[0] ? -1 : size;']],
  },
  {
    name: 'largest',
    fails: 'PS2',
    also: ['PS3'],
    why: 'Takes the largest page that may lie there.',
    replace: [[LOOP, '']],
  },
  {
    name: 'large-page-for-a-few-bytes',
    fails: 'PS2',
    why: 'Takes the largest page of all for an end that is smaller than any page.',
    replace: [[RETURN, 'return left < this.bytes[0] && largest === this.bytes.length - 1 ? largest : size;']],
  },
  {
    name: 'half-full',
    fails: 'PS2',
    also: ['PS3'],
    why: 'Takes a page that the region fills at least half.',
    replace: [[LOOP, 'while (size > 0 && 2 * left < this.bytes[size]) size--;']],
  },
  {
    name: 'smallest',
    fails: 'PS3',
    also: ['PS2', 'PS4'],
    why: 'Takes small pages for all regions that are no multiple of larger ones.',
    replace: [[LOOP, 'while (size > 0 && left % this.bytes[size] !== 0) size--;']],
  },
  {
    name: 'fits',
    fails: 'PS3',
    also: ['PS2', 'PS4'],
    why: 'Takes no page that the region does not fill, but the smallest.',
    replace: [[LOOP, 'while (size > 0 && left < this.bytes[size]) size--;']],
  },
  {
    name: 'waste-against-one-table',
    fails: 'PS3',
    also: ['PS2', 'PS4'],
    why: 'Compares waste with one table, and nothing below.',
    replace: [[DIVIDE, 'return this.tableBytes + 0 * rest;']],
  },
  {
    name: 'two-sizes-only',
    fails: 'PS3',
    also: ['PS2', 'PS4'],
    why: 'Goes from the largest size to the smallest at once.',
    replace: [[RETURN, 'return size === largest ? size : 0;']],
  },
  {
    name: 'never-the-largest',
    fails: 'PS3',
    also: ['PS2', 'PS4'],
    why: 'Leaves the largest size of all out.',
    replace: [[START, 'let size = Math.min(largest, this.bytes.length - 2);']],
  },
  {
    name: 'tables-for-nothing',
    fails: 'PS3',
    also: ['PS2', 'PS4'],
    why: 'Forgets what tables cost.',
    replace: [[DIVIDE, 'return rest === 0 ? 0 : this.cost(rest, below);']],
  },
  {
    name: 'two-tables',
    fails: 'PS3',
    also: ['PS2'],
    why: 'Counts each table twice.',
    replace: [[DIVIDE, 'return 2 * this.tableBytes + (rest === 0 ? 0 : this.cost(rest, below));']],
  },
  {
    name: 'tables-of-4-kib',
    fails: 'PS3',
    also: ['PS2', 'PS4'],
    why: 'Takes 4 KiB for a table on every machine.',
    replace: [[DIVIDE, DIVIDE.replace('this.tableBytes', '4096')]],
  },
  {
    name: 'end-in-the-next-size-only',
    fails: 'PS3',
    also: ['PS2'],
    why: 'Does not think of dividing the end again.',
    replace: [[COST, 'return waste + 0 * size;']],
  },
  {
    name: 'end-in-the-smallest',
    fails: 'PS2',
    also: ['PS4'],
    why: 'Takes the end for one in small pages, without the tables that these need.',
    replace: [
      [
        DIVIDE,
        'return this.tableBytes + ((this.bytes[0] - (left % this.bytes[0])) % this.bytes[0]) + 0 * rest;',
      ],
    ],
  },
  {
    name: 'exact-end-needs-a-page',
    fails: 'PS3',
    also: ['PS2'],
    why: 'Counts a page of waste where there is no end.',
    replace: [[DIVIDE, 'return this.tableBytes + this.cost(rest, below);']],
  },
  {
    name: 'shrinks-with-the-region',
    fails: 'PS3',
    also: ['PS2'],
    why: 'Takes the absolute difference for waste, also where the page is full.',
    replace: [[WASTE, 'return Math.abs(this.bytes[size] - left);']],
  },
  {
    name: 'generous-behind-full-pages',
    fails: 'PS3',
    why: 'Behind pages that are full lets one more of them waste up to two tables.',
    replace: [
      [
        'private readonly bytes: number[] = [];',
        'private readonly bytes: number[] = [];\n  private before = 0;',
      ],
      [
        RETURN,
        'const laid = this.before - left;\n    this.before = left;\n    const isBehind = laid > 0 && laid % this.bytes[largest] === 0;\n    return isBehind && this.wasteOf(left, largest) <= 2 * this.tableBytes ? largest : size;',
      ],
    ],
  },
  {
    name: 'small-pages-where-equal',
    fails: 'PS4',
    why: 'Divides where it costs the same.',
    replace: [[LOOP, LOOP.replace('> this.divide', '>= this.divide')]],
  },
  {
    name: 'page-by-page',
    exceeds: ['policy-units'],
    why: 'Goes over the pages one by one.',
    replace: [
      [LOOP, LOOP.replace('size > 0 &&', 'size > 0 && left < this.bytes[size] &&')],
      [REST, 'let rest = left;\n    while (rest >= this.bytes[below]) rest -= this.bytes[below];'],
    ],
  },
];

export default wrong;
