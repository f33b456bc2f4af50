import type { QueueEffect, QueuePart } from '../../../exercises/picture-description';
import { describedWords } from './described-words';
import { type PartKind, sum } from './part-kind';
import { applyToQueue, type QueueState, queueCount, queueGrid, settleQueue, startQueue } from './queue-model';
import { QueuePicture } from './queue-picture';
import { firstOf, touchedNumbers } from './shown-things';

const { most } = describedWords;

export const queueKind: PartKind<QueuePart, QueueState, QueueEffect> = {
  width: 'grow basis-72',
  frame: 'box',
  start: (part, amount) => startQueue(part, amount(part.count)),
  settle: settleQueue,
  apply: applyToQueue,
  sizeOf: ({ queues }) => sum([...queues.values()].map((queue) => queue.length)),
  present(part, state) {
    const all = queueCount(state);
    const numbers = firstOf(all, most.queues, touchedNumbers(state));
    return {
      shown: numbers.length,
      all,
      grids: () => [queueGrid(part, state, numbers)],
      drawn: () => <QueuePicture part={part} state={state} numbers={numbers} />,
    };
  },
};
