/** Accesses of a core and what its memory management unit makes of them. The trace counts its time in accesses. */
import { defineEvents } from '../../../engine/define-events';

const ACCESSES = ['fetch from', 'load from', 'store to'];
const MODES = ['user', 'supervisor'];

export const UNIT_EVENTS = defineEvents({
  root: {
    fields: ['frame', 'memory'],
    description: 'Where the root table is, and how large memory is.',
    sentence: 'the root table is in frame {frame}; memory has {memory} frames',
  },
  written: {
    fields: ['place', 'entry'],
    description: 'The kernel wrote an entry.',
    sentence: 'the kernel writes {entry:address} to {place:address}',
  },
  access: {
    fields: ['address', 'access', 'mode'],
    description: 'The core accesses an address.',
    sentence: 'the core is to {access} {address:address}, in {mode} mode',
    words: { access: ACCESSES, mode: MODES },
  },
  loaded: {
    fields: ['place', 'entry'],
    description: 'The unit loaded a word.',
    sentence: 'the unit loads from {place:address}: {entry:address}',
  },
  stored: {
    fields: ['place', 'entry'],
    description: 'The unit stored a word.',
    sentence: 'the unit stores {entry:address} to {place:address}',
  },
  stray: {
    fields: ['place', 'store'],
    description: 'The unit accessed what is no word of memory: no effect; a load answers 0.',
    sentence: 'the unit accesses {place:address}, which is no word of memory',
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
    words: { class: ['none', 'illegal address', 'not present', 'permission'] },
  },
});
