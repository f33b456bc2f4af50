/** What failures are told: the row of the table, what it led to, and the load that shows it. */
import { expect, it } from 'vitest';
import { sampleMessages } from '../../solutions.testing';
import { BUS_UPGRADE, FLUSH, INVALID, MODIFIED, SHARED } from './contract';
import exercise from './exercise';
import samples from './samples';
import { Protocol } from './solution';
import { Protocol as Starter } from './starter';

class KeepsCopies extends Protocol {
  override onBus(state: number, request: number): number {
    return request === BUS_UPGRADE ? state : super.onBus(state, request);
  }
}

class Loses extends Protocol {
  override onEvict(): number {
    return INVALID;
  }
}

class FlushesAll extends Protocol {
  override onBus(state: number, request: number): number {
    return request === BUS_UPGRADE ? INVALID : super.onBus(state, request) | FLUSH;
  }
}

class MovesAtOnce extends Protocol {
  override onLoadMiss(others: number): number {
    return super.onLoadMiss(others) - SHARED + MODIFIED;
  }
}

it('tells the answer, what came of it, and the first load of an old word', () => {
  const told = [Starter, KeepsCopies, Loses, FlushesAll, MovesAtOnce].map((solution) =>
    sampleMessages(exercise, samples[1], solution),
  );
  expect(told.flat()).toMatchInlineSnapshot(`
    [
      "CP1 at refused: onLoadMiss(0) answered 0 (INVALID). A line that is not here must be fetched, by BUS_READ or BUS_READ_EXCLUSIVE, the same one whether others have it or not, and is valid afterwards, in a state that this machine has.",
      "CP2 at bus: Core 1 has line 4 SHARED after core 2 asked for it with BUS_UPGRADE, for a store: onBus(SHARED, BUS_UPGRADE) must not leave it so.",
      "CP3 at moves: Core 2 has line 0 MODIFIED when it is evicted, and memory lacks what was stored there: onEvict(MODIFIED) must answer with FLUSH, or the words are lost.
    It shows at access 22: core 2 loads 0 from word 2 of line 0, where core 2 stored 15 last.",
      "CP4 at flushed: Core 2 has line 2 SHARED when core 0 asks BUS_READ for it, and memory has the same words already: the FLUSH that onBus(SHARED, BUS_READ) answers writes them in vain.",
      "CP2 at moves: Core 0 has line 2 MODIFIED after a load, though core 2 has it too: onLoadMiss(1) must lead to SHARED, or a store there tells nobody.",
      "CP4 at moves: Core 2 has line 2 MODIFIED after a load: that says that memory lacks its words, and they will be flushed in vain.",
    ]
  `);
});
