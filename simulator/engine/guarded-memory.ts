/**
 * Memory for policies that need no kernel: an allocator's metadata, a codec. Regions have rights, every access is
 * counted, and what goes astray has no effect.
 *
 *      0            region, read        region, read + write         end
 *      |  no right  |###################|#############|   no right    |
 *                                        load, store ──▶ counted; without the right: told to `onStray`, no effect
 *
 * A load without the right gives STRAY_BYTE in every byte. A word lies at a multiple of 4, its lowest byte first;
 * a word access elsewhere is astray, and so is an address that is no integer or not in memory. `bytes` and the
 * other uncounted accesses are for the machine's own side: programs that fill memory, judges that look into it.
 */
import { Random } from './random';

export const RIGHTS = { none: 0, read: 1, readWrite: 3 } as const;
export type Rights = (typeof RIGHTS)[keyof typeof RIGHTS];

/** What a load gives that has no right. */
const STRAY_BYTE = 0xa5;
const STRAY_WORD = 0xa5a5a5a5 | 0;
const READ = 1;
const WRITE = 2;

export interface StrayAccess {
  readonly isStore: boolean;
  /** -1 for what is no integer. */
  readonly address: number;
  /** 1 or 4. */
  readonly bytes: number;
  /** What was to be stored; 0 for a load. */
  readonly value: number;
}

export class GuardedMemory {
  /** Loads and stores so far, those astray included. */
  accesses = 0;
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly rights: Uint8Array;

  /** @param end first address behind memory: a multiple of 4. */
  constructor(
    readonly end: number,
    private readonly onStray: (access: StrayAccess) => void,
  ) {
    this.bytes = new Uint8Array(end);
    this.view = new DataView(this.bytes.buffer);
    this.rights = new Uint8Array(end);
  }

  /** Sets the rights of [address, address + bytes). */
  allow(rights: Rights, address: number, bytes: number): void {
    this.rights.fill(rights, address, address + bytes);
  }

  loadByte(address: number): number {
    return this.permits(address, 1, READ, 0) ? this.bytes[address] : STRAY_BYTE;
  }

  /** Signed. */
  loadWord(address: number): number {
    return this.permits(address, 4, READ, 0) ? this.view.getInt32(address, true) : STRAY_WORD;
  }

  /** Stores the low 8 bits. @returns whether it took effect. */
  storeByte(address: number, value: number): boolean {
    if (!this.permits(address, 1, WRITE, value)) return false;
    this.bytes[address] = value;
    return true;
  }

  /** Stores the low 32 bits. @returns whether it took effect. */
  storeWord(address: number, value: number): boolean {
    if (!this.permits(address, 4, WRITE, value)) return false;
    this.view.setInt32(address, value, true);
    return true;
  }

  /** Whether policies may write all of [address, address + bytes). */
  isWritable(address: number, bytes: number): boolean {
    return this.covers(address, bytes, WRITE);
  }

  peekByte(address: number): number {
    return this.bytes[address];
  }

  peekWord(address: number): number {
    return this.view.getInt32(address, true);
  }

  pokeByte(address: number, value: number): void {
    this.bytes[address] = value;
  }

  pokeWord(address: number, value: number): void {
    this.view.setInt32(address, value, true);
  }

  private permits(address: number, bytes: number, right: number, value: number): boolean {
    this.accesses++;
    if (address % bytes === 0 && this.covers(address, bytes, right)) return true;
    const isStore = right === WRITE;
    this.onStray({
      isStore,
      address: Number.isSafeInteger(address) ? address : -1,
      bytes,
      value: value | 0,
    });
    return false;
  }

  private covers(address: number, bytes: number, right: number): boolean {
    if (!Number.isInteger(address) || address < 0 || address + bytes > this.end) return false;
    for (let i = 0; i < bytes; i++) if ((this.rights[address + i] & right) === 0) return false;
    return true;
  }
}

/**
 * A source of what memory held before: whoever reads all of it learns 16 bits, which one draw of `random` gave, and
 * nothing else of the case's chance.
 */
export function oldContents(random: Random): Random {
  return new Random(`old contents ${random.below(0x10000)}`);
}
