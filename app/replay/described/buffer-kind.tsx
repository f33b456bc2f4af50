import type { BufferEffect, BufferPart } from '../../../exercises/picture-description';
import { applyToBuffer, type BufferState, bufferGrid, settleBuffer, startBuffer } from './buffer-model';
import { BufferPicture } from './buffer-picture';
import { describedWords } from './described-words';
import { type PartKind, sum } from './part-kind';
import { among } from './shown-things';

const { most } = describedWords;

export const bufferKind: PartKind<BufferPart, BufferState, BufferEffect> = {
  width: 'grow basis-96',
  frame: 'box',
  start: (part, amount) => startBuffer(amount(part.bytes)),
  settle: settleBuffer,
  apply: applyToBuffer,
  sizeOf: ({ buffers }) => sum([...buffers.values()].map(({ stretches }) => 1 + stretches.length)),
  present(part, state) {
    const keys = [...state.buffers.keys()].sort((first, second) => first - second);
    const numbers = among(keys, most.queues, state.touched);
    return {
      shown: numbers.length,
      all: keys.length,
      grids: () => [bufferGrid(part, state, numbers)],
      drawn: () => <BufferPicture part={part} state={state} numbers={numbers} />,
    };
  },
};
