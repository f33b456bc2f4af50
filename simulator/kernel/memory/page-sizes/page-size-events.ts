/** Regions of memory, and the pages that they get. The trace counts its time in regions. */
import { defineEvents } from '../../../engine/define-events';

export const PAGE_SIZE_EVENTS = defineEvents({
  region: {
    fields: ['start', 'bytes'],
    description: 'A region is to be laid out.',
    sentence: 'a region of {bytes} bytes begins at {start:address}',
  },
  laid: {
    fields: ['at', 'size', 'count', 'left'],
    description: 'Pages of one size were laid behind one another; so many bytes are left.',
    sentence: '{count} pages of size {size} from {at:address} on; {left} bytes are left',
  },
  refused: {
    fields: ['at', 'answer', 'largest'],
    description: 'An answer that is no size that may lie there: the rest has no pages.',
    sentence: '{answer} is no size that may lie at {at:address}, where {largest} is the largest',
  },
  covered: {
    fields: ['waste', 'tables', 'pages'],
    description: 'The region is covered.',
    sentence: 'covered by {pages} pages: {waste} bytes wasted, {tables} bytes of tables',
  },
});
