/** What a transfer costs on the machine, in cycles: by copying and by mapping, both sides in one process, which never waits. */
import type { CostOverrides } from '../../hardware/cost-overrides';
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import { compute, load, type Operation } from '../../programs/operations';
import { GRANT_RIGHTS } from '../processes/grant-rights';
import { BUFFER_BYTES } from './channel-interface';
import { CHANNEL_KIND } from './communication-calls';
import {
  attach,
  createChannel,
  createSegment,
  destroySegment,
  detach,
  OWN_PAGE,
  receive,
  removeChannel,
  send,
} from './communication-library';
import { communicationTrial } from './communication-trial';
import { SharedMutex } from './shared-mutex';
import { TRANSFER, type TransferCosts } from './transfer-choice-interface';

const { readWrite } = GRANT_RIGHTS;

function* byCopying(bytes: number, uses: number): Operation {
  const channel = yield* createChannel(CHANNEL_KIND.pipe, BUFFER_BYTES);
  yield* load(OWN_PAGE); // it is there from now on
  for (let use = 0; use < uses; use++)
    for (let left = bytes; left > 0; left -= BUFFER_BYTES) {
      yield* send(channel, OWN_PAGE, Math.min(left, BUFFER_BYTES));
      yield* receive(channel, OWN_PAGE, Math.min(left, BUFFER_BYTES));
    }
  return yield* removeChannel(channel);
}

function* byMapping(bytes: number, uses: number): Operation {
  yield* compute(1);
  const segment = yield* createSegment(0, Math.ceil(bytes / PAGE_BYTES));
  const [sender, receiver] = [yield* attach(segment, readWrite), yield* attach(segment, readWrite)];
  for (let use = 0; use < uses; use++)
    for (const mutex of [new SharedMutex(sender), new SharedMutex(receiver)]) {
      yield* mutex.lock();
      yield* mutex.unlock();
    }
  yield* detach(sender);
  yield* detach(receiver);
  return yield* destroySegment(segment);
}

const cyclesOf = (body: () => Operation, costs: CostOverrides): number =>
  communicationTrial({ bodies: [body], costs }).kernel.cycle;

// The channel is there anyway; the segment is made for it.
const withoutTransfer = (how: number, costs: CostOverrides): number =>
  cyclesOf(() => (how === TRANSFER.copy ? byCopying(0, 0) : compute(1)), costs);

/** @param costs of the machine that are other ones than the table's. */
export function transferCycles(how: number, bytes: number, uses: number, costs: CostOverrides = {}): number {
  const transfer = how === TRANSFER.copy ? byCopying : byMapping;
  return cyclesOf(() => transfer(bytes, uses), costs) - withoutTransfer(how, costs);
}

/** Costs of the machines that were measured last, by what their own costs are. */
const known = new Map<string, TransferCosts>();
const MOST_KNOWN = 16;

/** The costs of such a machine, from its smallest transfers. */
export function measuredCosts(costs: CostOverrides = {}): TransferCosts {
  const machine = JSON.stringify(costs);
  let measured = known.get(machine);
  if (measured === undefined) {
    measured = measure(costs);
    if (known.size === MOST_KNOWN) known.clear();
    known.set(machine, measured);
  }
  return measured;
}

function measure(costs: CostOverrides): TransferCosts {
  const [copying, mapping] = [TRANSFER.copy, TRANSFER.map].map((how) => withoutTransfer(how, costs));
  const copy = (words: number) => cyclesOf(() => byCopying(4 * words, 1), costs) - copying;
  const map = (pages: number, uses: number) =>
    cyclesOf(() => byMapping(pages * PAGE_BYTES, uses), costs) - mapping;
  const [oneWord, onePage] = [copy(1), map(1, 0)];
  const copiedWord = (copy(2) - oneWord) / 2;
  const page = map(2, 0) - onePage;
  return {
    ...{ exchange: oneWord - 2 * copiedWord, copiedWord },
    ...{ segment: onePage - page, page, turn: map(1, 1) - onePage },
  };
}
