/**
 * Copy or map: whichever costs less for so many bytes so often.
 *
 *      copy   uses · (exchanges + 2 · words copied)      each use: in and out, at most a buffer's bytes a call
 *      map    segment + pages + uses · turn              setup is paid once
 *
 * As the local procedure calls of Windows do by size; here the number of uses counts too, since a segment stays mapped.
 */
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import { BUFFER_BYTES } from './channel-interface';
import { TRANSFER, type TransferChoicePolicy, type TransferCosts } from './transfer-choice-interface';

export const copyCycles = ({ exchange, copiedWord }: TransferCosts, bytes: number, uses: number): number =>
  uses * (Math.ceil(bytes / BUFFER_BYTES) * exchange + 2 * Math.ceil(bytes / 4) * copiedWord);

export const mapCycles = ({ segment, page, turn }: TransferCosts, bytes: number, uses: number): number =>
  segment + Math.ceil(bytes / PAGE_BYTES) * page + uses * turn;

/** From how many uses on mapping costs less; Infinity where it never does. */
export function breakEvenUses(costs: TransferCosts, bytes: number): number {
  const saved = copyCycles(costs, bytes, 1) - costs.turn;
  return saved <= 0 ? Number.POSITIVE_INFINITY : Math.floor(mapCycles(costs, bytes, 0) / saved) + 1;
}

export class TransferChoice implements TransferChoicePolicy {
  private readonly costs: TransferCosts;

  constructor(_services: object, ...costs: readonly number[]) {
    const [exchange, copiedWord, segment, page, turn] = costs;
    this.costs = { exchange, copiedWord, segment, page, turn };
  }

  choose(bytes: number, uses: number): number {
    const { costs } = this;
    return mapCycles(costs, bytes, uses) < copyCycles(costs, bytes, uses) ? TRANSFER.map : TRANSFER.copy;
  }
}
