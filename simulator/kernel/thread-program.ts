/**
 * Programs of threads that can be saved: what a thread does, operation by operation.
 *
 *      new BurstProgram([...COMPUTE(800), ...READ(0, 5000), ...COMPUTE(200)])     a list with a position
 *      new GeneratorProgram(function* () { yield* compute(800); ... })            any code
 *
 * Both ask their core for the operations of hardware/operations.ts. A list allocates nothing as it runs and is
 * saved as its position. A generator cannot be copied, so its saved form is the results that it was handed:
 * restoring starts it anew and hands it the same results again, which leads a deterministic program back to
 * where it was.
 */
import type { Operation, OperationRequest, Program } from '../hardware/operations';
import { NativeProgram, OPERATION } from '../hardware/operations';
import { SYSTEM_CALL } from './system-calls';

export interface SavableProgram extends Program {
  /** Cycles of computing after the current operation; what a policy may be told that knows run times in advance. */
  readonly computeCyclesLeft: number;
  save(): number[];
  restore(saved: readonly number[]): void;
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

export class BurstProgram implements SavableProgram {
  readonly request: OperationRequest = { kind: 0, address: 0, operand: 0, expected: 0 };
  computeCyclesLeft = 0;
  private position = 0;

  /** @param operations kind, address, operand, expected of each. The end of the list is the end of the program. */
  constructor(private readonly operations: readonly number[]) {
    this.computeCyclesLeft = this.countFrom(0);
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

  save(): number[] {
    return [this.position];
  }

  restore(saved: readonly number[]): void {
    const position = saved[0];
    this.position = Math.max(0, position - NUMBERS_PER_OPERATION);
    this.computeCyclesLeft = this.countFrom(this.position);
    if (position > 0) this.resume();
  }

  private countFrom(position: number): number {
    let cycles = 0;
    for (let at = position; at < this.operations.length; at += NUMBERS_PER_OPERATION)
      if (this.operations[at] === OPERATION.compute) cycles += this.operations[at + 1];
    return cycles;
  }
}

export class GeneratorProgram implements SavableProgram {
  readonly request: OperationRequest = { kind: 0, address: 0, operand: 0, expected: 0 };
  /** Not known in advance. */
  readonly computeCyclesLeft = 0;
  private program: NativeProgram;
  private results: number[] = [];

  constructor(private readonly start: () => Operation) {
    this.program = new NativeProgram(start());
  }

  resume(result: number): number {
    this.results.push(result);
    const kind = this.program.resume(result);
    Object.assign(this.request, this.program.request);
    return kind;
  }

  save(): number[] {
    return this.results.slice();
  }

  restore(saved: readonly number[]): void {
    this.program = new NativeProgram(this.start());
    this.results = [];
    for (const result of saved) this.resume(result);
  }
}
