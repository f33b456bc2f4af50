/**
 * A core that takes and gives back a lock, round after round, as a native program:
 *
 *      arrive, acquire, enter, load and store a shared counter, compute, leave, release, compute
 *
 * Only the lock's own operations are passed on to the machine: an access outside its words is moved out of
 * memory, where the machine answers with a fault; points and system calls are not for a lock and are skipped.
 */

import { POINT } from '../../explorer/scenario';
import {
  compute,
  load,
  mark,
  NativeProgram,
  OPERATION,
  type Operation,
  type Program,
  request,
  store,
} from '../../hardware/operations';
import { LINE_BYTES, lockBytes } from './spinlock';

/** Where things lie: the counter on the first line, the lock some lines later. */
export const COUNTER_ADDRESS = 0;
export const LOCK_ADDRESS = 4 * LINE_BYTES;

/** Added to addresses outside the lock: no memory lies there. */
export const OUTSIDE_LOCK = 0x4000_0000;

/** Bytes of memory that lock and counter need. */
export function memoryBytes(cores: number): number {
  return LOCK_ADDRESS + lockBytes(cores);
}

export interface LockPrograms {
  acquire(core: number): Program;
  release(core: number): Program;
}

export interface ClientWork {
  readonly rounds: number;
  /** Cycles computed inside the critical section, by round; 0 for none. */
  hold(round: number): number;
  /** Cycles computed before acquire is called, by round; 0 for none. */
  think(round: number): number;
}

export function lockClient(core: number, cores: number, lock: LockPrograms, work: ClientWork): Program {
  return new NativeProgram(client(core, memoryBytes(cores), lock, work));
}

function* client(core: number, end: number, lock: LockPrograms, work: ClientWork): Operation {
  for (let round = 0; round < work.rounds; round++) {
    const think = work.think(round);
    if (think > 0) yield* compute(think);
    yield* mark(POINT.arrive);
    yield* carryOut(lock.acquire(core), end);
    yield* mark(POINT.enter);
    yield* store(COUNTER_ADDRESS, (yield* load(COUNTER_ADDRESS)) + 1);
    const hold = work.hold(round);
    if (hold > 0) yield* compute(hold);
    yield* mark(POINT.leave);
    yield* carryOut(lock.release(core), end);
  }
  return 0;
}

function* carryOut(program: Program, end: number): Operation {
  let result = 0;
  for (;;) {
    const kind = program.resume(result);
    if (kind === OPERATION.finished) return 0;
    result = 0;
    if (kind === OPERATION.mark || kind === OPERATION.systemCall) continue;
    const { address, operand, expected } = program.request;
    const accesses = kind >= OPERATION.load && kind <= OPERATION.compareAndSwap;
    const outside = accesses && (address < LOCK_ADDRESS || address >= end);
    request.kind = kind;
    request.address = outside ? address + OUTSIDE_LOCK : address;
    request.operand = operand;
    request.expected = expected;
    result = yield undefined;
  }
}
