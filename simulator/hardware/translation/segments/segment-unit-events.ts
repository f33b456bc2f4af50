/** Accesses of a core with segments, and the descriptors that they go by. The trace counts its time in accesses. */
import { defineEvents } from '../../../engine/define-events';

const ACCESSES = ['fetch', 'load', 'store'];
const FAULTS = ['none', 'no segment', 'out of bounds', 'permission'];

export const SEGMENT_EVENTS = defineEvents({
  described: {
    fields: ['place', 'base', 'limit', 'flags'],
    description: 'The kernel wrote a descriptor.',
    sentence: 'the descriptor at {place:address}: base {base:address}, limit {limit}, flags {flags}',
  },
  table: {
    fields: ['table', 'count'],
    description: 'setTable is called: another process runs.',
    sentence: 'the core goes by the table at {table:address} with {count} descriptors',
  },
  changed: {
    fields: ['selector'],
    description: 'changed is called.',
    sentence: 'the descriptor of selector {selector} has changed',
  },
  access: {
    fields: ['address', 'bytes', 'access'],
    description: 'The core accesses memory.',
    sentence: 'the core is to {access} {bytes} bytes at {address:address}',
    words: { access: ACCESSES },
  },
  loaded: {
    fields: ['place', 'word'],
    description: 'The unit loaded a word.',
    sentence: 'the unit loads from {place:address}: {word}',
  },
  stray: {
    fields: ['place'],
    description: 'The unit loaded what is no word of memory: 0.',
    sentence: 'the unit loads from {place:address}, which is no word of memory',
  },
  translated: {
    fields: ['address', 'physical'],
    description: 'The unit answered a physical address.',
    sentence: '{address:address} lies at {physical:address}',
  },
  fault: {
    fields: ['address', 'class'],
    description: 'The unit answered that the access faults: the answer without its sign.',
    sentence: 'the access to {address:address} faults: {class}',
    words: { class: FAULTS },
  },
});
