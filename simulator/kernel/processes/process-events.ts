/** What processes do, as the trace's kinds: those of scheduling, and these behind them. */
import { defineEvents } from '../../engine/define-events';
import { SCHEDULING_EVENTS } from '../scheduling-events';

/** The events of a system with processes. */
export const SYSTEM_EVENTS = defineEvents({
  ...SCHEDULING_EVENTS.definitions,
  born: {
    fields: ['process', 'parent', 'thread'],
    description: 'The process exists; its parent is 0 for init.',
    sentence: 'process {process} begins as a child of {parent:process}, with thread {thread}',
    words: { parent: ['nobody'] },
  },
  'fork-refused': {
    fields: ['process', 'why'],
    description: 'No child was made: 0 no number or thread is free, 1 the mechanism refused.',
    sentence: 'process {process} gets no child: {why}',
    words: { why: ['no number or thread is free', 'the mechanism refused'] },
  },
  exec: {
    fields: ['process', 'program', 'arguments'],
    description: 'The process runs this program, with so many arguments.',
    sentence: 'process {process} runs program {program} from its start, with {arguments} arguments',
  },
  'exec-refused': {
    fields: ['process', 'program'],
    description: 'The process goes on with its old program.',
    sentence: 'process {process} cannot run program {program}, and goes on with its old one',
  },
  over: {
    fields: ['process', 'status'],
    description: 'The process is over and has given its memory back; it waits to be reaped.',
    sentence: 'process {process} is over with status {status}, and waits to be reaped',
  },
  adopted: {
    fields: ['process', 'parent'],
    description: 'The process has another parent.',
    sentence: 'process {process} has another parent: {parent:process}',
  },
  wait: {
    fields: ['process', 'answer'],
    description: 'It waits for a child: its number, 0 when it blocks, -1 when it has none.',
    sentence: 'process {process} waits for a child: the answer is {answer} (0: it blocks, -1: it has none)',
  },
  reaped: {
    fields: ['process'],
    description: 'The process was waited for; its number may be given again.',
    sentence: 'process {process} is reaped: its number may be given again',
  },
  'page-fault': {
    fields: ['process', 'address', 'access', 'answer'],
    description: 'Access 0 fetch, 1 load, 2 store; answer 1 tried again, 0 ended.',
    sentence: 'process {process} faults at {address:place} with a {access}: it {answer}',
    words: { access: ['fetch', 'load', 'store'], answer: ['is ended', 'tries again'] },
  },
  break: {
    fields: ['process', 'address', 'answer'],
    description: 'It asked for this end of its heap, and got the answer.',
    sentence:
      'process {process} asks for {address:place} as the end of its heap: the answer is {answer:place}',
  },
  map: {
    fields: ['process', 'page', 'frame', 'rights'],
    description: 'Rights: 1 read, 2 write, 4 execute.',
    sentence: 'page {page} of process {process} is mapped to frame {frame}, {rights}',
    words: { rights: ['---', 'r--', '-w-', 'rw-', '--x', 'r-x', '-wx', 'rwx'] },
  },
  unmap: {
    fields: ['process', 'page', 'frame'],
    description: 'The page is no longer there.',
    sentence: 'page {page} of process {process} is no longer mapped to frame {frame}',
  },
  forget: {
    fields: ['process'],
    description: 'Every core forgot the translations of this process, as a mechanism asked for.',
    sentence: 'every core forgets the translations of process {process}',
  },
  granted: {
    fields: ['process', 'address', 'to', 'answer'],
    description: 'It grants a page of its own to a process: the number of the grant, or -1.',
    sentence: 'process {process} grants its page at {address:place} to process {to}: the answer is {answer}',
  },
  'grant-mapped': {
    fields: ['process', 'grant', 'address', 'answer'],
    description: 'It maps what was granted to it: 0, or -1.',
    sentence: 'process {process} maps grant {grant} at {address:place}: the answer is {answer}',
  },
  revoked: {
    fields: ['process', 'grant', 'answer'],
    description: 'It takes a grant back: 0, or -1.',
    sentence: 'process {process} takes grant {grant} back: the answer is {answer}',
  },
  call: {
    fields: ['process', 'number', 'permitted'],
    description: 'A system call was checked: 1 permitted, 0 refused.',
    sentence: 'process {process} makes system call {number}: {permitted}',
    words: { permitted: ['refused', 'permitted'] },
  },
  written: {
    fields: ['process', 'word'],
    description: 'It sent this word to the console.',
    sentence: 'process {process} sends the word {word} to the console',
  },
  stray: {
    fields: ['frame', 'word', 'stores'],
    description: 'The kernel reached for a word of a frame that is not in use.',
    sentence: 'the kernel reaches for word {word} of frame {frame}, which is not in use',
  },
  'bad-free': {
    fields: ['frame'],
    description: 'The kernel gave back a frame that was not in use.',
    sentence: 'the kernel gives back frame {frame}, which was not in use',
  },
});
