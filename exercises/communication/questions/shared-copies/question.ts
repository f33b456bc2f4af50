/** A chain of processes that hand messages on: copies and crossings through queues, and in a segment. Both are run. */
import { counted } from '../../../../simulator/engine/counted';
import type { Random } from '../../../../simulator/engine/random';
import { CHANNEL_KIND } from '../../../../simulator/kernel/communication/communication-calls';
import {
  attach,
  copyWords,
  createChannel,
  createSegment,
  OWN_PAGE,
  receive,
  send,
} from '../../../../simulator/kernel/communication/communication-library';
import { communicationTrial } from '../../../../simulator/kernel/communication/communication-trial';
import { compute, load, type Operation, store } from '../../../../simulator/programs/operations';
import type { Question, QuestionDefinition } from '../../../question-definition';

const READ_WRITE = 3;
const KEY = 5;
/** Until the process before is done with a message, in the run with a segment. */
const TURN_CYCLES = 20_000;

export interface Chain {
  readonly processes: number;
  readonly messages: number;
  /** Of each message. */
  readonly words: number;
  /** Whether the first builds each message in the segment, or elsewhere and copies it there. */
  readonly builtInPlace: boolean;
  /** Whether the last one uses each message where it is, or in a copy of its own. */
  readonly usedInPlace: boolean;
  /** Of those in between: how many work on a copy of their own, which they copy back. */
  readonly workOnCopies: number;
}

/** Each process receives from the one before, adds 1 to the first word and sends on. */
export function throughQueues({ processes, messages, words }: Chain) {
  let last = 0;
  const { counters } = communicationTrial({
    *setUp() {
      for (let i = 1; i < processes; i++) yield* createChannel(CHANNEL_KIND.queue, 4);
      return 0;
    },
    bodies: Array.from(
      { length: processes },
      (_, i) =>
        function* (): Operation {
          for (let message = 0; message < messages; message++) {
            if (i > 0) yield* receive(i, OWN_PAGE, 4 * words);
            else yield* store(OWN_PAGE, message);
            yield* store(OWN_PAGE, (yield* load(OWN_PAGE)) + 1);
            if (i < processes - 1) yield* send(i + 1, OWN_PAGE, 4 * words);
            else last = yield* load(OWN_PAGE);
          }
          return 0;
        },
    ),
  });
  return { copies: counters.copies ?? 0, crossings: (counters.crossings ?? 0) - (processes - 1), last };
}

/** The same in a segment, which each attaches; a word says whose turn it is. */
export function inSegment({ processes, messages, words, builtInPlace, usedInPlace, workOnCopies }: Chain) {
  let last = 0;
  let copies = 0;
  function* copied(from: number, to: number): Operation {
    copies++;
    return yield* copyWords(from, to, words);
  }
  const { counters } = communicationTrial({
    bodies: Array.from(
      { length: processes },
      (_, i) =>
        function* (): Operation {
          const turn = yield* attach(yield* createSegment(KEY, 1), READ_WRITE);
          const shared = turn + 16;
          const isLast = i === processes - 1;
          const isCopied = i === 0 ? !builtInPlace : isLast ? !usedInPlace : i <= workOnCopies;
          for (let message = 0; message < messages; message++) {
            while ((yield* load(turn)) !== i) yield* compute(TURN_CYCLES / 10);
            const at = isCopied ? OWN_PAGE : shared;
            if (i === 0) yield* store(at, message);
            else if (isCopied) yield* copied(shared, at);
            yield* store(at, (yield* load(at)) + 1);
            if (isLast) last = yield* load(at);
            else if (isCopied) yield* copied(at, shared);
            yield* store(turn, (i + 1) % processes);
          }
          return 0;
        },
    ),
    tickCycles: TURN_CYCLES,
  });
  return { copies, crossings: counters.crossings ?? 0, last };
}

function generate(random: Random): Question {
  const processes = random.between(3, 5);
  const chain: Chain = {
    processes,
    messages: random.between(3, 9),
    words: random.between(10, 100),
    builtInPlace: random.chance(1, 2),
    usedInPlace: random.chance(1, 2),
    workOnCopies: random.between(0, processes - 2),
  };
  const { messages, words, builtInPlace, usedInPlace, workOnCopies } = chain;
  const [queues, segment] = [throughQueues(chain), inSegment(chain)];
  if (queues.last !== segment.last) throw new Error('both ways must hand over the same');
  const names = 'ABCDE'.slice(0, processes).split('');
  const between = names.slice(1, -1);
  const copying = between.slice(0, workOnCopies);
  const final = names[processes - 1];
  const perMessage = Number(!builtInPlace) + 2 * workOnCopies + Number(!usedInPlace);
  const number = (id: string, label: string, points: number, answer: number, unit: string) =>
    ({ kind: 'number', id, label, points, answer, tolerance: 0, unit }) as const;
  return {
    prompt: [
      `**${messages} messages** of ${4 * words} bytes go through a chain of ${processes} processes, ${names.join(' → ')}: ${names[0]} makes each, ${between.join(', ')} ${between.length === 1 ? 'changes' : 'change'} it, ${final} uses it. Two ways:`,
      '**Queues:** each process sends to a message queue from which the next one receives. Each send and each receive is a system call and copies the message between process and kernel.',
      `**A segment:** each process makes two system calls at its start, one to find the segment by its key (the first that comes makes it) and one to attach it. From then on they hand the message over there; whose turn it is, a word in the segment says, without a call. ${names[0]} builds each message ${builtInPlace ? 'in the segment itself' : 'in its own memory and then copies it into the segment'}. ${between.map((name, i) => (i < workOnCopies ? `${name} copies it into its own memory, changes it there, and copies it back.` : `${name} changes it where it is.`)).join(' ')} ${final} ${usedInPlace ? 'uses it where it is' : 'copies it into its own memory and uses it there'}.`,
    ].join('\n\n'),
    parts: [
      number('queue-copies', 'Copies of all messages through queues', 2, queues.copies, 'copies'),
      number('queue-calls', 'System calls for them', 1, queues.crossings, 'system calls'),
      number('copies', 'Copies of all messages with the segment', 3, segment.copies, 'copies'),
      number('calls', 'System calls with the segment, setup included', 2, segment.crossings, 'system calls'),
      number(
        'bytes',
        'How many fewer bytes are copied with the segment?',
        2,
        (queues.copies - segment.copies) * 4 * words,
        'bytes',
      ),
    ],
    explanation: [
      `Queues: ${processes - 1} hops, each with a send and a receive: ${2 * (processes - 1)} calls and as many copies for a message, ${queues.copies} for ${messages}.`,
      `Segment: ${counted(perMessage, 'copies')} for a message: ${[
        `${names[0]} ${builtInPlace ? 'none' : 'one'}`,
        ...between.map((name) => `${name} ${copying.includes(name) ? 'two' : 'none'}`),
        `${final} ${usedInPlace ? 'none' : 'one'}`,
      ].join(
        ', ',
      )}. With ${messages} messages ${segment.copies}. Sharing memory makes fewer copies possible, and does not make them by itself: who works on private data still copies.`,
      `Calls are for setup only: ${processes} · 2 = ${segment.crossings}, for however many messages. Queues take ${2 * (processes - 1)} for each message. The segment spares ${queues.copies} - ${segment.copies} = ${queues.copies - segment.copies} copies of ${4 * words} bytes.`,
      'The pages that all of them map are the same frames; those need not lie side by side, and each process may have them at another address.',
    ].join('\n\n'),
  };
}

export default {
  title: 'Copies along a chain of processes',
  summary:
    'Count copies and system calls of messages that go through queues, and of the same messages in a segment.',
  rows: [110],
  generate,
} satisfies QuestionDefinition;
