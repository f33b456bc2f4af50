/**
 * Notes, beside the events of a run, which calls into the submission lay between them and where each came to its end:
 * calls of methods, and steps of programs, each up to the operation that it asks for.
 *
 *      methods and programs of nobody:   ... call, call, event ...       they lie between two events
 *      programs of a thread:             step of 1, event of 0, event of 1    its last step asked for its event
 *
 * Before the first event only the newest step of each thread is kept: an explorer runs programs in every interleaving
 * first, and then shows one.
 */
import type { PolicyHost, PolicyInstance, PolicyShape } from '../../simulator/engine/policy';
import { OPERATION, type Program } from '../../simulator/programs/operations';

/** In the order in which they ended. */
export interface NotedCalls {
  /** Names, as `method` numbers them: methods, then programs. */
  readonly names: readonly string[];
  readonly method: readonly number[];
  /** The thread or core whose program made the step, as the program was told it; NOBODY else. */
  readonly who: readonly number[];
  /** Number of the event that came next: the call lay between it and the one before. */
  readonly event: readonly number[];
  /** Line of the submission that was reached last, from 1; 0 where a thread left its program. */
  readonly line: readonly number[];
}

/** Whose steps lie between events like calls: methods, and programs that are not told whose they are. */
export const NOBODY = -1;

/** More are not looked at by anybody, and would take memory for nothing. */
export const MOST_CALLS = 400_000;

export class CallNotes {
  readonly noted: NotedCalls;
  private readonly method: number[] = [];
  private readonly who: number[] = [];
  private readonly event: number[] = [];
  private readonly line: number[] = [];
  /** By thread: the newest step while there is no event, as method and line. */
  private readonly early = new Map<number, readonly [method: number, line: number]>();

  /**
   * @param nextEvent number of the event that will be recorded next.
   * @param lineNow line that the submission reached last.
   */
  constructor(
    private readonly shape: PolicyShape,
    private readonly nextEvent: () => number,
    private readonly lineNow: () => number,
  ) {
    const { method, who, event, line } = this;
    const names = [...Object.keys(shape.methods), ...Object.keys(shape.programs)];
    this.noted = { names, method, who, event, line };
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
    const programs = Object.fromEntries(
      Object.keys(this.shape.programs).map((name) => {
        const number = names.indexOf(name);
        return [
          name,
          (...given: number[]) =>
            this.overProgram(number, given[0] ?? NOBODY, inner.programs[name](...given)),
        ];
      }),
    );
    return { methods, programs };
  }

  private overProgram(number: number, who: number, program: Program): Program {
    return {
      request: program.request,
      resume: (result) => {
        const kind = program.resume(result);
        const line = kind === OPERATION.finished ? 0 : this.lineNow();
        if (who === NOBODY || this.nextEvent() > 0) this.note(number, who, line);
        else this.early.set(who, [number, line]);
        return kind;
      },
    };
  }

  /** Also of a call that ends the run. */
  private ending<T>(number: number, call: () => T): T {
    try {
      return call();
    } finally {
      this.note(number, NOBODY, this.lineNow());
    }
  }

  private note(method: number, who: number, line: number): void {
    for (const [thread, [number, reached]] of this.early) this.add(number, thread, 0, reached);
    this.early.clear();
    this.add(method, who, this.nextEvent(), line);
  }

  private add(method: number, who: number, event: number, line: number): void {
    if (this.method.length >= MOST_CALLS) return;
    this.method.push(method);
    this.who.push(who);
    this.event.push(event);
    this.line.push(line);
  }
}
