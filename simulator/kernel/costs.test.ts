/** A machine may have any cost otherwise than the table, and each one that is changed shows in a run that meets it. */
import { describe, expect, it } from 'vitest';
import { Trace } from '../engine/trace';
import type { CostName, CostOverrides } from '../hardware/cost-overrides';
import * as COSTS from '../hardware/costs';
import { console as consoleDevice } from '../hardware/devices/console/console';
import { disk } from '../hardware/devices/disk/disk';
import { createMachine } from '../hardware/machine';
import type { MachineCachesOptions } from '../hardware/machine-caches';
import { RAM_BASE } from '../hardware/memory/physical-address-space';
import { MachineCodeProgram } from '../hardware/native/mixed-core';
import { assemble } from '../hardware/toolchain/assembler';
import { fetchAndAdd, load, NativeProgram, type Operation, store, systemCall } from '../programs/operations';
import type { ThreadSpecification } from './kernel';
import { USER_BASE } from './memory/address-spaces';
import { policiesOf } from './policies.testing';
import { STACK_TOP } from './processes/process-record';
import { native, run as runPrograms } from './processes/processes.testing';
import { RoundRobin } from './scheduling/round-robin';
import { SCHEDULING_EVENTS } from './scheduling/scheduling-events';
import { createSystem } from './system';
import { SYSTEM_CALL } from './system-calls';
import { BurstProgram, COMPUTE, READ, YIELD } from './threads/thread-program';

const BUFFER = USER_BASE + 0x1_0000;
const SHARED = USER_BASE + 0x8000;

function* toucher(): Operation {
  for (let i = 0; i < 40; i++) {
    yield* fetchAndAdd(SHARED, 1);
    yield* store(BUFFER + 0x4000 + 64 * i, yield* load(SHARED + 64 * (i % 8)));
    yield* load(BUFFER + 0x1_0000 * i);
  }
  return 0;
}

/** Sectors of one track, of the next surface, of the next cylinder, and far away. */
function* reader(): Operation {
  for (const sector of [3, 67, 323, 64_000])
    yield* systemCall(SYSTEM_CALL.readSector, sector, BUFFER + 512 * (sector % 8));
  return 0;
}

const CODE = `li s0, 30
1:  mul  t0, s0, s0
    div  t1, t0, s0
    addi s0, s0, -1
    bnez s0, 1b
    li a7, 1
    ecall
    li a7, 0
    ecall`;

type Variant = Pick<MachineCachesOptions, 'protocol' | 'nodes' | 'storeBuffer' | 'atomics'>;
const VARIANTS: readonly Variant[] = [
  {},
  { protocol: 'dragon', nodes: { count: 2 } },
  { storeBuffer: 4, atomics: 'cache', protocol: 'moesi' },
];

/** Several kinds of threads on two cores with every kind of cache, and a disk: what it did, as one digest. */
function run(costs: CostOverrides, variant: Variant): string {
  const trace = new Trace(SCHEDULING_EVENTS.kinds);
  const threads: ThreadSpecification[] = [
    { arrivalCycle: 0, program: new MachineCodeProgram(USER_BASE) },
    { arrivalCycle: 0, program: new NativeProgram(toucher()) },
    { arrivalCycle: 5, program: new NativeProgram(reader()) },
    { arrivalCycle: 10, program: new NativeProgram(toucher()) },
    {
      arrivalCycle: 20,
      program: new BurstProgram([...COMPUTE(9_000), ...READ(0, 500), ...YIELD, ...COMPUTE(50)]),
    },
  ];
  const { machine, kernel } = createSystem({
    machine: {
      ...{ cores: 2, costs, devices: [disk()] },
      timed: {
        levels: [
          { sets: 8, ways: 2, lineBytes: 32 },
          { sets: 16, ways: 2, lineBytes: 32 },
          { sets: 32, ways: 2, lineBytes: 32, shared: true },
        ],
        ...variant,
        translationBuffers: { dataTlb: { sets: 1, ways: 2 }, secondLevelTlb: { sets: 8, ways: 4 } },
      },
    },
    kernel: { tickCycles: 2_000, devices: [{ parallel: 1 }], policyNumbers: [2, threads.length, 1] },
    ...{ threads, trace, policies: policiesOf(RoundRobin, 20) },
  });
  machine.writeMemory(USER_BASE, assemble(CODE, USER_BASE).bytes);
  expect(kernel.run()).toBe(true);
  return trace.encode().digest;
}

/** Offset of the console's data register. */
const DATA = 0x08;

/** What a bare machine's console has sent when two characters should have been, by the table. */
function sent(costs: CostOverrides): string {
  const serial = consoleDevice();
  const machine = createMachine({ costs, devices: [serial] });
  machine.writeMemory(RAM_BASE, assemble('1: j 1b', RAM_BASE).bytes);
  for (const character of [65, 66]) serial.store(DATA, 4, character);
  machine.run({ untilCycle: 2 * COSTS.consoleCharacter.value + 100 });
  return serial.output;
}

/** Of what lies between machines: a link has its own. */
const OF_LINKS: readonly CostName[] = ['networkDelay', 'networkByte'];

/** Of what mechanisms of processes cost: forks, copies, flushes and checked pointers. */
function runProcesses(costs: CostOverrides): string {
  const { trace } = runPrograms(
    [
      native('forks', function* () {
        const start = yield* systemCall(SYSTEM_CALL.setBreak);
        yield* systemCall(SYSTEM_CALL.setBreak, start + 4096);
        yield* store(start, 1);
        yield* systemCall(SYSTEM_CALL.setBreak, start);
        yield* systemCall(SYSTEM_CALL.readClock, STACK_TOP - 64);
        yield* systemCall(SYSTEM_CALL.fork);
        return yield* systemCall(SYSTEM_CALL.wait);
      }),
    ],
    { costs },
  );
  return trace.encode().digest;
}

describe('costs', () => {
  it.each([
    ['cacheHit', COSTS.cacheHit],
    ['busInvalidate', COSTS.busInvalidate],
    ['trapEntry', COSTS.trapEntry],
    ['systemCall', COSTS.systemCall],
  ] as const)('%s of a system with processes', (name, { value }) => {
    expect(runProcesses({ [name]: value + 3 })).not.toBe(runProcesses({}));
    expect(runProcesses({ [name]: value })).toBe(runProcesses({}));
  });

  const table = Object.entries<COSTS.Cost>(COSTS).filter(([name]) => !OF_LINKS.includes(name as CostName));
  const base = VARIANTS.map((variant) => run({}, variant));

  it.each(table)('%s can be another one', (name, { value }) => {
    // A disk's head waits for its sector to come round: what is less than a revolution may not show.
    const other = { [name]: value + (name.startsWith('disk') ? COSTS.diskRotation.value + 19 : 200) };
    if (name === 'consoleCharacter') expect([sent({}), sent(other)]).toEqual(['AB', 'A']);
    else expect(VARIANTS.map((variant) => run(other, variant))).not.toEqual(base);
    expect(run({ [name]: value }, VARIANTS[0])).toBe(base[0]);
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d cycles', (cycles) => {
    expect(() => createMachine({ costs: { memoryAccess: cycles } })).toThrow(/costs: memoryAccess must be/);
  });
});
