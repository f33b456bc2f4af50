/** Accesses of a core and what its memory management unit makes of them. The trace counts its time in accesses. */
import { defineEvents } from '../../../engine/define-events';
import { ENTRY_LETTERS } from '../entry-letters';

const ACCESSES = ['fetch', 'load', 'store'];
const MODES = ['user', 'supervisor'];

export const UNIT_EVENTS = defineEvents({
  root: {
    fields: ['frame', 'memory'],
    description: 'Where the root table is, and how large memory is.',
    sentence: 'the root table is in frame {frame}; memory has {memory:count frames}',
  },
  written: {
    fields: ['place', 'entry', 'frame', 'bits'],
    description: 'The kernel wrote an entry.',
    sentence: 'the kernel writes {entry:bits} to {place:place} (frame {frame:place}, {bits})',
    words: { bits: ENTRY_LETTERS },
  },
  access: {
    fields: ['address', 'access', 'mode'],
    description: 'The core accesses an address.',
    sentence: 'the core is to {access} at {address:place}, in {mode} mode',
    words: { access: ACCESSES, mode: MODES },
  },
  loaded: {
    fields: ['place', 'entry', 'frame', 'bits'],
    description: 'The unit loaded a word.',
    sentence: 'the unit loads from {place:place}: {entry:bits} (frame {frame:place}, {bits})',
    words: { bits: ENTRY_LETTERS },
  },
  stored: {
    fields: ['place', 'entry', 'frame', 'bits'],
    description: 'The unit stored a word.',
    sentence: 'the unit stores {entry:bits} to {place:place} (frame {frame:place}, {bits})',
    words: { bits: ENTRY_LETTERS },
  },
  stray: {
    fields: ['place', 'store'],
    description: 'The unit accessed what is no word of memory: no effect; a load answers 0.',
    sentence: 'the unit accesses {place:place}, which is no word of memory',
  },
  translated: {
    fields: ['address', 'physical'],
    description: 'The unit answered a physical address.',
    sentence: '{address:place} lies at {physical:place}',
  },
  fault: {
    fields: ['address', 'class'],
    description: 'The unit answered that the access faults: the answer without its sign.',
    sentence: 'the access to {address:place} faults: {class}',
    words: { class: ['none', 'illegal address', 'not present', 'permission'] },
  },
});
