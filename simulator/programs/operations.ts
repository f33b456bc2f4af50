/**
 * The operations that a native program may ask of its core, one `yield` each.
 *
 *      const old = yield* testAndSet(lock);
 *
 * A native program is a generator function. At every `yield` it has written one request into `request`; the
 * core carries it out, at a moment the machine (or the explorer) chooses, and resumes it with the result.
 * Between two yields nothing of another core can happen. Requests are numbers in one shared record, so that an
 * operation allocates nothing but its generator.
 *
 * This file is evaluated twice: in the simulator's own realm, and again inside the confined realm, where it
 * gives submitted code these functions. It must therefore import nothing.
 */

/** What the last yielded operation asks for. Read it right after `resume`, before anything else runs. */
export interface OperationRequest {
  /** One of OPERATION. */
  kind: number;
  /** Byte address of a 32-bit word, or the first argument of an operation that has no address. */
  address: number;
  /** Value to store, to add, to swap in. */
  operand: number;
  /** compareAndSwap: the value that must be there. */
  expected: number;
}

/** The numbers of a request, in the order in which they cross the policy boundary. */
export const REQUEST_FIELDS = ['address', 'operand', 'expected'] as const;

/** Whether an operation can be asked for with this number: an integer of 32 bits, signed or unsigned. */
export function isOperationNumber(value: number): boolean {
  return (value | 0) === value || value >>> 0 === value;
}

export const OPERATION = {
  /** Finished: `operand` is what the program returned. */
  finished: 0,
  load: 1,
  store: 2,
  testAndSet: 3,
  fetchAndAdd: 4,
  swap: 5,
  compareAndSwap: 6,
  /** Orders earlier stores before later loads (matters on a machine with store buffers). */
  fence: 7,
  /** Computes for `address` cycles, touching no memory. */
  compute: 8,
  /** Tells the machine that it waits in a loop: a hint, costs one cycle. */
  pause: 9,
  /** Marks a point of the program for the checker (`address` = which); takes no time and orders nothing. */
  mark: 10,
  /** A system call: `address` = number, `operand` and `expected` = arguments. */
  systemCall: 11,
} as const;

export type Operation = Generator<undefined, number, number>;

export const request: OperationRequest = { kind: 0, address: 0, operand: 0, expected: 0 };

function ask(kind: number, address: number, operand: number, expected: number): undefined {
  request.kind = kind;
  request.address = address;
  request.operand = operand;
  request.expected = expected;
  return undefined;
}

/** The 32-bit word at `address` (as a signed integer). */
export function* load(address: number): Operation {
  return yield ask(1, address, 0, 0);
}

/** Stores the low 32 bits of `value`. @returns 0 */
export function* store(address: number, value: number): Operation {
  return yield ask(2, address, value, 0);
}

/** Atomically: sets the word to 1. @returns what was there: 0 means that you set it. */
export function* testAndSet(address: number): Operation {
  return yield ask(3, address, 1, 0);
}

/** Atomically: adds `amount`. @returns the value before. */
export function* fetchAndAdd(address: number, amount: number): Operation {
  return yield ask(4, address, amount, 0);
}

/** Atomically: stores `value`. @returns the value before. */
export function* swap(address: number, value: number): Operation {
  return yield ask(5, address, value, 0);
}

/** Atomically: stores `value` if the word is `expected`. @returns the value before: equal to `expected` means stored. */
export function* compareAndSwap(address: number, expected: number, value: number): Operation {
  return yield ask(6, address, value, expected);
}

/** Waits until all earlier stores of this core are visible to every core. @returns 0 */
export function* fence(): Operation {
  return yield ask(7, 0, 0, 0);
}

/** Computes for `cycles` cycles without touching memory. @returns 0 */
export function* compute(cycles: number): Operation {
  return yield ask(8, cycles, 0, 0);
}

/** Says that the program waits in a loop. One cycle; lets another hardware thread go first. @returns 0 */
export function* pause(): Operation {
  return yield ask(9, 0, 0, 0);
}

/** Points that the checker understands, for `mark(point)`; others only appear in the trace. */
export const POINT = {
  /** Calls acquire. */
  arrive: 0,
  /** Is inside the critical section from here ... */
  enter: 1,
  /** ... to here. */
  leave: 2,
} as const;

/** A point that a checker watches for. Takes no time. @returns 0 */
export function* mark(point: number): Operation {
  return yield ask(10, point, 0, 0);
}

/** Enters the kernel. @returns the call's result. */
export function* systemCall(number: number, first = 0, second = 0): Operation {
  return yield ask(11, number, first, second);
}

/** Enters the kernel: in one step, sleeps at `address` if the word there still is `expected`. @returns 0 when woken, 1 when it differed. */
export function* sleepIfEqual(address: number, expected: number): Operation {
  return yield ask(11, 66, address, expected);
}

/** Enters the kernel: wakes at most `count` of those that sleep at `address`, longest asleep first. @returns how many. */
export function* wake(address: number, count: number): Operation {
  return yield ask(11, 65, address, count);
}

/** A running native program, as a core drives it. */
export interface Program {
  /** Runs on to the next operation, handing it the result of the previous one. @returns OPERATION kind; 0 when it finished. */
  resume(result: number): number;
  /** The operation that the last `resume` stopped at. */
  readonly request: OperationRequest;
}

/** A generator of this realm as a Program. */
export class NativeProgram implements Program {
  readonly request: OperationRequest = { kind: 0, address: 0, operand: 0, expected: 0 };

  constructor(private readonly generator: Generator<undefined, number | undefined, number>) {}

  resume(result: number): number {
    const step = this.generator.next(result);
    const own = this.request;
    if (step.done) {
      own.kind = OPERATION.finished;
      own.operand = typeof step.value === 'number' ? step.value : 0;
      return 0;
    }
    own.kind = request.kind;
    own.address = request.address;
    own.operand = request.operand;
    own.expected = request.expected;
    return own.kind;
  }
}
