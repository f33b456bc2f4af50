/**
 * Physical memory protection: up to 16 regions whose access supervisor and user mode (and, when locked, machine
 * mode) must be granted. Volume II section 3.7; granularity 4 bytes (G = 0).
 *
 * The lowest-numbered entry that matches any byte of an access decides; an access that it covers only in part
 * fails. Without a match machine mode may do all, the others nothing.
 */
const PROTECTION_ENTRIES = 16;

/** Bits of a configuration byte. */
const READ = 1;
const WRITE = 2;
const EXECUTE = 4;
const ADDRESS_MODE = 0x18;
const TOP_OF_RANGE = 0x08;
const NATURALLY_ALIGNED_4 = 0x10;
const NATURALLY_ALIGNED = 0x18;
const LOCKED = 0x80;

export const ACCESS = { fetch: 0, load: 1, store: 2 } as const;
export type Access = (typeof ACCESS)[keyof typeof ACCESS];

const NEEDED: readonly number[] = [EXECUTE, READ, WRITE];
const PAGE_BYTES = 4096;

export class PhysicalMemoryProtection {
  private readonly configuration = new Uint8Array(PROTECTION_ENTRIES);
  /** Bits 33 to 2 of an address, as an unsigned number. */
  private readonly addresses = new Float64Array(PROTECTION_ENTRIES);
  /** First byte of each active entry's region, and the byte behind its last one. */
  private readonly starts = new Float64Array(PROTECTION_ENTRIES);
  private readonly ends = new Float64Array(PROTECTION_ENTRIES);
  private active = false;

  /** @param index of the pmpcfg register: 0 to 3 hold four entries each; further ones read as zero. */
  readConfiguration(index: number): number {
    let value = 0;
    for (let i = 0; i < 4; i++) value |= (this.configuration[index * 4 + i] ?? 0) << (8 * i);
    return value;
  }

  writeConfiguration(index: number, value: number): void {
    for (let i = 0; i < 4; i++) {
      const entry = index * 4 + i;
      if (entry >= PROTECTION_ENTRIES || this.configuration[entry] & LOCKED) continue;
      let byte = (value >>> (8 * i)) & 0x9f;
      // Writable but not readable is reserved: both bits are cleared.
      if ((byte & (READ | WRITE)) === WRITE) byte &= ~(READ | WRITE);
      this.configuration[entry] = byte;
    }
    this.findRegions();
  }

  readAddress(entry: number): number {
    return (this.addresses[entry] ?? 0) | 0;
  }

  writeAddress(entry: number, value: number): void {
    if (entry >= PROTECTION_ENTRIES || this.configuration[entry] & LOCKED) return;
    const next = this.configuration[entry + 1] ?? 0;
    if (next & LOCKED && (next & ADDRESS_MODE) === TOP_OF_RANGE) return;
    this.addresses[entry] = value >>> 0;
    this.findRegions();
  }

  /** @param address physical, unsigned. @returns whether all `size` bytes may be accessed. */
  allows(address: number, size: number, access: Access, machineMode: boolean): boolean {
    if (!this.active) return machineMode;
    for (let entry = 0; entry < PROTECTION_ENTRIES; entry++) {
      const configuration = this.configuration[entry];
      if ((configuration & ADDRESS_MODE) === 0) continue;
      const from = this.starts[entry];
      const to = this.ends[entry];
      if (address >= to || address + size <= from) continue;
      if (address < from || address + size > to) return false;
      if (machineMode && (configuration & LOCKED) === 0) return true;
      return (configuration & NEEDED[access]) !== 0;
    }
    return machineMode;
  }

  /** Whether the whole page is decided alike, so that one check stands for all its bytes. */
  uniformPage(address: number): boolean {
    if (!this.active) return true;
    const page = address - (address % PAGE_BYTES);
    for (let entry = 0; entry < PROTECTION_ENTRIES; entry++) {
      if ((this.configuration[entry] & ADDRESS_MODE) === 0) continue;
      const from = this.starts[entry];
      const to = this.ends[entry];
      if (from >= page + PAGE_BYTES || to <= page) continue;
      if (from > page || to < page + PAGE_BYTES) return false;
    }
    return true;
  }

  save(): number[] {
    return [...this.configuration, ...this.addresses];
  }

  restore(state: readonly number[]): void {
    this.configuration.set(state.slice(0, PROTECTION_ENTRIES));
    this.addresses.set(state.slice(PROTECTION_ENTRIES));
    this.findRegions();
  }

  private findRegions(): void {
    this.active = false;
    for (let entry = 0; entry < PROTECTION_ENTRIES; entry++) {
      if ((this.configuration[entry] & ADDRESS_MODE) === 0) continue;
      this.active = true;
      [this.starts[entry], this.ends[entry]] = this.range(entry);
    }
  }

  private range(entry: number): [number, number] {
    const mode = this.configuration[entry] & ADDRESS_MODE;
    const address = this.addresses[entry];
    if (mode === TOP_OF_RANGE) return [entry === 0 ? 0 : this.addresses[entry - 1] * 4, address * 4];
    if (mode === NATURALLY_ALIGNED_4) return [address * 4, address * 4 + 4];
    if (mode !== NATURALLY_ALIGNED) throw new Error(`PMP entry ${entry} is off and has no range`);
    let ones = 0;
    while (ones < 32 && Math.floor(address / 2 ** ones) % 2 === 1) ones++;
    const bytes = 2 ** (ones + 3);
    const from = Math.floor((address * 4) / bytes) * bytes;
    return [from, from + bytes];
  }
}
