/** What a context switch does step by step, as the trace's kinds: those of scheduling, and these behind them. */
import { defineEvents } from '../../engine/define-events';
import { SCHEDULING_EVENTS } from '../scheduling/scheduling-events';

/** As the register and the word of the control block with this number are called. */
const NAMES = ['pc', ...Array.from({ length: 31 }, (_, i) => `x${i + 1}`)];

export const SWITCHING_EVENTS = defineEvents({
  ...SCHEDULING_EVENTS.definitions,
  save: {
    fields: ['core', 'thread'],
    description: 'The thread leaves the core; save(thread) is called.',
    sentence: 'core {core} saves thread {thread}',
  },
  'control-word': {
    fields: ['thread', 'word', 'value', 'core'],
    description: 'A word of the control block has another value.',
    sentence: 'word {word} of the control block of thread {thread} becomes {value}',
    words: { word: NAMES },
  },
  saved: {
    fields: ['core', 'thread', 'loads', 'stores'],
    description: 'save(thread) is over, after so many loads and stores of control blocks.',
    sentence: 'thread {thread} is saved, with {loads:count loads} and {stores:count stores}',
  },
  restore: {
    fields: ['core', 'thread', 'process'],
    description: 'The thread gets the core; restore(thread, process) is called.',
    sentence: 'core {core} restores thread {thread} of process {process}',
  },
  'core-register': {
    fields: ['core', 'register', 'value'],
    description: 'A register of the core has another value.',
    sentence: '{register} of core {core} becomes {value}',
    words: { register: NAMES },
  },
  'page-table': {
    fields: ['core', 'process', 'identifier'],
    description: 'The core translates with the page table of this process, under this identifier.',
    sentence: 'core {core} loads the page table of process {process} under identifier {identifier}',
  },
  flush: {
    fields: ['core'],
    description: 'The core forgets all translations.',
    sentence: 'core {core} forgets all translations',
  },
  restored: {
    fields: ['core', 'thread', 'loads', 'stores'],
    description: 'restore(thread, process) is over, after so many loads and stores of control blocks.',
    sentence: 'thread {thread} is restored, with {loads:count loads} and {stores:count stores}',
  },
  'first-word': {
    fields: ['thread', 'word', 'value'],
    description: 'A thread that never ran has this in its control block; words that hold 0 are not told.',
    sentence: 'word {word} of the control block of thread {thread} is {value} from the start',
    words: { word: NAMES },
  },
  refused: {
    fields: ['core', 'what', 'first', 'second'],
    description: 'What was asked for is not there: no register, word or page table has these numbers.',
    sentence: 'there is no {what} {first}, {second}',
    words: {
      what: ['register', 'word of a control block: thread and word', 'page table: process and identifier'],
    },
  },
});
