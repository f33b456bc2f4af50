/** Systems with processes as tests make them, and what their traces say. */
import { Trace } from '../../engine/trace';
import type { CostOverrides } from '../../hardware/cost-overrides';
import type { Device } from '../../hardware/devices/device';
import type { CoreOptions } from '../../hardware/riscv/core';
import { assemble } from '../../hardware/toolchain/assembler';
import type { Operation } from '../../programs/operations';
import { policiesOf } from '../policies.testing';
import { createSystem, type ProcessSystem } from '../system';
import { SYSTEM_CALL } from '../system-calls';
import type { MechanismObserver, Mechanisms } from './mechanisms';
import { PAGED_SYSTEM_EVENTS } from './paging-events';
import { SYSTEM_EVENTS } from './process-events';
import type { PagingOptions } from './process-pager';
import { CODE_BASE } from './process-record';
import type { SystemProgram } from './program-image';

type Body = (argumentCount: number, argumentsAddress: number) => Operation;
export const native = (name: string, code: Body, more: Partial<SystemProgram> = {}): SystemProgram => ({
  name,
  code,
  ...more,
});
/** Labels of the system calls, and of what programs need. */
const PROLOGUE = Object.entries(SYSTEM_CALL)
  .map(([name, number]) => `.equ ${name}, ${number}\n`)
  .join('');
export const machineCode = (
  name: string,
  source: string,
  more: Partial<SystemProgram> = {},
): SystemProgram => ({
  name,
  code: assemble(PROLOGUE + source, CODE_BASE).bytes,
  ...more,
});

const MOST_CYCLES = 50_000_000;

interface Options {
  readonly cores?: number;
  readonly timed?: boolean;
  readonly ramBytes?: number;
  readonly mechanisms?: Mechanisms;
  readonly observer?: MechanismObserver;
  readonly core?: CoreOptions;
  readonly devices?: readonly Device[];
  readonly costs?: CostOverrides;
  readonly paging?: PagingOptions;
}

/** A system that did not run yet. */
export function build(
  programs: readonly SystemProgram[],
  options: Options = {},
): ProcessSystem & { trace: Trace } {
  const { cores = 1, timed = false, ramBytes = 1 << 21, mechanisms, observer } = options;
  const { core = {}, devices = [], costs = {}, paging } = options;
  const trace = new Trace(paging === undefined ? SYSTEM_EVENTS.kinds : PAGED_SYSTEM_EVENTS.kinds);
  const system = createSystem({
    machine: {
      ...{ cores, ramBytes, core, devices, costs },
      ...(timed && {
        timed: {
          levels: [{ sets: 16, ways: 2, lineBytes: 32 }],
          translationBuffers: { dataTlb: { sets: 2, ways: 2 } },
        },
      }),
    },
    kernel: { tickCycles: 5_000, devices: [{ parallel: 1 }], policyNumbers: [cores, 64, 2] },
    ...{ programs, trace, policies: policiesOf() },
    ...(mechanisms && { mechanisms }),
    ...(observer && { observer }),
    ...(paging && { paging }),
  });
  return { ...system, trace };
}

export function run(...made: Parameters<typeof build>): ReturnType<typeof build> {
  const system = build(...made);
  if (!system.kernel.run(MOST_CYCLES)) throw new Error(`the run is not over after ${MOST_CYCLES} cycles`);
  return system;
}

/** The events of a kind, each as its numbers. */
export function events(trace: Trace, name: string): number[][] {
  return Array.from({ length: trace.length }, (_, i) => trace.event(i))
    .filter(({ kind }) => kind.name === name)
    .map(({ values }) => [...values]);
}
export const written = (trace: Trace, process?: number) =>
  events(trace, 'written').flatMap(([who, word]) => (process === undefined || who === process ? [word] : []));
