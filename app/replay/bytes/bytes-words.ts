/** Every text of the byte view, in one typed place. */
import { formatCount, formatCounted } from '../replay-words';
import type { Round } from './bytes-model';

export const bytesWords = {
  picture: 'Bytes of the message after this event',
  offset: 'Offset',
  characters: 'Characters',
  none: 'No message yet at this event.',
  round: (round: Round, number: number, rounds: number, known: number) =>
    `Round ${number + 1} of ${rounds}: ${
      round.direction === 'marshal'
        ? `marshalling into a buffer of ${formatCounted(round.bytes, 'bytes')}, ${formatCount(known)} stored so far`
        : `unmarshalling a message of ${formatCounted(round.bytes, 'bytes')}`
    }.`,
  unwritten: '··',
  unwrittenLabel: 'not stored',
  member: (member: number) => (member < 0 ? 'no member' : `member ${member}`),
  arrived: 'arrived',
  now: 'stored by this event',
  wrong: 'where a check fails',
  ended: '--',
  firstDifference: 'the first difference',
  below: 'below: by the rules',
  grid: 'Bytes after this event',
  columns: ['offset', 'byte', 'as a number', 'character', 'from', 'by event'],
} as const;

export function hexadecimal(byte: number): string {
  return (byte & 255).toString(16).padStart(2, '0');
}

/** The byte as a character of ASCII; a dot for what does not print. */
export function character(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
}

const UNLIMITED = 0x7fff_ffff;

export const recordWords = {
  caption: 'The record of this round',
  marshalColumns: ['member', 'type', 'value', 'bytes', 'now'],
  unmarshalColumns: ['member', 'type', 'sent', 'built so far', 'bytes', 'now'],
  range: (from: number, to: number) => (to > from ? `${from}–${to - 1}` : ''),
  cursor: 'its bytes stand here',
  readLast: 'read last',
  builds: 'built now',
  differs: 'differs',
  notYet: '··',
  noMessage: (why: string) => `There is no message to expect: ${why}, so it must be refused.`,
  noRoom: (needed: number, capacity: number) =>
    `The message has ${formatCounted(needed, 'bytes')} and the buffer ${formatCount(capacity)}: it must be refused.`,
  fits: (needed: number) => `By the rules the message has ${formatCounted(needed, 'bytes')}.`,
  same: 'The message is the one that the rules make of this record.',
  altered: (offset: number) =>
    `The message differs from what the rules make of this record from offset ${offset} on.`,
  firstDifference: (offset: number) => `The first difference from the rules is at offset ${offset}.`,
  cycle: (member: number, node: number) =>
    `the list of member ${member} comes back to node ${node} and never ends`,
  count: (member: number, word: number) =>
    `the count of member ${member} is ${word >>> 0}, beyond its maximum`,
  tooLong: (member: number) => `member ${member} is longer than its maximum`,
  values: (values: number) => `enum (0–${values - 1})`,
  opaque: (bytes: number) => `opaque (${bytes})`,
  array: (count: number, element: string) => `array (${count}) of ${element}`,
  bounded: (kind: string, maximum: number) => (maximum === UNLIMITED ? kind : `${kind} (≤ ${maximum})`),
  more: (more: number) => `, and ${formatCount(more)} more`,
  none: 'none',
  hexadecimal: (numbers: readonly number[]) =>
    `0x${numbers.map((number) => (number >>> 0).toString(16).padStart(8, '0')).join('')}`,
  bytes: (bytes: readonly number[], most: number) =>
    bytes.slice(0, most).map(hexadecimal).join(' ') +
    (bytes.length > most ? recordWords.more(bytes.length - most) : ''),
  characters: (bytes: readonly number[], most: number) =>
    `"${bytes.slice(0, most).map(character).join('')}"` +
    (bytes.length > most ? recordWords.more(bytes.length - most) : ''),
  built: 'Destination and blocks, as they fill',
  destination: 'destination',
  block: (number: number) => `block ${number}`,
  expected: 'by the rules',
  builtColumns: ['where', 'bytes', 'stored', 'what stands there'],
  row: (bytes: readonly (number | undefined)[]) =>
    bytes
      .slice(0, 64)
      .map((byte) => (byte === undefined ? bytesWords.unwritten : hexadecimal(byte)))
      .join(' ') + (bytes.length > 64 ? recordWords.more(bytes.length - 64) : ''),
  untold: '(from here on further stores are not told: there are too many)',
} as const;
