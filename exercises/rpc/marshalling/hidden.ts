import type { HiddenCase } from '../../exercise-definition';
import type { Parameters } from './simulation';

/** For `kinds` see samples.ts. Types, values and mutations come from the seed. */
const hidden: HiddenCase<Parameters>[] = [
  {
    name: 'integers',
    title: 'Integers, shorts, bools and enums, with their edges.',
    role: 'hidden',
    parameters: { kinds: 0x001f, members: 8, records: 6, defects: 2, messages: 4, hostile: 0 },
    distinguishes: ['unsigned-short'],
  },
  {
    name: 'wide-numbers',
    title: 'Floats, doubles and hypers.',
    role: 'hidden',
    parameters: { kinds: 0x00e0, members: 6, records: 6, defects: 2, messages: 4, hostile: 14 },
    distinguishes: ['low-word-first', 'trusts-lengths'],
  },
  {
    name: 'byte-sequences',
    title: 'Opaque data, byte sequences and strings of every length.',
    role: 'hidden',
    parameters: { kinds: 0x0701, members: 7, records: 8, defects: 4, messages: 6, hostile: 0 },
    distinguishes: ['unpadded', 'padding-counted', 'unterminated-strings'],
  },
  {
    name: 'arrays',
    title: 'Arrays and vectors of all kinds.',
    role: 'hidden',
    parameters: { kinds: 0x1cff, members: 6, records: 8, defects: 4, messages: 6, hostile: 0 },
    distinguishes: ['counted-arrays', 'little-endian'],
  },
  {
    name: 'lists',
    title: 'Optional values and linked lists, also too long and cyclic ones.',
    role: 'hidden',
    parameters: { kinds: 0xc407, members: 5, records: 10, defects: 12, messages: 8, hostile: 0 },
    distinguishes: ['unflagged-optional', 'unterminated-list', 'any-chain'],
  },
  {
    name: 'hostile-lengths',
    title: 'Messages that promise more than they hold.',
    role: 'hidden',
    parameters: { kinds: 0x9601, members: 6, records: 1, defects: 0, messages: 2, hostile: 56 },
    distinguishes: ['trusts-lengths', 'no-maximum'],
  },
  {
    name: 'hostile-values',
    title: 'Messages with values that no sender writes.',
    role: 'hidden',
    parameters: { kinds: 0xc41c, members: 8, records: 1, defects: 0, messages: 2, hostile: 56 },
    distinguishes: ['dirty-padding', 'bytes-left-over'],
  },
  {
    name: 'hostile-everything',
    title: 'Deep records and every kind of lie.',
    role: 'hidden',
    parameters: { kinds: 0xffff, members: 8, records: 2, defects: 3, messages: 4, hostile: 42 },
    distinguishes: ['no-maximum', 'bytes-left-over'],
  },
  {
    name: 'everything',
    title: 'Every kind of type, also within each other.',
    role: 'hidden',
    parameters: { kinds: 0xffff, members: 10, records: 10, defects: 6, messages: 8, hostile: 14 },
    distinguishes: ['beyond-the-buffer', 'unsigned-short'],
  },
  {
    name: 'leaderboard',
    title: 'Large records: how few loads and stores does it take?',
    role: 'leaderboard',
    parameters: { kinds: 0xffff, members: 16, records: 12, defects: 3, messages: 12, hostile: 14 },
    distinguishes: ['little-endian', 'dirty-padding'],
  },
];
export default hidden;
