/**
 * The physical address space that cores and devices see: RAM in one piece, devices elsewhere.
 *
 *      0x0200_0000  core-local interrupts     (devices attach themselves anywhere that is free)
 *      0x1000_0000  devices
 *      0x8000_0000  RAM
 *
 * An access that nobody answers, or that a device refuses, sets `refused`: the core turns it into an access
 * fault. This is the functional path: no caches, no time. The timed machine puts a memory system with caches in
 * front of RAM and keeps this for devices.
 */

import { DecodedPages } from './decoded-pages';
import type { PhysicalMemory } from './physical-memory';

/** A device's registers in the address space. Offsets are from its base. */
export interface MappedDevice {
  readonly name: string;
  readonly base: number;
  readonly byteLength: number;
  /** @param size 1, 2 or 4, aligned. @returns the value; undefined refuses the access. */
  load(offset: number, size: number): number | undefined;
  /** @returns false to refuse. */
  store(offset: number, size: number, value: number): boolean;
}

export const RAM_BASE = 0x8000_0000;

export class PhysicalAddressSpace {
  /** Set by every access: true when nobody answered. */
  refused = false;
  /** Of the cores that see RAM without caches. Whoever stores to RAM past `store` must tell it. */
  readonly decodedPages = new DecodedPages();
  private readonly devices: MappedDevice[] = [];
  /** Pages (physical address / 4096) whose stores somebody watches. */
  private readonly watched = new Map<number, ((address: number) => void)[]>();

  constructor(
    readonly ram: PhysicalMemory,
    readonly ramBase = RAM_BASE,
  ) {}

  /** @throws when the device overlaps RAM or another device. */
  attach(device: MappedDevice): void {
    const end = device.base + device.byteLength;
    const overlaps = (base: number, byteLength: number) => device.base < base + byteLength && base < end;
    if (overlaps(this.ramBase, this.ram.byteLength))
      throw new Error(`${device.name} at 0x${device.base.toString(16)} overlaps RAM`);
    const other = this.devices.find((each) => overlaps(each.base, each.byteLength));
    if (other !== undefined)
      throw new Error(`${device.name} at 0x${device.base.toString(16)} overlaps ${other.name}`);
    this.devices.push(device);
    this.devices.sort((a, b) => a.base - b.base);
  }

  detach(device: MappedDevice): void {
    const index = this.devices.indexOf(device);
    if (index >= 0) this.devices.splice(index, 1);
  }

  isRam(address: number, size: number): boolean {
    return address >= this.ramBase && address + size <= this.ramBase + this.ram.byteLength;
  }

  /** Calls `notice` after every store to the page that holds `address`. Loads stay fast, stores to it do not. */
  watchStores(address: number, notice: (address: number) => void): void {
    const page = Math.floor(address / 4096);
    const watchers = this.watched.get(page) ?? [];
    watchers.push(notice);
    this.watched.set(page, watchers);
  }

  isWatched(address: number): boolean {
    return this.watched.size > 0 && this.watched.has(Math.floor(address / 4096));
  }

  /** @param address unsigned, aligned to size. @returns unsigned for 1 and 2 bytes, signed for 4. */
  load(address: number, size: number): number {
    this.refused = false;
    if (this.isRam(address, size)) {
      const offset = address - this.ramBase;
      if (size === 4) return this.ram.loadWord(offset);
      return size === 2 ? this.ram.loadHalf(offset) : this.ram.loadByte(offset);
    }
    const device = this.find(address, size);
    const value = device?.load(address - device.base, size);
    if (value === undefined) {
      this.refused = true;
      return 0;
    }
    return size === 4 ? value | 0 : value & (size === 2 ? 0xffff : 0xff);
  }

  store(address: number, size: number, value: number): void {
    this.refused = false;
    if (this.isRam(address, size)) {
      const offset = address - this.ramBase;
      if (size === 4) this.ram.storeWord(offset, value);
      else if (size === 2) this.ram.storeHalf(offset, value);
      else this.ram.storeByte(offset, value);
      this.decodedPages.stored(address);
      this.noticeStore(address);
      return;
    }
    const device = this.find(address, size);
    this.refused = device === undefined || !device.store(address - device.base, size, value);
  }

  /** Tells those who watch the page: for memories that store to RAM by another way. */
  noticeStore(address: number): void {
    if (this.watched.size === 0) return;
    for (const notice of this.watched.get(Math.floor(address / 4096)) ?? []) notice(address);
  }

  private find(address: number, size: number): MappedDevice | undefined {
    return this.devices.find((each) => address >= each.base && address + size <= each.base + each.byteLength);
  }
}
