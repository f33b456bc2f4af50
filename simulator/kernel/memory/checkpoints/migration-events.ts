/** What happens to a process that moves to another machine. The trace counts its time in steps of the process. */
import { defineEvents } from '../../../engine/define-events';
import { PAGE_EVENTS } from './checkpoint-events';

export const MIGRATION_EVENTS = defineEvents({
  ...PAGE_EVENTS.definitions,
  sent: {
    fields: ['page', 'paused', 'value'],
    description: 'The page is sent as it is: what was written to it last, 0 for nothing.',
    sentence: 'page {page} is sent while the process {paused}',
    words: { paused: ['runs', 'stands still'] },
  },
  'no-page': {
    fields: ['answer'],
    description: 'next answered a page that the process does not have: the run ends.',
    sentence: 'next answers {answer}: there is no such page',
  },
  'too-many': {
    fields: ['pages'],
    description: 'So many pages were sent, and the process is not over there: the run ends.',
    sentence: 'the migration is given up, after {pages:count pages}',
  },
  paused: {
    fields: [],
    description: 'next answered -1: the process pauses.',
    sentence: 'the process pauses',
  },
  moved: {
    fields: [],
    description: 'next answered -1 again: the process goes on over there.',
    sentence: 'the process goes on over there',
  },
});
