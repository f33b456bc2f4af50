/** What happens to a page table, and what the hardware finds in it. The trace counts its time in calls and accesses. */
import { defineEvents } from '../../../engine/define-events';
import { ENTRY_LETTERS } from '../../../hardware/translation/entry-letters';

const RIGHTS = {
  2: 'read',
  6: 'read and write',
  10: 'read and execute',
  14: 'read, write and execute',
};
const RIGHT = { 2: 'read', 4: 'write', 8: 'execute' };
const words = (of: Readonly<Record<number, string>>) =>
  Array.from({ length: 16 }, (_, bits) => of[bits] ?? `rights ${bits}`);

export const rightsInWords = (rights: number): string => words(RIGHTS)[rights] ?? `rights ${rights}`;
export const rightInWords = (right: number): string => words(RIGHT)[right] ?? `rights ${right}`;

export const TABLE_EVENTS = defineEvents({
  root: {
    fields: ['frame'],
    description: 'Where the root table is.',
    sentence: 'the root table is frame {frame}',
  },
  map: {
    fields: ['page', 'frame', 'rights'],
    description: 'map is called.',
    sentence: 'page {page:place} is to be mapped to frame {frame:place}, to {rights}',
    words: { rights: words(RIGHTS) },
  },
  mapped: {
    fields: ['page', 'answer'],
    description: 'map answered.',
    sentence: 'map of page {page:place} answers {answer}',
  },
  unmap: {
    fields: ['page'],
    description: 'unmap is called.',
    sentence: 'page {page:place} is to be unmapped',
  },
  unmapped: {
    fields: ['page', 'answer'],
    description: 'unmap answered.',
    sentence: 'unmap of page {page:place} answers {answer:place}',
  },
  translate: {
    fields: ['address', 'right'],
    description: 'translate is called.',
    sentence: 'the kernel asks where {address:place} is, to {right} it',
    words: { right: words(RIGHT) },
  },
  translated: {
    fields: ['address', 'right', 'answer', 'loads'],
    description: 'translate answered, after so many loads of entries.',
    sentence: 'translate({address:place}) answers {answer:place}, after {loads:count loads}',
  },
  walk: {
    fields: ['address', 'right', 'physical', 'accesses'],
    description: 'The hardware walked the table; -1: a page fault.',
    sentence: 'the hardware walks to {right} {address:place}: {physical:place}',
    words: { right: words(RIGHT) },
  },
  pointed: {
    fields: ['place', 'word', 'frame', 'bits'],
    description: 'An entry of the root table was stored: the frame and the bits that it has.',
    sentence: 'entry {place} of the root becomes {word:bits}: frame {frame} ({bits})',
    words: { bits: ENTRY_LETTERS },
  },
  stored: {
    fields: ['table', 'place', 'word', 'bits'],
    description: 'An entry of an inner table was stored.',
    sentence: 'entry {place} of the table in frame {table} becomes {word:bits} ({bits})',
    words: { bits: ENTRY_LETTERS },
  },
  allocated: {
    fields: ['frame'],
    description: 'A free frame was asked for; -1: there is none.',
    sentence: 'a free frame is asked for: {frame}',
  },
  cleared: {
    fields: ['frame'],
    description: 'A frame holds zeros.',
    sentence: 'frame {frame} is filled with zeros',
  },
  freed: { fields: ['frame'], description: 'The frame is free.', sentence: 'frame {frame} is free' },
  stray: {
    fields: ['address', 'store'],
    description: 'An access to what is none of the tables: no effect; a load answers 0.',
    sentence: 'the kernel accesses {address:place}, which is in none of its tables',
  },
  misused: {
    fields: ['frame'],
    description: 'A frame was to be cleared or freed that is none of the tables.',
    sentence: 'frame {frame} is none of the tables: the service refuses',
  },
});
