/**
 * Systems are saved by running them again: at any cycle the restored one is the saved one, and has the same future;
 * what is not the same system is refused.
 */
import { describe, expect, it } from 'vitest';
import { Random } from '../engine/random';
import { Trace } from '../engine/trace';
import { console } from '../hardware/devices/console/console';
import { disk } from '../hardware/devices/disk/disk';
import { compute, fetchAndAdd, type Operation, store, systemCall } from '../programs/operations';
import { USER_BASE } from './memory/address-spaces';
import { policiesOf } from './policies.testing';
import { build, machineCode, native } from './processes/processes.testing';
import { SCHEDULING_EVENTS } from './scheduling/scheduling-events';
import { createSystem } from './system';
import { SYSTEM_CALL } from './system-calls';
import { digestSystem, type RecordedSystem, SystemRecording } from './system-recording';
import { ForkableProgram } from './threads/thread-program';

const CHILDREN = 3;

function* parent(): Operation {
  for (let i = 0; i < CHILDREN; i++) {
    if ((yield* systemCall(SYSTEM_CALL.fork)) !== 0) continue;
    yield* store(0x7fff_e000, i);
    yield* compute(2_000 * (i + 1));
    if (i === 1) yield* systemCall(SYSTEM_CALL.exec, 1, 0);
    return i;
  }
  for (let i = 0; i < CHILDREN; i++) yield* systemCall(SYSTEM_CALL.wait, 0);
  return 0;
}
const PROGRAMS = [
  native('parent', parent),
  machineCode('child', 'li t0, 900\nl: addi t0, t0, -1\nbnez t0, l\nli a7, exit\necall'),
];

function sectorsAndShares(reads: number): RecordedSystem {
  const trace = new Trace(SCHEDULING_EVENTS.kinds);
  const threads = Array.from({ length: 4 }, (_, i) => ({
    arrivalCycle: 50 * i,
    program: new ForkableProgram(function* () {
      for (let k = 0; k < reads; k++) {
        yield* systemCall(SYSTEM_CALL.readSector, 5 * i + k, USER_BASE + 4096 * i);
        yield* fetchAndAdd(USER_BASE + 65_536, 1);
        yield* compute(1_500);
      }
      return 0;
    }),
  }));
  const system = createSystem({
    machine: { cores: 2, ramBytes: 1 << 21, devices: [disk({ content: new Uint8Array(65_536) }), console()] },
    kernel: { tickCycles: 1_000, devices: [], policyNumbers: [2, 4, 2] },
    ...{ threads, trace, policies: policiesOf() },
  });
  return { ...system, trace };
}

const SYSTEMS: readonly [string, () => RecordedSystem][] = [
  ['processes', () => build(PROGRAMS)],
  ['processes on two cores with caches', () => build(PROGRAMS, { cores: 2, timed: true })],
  ['threads that read a disk', () => sectorsAndShares(3)],
];

describe('a saved system', () => {
  it.each(SYSTEMS)('is the same at any cycle, and has the same future: %s', (_, make) => {
    const whole = make();
    expect(whole.kernel.run()).toBe(true);
    const end = whole.kernel.cycle;
    const random = new Random('system-recording');
    for (let i = 0; i < 6; i++) {
      const recording = new SystemRecording(make);
      recording.run(random.between(1, end));
      const saved = structuredClone(recording.save());
      const restored = SystemRecording.restore(make, saved);
      for (const each of [recording, restored]) {
        expect(each.run()).toBe(true);
        expect(digestSystem(each.system)).toBe(digestSystem(whole));
      }
    }
  });

  it('is rewound, and gets the recorded input again, or another one', () => {
    const recording = new SystemRecording(() => sectorsAndShares(3));
    recording.run(4_000);
    recording.input('console', new Uint8Array([65, 66]));
    recording.run(9_000);
    const saved = recording.save();
    recording.rewind(3_000);
    expect(recording.save().inputs).toEqual([]);
    recording.run(9_000);
    expect(recording.save()).toEqual(saved);
    recording.rewind(3_000);
    recording.input('console', new Uint8Array([67]));
    recording.run(9_000);
    expect(recording.save().digest).not.toBe(saved.digest);
    expect(recording.inputs.map(({ bytes }) => [...bytes])).toEqual([[67]]);
    expect(() => recording.rewind(10_000_000)).toThrow(/cannot go back to 10000000/);
  });

  it('is refused where the system is another one, or depends on what changes', () => {
    const recording = new SystemRecording(() => sectorsAndShares(3));
    recording.run(30_000_000);
    expect(() => SystemRecording.restore(() => sectorsAndShares(2), recording.save())).toThrow(
      /it is another system/,
    );
    let calls = 0;
    const changing = () =>
      build([
        native('init', function* () {
          yield* compute(100 + calls++);
          return 0;
        }),
      ]);
    const unsteady = new SystemRecording(changing);
    unsteady.run();
    expect(() => SystemRecording.restore(changing, unsteady.save())).toThrow(/depends on more/);
  });
});
