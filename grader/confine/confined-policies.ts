/**
 * The PolicyHost over a confined submission: what the simulation calls instead of a reference implementation.
 *
 *      simulation ─▶ method ─▶ realm's wrapper ─▶ submission        numbers
 *                 ◀─ PolicyStopped, made here, once registers[0] says that the run is over
 *
 * The host is never entered half-way: while a service runs, `serving` is set, and it is cleared only when the
 * service came back (no `finally`). A submission that exhausts the stack inside the machine leaves it set, and
 * the run is void: the machine may be half-updated. A service that throws PolicyStopped (a bad address, say)
 * unwinds through the submission as an error of its own realm, and goes on here as what it was. Any other error
 * of a service is a bug of the simulation and is thrown as it is.
 */
import {
  type PolicyHost,
  type PolicyInstance,
  type PolicyMethod,
  type PolicyShape,
  PolicyStopped,
  type Services,
  STOP_REASONS,
  type StopReason,
} from '../../simulator/engine/policy';
import type { Program } from '../../simulator/programs/operations';
import type { Diagnostic } from '../verdict';
import type { ConfinedProgram, ConfinedResume, HostServices, Realm } from './realm';
import { REGISTERS } from './realm';

/** Fuel must stay a small integer of the engine. */
export const MAX_UNITS = 2 ** 30;

export interface ConfinedStop {
  readonly reason: StopReason;
  readonly message: string;
  /** Line of the submission that was reached last. */
  readonly line?: number;
}

/** A program text as it was evaluated in a realm. */
interface LoadedProgram {
  readonly confined: ConfinedProgram;
  readonly registers: Float64Array;
}

/** A realm keeps the programs that it evaluated last: a submission's cases share one. */
const MAX_LOADED = 16;

interface RealmState {
  readonly programs: Map<string, LoadedProgram>;
  /** The case that runs: a realm has one meter, and so runs one case at a time. */
  current: ConfinedPolicies | undefined;
}

const realmStates = new WeakMap<Realm, RealmState>();

function stateOf(realm: Realm): RealmState {
  let state = realmStates.get(realm);
  if (state === undefined) {
    state = { programs: new Map(), current: undefined };
    realmStates.set(realm, state);
  }
  return state;
}

function loadProgram(realm: Realm, text: string): LoadedProgram {
  const { programs } = stateOf(realm);
  let loaded = programs.get(text);
  if (loaded === undefined) {
    const registers = new Float64Array(REGISTERS);
    loaded = { confined: realm.load(text, registers), registers };
    const [oldest] = programs.keys();
    if (programs.size >= MAX_LOADED && oldest !== undefined) programs.delete(oldest);
    programs.set(text, loaded);
  }
  return loaded;
}

/**
 * Why the engine or the confinement cannot take a program text that the compiler gave; undefined when it can.
 * Nothing of the submission runs before a case begins, so the error is the engine's own.
 */
export function whyUnloadable(realm: Realm, text: string): string | undefined {
  try {
    loadProgram(realm, text);
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/** As it is told to the student: a fault of ours, but one that another way of writing avoids. */
export function unloadable(why: string): Diagnostic {
  const message = `The compiler let this program through, but it cannot be loaded (${why}), which is our fault: write the most unusual part of it in another way.`;
  return { line: 1, column: 1, message };
}

export class ConfinedPolicies implements PolicyHost {
  stopped: ConfinedStop | undefined;
  private readonly program: ConfinedProgram;
  private readonly registers: Float64Array;
  private readonly realmState: RealmState;
  private readonly unitsLimit: number;
  private unitsTold = 0;
  /** Inside a call into the submission. */
  private entered = false;
  /** Inside a service that the submission called. */
  private serving = false;
  /** What a service threw. */
  private thrown: unknown;

  /**
   * Begins a case; from then on, an earlier case of the same realm can run no further.
   * @param program text that compile() gave. @param options.unitsLimit at most MAX_UNITS.
   * @throws when the text cannot be evaluated: the compiler let something through.
   */
  constructor(
    realm: Realm,
    program: string,
    private readonly shape: PolicyShape,
    options: { readonly unitsLimit: number },
  ) {
    if (!(options.unitsLimit > 0 && options.unitsLimit <= MAX_UNITS))
      throw new RangeError(
        `ConfinedPolicies: unitsLimit is ${options.unitsLimit}, not from 1 to ${MAX_UNITS}`,
      );
    const loaded = loadProgram(realm, program);
    this.program = loaded.confined;
    this.registers = loaded.registers;
    this.unitsLimit = options.unitsLimit;
    this.realmState = stateOf(realm);
    this.realmState.current = this;
    this.program.begin(options.unitsLimit);
  }

  create(services: Services, ...numbers: number[]): PolicyInstance {
    this.enter();
    const instance = this.program.create(this.guarded(services), ...numbers);
    this.leave();
    if (instance === null) throw this.stop();
    const methods: Record<string, PolicyMethod> = {};
    for (const name in this.shape.methods)
      methods[name] = this.method(instance.methods[name] as PolicyMethod, this.shape.methods[name]);
    const programs: Record<string, (...numbers: number[]) => Program> = {};
    for (const name in this.shape.programs) {
      const start = instance.programs[name] as (...numbers: number[]) => ConfinedResume | null;
      programs[name] = (...given) => {
        this.enter();
        const resume = start(...given);
        this.leave();
        if (resume === null) throw this.stop();
        return this.running(resume);
      };
    }
    return { methods, programs };
  }

  /** Since the case began. */
  get usedUnits(): number {
    return this.unitsLimit - this.program.fuel();
  }

  /** Of a profiled program: how often each of its regions was entered since the case began. */
  visits(regions: number): number[] {
    return Array.from({ length: regions }, (_, region) => this.program.visits(region));
  }

  /** Line of the submission that was reached last; 0 before. */
  get line(): number {
    return this.program.line();
  }

  takeUnits(): number {
    const used = this.usedUnits;
    const units = used - this.unitsTold;
    this.unitsTold = used;
    return units;
  }

  /** What the submission printed in this case: at most 200 lines, 10 kB. */
  get console(): string[] {
    const lines: string[] = [];
    for (let i = 0; i < this.program.printedLines(); i++) lines.push(this.program.printedLine(i));
    return lines;
  }

  /** One closure an arity: a rest parameter would allocate at every call. */
  private method(run: PolicyMethod, parameters: number): PolicyMethod {
    const { registers } = this;
    const after = (value: number): number => {
      this.entered = false;
      if (registers[0] !== 0) throw this.stop();
      return value;
    };
    if (parameters === 0)
      return () => {
        this.enter();
        return after(run());
      };
    if (parameters === 1)
      return (a) => {
        this.enter();
        return after(run(a));
      };
    if (parameters === 2)
      return (a, b) => {
        this.enter();
        return after(run(a, b));
      };
    if (parameters === 3)
      return (a, b, c) => {
        this.enter();
        return after(run(a, b, c));
      };
    return (...numbers) => {
      this.enter();
      return after(run(...numbers));
    };
  }

  private running(resume: ConfinedResume): Program {
    const request = { kind: 0, address: 0, operand: 0, expected: 0 };
    const { registers } = this;
    return {
      request,
      resume: (result) => {
        this.enter();
        const kind = resume(result);
        this.leave();
        if (registers[0] !== 0) throw this.stop();
        request.kind = kind;
        request.address = registers[2];
        request.operand = registers[3];
        request.expected = registers[4];
        return kind;
      },
    };
  }

  /** The services as the realm may call them. */
  private guarded(services: Services): HostServices {
    const guarded: Record<string, (...numbers: number[]) => number> = {};
    for (const name in this.shape.services) {
      const service = services[name];
      if (service === undefined)
        throw new Error(`The simulation gives no service ${name}, which its shape names`);
      const parameters = this.shape.services[name];
      // Written out an arity each, like method(); the catch blocks call nothing, so that they need no stack.
      if (parameters === 1)
        guarded[name] = (a) => {
          if (this.serving) throw this.thrown;
          this.serving = true;
          try {
            const result = service(a);
            this.serving = false;
            return result;
          } catch (error) {
            this.thrown = error;
            throw error;
          }
        };
      else if (parameters === 2)
        guarded[name] = (a, b) => {
          if (this.serving) throw this.thrown;
          this.serving = true;
          try {
            const result = service(a, b);
            this.serving = false;
            return result;
          } catch (error) {
            this.thrown = error;
            throw error;
          }
        };
      else
        guarded[name] = (...numbers) => {
          if (this.serving) throw this.thrown;
          this.serving = true;
          try {
            const result = service(...numbers);
            this.serving = false;
            return result;
          } catch (error) {
            this.thrown = error;
            throw error;
          }
        };
    }
    return guarded;
  }

  private enter(): void {
    if (this.realmState.current !== this)
      throw new Error('ConfinedPolicies: another case has begun in this realm');
    if (this.stopped !== undefined || this.registers[0] !== 0) throw this.stop();
    if (this.entered) {
      this.stopped = { reason: 'void', message: 'the machine called the submission while it was running' };
      throw this.stop();
    }
    this.entered = true;
  }

  private leave(): void {
    this.entered = false;
  }

  /** Why the submission can run no further, as an error of this realm. */
  private stop(): unknown {
    this.entered = false;
    if (this.stopped === undefined) {
      const { thrown } = this;
      const line = this.program.line();
      const at = line > 0 ? { line } : {};
      if (this.serving && thrown instanceof PolicyStopped)
        this.stopped = { reason: thrown.reason, message: thrown.message, ...at };
      else if (this.serving && (thrown === undefined || isStackOverflow(thrown)))
        this.stopped = {
          reason: 'void',
          message: 'it exhausted the stack inside a call to the machine, which may be half-done',
          ...at,
        };
      else if (this.serving) return thrown;
      else {
        const reason = STOP_REASONS[this.registers[0] - 1] ?? 'void';
        this.stopped = { reason, message: this.program.message() || DEFAULT_MESSAGES[reason], ...at };
      }
    }
    const { reason, message, line } = this.stopped;
    return new PolicyStopped(reason, message, line);
  }
}

const DEFAULT_MESSAGES: Readonly<Record<StopReason, string>> = {
  exception: 'it threw an error without a message',
  units: 'look for a loop that does not end, or for work that grows with the number of threads or blocks',
  depth: 'look for a function that calls itself without an end',
  value: 'something that is no integer of 32 bits was returned',
  service: 'a call to the machine was refused',
  calls: 'the machine was called too often',
  steps: 'its programs were still busy after very many steps',
  void: 'the run could not go on',
};

function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes('call stack');
}
