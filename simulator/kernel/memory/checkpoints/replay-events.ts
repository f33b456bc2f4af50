/** What happens to a process that is recorded and rewound. The trace counts its time in steps, those done again too. */
import { defineEvents } from '../../../engine/define-events';

const KINDS = ['CLOCK', 'PACKET', 'FREE_FRAMES', 'WORD', 'STEPS'];

export const REPLAY_EVENTS = defineEvents({
  checkpoint: {
    fields: ['checkpoint', 'step', 'saved'],
    description: 'A checkpoint was taken: its number, the step, and how many pages it keeps.',
    sentence: 'checkpoint {checkpoint} after {step:count steps} keeps {saved:count pages}',
  },
  signal: {
    fields: ['signal', 'step'],
    description: 'Recording: a signal arrives, and the process handles it.',
    sentence: 'signal {signal} arrives after {step:count steps}',
  },
  asked: {
    fields: ['kind', 'answer', 'given'],
    description: 'Recording: the process asked the kernel, what the kernel answers, and what asked answered.',
    sentence: 'the process asks for {kind}: the kernel has {answer}, and it gets {given}',
    words: { kind: KINDS },
  },
  logged: {
    fields: ['entry', 'first', 'second'],
    description: 'One more entry of the log.',
    sentence: 'entry {entry} of the log: {first}, {second}',
  },
  done: {
    fields: ['step', 'hash'],
    description: 'Recording: the process has done so many steps, and its state has this hash.',
    sentence: 'after {step:count steps} the state has the hash {hash}',
  },
  opened: {
    fields: [],
    description: 'The process is over. A new object of yours is made for the rewinds.',
    sentence: 'the process is over; who rewinds has its log and its checkpoints',
  },
  rewind: {
    fields: ['step', 'from'],
    description: 'rewind is called: the step that is wanted, and the one at which the process stands.',
    sentence: 'rewind({step}) is called; the process stands after {from:count steps}',
  },
  restored: {
    fields: ['checkpoint', 'step', 'signals'],
    description:
      'The process is as it was when this checkpoint was taken; so many signals arrived there then.',
    sentence:
      'back to checkpoint {checkpoint}, after {step:count steps}; signals that arrived there then: {signals}',
  },
  delivered: {
    fields: ['signal', 'step'],
    description: 'Rewinding: the process handles a signal.',
    sentence: 'signal {signal} is delivered after {step:count steps}',
  },
  outside: {
    fields: ['kind', 'answer', 'step'],
    description:
      'Rewinding: answer was called for what comes from outside, in the step after so many. It is another number now.',
    sentence: '{kind} is asked of the machine again: {answer}',
    words: { kind: KINDS },
  },
  replied: {
    fields: ['kind', 'given', 'step'],
    description:
      'Rewinding: the process asks in the step after so many, and gets what it got at this place then.',
    sentence: 'the process asks for {kind} and gets {given}, as it did then',
    words: { kind: KINDS },
  },
  'replied-otherwise': {
    fields: ['kind', 'given', 'then', 'step'],
    description: 'Rewinding: the process asks in the step after so many, and gets another number than then.',
    sentence: 'the process asks for {kind} and gets {given}; then it got {then}',
    words: { kind: KINDS },
  },
  beyond: {
    fields: ['kind', 'given'],
    description: 'Rewinding: the process asks for what it did not ask for at this place then.',
    sentence: 'the process asks for {kind}, which it did not do then, and gets {given}',
    words: { kind: KINDS },
  },
  again: {
    fields: ['step', 'hash', 'signals'],
    description:
      'Rewinding: so many steps are done, and the hash of the state is that of then; so many signals arrived there.',
    sentence:
      'after {step:count steps} the hash is {hash}, as it was then; signals that arrived there: {signals}',
  },
  'again-otherwise': {
    fields: ['step', 'hash', 'then', 'signals'],
    description:
      'Rewinding: so many steps are done, and the hash is not that of then; so many signals arrived there.',
    sentence:
      'after {step:count steps} the hash is {hash}; then it was {then}; signals that arrived there: {signals}',
  },
  stands: {
    fields: ['step', 'wanted', 'hash', 'then'],
    description: 'next answered 0: where the process stands, where it should, its hash and that of then.',
    sentence:
      'the process stands after {step:count steps}, wanted {wanted}; the hash is {hash}, then it was {then}',
  },
  endless: {
    fields: ['steps', 'wanted'],
    description: 'next answered 1 again and again: the run ends.',
    sentence: '{steps:count steps} done again, and next does not answer 0',
  },
  refused: {
    fields: ['service', 'number'],
    description: 'A service was called for what is not there, or at the wrong time: nothing happens.',
    sentence: '{service} is called with {number}, and refuses',
    words: { service: ['log', 'checkpoint', 'restore', 'deliver', 'answer'] },
  },
});
