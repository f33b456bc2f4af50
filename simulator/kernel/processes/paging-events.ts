/** The events of a system with processes whose pages go to a swap area: those of systems, and these behind them. */
import { defineEvents } from '../../engine/define-events';
import { SYSTEM_EVENTS } from './process-events';

export const PAGED_SYSTEM_EVENTS = defineEvents({
  ...SYSTEM_EVENTS.definitions,
  'page-wait': {
    fields: ['process', 'pages', 'frames'],
    description: 'The process waits for so many pages to be read, and until so many frames are free.',
    sentence:
      'process {process} waits for {pages:count pages} from the disk and for {frames:count free frames}',
  },
  'page-out': {
    fields: ['process', 'page', 'frame', 'how'],
    description: 'The page left its frame. How: 0 it is zeros, 1 the disk has it, 2 it is written.',
    sentence: 'page {page:place} of process {process} leaves frame {frame}: {how}',
    words: { how: ['it is zeros', 'the disk has it already', 'it is written to the disk'] },
  },
  'page-in': {
    fields: ['process', 'page', 'frame'],
    description: 'The disk read the page into this frame.',
    sentence: 'page {page:place} of process {process} is back, in frame {frame}',
  },
  'victim-refused': {
    fields: ['answer', 'lowest'],
    description: 'The policy named a frame whose page may not leave: the lowest that may is taken.',
    sentence: 'the victim is to be frame {answer}, which may not be: frame {lowest} is taken',
  },
  'no-room': {
    fields: ['process'],
    description: 'No page may leave, or the swap area is full: what the process wants fails.',
    sentence: 'no page may leave for process {process}: what it wants fails',
  },
  'pageout-wakes': {
    fields: ['free', 'writing'],
    description: 'The pageout daemon begins: so many frames are free, and the disk writes so many pages.',
    sentence: 'the pageout daemon wakes: {free} frames are free, {writing} pages are being written',
  },
  'pageout-sleeps': {
    fields: ['free', 'writing'],
    description: 'The pageout daemon has made enough room, or no page may leave.',
    sentence: 'the pageout daemon sleeps: {free} frames are free, {writing} pages are being written',
  },
});
