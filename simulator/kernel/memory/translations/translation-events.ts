/** What happens around translation buffers that software fills. The trace counts its time in references. */
import { defineEvents } from '../../../engine/define-events';

export const TRANSLATION_EVENTS = defineEvents({
  hit: {
    fields: ['core', 'page', 'slot', 'frame'],
    description: 'A reference that the buffer translates.',
    sentence: 'core {core}: page {page} is in slot {slot}, frame {frame}',
  },
  stale: {
    fields: ['core', 'page', 'slot', 'right'],
    description: 'A reference that the buffer translates wrongly: the page table says otherwise.',
    sentence: 'core {core}: page {page} is found in slot {slot}, but its frame is {right}',
  },
  miss: {
    fields: ['core', 'space', 'page'],
    description: 'No entry: missed is called.',
    sentence: 'core {core}: page {page} of space {space} is in no slot: missed is called',
  },
  answered: {
    fields: ['core', 'page', 'answer', 'mapped'],
    description: 'missed answered.',
    sentence: 'core {core}: missed answers {answer} for page {page}, which is {mapped}',
    words: { mapped: ['not mapped', 'mapped'] },
  },
  again: {
    fields: ['core', 'space', 'page'],
    description: 'The reference is made again, and still no entry has the page: it is given up.',
    sentence: 'core {core}: page {page} of space {space} is still in no slot',
  },
  switch: {
    fields: ['core', 'space'],
    description: 'The core runs another space: switched is called.',
    sentence: 'core {core} runs space {space} from now on: switched is called',
  },
  map: {
    fields: ['space', 'page', 'frame'],
    description: 'The page table has a page more.',
    sentence: 'page {page} of space {space} gets frame {frame}',
  },
  unmap: {
    fields: ['core', 'space', 'page'],
    description: 'The page table has this page no longer: unmapped is called on the core.',
    sentence: 'core {core} takes page {page} of space {space} out of the table: unmapped is called',
  },
  unmapped: {
    fields: ['core', 'space', 'page'],
    description: 'unmapped is over.',
    sentence: 'unmapped({core}, {space}, {page}) is over: the frame may be used for something else',
  },
  tag: {
    fields: ['core', 'tag'],
    description: 'The core looks up under this tag.',
    sentence: 'core {core} looks up under tag {tag}',
  },
  write: {
    fields: ['core', 'slot', 'tag', 'page'],
    description: 'A slot is written.',
    sentence: 'slot {slot} of core {core} gets page {page} under tag {tag}',
  },
  double: {
    fields: ['core', 'slot', 'page', 'other'],
    description: 'Another slot has this page under this tag already: nothing is written.',
    sentence: 'slot {slot} of core {core} was to get page {page}, which slot {other} has under the same tag',
  },
  clear: {
    fields: ['core', 'slot'],
    description: 'A slot is emptied.',
    sentence: 'slot {slot} of core {core} is emptied',
  },
  interrupt: {
    fields: ['from', 'core'],
    description: 'A call on one core needs the buffer of another one: that core is interrupted.',
    sentence: 'core {from} interrupts core {core}',
  },
  misused: {
    fields: ['service', 'first', 'second'],
    description: 'A service was called with what there is not: nothing happens.',
    sentence: '{service}({first}, {second}, ...) names what there is not',
    words: {
      service: ['frameOf', 'spaceOn', 'setTag', 'write', 'clear', 'find', 'tagOf', 'takeUsed'],
    },
  },
});
