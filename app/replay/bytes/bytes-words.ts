/** Every text of the byte view, in one typed place. */
import { formatCount } from '../replay-words';
import type { Round } from './bytes-model';

export const bytesWords = {
  picture: 'Bytes of the message after this event',
  offset: 'Offset',
  characters: 'Characters',
  none: 'No message yet at this event.',
  round: (round: Round, number: number, rounds: number, known: number) =>
    `Round ${number + 1} of ${rounds}: ${
      round.direction === 'marshal'
        ? `marshalling into a buffer of ${formatCount(round.bytes)} bytes, ${formatCount(known)} stored so far`
        : `unmarshalling a message of ${formatCount(round.bytes)} bytes`
    }.`,
  unwritten: '··',
  unwrittenLabel: 'not stored',
  member: (member: number) => (member < 0 ? 'no member' : `member ${member}`),
  arrived: 'arrived',
  now: 'stored by this event',
  wrong: 'where a check fails',
  members: 'Stored after reading',
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
