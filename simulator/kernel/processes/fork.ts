/**
 * fork: a second process that is a copy of the first and goes on behind the same system call.
 *
 *      parent   record, registers, pages  ──copy──▶  child        registers equal but the result: 0 in the child
 *
 * Every page of the parent that is there is copied at once. Copying on the first write is another mechanism.
 */
import type { PolicyShape } from '../../engine/policy';
import { NATIVE_REGISTERS } from '../../hardware/native/native-core';
import { ENTRY } from '../../hardware/translation/sv32';
import { TABLE_ENTRIES } from '../memory/page-table';
import { CONTROL_BLOCK } from '../threads/control-block';
import { type KernelServices, servicesOf } from './kernel-services';
import { PROCESS_FIELD, STACK_TOP } from './process-record';

const FIELD = PROCESS_FIELD;
const COPIED = [FIELD.codeEnd, FIELD.heapStart, FIELD.break, FIELD.stackLimit, FIELD.permissions] as const;
/** Entries of a root table that belong to the process. */
const USER_ENTRIES = Math.ceil(STACK_TOP / 2 ** 22);

export interface ForkMechanism {
  /**
   * Makes `child` a copy of `parent`. Number, parent and state of the child's record are set already; its registers
   * are zero and it has no page table.
   * @returns 0; -1 when memory does not suffice: then nothing is left of it.
   */
  fork(parent: number, child: number): number;
}

export const FORK_SHAPE: PolicyShape = {
  className: 'Fork',
  methods: { fork: 2 },
  programs: {},
  services: servicesOf(
    'load',
    'store',
    'allocateFrame',
    'freeFrame',
    'copyFrame',
    'newRoot',
    'get',
    'set',
    'register',
    'setRegister',
  ),
};

export class Fork implements ForkMechanism {
  constructor(private readonly kernel: KernelServices) {}

  fork(parent: number, child: number): number {
    const { kernel } = this;
    const root = kernel.newRoot();
    if (root < 0) return -1;
    if (!this.copyPages(kernel.get(parent, FIELD.root), root)) {
      freeSpace(kernel, root);
      return -1;
    }
    kernel.set(child, FIELD.root, root);
    for (const field of COPIED) kernel.set(child, field, kernel.get(parent, field));
    for (let i = 0; i < NATIVE_REGISTERS; i++) kernel.setRegister(child, i, kernel.register(parent, i));
    kernel.setRegister(child, CONTROL_BLOCK.result, 0);
    return 0;
  }

  private copyPages(from: number, to: number): boolean {
    const { kernel } = this;
    for (let i = 0; i < USER_ENTRIES; i++) {
      const upper = kernel.load(from, i);
      if ((upper & ENTRY.valid) === 0) continue;
      const table = kernel.allocateFrame();
      if (table < 0) return false;
      kernel.store(to, i, (table << 10) | ENTRY.valid);
      for (let j = 0; j < TABLE_ENTRIES; j++) {
        const leaf = kernel.load(upper >>> 10, j);
        if ((leaf & ENTRY.valid) === 0) continue;
        const frame = kernel.allocateFrame();
        if (frame < 0) return false;
        kernel.copyFrame(leaf >>> 10, frame);
        kernel.store(table, j, (frame << 10) | (leaf & 0x3ff));
      }
    }
    return true;
  }
}

/** Gives back a root table, its tables and the pages of its process. */
export function freeSpace(kernel: Pick<KernelServices, 'load' | 'freeFrame'>, root: number): void {
  for (let i = 0; i < USER_ENTRIES; i++) {
    const upper = kernel.load(root, i);
    if ((upper & ENTRY.valid) === 0) continue;
    for (let j = 0; j < TABLE_ENTRIES; j++) {
      const leaf = kernel.load(upper >>> 10, j);
      if ((leaf & ENTRY.valid) !== 0) kernel.freeFrame(leaf >>> 10);
    }
    kernel.freeFrame(upper >>> 10);
  }
  kernel.freeFrame(root);
}
