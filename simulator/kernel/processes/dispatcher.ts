/**
 * The dispatcher of system calls: what stands between a trap and the service that was asked for.
 *
 *      number ─▶ exists? ─▶ group permitted? ─▶ arguments: copied in, or checked for storing ─▶ carried out
 *                    └──────────┴──────────────────────┴─▶ -1, and nothing else has happened
 *
 * What a call reads is copied before anything is done, so that what was checked is what is used. Where a call stores
 * is checked before, for it may store much later, when the caller is woken.
 */
import type { PolicyShape } from '../../engine/policy';
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import { ENTRY } from '../../hardware/translation/sv32';
import { TABLE_ENTRIES } from '../memory/page-table';
import { ARGUMENT, MAX_BUFFER_BYTES, MAX_TEXT_BYTES, SYSTEM_CALL_REFUSED } from '../system-calls';
import { ACCESS_KIND } from './access-kind';
import { type KernelServices, servicesOf } from './kernel-services';
import { PROCESS_FIELD } from './process-record';

const FIELD = PROCESS_FIELD;

export interface DispatcherMechanism {
  /**
   * `process` asks for system call `number`. Every call but exit comes here.
   * @returns what it answers the caller; no matter when the caller blocked.
   */
  call(process: number, number: number, first: number, second: number): number;
}

/** `load` reaches the frames of the caller: its page tables and pages. */
export const DISPATCHER_SHAPE: PolicyShape = {
  className: 'Dispatcher',
  methods: { call: 4 },
  programs: {},
  services: servicesOf(
    'get',
    'load',
    'groupOf',
    'argumentKind',
    'argumentBytes',
    'touch',
    'copyIn',
    'perform',
  ),
};

export class Dispatcher implements DispatcherMechanism {
  constructor(private readonly kernel: KernelServices) {}

  call(process: number, number: number, first: number, second: number): number {
    const { kernel } = this;
    const group = kernel.groupOf(number);
    if (group < 0 || ((kernel.get(process, FIELD.permissions) >>> group) & 1) === 0)
      return SYSTEM_CALL_REFUSED;
    if (!this.take(process, number, 0, first >>> 0, second)) return SYSTEM_CALL_REFUSED;
    if (!this.take(process, number, 1, second >>> 0, first)) return SYSTEM_CALL_REFUSED;
    return kernel.perform(process, number, first, second);
  }

  /** Copies in what an argument points to, or checks that the caller may store there. @returns whether it is good. */
  private take(process: number, number: number, argument: number, address: number, other: number): boolean {
    const { kernel } = this;
    const kind = kernel.argumentKind(number, argument);
    if (kind === ARGUMENT.value || (kind === ARGUMENT.writesUnlessZero && address === 0)) return true;
    if (kind === ARGUMENT.text) return this.copyText(process, argument, address);
    if (kind === ARGUMENT.buffer)
      return other >= 0 && other <= MAX_BUFFER_BYTES && this.copy(process, argument, address, other);
    if (address % 4 !== 0) return false;
    const bytes = kernel.argumentBytes(number, argument);
    return kind === ARGUMENT.reads
      ? this.copy(process, argument, address, bytes)
      : this.mayStore(process, address, bytes);
  }

  private copy(process: number, argument: number, address: number, bytes: number): boolean {
    for (let i = 0; i < bytes; i++) if (this.copyByte(process, argument, address, i) < 0) return false;
    return true;
  }

  private copyText(process: number, argument: number, address: number): boolean {
    for (let i = 0; i < MAX_TEXT_BYTES; i++) {
      const byte = this.copyByte(process, argument, address, i);
      if (byte <= 0) return byte === 0;
    }
    return false;
  }

  /** Frame and word of the byte before. */
  private frame = -1;
  private word = 0;

  /** @returns the byte, or -1 when the caller may not read it. */
  private copyByte(process: number, argument: number, address: number, index: number): number {
    const { kernel } = this;
    const at = address + index;
    if (index === 0 || at % PAGE_BYTES === 0) this.frame = this.frameOf(process, at, ACCESS_KIND.load);
    if (this.frame < 0) return -1;
    if (index === 0 || at % 4 === 0) this.word = kernel.load(this.frame, (at % PAGE_BYTES) >>> 2);
    const byte = (this.word >>> (8 * (at % 4))) & 0xff;
    kernel.copyIn(argument, index, byte);
    return byte;
  }

  private mayStore(process: number, address: number, bytes: number): boolean {
    for (let at = address; at < address + bytes; at += PAGE_BYTES - (at % PAGE_BYTES))
      if (this.frameOf(process, at, ACCESS_KIND.store) < 0) return false;
    return true;
  }

  /** The frame at an address that the process may use so; -1 when there is none. A page not touched yet is made. */
  private frameOf(process: number, address: number, access: number): number {
    if (address >= 2 ** 32) return -1;
    const needed = ENTRY.valid | ENTRY.user | (access === ACCESS_KIND.load ? ENTRY.read : ENTRY.write);
    let leaf = this.leafOf(process, address);
    if ((leaf & needed) !== needed && this.kernel.touch(process, address, access) === 1)
      leaf = this.leafOf(process, address);
    return (leaf & needed) === needed ? leaf >>> 10 : -1;
  }

  private leafOf(process: number, address: number): number {
    const { kernel } = this;
    const upper = kernel.load(kernel.get(process, FIELD.root), address >>> 22);
    if ((upper & ENTRY.valid) === 0) return 0;
    return kernel.load(upper >>> 10, (address >>> 12) & (TABLE_ENTRIES - 1));
  }
}
