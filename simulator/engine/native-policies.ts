/**
 * Policies written in the simulator's own language, behind the same door as submitted ones.
 *
 *      const policies = new NativePolicies(RoundRobin, ROUND_ROBIN_SHAPE);
 *      simulate({ random, policies, trace, counters }, parameters);
 *
 * For the reference implementations, tests, benchmarks and the laboratories. The class is created as a
 * submission's would be (`new Class(services, ...numbers)`), a method that returns nothing answers 0, and
 * generator methods become Programs. Nothing is confined, metered, or checked beyond the type of an answer.
 * Instead of metering, each call may count a fixed number of units (`unitsPerCall`), so that a test can see
 * units being charged.
 */
import type { Operation, Program } from '../programs/operations';
import { NativeProgram } from '../programs/operations';
import type { PolicyHost, PolicyInstance, PolicyMethod, PolicyShape, Services } from './policy';
import { describeWrongResult, PolicyStopped } from './policy';

/** A class whose instances have the methods that a `PolicyShape` names; it declares its own services and numbers. */
export type PolicyClass = new (...parameters: never[]) => object;

export class NativePolicies implements PolicyHost {
  private units = 0;

  /** @param unitsPerCall units that each call of a method and each resume of a program counts. */
  constructor(
    private readonly policyClass: PolicyClass,
    private readonly shape: PolicyShape,
    private readonly unitsPerCall = 0,
  ) {}

  create(services: Services, ...numbers: number[]): PolicyInstance {
    const construct = this.policyClass as new (services: Services, ...numbers: number[]) => object;
    const policy = new construct(services, ...numbers) as Record<string, unknown>;
    const methods: Record<string, PolicyMethod> = {};
    for (const name of Object.keys(this.shape.methods))
      methods[name] = this.method(policy, name, this.shape.methods[name]);
    const programs: Record<string, (...numbers: number[]) => Program> = {};
    for (const name of Object.keys(this.shape.programs)) programs[name] = this.program(policy, name);
    return { methods, programs };
  }

  takeUnits(): number {
    const units = this.units;
    this.units = 0;
    return units;
  }

  /** One closure an arity: a rest parameter would allocate on the simulator's hot path. */
  private method(policy: Record<string, unknown>, name: string, parameters: number): PolicyMethod {
    const run = this.find(policy, name) as PolicyMethod;
    if (parameters === 0) return () => this.answer(name, run.call(policy));
    if (parameters === 1) return (a) => this.answer(name, run.call(policy, a));
    if (parameters === 2) return (a, b) => this.answer(name, run.call(policy, a, b));
    if (parameters === 3) return (a, b, c) => this.answer(name, run.call(policy, a, b, c));
    return (...numbers) => this.answer(name, run.apply(policy, numbers));
  }

  private answer(name: string, answer: unknown): number {
    this.units += this.unitsPerCall;
    if (typeof answer === 'number' && (answer | 0) === answer) return answer | 0;
    if (answer === undefined) return 0;
    throw new PolicyStopped('value', describeWrongResult(name, typeof answer, answer));
  }

  private program(policy: Record<string, unknown>, name: string): (...numbers: number[]) => Program {
    const start = this.find(policy, name) as (...numbers: number[]) => Operation;
    return (...numbers) => {
      const program = new NativeProgram(start.apply(policy, numbers));
      if (this.unitsPerCall === 0) return program;
      return {
        request: program.request,
        resume: (result: number) => {
          this.units += this.unitsPerCall;
          return program.resume(result);
        },
      };
    };
  }

  private find(policy: Record<string, unknown>, name: string): unknown {
    const found = policy[name];
    if (typeof found !== 'function')
      throw new PolicyStopped('exception', `${this.policyClass.name} has no method ${name}`);
    return found;
  }
}
