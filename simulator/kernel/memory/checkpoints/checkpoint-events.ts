/** What happens to a process whose checkpoints are kept. The trace counts its time in steps of the process. */
import { defineEvents } from '../../../engine/define-events';

export const PAGE_EVENTS = defineEvents({
  write: {
    fields: ['page', 'value'],
    description: 'The process wrote.',
    sentence: 'the process writes {value} to page {page}',
  },
  fault: {
    fields: ['page'],
    description: 'The processor refuses a write: fault is called.',
    sentence: 'page {page} may not be written: fault({page})',
  },
  resolved: {
    fields: ['page', 'answer'],
    description: 'fault answered.',
    sentence: 'fault({page}) answers {answer}',
  },
  unresolved: {
    fields: ['page'],
    description: 'fault answered 1, but the write is refused again, and not made.',
    sentence: 'the write to page {page} is refused again',
  },
  entry: {
    fields: ['page', 'rights'],
    description: 'The entry of a page was stored. Rights: 1 writable, 2 marked, added up.',
    sentence: 'the entry of page {page} becomes {rights}',
    words: { rights: ['read-only', 'writable', 'protected', 'writable, and marked as protected'] },
  },
  flushed: { fields: [], description: 'The processor forgot all entries.', sentence: 'the TLB is flushed' },
  refused: {
    fields: ['page'],
    description: 'A service was called for what is not there, or at the wrong time: nothing happens.',
    sentence: 'a service is called for page {page}, and refuses',
  },
});

export const CHECKPOINT_EVENTS = defineEvents({
  ...PAGE_EVENTS.definitions,
  added: {
    fields: ['page', 'writable'],
    description: 'The process got a page.',
    sentence: 'the process gets page {page}, {writable}',
    words: { writable: ['to read', 'to read and write'] },
  },
  begun: {
    fields: ['checkpoint'],
    description: 'checkpoint is called.',
    sentence: 'checkpoint {checkpoint} is to be taken',
  },
  saved: {
    fields: ['page', 'checkpoint'],
    description: 'The page is in the checkpoint.',
    sentence: 'page {page} goes into checkpoint {checkpoint}',
  },
  taken: {
    fields: ['checkpoint', 'saved'],
    description: 'checkpoint answered.',
    sentence: 'checkpoint {checkpoint} holds {saved:count pages}',
  },
  crash: {
    fields: ['checkpoint'],
    description: 'The process crashed; it restarts from the last checkpoint.',
    sentence: 'a crash: back to checkpoint {checkpoint}',
  },
  restored: {
    fields: ['page', 'checkpoint'],
    description: 'A page as it was, from the last checkpoint that has it.',
    sentence: 'page {page} is taken from checkpoint {checkpoint}',
  },
  removed: {
    fields: ['page'],
    description: 'The process got the page after the checkpoint: it is gone.',
    sentence: 'page {page} is gone: the process did not have it yet',
  },
  lost: {
    fields: ['page', 'checkpoint'],
    description: 'No checkpoint has the page: the process cannot go on.',
    sentence: 'page {page} is in no checkpoint up to {checkpoint}: the process cannot go on',
  },
});
