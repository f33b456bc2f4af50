/** Copy through the kernel or map a segment: costs and the break-even number of uses, by the simulator's own choice. */
import type { Random } from '../../../../simulator/engine/random';
import {
  breakEvenUses,
  copyCycles,
  mapCycles,
  TransferChoice,
} from '../../../../simulator/kernel/communication/transfer-choice';
import { TRANSFER } from '../../../../simulator/kernel/communication/transfer-choice-interface';
import type { Question, QuestionDefinition } from '../../../question-definition';

const BUFFER_BYTES = 4096;

function generate(random: Random): Question {
  for (;;) {
    const call = 10 * random.between(10, 40);
    const costs = {
      exchange: 2 * call,
      copiedWord: random.between(1, 3),
      segment: 100 * random.between(20, 60),
      page: 100 * random.between(8, 16),
      turn: random.between(4, 60),
    };
    const [bytes, others] = [4 * random.between(40, 220), 4 * random.between(1100, 4000)];
    const even = breakEvenUses(costs, bytes);
    if (even < 4 || even > 30) continue;
    const uses = even + random.pick([-2, -1, 1, 2, 5]);
    const pairs = random.shuffled([
      { bytes, uses: even - 1 },
      { bytes: 4 * random.between(1, 10), uses: random.between(2, 8) },
      { bytes: others, uses: random.between(2, 6) },
      { bytes: others, uses: 1 },
      { bytes: 4 * random.between(1, 4), uses: 10 * random.between(10, 60) },
    ]);
    const policy = new TransferChoice(
      {},
      costs.exchange,
      costs.copiedWord,
      costs.segment,
      costs.page,
      costs.turn,
    );
    const choices = pairs.map((pair) =>
      policy.choose(pair.bytes, pair.uses) === TRANSFER.copy ? 'copy' : 'map',
    );
    if (new Set(choices).size < 2) continue;
    const pages = Math.ceil(bytes / 4096);
    const [copied, mapped] = [copyCycles(costs, bytes, uses), mapCycles(costs, bytes, uses)];
    const number = (id: string, label: string, points: number, answer: number, unit: string) =>
      ({ kind: 'number', id, label, points, answer, tolerance: 0, unit }) as const;
    return {
      prompt: [
        'One process hands data over to another, either **by copying**, through a pipe that is there already, or **by mapping**, through a segment of shared memory that is made for it and given up afterwards.',
        `Copying: for each use the sender makes a call that copies into the kernel's buffer, and the receiver one that copies out. A call takes **${call} cycles**, and **${costs.copiedWord}** more for each word of 4 bytes that it copies. The buffer holds ${BUFFER_BYTES} bytes: larger data take several such pairs of calls.`,
        `Mapping: making a segment, attaching it in both processes and giving it up takes **${costs.segment} cycles** and **${costs.page}** more for each page of 4096 bytes, once. Each use then takes **${costs.turn} cycles** for an uncontended mutex in the segment; the data are built in place and no call is made.`,
      ].join('\n\n'),
      parts: [
        number('copy', `Cost of ${uses} uses with ${bytes} bytes each, by copying`, 2, copied, 'cycles'),
        number('map', `Cost of the same by mapping`, 2, mapped, 'cycles'),
        number(
          'even',
          `From how many uses on does mapping cost less, with ${bytes} bytes each?`,
          2,
          even,
          'uses',
        ),
        {
          kind: 'table',
          id: 'choices',
          label: 'What costs less: copy or map?',
          points: pairs.length,
          pointsPer: 'row',
          columns: ['copy or map'],
          rowLabels: pairs.map(
            (pair) => `${pair.bytes} bytes, ${pair.uses === 1 ? 'once' : `${pair.uses} times`}`,
          ),
          given: pairs.map(() => [null]),
          answer: choices.map((choice) => [choice]),
        },
      ],
      explanation: [
        `Copying ${bytes} bytes: 2 · (${call} + ${bytes / 4} · ${costs.copiedWord}) = ${copyCycles(costs, bytes, 1)} cycles for each use; ${uses} uses: ${copied}.`,
        `Mapping: ${costs.segment} + ${pages} · ${costs.page} = ${mapCycles(costs, bytes, 0)} cycles once, and ${costs.turn} for each use: ${mapped}.`,
        `Each use saves ${copyCycles(costs, bytes, 1)} - ${costs.turn} = ${copyCycles(costs, bytes, 1) - costs.turn} cycles. ${mapCycles(costs, bytes, 0)} / ${copyCycles(costs, bytes, 1) - costs.turn} = ${(mapCycles(costs, bytes, 0) / (copyCycles(costs, bytes, 1) - costs.turn)).toFixed(2)}: from ${even} uses on the setup has paid off.`,
        ...pairs.map(
          (pair, i) =>
            `${pair.bytes} bytes, ${pair.uses} ${pair.uses === 1 ? 'use' : 'uses'}: copying ${copyCycles(costs, pair.bytes, pair.uses)}, mapping ${mapCycles(costs, pair.bytes, pair.uses)}: **${choices[i]}**.`,
        ),
      ].join('\n\n'),
    };
  }
}

export default {
  title: 'Copy or map?',
  summary:
    'Compare copying through the kernel with a mapped segment, and find from how many uses on mapping pays off.',
  rows: [113],
  generate,
} satisfies QuestionDefinition;
