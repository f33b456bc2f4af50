/** What happens in address spaces that share frames. The trace counts its time in references. */
import { defineEvents } from '../../../engine/define-events';

export const SPACE_EVENTS = defineEvents({
  read: {
    fields: ['process', 'page', 'value', 'frame'],
    description: 'A load that is translated.',
    sentence: 'process {process} reads {value} from page {page}, frame {frame}',
  },
  write: {
    fields: ['process', 'page', 'value', 'frame'],
    description: 'A store that is translated.',
    sentence: 'process {process} writes {value} to page {page}, frame {frame}',
  },
  fault: {
    fields: ['process', 'page', 'write'],
    description: 'Not present, or not with that right: the reference traps.',
    sentence: 'process {process} may not {write} page {page}: page fault',
    words: { write: ['read', 'write'] },
  },
  resolved: {
    fields: ['process', 'page', 'answer'],
    description: 'fault answered.',
    sentence: 'fault({process}, {page}) answers {answer}',
  },
  unresolved: {
    fields: ['process', 'page'],
    description: 'fault answered 1, but the reference traps again: the process is ended.',
    sentence: 'the reference of process {process} to page {page} traps again',
  },
  fork: {
    fields: ['process', 'child'],
    description: 'fork is called; the child has no pages yet.',
    sentence: 'process {process} forks process {child}',
  },
  forked: {
    fields: ['process', 'child'],
    description: 'fork is over.',
    sentence: 'process {child} begins, a copy of process {process}',
  },
  exit: {
    fields: ['process'],
    description: 'exit is called.',
    sentence: 'process {process} is over: exit is called',
  },
  exited: {
    fields: ['process'],
    description: 'exit answered.',
    sentence: 'the number {process} is free',
  },
  mapped: {
    fields: ['process', 'page', 'frame', 'writable'],
    description: 'The kernel gave a process a page of its own, in a frame that was free.',
    sentence: 'process {process} gets page {page} in frame {frame}, {writable}',
    words: { writable: ['to read', 'to read and write'] },
  },
  entry: {
    fields: ['process', 'page', 'frame', 'rights'],
    description: 'An entry was stored. Rights: 1 present, 2 writable, 4 copy on write, added up.',
    sentence: 'the entry of page {page} of process {process} becomes {rights}, frame {frame}',
    words: {
      rights: [
        'not present',
        'read only',
        'not present, writable',
        'writable',
        'not present, copy on write',
        'copy on write',
        'not present, writable, copy on write',
        'writable, copy on write',
      ],
    },
  },
  allocated: {
    fields: ['frame'],
    description: 'A free frame was asked for; -1: there is none.',
    sentence: 'a free frame is asked for: {frame}',
  },
  freed: { fields: ['frame'], description: 'The frame is free.', sentence: 'frame {frame} is free' },
  copied: {
    fields: ['from', 'to'],
    description: 'All words of a frame were copied.',
    sentence: 'frame {from} is copied to frame {to}',
  },
  flushed: {
    fields: ['process'],
    description: 'The processor forgot the translations of a process.',
    sentence: 'the translations of process {process} are forgotten',
  },
  misused: {
    fields: ['first', 'second'],
    description: 'A service was called for what is not there: nothing happens.',
    sentence: 'a service is called for {first} and {second}, and refuses',
  },
});
