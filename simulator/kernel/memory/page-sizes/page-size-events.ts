/** Regions of memory, and the pages that they get. The trace counts its time in regions. */
import { defineEvents } from '../../../engine/define-events';

export const PAGE_SIZE_EVENTS = defineEvents({
  region: {
    fields: ['start', 'bytes'],
    description: 'A region is to be laid out.',
    sentence: 'a region of {bytes:size} begins at {start:place}',
  },
  laid: {
    fields: ['at', 'size', 'count', 'pageBytes'],
    description: 'Pages of one size were laid behind one another.',
    sentence: '{count} × {pageBytes:size} from {at:place} on (size {size})',
  },
  refused: {
    fields: ['at', 'answer', 'largest', 'largestBytes'],
    description: 'An answer that is no size that may lie there: the rest has no pages.',
    sentence: 'size {answer} may not lie at {at:place}, where {largest} ({largestBytes:size}) is the largest',
  },
  covered: {
    fields: ['waste', 'tables', 'pages', 'start'],
    description: 'The region is covered.',
    sentence: 'covered: {waste:size} wasted, {tables:size} of tables; pages: {pages}',
  },
});
