/** Notes, beside the events of a run, which calls into the submission lay between them and where each came to its end. */
import type { PolicyHost, PolicyInstance, PolicyShape } from '../../simulator/engine/policy';

/**
 * Calls of methods in the order in which they ended. Steps of programs are not among them: an explorer runs those in
 * every interleaving, and its trace is of one.
 */
export interface NotedCalls {
  /** Names, as `method` numbers them. */
  readonly names: readonly string[];
  readonly method: readonly number[];
  /** Number of the event that came next: the call lay between it and the one before. */
  readonly event: readonly number[];
  /** Line of the submission that was reached last, from 1. */
  readonly line: readonly number[];
}

/** More are not looked at by anybody, and would take memory for nothing. */
export const MOST_CALLS = 400_000;

export class CallNotes {
  readonly noted: NotedCalls;
  private readonly method: number[] = [];
  private readonly event: number[] = [];
  private readonly line: number[] = [];

  /**
   * @param nextEvent number of the event that will be recorded next.
   * @param lineNow line that the submission reached last.
   */
  constructor(
    private readonly shape: PolicyShape,
    private readonly nextEvent: () => number,
    private readonly lineNow: () => number,
  ) {
    const { method, event, line } = this;
    this.noted = {
      names: Object.keys(shape.methods),
      method,
      event,
      line,
    };
  }

  /** @returns a host that behaves as `host`. */
  over(host: PolicyHost): PolicyHost {
    return {
      create: (services, ...numbers) => this.overInstance(host.create(services, ...numbers)),
      takeUnits: () => host.takeUnits(),
    };
  }

  private overInstance(inner: PolicyInstance): PolicyInstance {
    const { names } = this.noted;
    const methods = Object.fromEntries(
      Object.keys(this.shape.methods).map((name) => {
        const number = names.indexOf(name);
        const method = inner.methods[name];
        return [name, (...given: number[]) => this.ending(number, () => method(...given))];
      }),
    );
    return { methods, programs: inner.programs };
  }

  /** Also of a call that ends the run. */
  private ending<T>(number: number, call: () => T): T {
    try {
      return call();
    } finally {
      if (this.method.length < MOST_CALLS) {
        this.method.push(number);
        this.event.push(this.nextEvent());
        this.line.push(this.lineNow());
      }
    }
  }
}
