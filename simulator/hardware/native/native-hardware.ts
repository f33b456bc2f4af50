/** The least that a native kernel runs on: a clock, native cores, and memory in which every access takes a cycle. */

import type { KernelContext } from '../../programs/supervisor-operations';
import { Clock } from '../clock';
import { PhysicalMemory } from '../memory/physical-memory';
import { DirectDoor } from './memory-door';
import { NativeCore, type TrapTable } from './native-core';

export function nativeHardware(byteLength: number) {
  const clock = new Clock();
  const memory = new PhysicalMemory(byteLength);
  const door = new DirectDoor(memory);
  return {
    clock,
    memory,
    kernelBase: 0,
    createCore(
      id: number,
      table: TrapTable,
      dispatcher: KernelContext,
      contexts: readonly KernelContext[],
    ): NativeCore {
      const core = new NativeCore(id, clock, door, table, dispatcher, contexts);
      clock.processors.push(core);
      return core;
    },
  };
}
