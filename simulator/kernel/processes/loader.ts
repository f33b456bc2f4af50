/**
 * exec: another program in the same process, from its first instruction, with arguments on its stack.
 *
 *      image ─▶ checked? ─▶ arguments read ─▶ new root ─▶ code, data, zeros ─▶ stack ─▶ old space given back
 *                  │ any step fails: what was made is given back, the process goes on as it was
 *
 *      STACK_TOP ─▶ ┌───────────────┐
 *                   │ texts, each with its 0
 *                   │ address of each text, then 0     ◀─ stack pointer, register 11 (a1); a multiple of 16
 *                   └───────────────┘                     the call answers how many there are (register 10)
 */
import type { PolicyShape } from '../../engine/policy';
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import { NATIVE_REGISTERS } from '../../hardware/native/native-core';
import { ENTRY } from '../../hardware/translation/sv32';
import { RIGHTS, TABLE_ENTRIES } from '../memory/page-table';
import { CONTROL_BLOCK } from '../threads/control-block';
import { freeSpace } from './fork';
import { type KernelServices, servicesOf } from './kernel-services';
import {
  CODE_BASE,
  MAX_ARGUMENT_BYTES,
  MAX_ARGUMENTS,
  PROCESS_FIELD,
  pageUp,
  SHARED_BASE,
  STACK_LIMIT,
  STACK_TOP,
} from './process-record';
import { IMAGE_FIELD, IMAGE_MAGIC } from './program-image';

const FIELD = PROCESS_FIELD;

const HEADER = [
  IMAGE_FIELD.magic,
  IMAGE_FIELD.codeBytes,
  IMAGE_FIELD.dataBytes,
  IMAGE_FIELD.zeroBytes,
  IMAGE_FIELD.entry,
] as const;

/** Virtual addresses of a program in its process. */
interface Layout {
  readonly codeEnd: number;
  readonly dataStart: number;
  readonly dataEnd: number;
  readonly heapStart: number;
  /** Of its first instruction. */
  readonly start: number;
}

export interface ExecMechanism {
  /**
   * @param image frame of the program's header (program-image.ts). @param argumentsAddress in the process's memory: a
   * list of addresses of texts, ended by 0; 0 for no list.
   * @returns how many arguments; -1 when the header is wrong, an argument cannot be read, or memory does not
   * suffice: then the process is as it was.
   */
  exec(process: number, image: number, argumentsAddress: number): number;
}

export const EXEC_SHAPE: PolicyShape = {
  className: 'Exec',
  methods: { exec: 3 },
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
    'setRegister',
  ),
};

export class Exec implements ExecMechanism {
  constructor(private readonly kernel: KernelServices) {}

  exec(process: number, image: number, argumentsAddress: number): number {
    const { kernel } = this;
    const layout = this.layoutOf(image);
    if (layout === undefined) return -1;
    const { codeEnd, dataStart, dataEnd, heapStart, start } = layout;
    const oldRoot = kernel.get(process, FIELD.root);
    const texts = this.readArguments(oldRoot, argumentsAddress);
    if (texts === undefined) return -1;

    const root = kernel.newRoot();
    if (root < 0) return -1;
    const dataImage = image + 1 + (dataStart - CODE_BASE) / PAGE_BYTES;
    const stack = STACK_TOP - PAGE_BYTES;
    if (
      !this.mapRange(root, CODE_BASE, dataStart, image + 1, RIGHTS.readExecute) ||
      !this.mapRange(root, dataStart, pageUp(dataEnd), dataImage, RIGHTS.readWrite) ||
      !this.mapRange(root, pageUp(dataEnd), heapStart, -1, RIGHTS.readWrite) ||
      !this.mapRange(root, stack, STACK_TOP, -1, RIGHTS.readWrite)
    ) {
      freeSpace(kernel, root);
      return -1;
    }
    const pointer = this.pushArguments(this.leafOf(root, stack) >>> 10, texts);
    kernel.set(process, FIELD.root, root);
    kernel.set(process, FIELD.codeEnd, codeEnd);
    kernel.set(process, FIELD.heapStart, heapStart);
    kernel.set(process, FIELD.break, heapStart);
    kernel.set(process, FIELD.stackLimit, STACK_LIMIT);
    for (let i = 1; i < NATIVE_REGISTERS; i++) kernel.setRegister(process, i, 0);
    kernel.setRegister(process, CONTROL_BLOCK.programCounter, start);
    kernel.setRegister(process, CONTROL_BLOCK.stackPointer, pointer);
    kernel.setRegister(process, CONTROL_BLOCK.secondArgument, pointer);
    if (oldRoot !== 0) freeSpace(kernel, oldRoot);
    return texts.length;
  }

  /** Where everything lies. @returns undefined when the header is not one of a program that can be run. */
  private layoutOf(image: number): Layout | undefined {
    const [magic, codeBytes, dataBytes, zeroBytes, entry] = HEADER.map((field) =>
      this.kernel.load(image, field),
    ) as [number, number, number, number, number];
    if (magic !== IMAGE_MAGIC || codeBytes < 0 || dataBytes < 0 || zeroBytes < 0) return undefined;
    if (entry < 0 || entry % 4 !== 0 || (entry !== 0 && entry >= codeBytes)) return undefined;
    const codeEnd = CODE_BASE + codeBytes;
    const dataStart = pageUp(codeEnd);
    const dataEnd = dataStart + dataBytes;
    const heapStart = pageUp(dataEnd + zeroBytes);
    if (heapStart > SHARED_BASE) return undefined;
    return { codeEnd, dataStart, dataEnd, heapStart, start: CODE_BASE + entry };
  }

  /** Maps whole pages, each a copy of the next frame from `image` on (-1: of zeros). @returns whether memory sufficed. */
  private mapRange(root: number, from: number, to: number, image: number, bits: number): boolean {
    const { kernel } = this;
    for (let address = from; address < to; address += PAGE_BYTES) {
      const frame = kernel.allocateFrame();
      if (frame < 0) return false;
      if (image >= 0) kernel.copyFrame(image + (address - from) / PAGE_BYTES, frame);
      let table = kernel.load(root, address >>> 22) >>> 10;
      if (table === 0) {
        table = kernel.allocateFrame();
        if (table < 0) {
          kernel.freeFrame(frame);
          return false;
        }
        kernel.store(root, address >>> 22, (table << 10) | ENTRY.valid);
      }
      kernel.store(table, (address >>> 12) & (TABLE_ENTRIES - 1), (frame << 10) | bits);
    }
    return true;
  }

  private leafOf(root: number, address: number): number {
    const upper = this.kernel.load(root, address >>> 22);
    if ((upper & ENTRY.valid) === 0) return 0;
    return this.kernel.load(upper >>> 10, (address >>> 12) & (TABLE_ENTRIES - 1));
  }

  /** The texts, as bytes without their zeros. @returns undefined when one cannot be read, or they are too many or long. */
  private readArguments(root: number, list: number): number[][] | undefined {
    const texts: number[][] = [];
    if (list === 0) return texts;
    let total = 0;
    for (;;) {
      const address = this.userWord(root, list + 4 * texts.length);
      if (address === undefined) return undefined;
      if (address === 0) return texts;
      if (texts.length === MAX_ARGUMENTS) return undefined;
      const text: number[] = [];
      for (let at = address >>> 0; ; at++) {
        const word = this.userWord(root, at - (at % 4));
        if (word === undefined || ++total > MAX_ARGUMENT_BYTES) return undefined;
        const byte = (word >>> (8 * (at % 4))) & 0xff;
        if (byte === 0) break;
        text.push(byte);
      }
      texts.push(text);
    }
  }

  /** A word that the process may read. Above its stack begins the kernel's part of the tables. */
  private userWord(root: number, address: number): number | undefined {
    if (root === 0 || address % 4 !== 0 || address < 0 || address >= STACK_TOP) return undefined;
    const leaf = this.leafOf(root, address);
    const needed = ENTRY.valid | ENTRY.user | ENTRY.read;
    if ((leaf & needed) !== needed) return undefined;
    return this.kernel.load(leaf >>> 10, (address % PAGE_BYTES) / 4);
  }

  /** @param frame of the first page of the stack. @returns the stack pointer. */
  private pushArguments(frame: number, texts: readonly (readonly number[])[]): number {
    const { kernel } = this;
    const page = STACK_TOP - PAGE_BYTES;
    let top = STACK_TOP;
    const addresses = texts.map((text) => {
      top -= text.length + 1;
      text.forEach((byte, i) => {
        const at = top + i - page;
        const word = kernel.load(frame, at >>> 2);
        kernel.store(frame, at >>> 2, word | (byte << (8 * (at % 4))));
      });
      return top;
    });
    const pointer = Math.floor((top - 4 * (texts.length + 1)) / 16) * 16;
    addresses.forEach((address, i) => {
      kernel.store(frame, (pointer - page) / 4 + i, address);
    });
    return pointer;
  }
}
