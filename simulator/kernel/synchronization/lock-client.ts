/**
 * A core that takes and gives back a lock, round after round, as a native program:
 *
 *      arrive, acquire, enter, load and store a shared counter, compute, leave, release, compute
 *
 * Only the lock's own operations are passed on to the machine: points are not for a lock and are skipped, and so
 * are system calls, but for those that it may make. Accesses outside its words are carried out, and told.
 */
import {
  compute,
  load,
  mark,
  NativeProgram,
  OPERATION,
  type Operation,
  type OperationRequest,
  POINT,
  type Program,
  store,
} from '../../programs/operations';
import { setRequest } from '../../programs/set-request';
import { LINE_BYTES, lockBytes } from './spinlock';

/** Where things lie: the counter on the first line, the lock some lines later, as many lines after it. */
export const COUNTER_ADDRESS = 0;
export const LOCK_ADDRESS = 4 * LINE_BYTES;

/** Bytes of memory: the counter, the lock, and what surrounds it. */
export function memoryBytes(cores: number): number {
  return LOCK_ADDRESS + lockBytes(cores) + LOCK_ADDRESS;
}

/** Of how many cores a lock is, and the address that it is told: where LOCK_ADDRESS lies for its own operations. */
export interface LockPlace {
  readonly cores: number;
  readonly lockAddress: number;
  /** Where accesses to anything but the lock's words go instead, on a machine where memory of others lies there. */
  readonly strayAddress?: number;
}

/** Told of each access by the lock of `core` to anything but its words. */
export type ForeignAccess = (core: number, address: number) => void;

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

export function lockClient(
  core: number,
  { cores, lockAddress, strayAddress }: LockPlace,
  lock: LockPrograms,
  work: ClientWork,
  foreign: ForeignAccess,
  /** System calls that it may make: their first argument is the address of a word of the lock. */
  calls: readonly number[] = [],
): Program {
  const end = lockAddress + lockBytes(cores);
  const place = (address: number) => {
    const inside = address - lockAddress + LOCK_ADDRESS;
    if (address >= lockAddress && address < end && address % 4 === 0) return inside;
    foreign(core, address);
    return strayAddress ?? inside;
  };
  return new LockClient(core, lock, work, place, calls);
}

/** Its own operations come from a generator, those of the lock go straight through: looks in vain are most of a run. */
class LockClient implements Program {
  readonly request: OperationRequest = { kind: 0, address: 0, operand: 0, expected: 0 };
  private readonly own: Program;
  /** What the lock is at; undefined between its calls. */
  private called: Program | undefined;

  constructor(
    core: number,
    lock: LockPrograms,
    work: ClientWork,
    private readonly place: (address: number) => number,
    private readonly calls: readonly number[],
  ) {
    this.own = new NativeProgram(this.rounds(core, lock, work));
  }

  resume(result: number): number {
    for (let answer = result; ; answer = 0) {
      if (this.called !== undefined) {
        const kind = this.passOn(this.called, answer);
        if (kind !== OPERATION.finished) return kind;
        this.called = undefined;
        answer = 0;
      }
      const kind = this.own.resume(answer);
      if (this.called !== undefined) continue;
      const { address, operand, expected } = this.own.request;
      return setRequest(this.request, kind, address, operand, expected);
    }
  }

  /** A yield after `called` was set hands over to it. */
  private *rounds(core: number, lock: LockPrograms, work: ClientWork): Operation {
    for (let round = 0; round < work.rounds; round++) {
      const think = work.think(round);
      if (think > 0) yield* compute(think);
      yield* mark(POINT.arrive);
      this.called = lock.acquire(core);
      yield undefined;
      yield* mark(POINT.enter);
      yield* store(COUNTER_ADDRESS, (yield* load(COUNTER_ADDRESS)) + 1);
      const hold = work.hold(round);
      if (hold > 0) yield* compute(hold);
      yield* mark(POINT.leave);
      this.called = lock.release(core);
      yield undefined;
    }
    return 0;
  }

  /** Runs the lock on to its next operation for the machine. @returns its kind. */
  private passOn(program: Program, result: number): number {
    for (let answer = result; ; answer = 0) {
      const kind = program.resume(answer);
      if (kind === OPERATION.finished) return kind;
      const { address, operand, expected } = program.request;
      const calling = kind === OPERATION.systemCall;
      if (kind === OPERATION.mark || (calling && !this.calls.includes(address))) continue;
      const onMemory = kind >= OPERATION.load && kind <= OPERATION.compareAndSwap;
      return setRequest(
        this.request,
        kind,
        onMemory ? this.place(address) : address,
        calling ? this.place(operand) : operand,
        expected,
      );
    }
  }
}
