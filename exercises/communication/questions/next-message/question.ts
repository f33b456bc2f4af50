/** A message queue with priorities: which message is received next. By a run of the simulator's queue. */
import type { Random } from '../../../../simulator/engine/random';
import { CHANNEL_KIND } from '../../../../simulator/kernel/communication/communication-calls';
import {
  createChannel,
  OWN_PAGE,
  receive,
  send,
} from '../../../../simulator/kernel/communication/communication-library';
import { communicationTrial } from '../../../../simulator/kernel/communication/communication-trial';
import { load, type Operation, store } from '../../../../simulator/programs/operations';
import type { Question, QuestionDefinition } from '../../../question-definition';

/** A message that is sent; a receive with so much room. */
export type Step = { readonly priority: number; readonly bytes: number } | { readonly room: number };

const CAPACITY = 16;
const ROOM = 256;

/** What each receive gets, by number of the message from 0 on in the order of sending, or -1; then what is left, in order. */
export function messagesOf(steps: readonly Step[]) {
  const received: number[] = [];
  const left: number[] = [];
  function* next(room: number, into: number[]): Operation {
    const bytes = yield* receive(1, OWN_PAGE, room);
    into.push(bytes < 0 ? -1 : yield* load(OWN_PAGE));
    return 0;
  }
  communicationTrial({
    bodies: [
      function* () {
        yield* createChannel(CHANNEL_KIND.queue, CAPACITY);
        let sent = 0;
        for (const step of steps)
          if ('room' in step) yield* next(step.room, received);
          else {
            yield* store(OWN_PAGE, sent++);
            yield* send(1, OWN_PAGE, step.bytes, step.priority);
          }
        const taken = received.filter((number) => number >= 0).length;
        while (left.length < sent - taken) yield* next(ROOM, left);
        return 0;
      },
    ],
  });
  return { received, left };
}

const SENDS = 9;

function drawn(random: Random): readonly Step[] {
  const priorities = random.shuffled([0, 1, 2, 5, 9]).slice(0, 3);
  const steps: Step[] = [];
  let sent = 0;
  let received = 0;
  while (sent < SENDS || received < 5) {
    if (sent < SENDS && (sent < 4 || sent - received < 2 || random.chance(3, 5))) {
      steps.push({ priority: random.pick(priorities), bytes: 4 * random.between(2, 40) });
      sent++;
    } else {
      steps.push({ room: random.chance(1, 4) ? 4 * random.between(10, 35) : ROOM });
      received++;
    }
  }
  return steps;
}

const LETTERS = 'ABCDEFGHI';
const nameOf = (number: number) => (number < 0 ? 'refused' : LETTERS[number]);

function generate(random: Random): Question {
  for (;;) {
    const steps = drawn(random);
    const { received, left } = messagesOf(steps);
    const sends = steps.flatMap((step) => ('room' in step ? [] : [step]));
    const inOrder = received.every((number, i) => number === i);
    if (inOrder || left.length < 3 || left.length > 5 || received.filter((number) => number < 0).length > 2)
      continue;
    const rooms = steps.flatMap((step) => ('room' in step ? [step.room] : []));
    let sent = 0;
    let taken = 0;
    const story = steps.map((step) =>
      'room' in step
        ? [`receive ${++taken}, with room for ${step.room} bytes`, '', '']
        : [`send ${LETTERS[sent++]}`, `${step.priority}`, `${step.bytes}`],
    );
    return {
      prompt: [
        'Processes use one **message queue** with priorities, as POSIX has them. A receive gets the oldest of the messages with the highest priority (larger numbers are higher). A message is received whole or not at all: with less room than the message that is next, the call is **refused**, and the message stays where it is.',
        'The calls are made in the order of the table. The queue is empty at first and has room for all messages.',
      ].join('\n\n'),
      given: { caption: 'The calls', columns: ['call', 'priority', 'bytes'], rows: story },
      parts: [
        {
          kind: 'table',
          id: 'received',
          label: 'The letter of the message that each receive gets, or refused',
          points: rooms.length,
          pointsPer: 'row',
          columns: ['message'],
          rowLabels: rooms.map((_, i) => `receive ${i + 1}`),
          given: rooms.map(() => [null]),
          answer: received.map((number) => [nameOf(number)]),
        },
        {
          kind: 'text',
          id: 'left',
          label:
            'What is in the queue at the end, in the order in which it would be received: letters without spaces, as XYZ',
          points: 3,
          answers: [left.map(nameOf).join('')],
        },
      ],
      explanation: [
        ...received.map((number, i) =>
          number < 0
            ? `Receive ${i + 1}: the next message does not fit into ${rooms[i]} bytes: refused. No other message is taken in its place.`
            : `Receive ${i + 1}: **${nameOf(number)}**, priority ${sends[number].priority}, the oldest of the highest priority that is there then.`,
        ),
        `Left: ${left.map((number) => `${nameOf(number)} (priority ${sends[number].priority})`).join(', ')}. Within one priority the order is that of sending.`,
      ].join('\n\n'),
    };
  }
}

export default {
  title: 'The next message of a queue',
  summary: 'Follow a message queue with priorities: what each receive gets, and what is left.',
  rows: [108],
  generate,
} satisfies QuestionDefinition;
