/**
 * Programs of threads: what a thread does, operation by operation.
 *
 *      new BurstProgram([...COMPUTE(800), ...READ(0, 5000), ...COMPUTE(200)])     a list with a position
 *      new NativeProgram(function* () { yield* compute(800); ... }())             any code
 *
 *      new ForkableProgram(() => body())                                          code that may fork
 *
 * All ask their core for the operations of programs/operations.ts. A list allocates nothing as it runs, and knows
 * how long it will compute.
 */
import {
  NativeProgram,
  OPERATION,
  type Operation,
  type OperationRequest,
  type Program,
} from '../../programs/operations';
import { SYSTEM_CALL } from '../system-calls';

export interface ThreadProgram extends Program {
  /** Of machine code: what the program counter is at first. */
  readonly entry?: number;
  /** Cycles of computing after the current operation: what a policy may be told that knows run times in advance. */
  readonly computeCyclesLeft?: number;
  /** A copy that goes on from where this one is. Machine code needs none: all of it lies in memory and registers. */
  copy?(): ThreadProgram;
}

const NUMBERS_PER_OPERATION = 4;

/** Operations for a BurstProgram, as numbers to be spread into its list. */
export const COMPUTE = (cycles: number): readonly number[] => [OPERATION.compute, cycles, 0, 0];
export const READ = (device: number, cycles: number): readonly number[] => [
  OPERATION.systemCall,
  SYSTEM_CALL.read,
  device,
  cycles,
];
export const YIELD: readonly number[] = [OPERATION.systemCall, SYSTEM_CALL.yield, 0, 0];

export class BurstProgram implements ThreadProgram {
  readonly request: OperationRequest = { kind: 0, address: 0, operand: 0, expected: 0 };
  computeCyclesLeft = 0;
  private position = 0;

  /** @param operations kind, address, operand, expected of each. The end of the list is the end of the program. */
  constructor(private readonly operations: readonly number[]) {
    for (let at = 0; at < operations.length; at += NUMBERS_PER_OPERATION)
      if (operations[at] === OPERATION.compute) this.computeCyclesLeft += operations[at + 1];
  }

  resume(): number {
    const at = this.position;
    const { operations, request } = this;
    if (at >= operations.length) {
      request.kind = OPERATION.finished;
      request.operand = 0;
      return OPERATION.finished;
    }
    this.position = at + NUMBERS_PER_OPERATION;
    request.kind = operations[at];
    request.address = operations[at + 1];
    request.operand = operations[at + 2];
    request.expected = operations[at + 3];
    if (request.kind === OPERATION.compute) this.computeCyclesLeft -= request.address;
    return request.kind;
  }
}

/**
 * A native program that may call fork. A generator cannot be copied: its copy is a new one that is given all results
 * again that the first one got, which brings it to the same place, since nothing else decides what a program does.
 */
export class ForkableProgram implements ThreadProgram {
  private readonly results: number[] = [];
  private readonly program: NativeProgram;

  /** @param start makes the program anew; it must use nothing that changes. */
  constructor(private readonly start: () => Operation) {
    this.program = new NativeProgram(start());
  }

  get request(): OperationRequest {
    return this.program.request;
  }

  resume(result: number): number {
    this.results.push(result);
    return this.program.resume(result);
  }

  copy(): ForkableProgram {
    const copy = new ForkableProgram(this.start);
    for (const result of this.results) copy.resume(result);
    return copy;
  }
}
