/** A range of addresses on the bus, in memory or in port space. */
import type { AddressSpaceKind } from './configuration-space';

export interface BusRange {
  readonly kind: AddressSpaceKind;
  readonly base: number;
  readonly byteLength: number;
}

/** The next multiple of `alignment`, a power of two, from `address` on. */
export function align(address: number, alignment: number): number {
  return Math.ceil(address / alignment) * alignment;
}

export function describeRange({ kind, base, byteLength }: BusRange): string {
  return `${kind} 0x${base.toString(16)} to 0x${(base + byteLength - 1).toString(16)}`;
}
