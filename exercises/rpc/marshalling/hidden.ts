import type { HiddenCase } from '../../exercise-definition';
import type { Parameters } from './simulation';

/** All defects, or all messages of a family. */
const ALL = 1000;
const NONE = { defects: 0, beyond: 0, malformed: 0, long: 0 };
/** The leaderboard's too. */
const LARGE: Parameters = {
  kinds: 0xffff,
  members: 16,
  records: 12,
  messages: 12,
  defects: 8,
  beyond: 8,
  malformed: 8,
  long: 0,
};

/** For `kinds` see samples.ts. Types, values and changes come from the seed. */
const hidden: HiddenCase<Parameters>[] = [
  {
    name: 'integers',
    title: 'Integers, shorts, bools and enums, with their edges.',
    role: 'hidden',
    parameters: { ...NONE, kinds: 0x001f, members: 12, records: 9, messages: 9 },
    distinguishes: [],
  },
  {
    name: 'wide-numbers',
    title: 'Floats, doubles and hypers, with their edges.',
    role: 'hidden',
    parameters: { ...NONE, kinds: 0x00e0, members: 12, records: 9, messages: 9 },
    distinguishes: [],
  },
  {
    name: 'byte-sequences',
    title: 'Opaque data, byte sequences and strings of every length.',
    role: 'hidden',
    parameters: { ...NONE, kinds: 0x0701, members: 8, records: 12, messages: 12 },
    distinguishes: [],
  },
  {
    name: 'arrays',
    title: 'Arrays and vectors of all kinds.',
    role: 'hidden',
    parameters: { ...NONE, kinds: 0x1cff, members: 8, records: 12, messages: 12 },
    distinguishes: [],
  },
  {
    name: 'small-elements',
    title: 'Arrays, vectors, optional values and lists of what is smaller than a word.',
    role: 'hidden',
    parameters: { ...NONE, kinds: 0xf90c, members: 8, records: 12, messages: 12 },
    distinguishes: [],
  },
  {
    name: 'lists',
    title: 'Optional values and linked lists.',
    role: 'hidden',
    parameters: { ...NONE, kinds: 0xc407, members: 6, records: 12, messages: 12 },
    distinguishes: [],
  },
  {
    name: 'long',
    title: 'Lengths, counts and chains of 256 to 300.',
    role: 'hidden',
    parameters: { ...NONE, kinds: 0x0001, members: 1, records: 8, messages: 8, long: 1 },
    distinguishes: [],
  },
  {
    name: 'defects',
    title: 'Buffers that are too small, counts and chains that are too long, chains without end.',
    role: 'hidden',
    parameters: { ...NONE, kinds: 0xffff, members: 8, records: 12, defects: ALL, messages: 0 },
    distinguishes: [],
  },
  {
    name: 'hostile-lengths',
    title: 'Messages that promise more than they hold, or than may be, or than there is room for.',
    role: 'hidden',
    parameters: { ...NONE, kinds: 0x00ff, members: 4, records: 0, messages: 4, beyond: ALL },
    distinguishes: [],
  },
  {
    name: 'hostile-values',
    title: 'Messages with values that no sender writes.',
    role: 'hidden',
    parameters: { ...NONE, kinds: 0x00ff, members: 4, records: 0, messages: 4, malformed: ALL },
    distinguishes: [],
  },
  {
    name: 'everything',
    title: 'Every kind of type, also within each other, and every kind of lie.',
    role: 'hidden',
    parameters: {
      kinds: 0xffff,
      members: 10,
      records: 8,
      defects: 12,
      messages: 8,
      beyond: 24,
      malformed: 24,
      long: 0,
    },
    distinguishes: [],
  },
  {
    name: 'large',
    title: 'Large records of every kind.',
    role: 'hidden',
    parameters: LARGE,
    distinguishes: [],
  },
  {
    name: 'leaderboard',
    title: 'Large records: how few loads and stores does it take?',
    role: 'leaderboard',
    seeds: 3,
    parameters: LARGE,
    distinguishes: [],
  },
];
export default hidden;
