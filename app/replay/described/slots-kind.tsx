import type { SlotsEffect, SlotsPart } from '../../../exercises/picture-description';
import { describedWords } from './described-words';
import type { PartKind } from './part-kind';
import { firstOf, touchedNumbers } from './shown-things';
import { applyToSlots, type SlotsState, slotCount, slotsGrid, startSlots } from './slots-model';
import { SlotsPicture } from './slots-picture';

const { most } = describedWords;

export const slotsKind: PartKind<SlotsPart, SlotsState, SlotsEffect> = {
  width: 'grow basis-80',
  frame: 'box',
  start: (part, amount) => startSlots(part, amount(part.count)),
  apply: applyToSlots,
  sizeOf: ({ slots }) => slots.size,
  present(part, state) {
    const all = slotCount(state);
    const numbers = firstOf(all, most.slots, [...touchedNumbers(state), ...state.pointers.values()]);
    return {
      shown: numbers.length,
      all,
      grids: () => [slotsGrid(part, state, numbers)],
      drawn: () => <SlotsPicture part={part} state={state} numbers={numbers} />,
    };
  },
};
