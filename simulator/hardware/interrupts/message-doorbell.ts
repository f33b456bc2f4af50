/**
 * The doorbell of message-signalled interrupts: storing an id there raises that interrupt.
 *
 *      device ── store id ──▶ doorbell ──▶ interrupt controller (a request for each store)
 *
 * A message carries the id itself, so that devices need no wire of their own and may have several interrupts.
 * Its place and id are told to a device through the MSI capability of its configuration space (PCI Local Bus
 * Specification 3.0, section 6.8). Reads give 0.
 */
import type { MappedDevice } from '../memory/physical-address-space';
import type { InterruptController } from './interrupt-controller';

export class MessageDoorbell implements MappedDevice {
  readonly name = 'message doorbell';
  readonly byteLength = 4096;

  constructor(
    readonly base: number,
    private readonly controller: InterruptController,
    /** Ids from here to `last` may be sent; others are refused, so that a message cannot imitate a line. */
    private readonly first: number,
    private readonly last: number,
  ) {}

  load(offset: number, size: number): number | undefined {
    return offset === 0 && size === 4 ? 0 : undefined;
  }

  store(offset: number, size: number, value: number): boolean {
    if (offset !== 0 || size !== 4 || value < this.first || value > this.last) return false;
    this.controller.message(value);
    return true;
  }
}
