/**
 * Where things are on the machine, and which interrupt is whose. After QEMU's `virt` board, so that guests that
 * know it find their way; RAM begins at 0x8000_0000 as the core's address space has it.
 */
export const MEMORY_MAP = {
  coreLocalInterruptor: { base: 0x0200_0000, byteLength: 0x1_0000 },
  portWindow: { base: 0x0300_0000, byteLength: 0x1_0000 },
  iommu: { base: 0x0301_0000, byteLength: 0x1000 },
  interruptController: { base: 0x0c00_0000, byteLength: 0x0400_0000 },
  /** Devices wired to an address: console, timer. */
  devices: { base: 0x1000_0000, byteLength: 0x0100_0000 },
  messageDoorbell: { base: 0x2800_0000, byteLength: 0x1000 },
  busConfiguration: { base: 0x3000_0000, byteLength: 0x1000_0000 },
  busMemory: { base: 0x4000_0000, byteLength: 0x4000_0000 },
} as const;

/** Port addresses that the bus may give out. */
export const PORT_RANGE = { base: 0, byteLength: 0x1_0000 } as const;

/** Lines: the device with index i of the machine has source i + 1, the IOMMU the last. Messages come behind. */
export const INTERRUPT_SOURCES = { firstDevice: 1, iommu: 31, firstMessage: 32, last: 95 } as const;

export const MAX_DEVICES = INTERRUPT_SOURCES.iommu - INTERRUPT_SOURCES.firstDevice;
