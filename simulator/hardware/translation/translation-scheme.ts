/**
 * Address translation behind one interface: where a virtual address lies in physical memory, by which steps.
 *
 * A scheme keeps its tables in simulated memory and reads them there, entry by entry; every such access is
 * counted. It is told of mappings by `map` and `unmap` (the kernel's side) and asked by `translate` (the
 * hardware's side). `steps` says in words what the last translation did: for laboratories and pictures.
 *
 * Permissions are the bits r, w, x of PERMISSION; what may be written may be read, in every scheme, as Sv32 knows
 * no other pages. A refused access is a value, not an exception:
 *   not present   no mapping for that address in that space
 *   permission    mapped, but not for this kind of access
 *   out of bounds beyond a segment's limit, or beyond what the scheme can address
 */

import type { PhysicalMemory } from '../memory/physical-memory';
import type { Access } from '../memory/physical-memory-protection';

export const PERMISSION = { read: 1, write: 2, execute: 4 } as const;

/** Permissions of which an access needs one, by ACCESS. */
const NEEDED_PERMISSION: readonly number[] = [
  PERMISSION.execute,
  PERMISSION.read | PERMISSION.write,
  PERMISSION.write,
];

export type TranslationOutcome = 'translated' | 'not present' | 'permission' | 'out of bounds';

export interface TranslationStep {
  readonly what: string;
  /** Physical address of the table entry that was read, if one was. */
  readonly address?: number;
  /** What stood there. */
  readonly value?: number;
}

export interface Translation {
  readonly outcome: TranslationOutcome;
  /** Only when translated. */
  readonly physicalAddress?: number;
  /** Table accesses that it took. */
  readonly accesses: number;
  readonly steps: readonly TranslationStep[];
}

export interface TranslationScheme {
  readonly name: string;
  /** Bytes of tables that the mappings made so far occupy. */
  tableBytes(): number;
  /**
   * Maps as many pages as `byteLength` says (or, for segments, a whole segment). Mapping a page that is mapped
   * replaces it. @throws MappingError when the scheme cannot hold it: misaligned, out of memory, out of range; of
   * several pages those before may be mapped then.
   */
  map(mapping: Mapping): void;
  /** Removes the mapping of the page (or segment) that holds the address; nothing when there is none. */
  unmap(space: number, virtualAddress: number): void;
  translate(space: number, virtualAddress: number, access: Access): Translation;
}

export interface Mapping {
  /** Address space (process) number. */
  readonly space: number;
  readonly virtualAddress: number;
  readonly physicalAddress: number;
  readonly permissions: number;
  /** A multiple of the scheme's page size. Default: one page. */
  readonly byteLength?: number;
}

/** A mapping that cannot be made: says what and why. */
export class MappingError extends Error {}

export const hexadecimal = (value: number) => `0x${(value >>> 0).toString(16)}`;

/**
 * Simulated memory for tables: hands out zeroed, aligned blocks from one region, and counts and tells accesses.
 */
export class TableMemory {
  accesses = 0;
  steps: TranslationStep[] = [];
  private next: number;
  private allocated = 0;

  /** @param from, to byte addresses of the region in `memory` that tables may use. */
  constructor(
    private readonly memory: PhysicalMemory,
    private readonly from: number,
    private readonly to: number,
  ) {
    this.next = from;
  }

  /** @returns the address of a zeroed block. @throws MappingError when the region is full. */
  allocate(byteLength: number, alignment: number): number {
    const address = Math.ceil(this.next / alignment) * alignment;
    if (address + byteLength > this.to)
      throw new MappingError(
        `no room for a table of ${byteLength} bytes: the region of ${this.to - this.from} bytes is full`,
      );
    this.next = address + byteLength;
    this.allocated += byteLength;
    this.memory.words.fill(0, address / 4, this.next / 4);
    return address;
  }

  get allocatedBytes(): number {
    return this.allocated;
  }

  /** Begins a translation: nothing counted, nothing told. */
  begin(): void {
    this.accesses = 0;
    this.steps = [];
  }

  tell(what: string): void {
    this.steps.push({ what });
  }

  /** A counted read that is part of a translation. */
  read(address: number, what: string): number {
    this.accesses++;
    const value = this.memory.loadWord(address);
    this.steps.push({ what, address, value });
    return value;
  }

  /** The kernel's own accesses: not counted. */
  load(address: number): number {
    return this.memory.loadWord(address);
  }

  store(address: number, value: number): void {
    this.memory.storeWord(address, value);
  }

  end(outcome: TranslationOutcome, physicalAddress?: number): Translation {
    this.tell(
      outcome === 'translated'
        ? `physical address ${hexadecimal(physicalAddress as number)}`
        : `fault: ${outcome}`,
    );
    const result = { accesses: this.accesses, steps: this.steps, outcome };
    return physicalAddress === undefined ? result : { ...result, physicalAddress };
  }
}

/** Entry of the flat, inverted and hashed tables: page-frame number above, permissions in bits 1 to 3, present in bit 0. */
export const PRESENT = 1;
const FRAME_SHIFT = 12;

export const entryOf = (frame: number, permissions: number) =>
  (frame << FRAME_SHIFT) | (permissions << 1) | PRESENT;
export const frameOf = (entry: number) => entry >>> FRAME_SHIFT;
export const permissionsOf = (entry: number) => (entry >>> 1) & 7;

export function permits(permissions: number, access: Access): boolean {
  return (permissions & NEEDED_PERMISSION[access]) !== 0;
}

const ADDRESS_LIMIT = 2 ** 32;

/**
 * The pages that a mapping stands for, one mapping each.
 * @throws MappingError unless addresses and length are multiples of `pageBytes` and both ends lie in their spaces.
 */
export function pagesOf(mapping: Mapping, pageBytes: number, addressLimit = ADDRESS_LIMIT): Mapping[] {
  const { virtualAddress, physicalAddress, byteLength = pageBytes } = mapping;
  if (byteLength < 1 || byteLength % pageBytes !== 0)
    throw new MappingError(`a mapping has a multiple of the page size ${pageBytes}, not ${byteLength} bytes`);
  for (const [name, address, limit] of [
    ['virtual', virtualAddress, addressLimit],
    ['physical', physicalAddress, ADDRESS_LIMIT],
  ] as const) {
    if (address % pageBytes !== 0)
      throw new MappingError(
        `the ${name} address ${hexadecimal(address)} is no multiple of the page size ${pageBytes}`,
      );
    checkEnd(name, address, byteLength, limit);
  }
  return Array.from({ length: byteLength / pageBytes }, (_, page) => ({
    ...mapping,
    virtualAddress: virtualAddress + page * pageBytes,
    physicalAddress: physicalAddress + page * pageBytes,
    byteLength: pageBytes,
  }));
}

/** @throws MappingError when what begins at `address` ends beyond `limit`. */
export function checkEnd(name: string, address: number, byteLength: number, limit = ADDRESS_LIMIT): void {
  if (address + byteLength > limit)
    throw new MappingError(
      `${byteLength} bytes from the ${name} address ${hexadecimal(address)} end beyond the space of ${limit} bytes`,
    );
}
