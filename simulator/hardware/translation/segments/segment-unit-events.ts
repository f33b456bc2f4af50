/** Accesses of a core with segments, and the descriptors that they go by. The trace counts its time in accesses. */
import { defineEvents } from '../../../engine/define-events';

const ACCESSES = ['fetch', 'load', 'store'];
const FLAGS = ['P', 'R', 'W', 'X'];
/** Present, read, write, execute, for each number of eight bits: those above belong to the kernel. */
const FLAG_WORDS = Array.from({ length: 256 }, (_, flags) => {
  const set = FLAGS.filter((_, bit) => (flags & (1 << bit)) !== 0);
  return set.length === 0 ? 'none' : set.join(' ');
});
export const flagsInWords = (flags: number): string => FLAG_WORDS[flags & 255];
const FAULTS = ['none', 'no segment', 'out of bounds', 'permission'];

export const SEGMENT_EVENTS = defineEvents({
  described: {
    fields: ['place', 'base', 'limit', 'flags'],
    description: 'The kernel wrote a descriptor.',
    sentence: 'the descriptor at {place:place}: base {base:place}, limit {limit:place}, flags {flags}',
    words: { flags: FLAG_WORDS },
  },
  table: {
    fields: ['table', 'count'],
    description: 'setTable is called: another process runs.',
    sentence: 'the core goes by the table at {table:place} with {count:count descriptors}',
  },
  changed: {
    fields: ['selector', 'descriptor'],
    description: 'changed is called.',
    sentence: 'the descriptor of selector {selector} has changed',
  },
  access: {
    fields: ['address', 'bytes', 'access'],
    description: 'The core accesses memory.',
    sentence: 'the core is to {access} {bytes:count bytes} at {address:place}',
    words: { access: ACCESSES },
  },
  loaded: {
    fields: ['place', 'word', 'descriptor'],
    description: 'The unit loaded a word; of which descriptor of the table in use, -1: of none.',
    sentence: 'the unit loads from {place:place}: {word:bits}',
  },
  stray: {
    fields: ['place'],
    description: 'The unit loaded what is no word of memory: 0.',
    sentence: 'the unit loads from {place:place}, which is no word of memory',
  },
  translated: {
    fields: ['address', 'physical', 'descriptor'],
    description:
      'The unit answered a physical address. The descriptor that it is about; -1: the table has none.',
    sentence: '{address:place} lies at {physical:place}',
  },
  fault: {
    fields: ['address', 'class', 'descriptor'],
    description: 'The unit answered that the access faults: the answer without its sign.',
    sentence: 'the access to {address:place} faults: {class}',
    words: { class: FAULTS },
  },
});
