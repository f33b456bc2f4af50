/**
 * Programs of threads: what a thread does, operation by operation.
 *
 *      new BurstProgram([...COMPUTE(800), ...READ(0, 5000), ...COMPUTE(200)])     a list with a position
 *      new NativeProgram(function* () { yield* compute(800); ... }())             any code
 *
 * Both ask their core for the operations of hardware/operations.ts. A list allocates nothing as it runs, and knows
 * how long it will compute.
 */
import { OPERATION, type OperationRequest, type Program } from '../hardware/operations';
import { SYSTEM_CALL } from './system-calls';

export interface ThreadProgram extends Program {
  /** Cycles of computing after the current operation: what a policy may be told that knows run times in advance. */
  readonly computeCyclesLeft?: number;
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
