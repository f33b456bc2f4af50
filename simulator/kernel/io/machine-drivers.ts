/**
 * The devices of a machine as the kernel serves them: its interrupt controller, and its first disk.
 *
 *      line of a core raised ─▶ the kernel is entered ─▶ claim ─▶ driver ─▶ complete, until nothing is claimed
 */

import * as COSTS from '../../hardware/costs';
import { SECTOR_BYTES } from '../../hardware/devices/disk/disk-mechanics';
import {
  CONTEXTS_PER_CORE,
  INTERRUPT_CONTROLLER_OFFSET,
  SUPERVISOR_CONTEXT,
} from '../../hardware/interrupts/interrupt-controller';
import type { Machine } from '../../hardware/machine';
import { MEMORY_MAP } from '../../hardware/machine-memory-map';
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import type { MixedCore } from '../../hardware/native/mixed-core';
import { INTERRUPT } from '../../hardware/riscv/control-registers';
import { EXTERNAL, type Kernel, type SystemServices } from '../kernel';
import { INTERRUPT_VECTOR } from '../scheduling/scheduling-events';
import { SYSTEM_CALL, SYSTEM_CALL_REFUSED } from '../system-calls';
import type { CoreId, ThreadId } from '../threads/thread';
import { type DeviceAccess, DiskDriver, type Segment, type Transfer } from './disk-driver';

const CONTROLLER = MEMORY_MAP.interruptController.base;
/** Base class in a device's class code. */
const MASS_STORAGE = 0x01;

/** Interrupt controller, disk and the memory that it reads into, as the kernel reaches them. */
export class MachineDrivers implements SystemServices, DeviceAccess {
  private readonly disk: DiskDriver;
  private cycles = 0;
  /** Claims are being taken: the controller's line says nothing new. */
  private claiming = false;

  constructor(
    private readonly machine: Machine,
    private readonly kernel: Kernel,
    cores: readonly MixedCore[],
    /** Physical address of LISTS_BYTES for the disk's lists. */
    lists: number,
    private readonly writable: (thread: ThreadId, virtual: number) => number | undefined,
  ) {
    const [found] = machine.enumerate().filter(({ classCode }) => classCode >>> 16 === MASS_STORAGE);
    const registers = found?.ranges.find(({ kind }) => kind === 'memory')?.base;
    if (found === undefined || registers === undefined) throw new Error('the disk was not found on the bus');
    machine.cores.forEach((_, core) => {
      const enable =
        CONTROLLER +
        INTERRUPT_CONTROLLER_OFFSET.enable +
        contextOf(core) * INTERRUPT_CONTROLLER_OFFSET.enableStride;
      this.store(CONTROLLER + 4 * found.interruptLine, 1);
      this.store(enable, 1 << found.interruptLine);
    });
    machine.takesLine = (core, interrupt, raised) => {
      if (interrupt !== INTERRUPT.supervisorExternal) return false;
      if (raised && !this.claiming) cores[core]?.raise(INTERRUPT_VECTOR.device, EXTERNAL);
      return true;
    };
    this.disk = new DiskDriver(this, registers, lists);
    this.cycles = 0; // boot is not charged
  }

  call(core: CoreId, thread: ThreadId, number: number, first: number, second: number): number | undefined {
    if (number !== SYSTEM_CALL.readSector) return this.kernel.perform(core, number, first, second);
    const segments = this.userSegments(thread, second, SECTOR_BYTES);
    if (segments === undefined || first < 0) return SYSTEM_CALL_REFUSED;
    this.kernel.block(core, this.kernel.devices.length);
    this.disk.read(thread, first, segments);
    return undefined;
  }

  /** For the kernel itself. @param finished told while `interrupted` is asked. */
  transfer(transfer: Transfer, finished: (isDone: boolean) => void): void {
    this.disk.transfer(transfer, finished);
  }

  fault(): boolean {
    return false;
  }

  ended(): void {}

  interrupted(core: CoreId): readonly { readonly thread: ThreadId; readonly result: number }[] {
    const claim =
      CONTROLLER +
      INTERRUPT_CONTROLLER_OFFSET.context +
      contextOf(core) * INTERRUPT_CONTROLLER_OFFSET.contextStride +
      INTERRUPT_CONTROLLER_OFFSET.claim;
    const done: { readonly thread: ThreadId; readonly result: number }[] = [];
    this.claiming = true;
    for (let source = this.load(claim); source !== 0; source = this.load(claim)) {
      done.push(...this.disk.finished());
      this.store(claim, source);
    }
    this.claiming = false;
    return done;
  }

  takeCycles(): number {
    const { cycles } = this;
    this.cycles = 0;
    return cycles;
  }

  load(address: number): number {
    this.pay();
    return this.machine.space.load(address >>> 0, 4);
  }

  store(address: number, word: number): void {
    this.pay();
    this.machine.space.store(address >>> 0, 4, word);
  }

  /** A device sees the cycle at which the kernel's core reaches it. */
  private pay(): void {
    const { clock, cores, costs } = this.machine;
    this.cycles += costs.deviceRegister ?? COSTS.deviceRegister.value;
    const core = cores[clock.acting];
    if (core !== undefined) core.cycle = clock.now;
  }

  /** Where a range of user memory lies, page by page. @returns undefined when the user may not write all of it. */
  private userSegments(thread: ThreadId, address: number, bytes: number): Segment[] | undefined {
    const start = address >>> 0;
    if (start % 4 !== 0 || start + bytes > 2 ** 32) return undefined;
    const segments: Segment[] = [];
    for (let at = start; at < start + bytes; ) {
      const length = Math.min(PAGE_BYTES - (at % PAGE_BYTES), start + bytes - at);
      const physical = this.writable(thread, at);
      if (physical === undefined) return undefined;
      segments.push({ physical, bytes: length });
      at += length;
    }
    return segments;
  }
}

const contextOf = (core: CoreId) => core * CONTEXTS_PER_CORE + SUPERVISOR_CONTEXT;
