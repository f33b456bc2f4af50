/**
 * Port space: a second address space of 65,536 ports for devices, reached by `in` and `out`.
 *
 * RISC-V has no instructions for it. Native code calls `in` and `out` here; machine code reaches port p at
 * `base + p` of a window in memory, as host bridges of machines without port instructions do.
 */
import type { MappedDevice } from '../memory/physical-address-space';
import type { PeripheralBus } from './peripheral-bus';

const PORTS = 0x1_0000;

export class PortSpace implements MappedDevice {
  readonly name = 'port space';
  readonly byteLength = PORTS;

  constructor(
    readonly base: number,
    private readonly root: PeripheralBus,
  ) {}

  /** @param size 1, 2 or 4. @returns undefined when nothing answers at that port. */
  in(port: number, size = 4): number | undefined {
    return port >= 0 && port + size <= PORTS && port % size === 0
      ? this.root.load('port', port, size)
      : undefined;
  }

  /** @returns false when nothing answers at that port. */
  out(port: number, value: number, size = 4): boolean {
    return (
      port >= 0 && port + size <= PORTS && port % size === 0 && this.root.store('port', port, size, value)
    );
  }

  load(offset: number, size: number): number | undefined {
    return this.in(offset, size);
  }

  store(offset: number, size: number, value: number): boolean {
    return this.out(offset, value, size);
  }
}
