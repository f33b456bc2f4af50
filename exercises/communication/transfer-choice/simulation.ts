/**
 * Transfers of all sizes, and the choice for each; what copying and mapping cost is measured on the case's machine.
 * Nothing about what is right stands here.
 */
import { defineEvents } from '../../../simulator/engine/define-events';
import type { Random } from '../../../simulator/engine/random';
import { TRANSFER } from '../../../simulator/kernel/communication/transfer-choice-interface';
import { measuredCosts } from '../../../simulator/kernel/communication/transfer-trial';
import type { SimulationContext } from '../../exercise-definition';
import { BUFFER_BYTES, PAGE_BYTES, WORD_BYTES } from './contract';

export type TransferParameters = Readonly<{
  transfers: number;
  mostBytes: number;
  mostUses: number;
  /** Of the machine, in cycles: into the kernel; a word of memory; to make a core forget translations. */
  trapEntry: number;
  cacheHit: number;
  busInvalidate: number;
}>;

export const EVENTS = defineEvents({
  cost: {
    fields: ['what', 'cycles'],
    description: 'Measured on the machine.',
    sentence: '{what} takes {cycles:count cycles}',
    words: { what: ['an exchange', 'a copied word', 'a segment', 'a page', 'a turn'] },
  },
  asked: {
    fields: ['calls', 'words', 'pages', 'uses'],
    description: 'What the next transfer is made of: buffers of the kernel, words, pages.',
    sentence:
      '{words:count words} are to go over {uses:count times}: {calls:count exchanges} each, or {pages:count pages} for all',
  },
  transfer: {
    fields: ['bytes', 'uses', 'how'],
    description: 'So many bytes, so often: the answer was COPY or MAP.',
    sentence: '{bytes:count bytes}, {uses:count times}: {how}',
    words: { how: ['copied', 'mapped'] },
  },
  'bad-answer': {
    fields: ['bytes', 'uses', 'answer'],
    description: 'Neither COPY nor MAP.',
    sentence: '{bytes:count bytes}, {uses:count times}: the answer {answer} is neither COPY nor MAP',
  },
});

export function simulate(context: SimulationContext, parameters: TransferParameters): null {
  const { policies, random, trace, counters } = context;
  const { transfers, mostBytes, mostUses, ...costs } = parameters;
  const { exchange, copiedWord, segment, page, turn } = measuredCosts(costs);
  const measured = [exchange, copiedWord, segment, page, turn];
  measured.forEach((cycles, what) => {
    trace.record(0, EVENTS.index.cost, what, cycles);
  });
  const { choose } = policies.create({}, ...measured).methods;
  counters.constructorPolicyCycles = policies.takeUnits();
  counters.choosePolicyCycles = 0;
  for (let transfer = 1; transfer <= transfers; transfer++) {
    const [bytes, uses] = [ofAnySize(random, mostBytes), ofAnySize(random, mostUses)];
    const [calls, words, pages] = [BUFFER_BYTES, WORD_BYTES, PAGE_BYTES].map((each) =>
      Math.ceil(bytes / each),
    );
    trace.record(transfer, EVENTS.index.asked, calls, words, pages, uses);
    const answer = choose(bytes, uses);
    counters.choosePolicyCycles += policies.takeUnits();
    counters.policyCycles = counters.constructorPolicyCycles + counters.choosePolicyCycles;
    const isChoice = answer === TRANSFER.copy || answer === TRANSFER.map;
    const event = isChoice ? EVENTS.index.transfer : EVENTS.index['bad-answer'];
    trace.record(transfer, event, bytes, uses, answer);
  }
  return null;
}

/** As often small as large: the number of its bits is drawn first. */
const ofAnySize = (random: Random, most: number): number =>
  Math.min(most, random.between(1, 2 ** random.between(0, 32 - Math.clz32(most))));
