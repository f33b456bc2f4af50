/** What processes do, as the trace's kinds: those of scheduling, and these behind them. */
import { defineEvents } from '../../engine/define-events';
import { CAUSE_NAMES } from '../../hardware/riscv/control-registers';
import { SCHEDULING_EVENTS } from '../scheduling/scheduling-events';
import { SYSTEM_CALL_NAMES } from '../system-calls';

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
    fields: ['process', 'answer', 'blocks'],
    description: 'It waits for a child: its number, 0 when it blocks, -1 when it has none.',
    sentence: 'process {process} waits for a child: the answer is {answer}, and it {blocks}',
    words: { blocks: ['goes on', 'blocks'] },
  },
  woken: {
    fields: ['process', 'child'],
    description: 'It waited for a child, and goes on: this one is over.',
    sentence: 'process {process}, which waits, is told that its child {child} is over',
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
    sentence: 'page {page:place} of process {process} is mapped to frame {frame}, {rights}',
    words: { rights: ['---', 'r--', '-w-', 'rw-', '--x', 'r-x', '-wx', 'rwx'] },
  },
  unmap: {
    fields: ['process', 'page', 'frame'],
    description: 'The page is no longer there.',
    sentence: 'page {page:place} of process {process} is no longer mapped to frame {frame}',
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
    fields: ['process', 'number', 'first', 'second'],
    description: 'A system call with its arguments came to the dispatcher.',
    sentence: 'process {process} makes the system call {number} with {first:place} and {second:place}',
    words: { number: SYSTEM_CALL_NAMES },
  },
  performed: {
    fields: ['process', 'number', 'first', 'second'],
    description: 'The dispatcher had the call carried out, with these arguments.',
    sentence: 'the dispatcher has {number} of process {process} carried out',
    words: { number: SYSTEM_CALL_NAMES },
  },
  returned: {
    fields: ['process', 'number', 'result'],
    description: 'The call was carried out and has this result for the dispatcher.',
    sentence: '{number} of process {process} is done: its result is {result}',
    words: { number: SYSTEM_CALL_NAMES },
  },
  'call-refused': {
    fields: ['process', 'number', 'answer'],
    description: 'The dispatcher answered the call without having it carried out.',
    sentence: 'the dispatcher refuses {number} of process {process}: the answer is {answer}',
    words: { number: SYSTEM_CALL_NAMES },
  },
  'bad-perform': {
    fields: ['process', 'number'],
    description: 'The dispatcher had something carried out that is not the call in hand, or a second time.',
    sentence: 'the dispatcher has {number} of process {process} carried out, which is not the call in hand',
    words: { number: SYSTEM_CALL_NAMES },
  },
  'bad-argument': {
    fields: ['process', 'number', 'argument', 'why'],
    description:
      'A call was carried out and had no effect: 0 not all was copied in, 1 the caller may not store there.',
    sentence: 'the call {number} of process {process} has no effect, for its {argument} argument: {why}',
    words: {
      number: SYSTEM_CALL_NAMES,
      argument: ['first', 'second'],
      why: ['not all that it reads was copied in', 'the process may not store where it would'],
    },
  },
  outside: {
    fields: ['process', 'frame', 'word'],
    description: "For a process the kernel reached for a frame that is not one of that process's.",
    sentence:
      'for process {process} the kernel reaches for word {word} of frame {frame}, which is not its own',
  },
  printed: {
    fields: ['process', 'bytes', 'sum'],
    description: 'It sent so many bytes to the console; their FNV-1a sum.',
    sentence: 'process {process} sends {bytes:count bytes} to the console',
  },
  sent: {
    fields: ['process', 'to'],
    description: 'It sent a message.',
    sentence: 'process {process} sends a message to process {to}',
  },
  received: {
    fields: ['process', 'sender'],
    description: 'It received a message.',
    sentence: 'process {process} receives a message of process {sender}',
  },
  trapped: {
    fields: ['process', 'cause', 'value', 'programCounter'],
    description:
      'An instruction of machine code trapped: its word, or the address that it would have accessed.',
    sentence: 'process {process} traps at {programCounter:place} with {value:place}: {cause}',
    words: { cause: CAUSE_NAMES },
  },
  'trap-handled': {
    fields: ['process', 'answer', 'programCounter'],
    description: 'What the trap handler answered: 1 it goes on there, else it is ended.',
    sentence: 'after the trap process {process} {answer} at {programCounter:place}',
    words: { answer: ['is ended', 'goes on'] },
  },
  'byte-stored': {
    fields: ['process', 'address', 'byte'],
    description: 'The trap handler stored a byte for a process.',
    sentence: 'the trap handler stores {byte:byte} at {address:place} for process {process}',
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
