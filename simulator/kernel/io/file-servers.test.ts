/** What a read costs: one crossing in a monolithic kernel, four more for each server that a request passes. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../engine/random';
import { Trace } from '../../engine/trace';
import { disk } from '../../hardware/devices/disk/disk';
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import { compute, load, type Operation, store, systemCall } from '../../programs/operations';
import { policiesOf } from '../policies.testing';
import { GRANT_RIGHTS } from '../processes/grant-rights';
import { SYSTEM_EVENTS } from '../processes/process-events';
import { CODE_BASE, SHARED_BASE, STACK_TOP } from '../processes/process-record';
import { events, native, run as runPrograms, written } from '../processes/processes.testing';
import type { SystemProgram } from '../processes/program-image';
import { createSystem } from '../system';
import { SYSTEM_CALL } from '../system-calls';
import { FileServers } from './file-servers';

const WORK = CODE_BASE;
const FILE_SERVER = 2;
const READS = 5;
const random = new Random('file servers');
const content = Uint8Array.from({ length: 8 * 512 }, () => random.below(256));
const wordOfDisk = (sector: number, word: number) => new Int32Array(content.buffer)[sector * 128 + word];

/** Init starts each of the other programs, which are processes 2 and on, and waits for the last. */
function run(programs: readonly SystemProgram[]) {
  const trace = new Trace(SYSTEM_EVENTS.kinds);
  const init = native('init', function* () {
    for (let program = 1; program <= programs.length; program++)
      if ((yield* systemCall(SYSTEM_CALL.fork)) === 0) yield* systemCall(SYSTEM_CALL.exec, program, 0);
    return yield* systemCall(SYSTEM_CALL.wait, 0);
  });
  const system = createSystem({
    machine: { ramBytes: 1 << 21, devices: [disk({ content })] },
    kernel: { tickCycles: 5_000, devices: [], policyNumbers: [1, 16, 2] },
    programs: [init, ...programs],
    policies: policiesOf(),
    trace,
  });
  expect(system.kernel.run(50_000_000)).toBe(true);
  const calls = events(trace, 'performed').filter(([process]) => process > 1);
  return { trace, calls, refused: events(trace, 'call-refused') };
}

const withPage = { zeroBytes: PAGE_BYTES };

/** A client that asks `server`, and says what it was answered. */
const client = (server: number, read: (i: number) => readonly [number, number]): SystemProgram =>
  native(
    'client',
    function* (): Operation {
      for (let i = 0; i < READS; i++) {
        for (const [at, word] of [...read(i), i].entries()) yield* store(WORK + 4 * at, word);
        yield* systemCall(SYSTEM_CALL.send, server, WORK);
        yield* systemCall(SYSTEM_CALL.awaitMessage, WORK);
        yield* systemCall(SYSTEM_CALL.write, WORK + 8);
      }
      return 0;
    },
    withPage,
  );

/** Passes requests on to the next server, and answers back; the last one reads the disk. */
const passing = (next: number): SystemProgram =>
  native(
    'server',
    function* (): Operation {
      for (;;) {
        const sender = yield* systemCall(SYSTEM_CALL.awaitMessage, WORK);
        if (next > 0) {
          yield* systemCall(SYSTEM_CALL.send, next, WORK);
          yield* systemCall(SYSTEM_CALL.awaitMessage, WORK);
        } else {
          yield* systemCall(SYSTEM_CALL.readSector, yield* load(WORK), WORK + 512);
          yield* store(WORK + 8, yield* load(WORK + 512));
        }
        yield* systemCall(SYSTEM_CALL.send, sender, WORK);
      }
    },
    withPage,
  );

const crossings = (calls: readonly (readonly number[])[], ofServers: number) =>
  // Each server is in a last call, which waits for a request that never comes; what a client says is no part of a read.
  calls.filter(([, number]) => number !== SYSTEM_CALL.write && number !== SYSTEM_CALL.exec).length -
  ofServers;

describe('a read', () => {
  it('[row 6] costs one crossing where the kernel itself reads the disk, and 1 + 4 k with k servers in between', () => {
    const monolithic = native(
      'client',
      function* (): Operation {
        for (let i = 0; i < READS; i++) yield* systemCall(SYSTEM_CALL.readSector, i, WORK);
        return 0;
      },
      withPage,
    );
    expect(crossings(run([monolithic]).calls, 0)).toBe(READS);
    for (const servers of [1, 2, 3]) {
      const chain = Array.from({ length: servers }, (_, i) => passing(i === servers - 1 ? 0 : 3 + i));
      const { calls, trace, refused } = run([...chain, client(FILE_SERVER, (i) => [i, 0])]);
      expect(crossings(calls, servers), `${servers} servers`).toBe(READS * (1 + 4 * servers));
      expect(written(trace)).toEqual(Array.from({ length: READS }, (_, i) => wordOfDisk(i, 0)));
      expect(refused).toEqual([]);
    }
  });

  it('[row 6] through a file-system server and a disk server costs nine, and answers what the file holds', () => {
    const sectors = [6, 1, 4];
    const list = CODE_BASE + 8;
    const servers = () => new FileServers({}, CODE_BASE + PAGE_BYTES, CODE_BASE, 1, FILE_SERVER + 1);
    const data = new Uint8Array(Int32Array.from([3 * 512, list, ...sectors]).buffer);
    const more = { data, zeroBytes: PAGE_BYTES + PAGE_BYTES };
    const { calls, trace } = run([
      native('file server', () => servers().fileServer(), more),
      native('disk server', () => servers().diskServer(), more),
      client(FILE_SERVER, (i) => [0, i < 3 ? 512 * i + 12 : i === 3 ? 3 * 512 : -4]),
    ]);
    expect(written(trace)).toEqual([...sectors.map((sector) => wordOfDisk(sector, 3)), 0, 0]);
    expect(crossings(calls, 2)).toBe(3 * 9 + 2 * 4);
  });
});

describe('a transfer', () => {
  it('[row 8] goes to nobody else when the page is taken from its process before the disk is done', () => {
    const REQUEST = STACK_TOP - 64;
    const page = STACK_TOP - PAGE_BYTES;
    const mapped = SHARED_BASE;
    function* ask(call: number, ...words: number[]): Operation {
      for (const [i, word] of words.entries()) yield* store(REQUEST + 4 * i, word);
      return yield* systemCall(call, REQUEST);
    }
    const { readWrite } = GRANT_RIGHTS;
    const { trace } = runPrograms(
      [
        native('init', function* () {
          if ((yield* systemCall(SYSTEM_CALL.fork)) === 0) {
            // 2: lends its first page of the stack, and ends while the disk is about to fill it.
            yield* ask(SYSTEM_CALL.grant, page, 3, readWrite);
            yield* compute(200_000);
            return 0;
          }
          if ((yield* systemCall(SYSTEM_CALL.fork)) === 0) {
            yield* compute(100_000);
            yield* ask(SYSTEM_CALL.mapGrant, 1, mapped, readWrite);
            return yield* systemCall(SYSTEM_CALL.readSector, 3, mapped);
          }
          yield* systemCall(SYSTEM_CALL.wait);
          // All that is free, and with it the page, if it is.
          const start = yield* systemCall(SYSTEM_CALL.setBreak);
          const pages = 40;
          yield* systemCall(SYSTEM_CALL.setBreak, start + pages * PAGE_BYTES);
          for (let i = 0; i < pages; i++) yield* store(start + i * PAGE_BYTES, 0);
          yield* systemCall(SYSTEM_CALL.wait);
          let others = 0;
          for (let i = 0; i < pages; i++)
            for (let at = 0; at < 512; at += 4)
              others += (yield* load(start + i * PAGE_BYTES + at)) === 0 ? 0 : 1;
          yield* store(REQUEST, others);
          return yield* systemCall(SYSTEM_CALL.write, REQUEST);
        }),
      ],
      { devices: [disk({ content })] },
    );
    expect(events(trace, 'block').length).toBeGreaterThan(0);
    expect(written(trace)).toEqual([0]);
    expect([...events(trace, 'stray'), ...events(trace, 'bad-free')]).toEqual([]);
  });
});
