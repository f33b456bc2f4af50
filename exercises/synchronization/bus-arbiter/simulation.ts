/**
 * Cores that compute and then wait for an access to a memory, and the arbiter that says whose access begins. Nothing
 * about what is right stands here, but what two accesses at once on one path do: they collide, and the run ends.
 */
import { defineEvents } from '../../../simulator/engine/define-events';
import type { PolicyInstance } from '../../../simulator/engine/policy';
import type { SimulationContext } from '../../exercise-definition';

export type ArbiterParameters = Readonly<{
  cores: number;
  memories: number;
  path: 'bus' | 'interconnect';
  /** Accesses after which no further one is asked for. */
  accesses: number;
  /** Between two accesses of a core, at most. */
  thinkCycles: number;
  /** Of an access, at most. */
  accessCycles: number;
  /** Of a hundred accesses: to memory 0, whatever the others. */
  hot: number;
}>;

export const EVENTS = defineEvents({
  requests: {
    fields: ['core', 'memory'],
    description: 'A core waits for an access.',
    sentence: 'core {core} waits for memory {memory}',
  },
  begins: {
    fields: ['core', 'memory', 'cycles'],
    description: 'The arbiter has granted it: the access begins.',
    sentence: 'the access of core {core} to memory {memory} begins, for {cycles:count cycles}',
  },
  ends: {
    fields: ['core', 'memory'],
    description: 'An access is over.',
    sentence: 'the access of core {core} to memory {memory} is over',
  },
  refused: {
    fields: ['answer'],
    description: 'The arbiter granted a core that does not wait, or that does not exist: the run ends.',
    sentence: 'the arbiter grants {answer}, which does not wait for anything',
  },
  collides: {
    fields: ['core', 'memory', 'other', 'busy'],
    description: 'Two accesses on one path at the same time: the run ends.',
    sentence:
      'the access of core {core} to memory {memory} collides with that of core {other} to memory {busy}',
  },
  stops: {
    fields: [],
    description: 'The run is over: all is done, or nobody has been granted anything for long.',
    sentence: 'the run is over',
  },
});

/** With nothing in flight for so long while somebody waits, nothing will come any more. */
const STUCK_CYCLES = 200;

interface Core {
  state: 'computes' | 'waits' | 'accesses';
  memory: number;
  /** When it comes to its next state, unless it waits. */
  until: number;
}

export function simulate(context: SimulationContext, parameters: ArbiterParameters): null {
  new Machine(context, parameters).run();
  return null;
}

class Machine {
  private readonly cores: Core[];
  private readonly policy: PolicyInstance;
  private cycle = 0;
  private requests = 0;
  private lastGrant = 0;
  private ended = false;

  constructor(
    private readonly context: SimulationContext,
    private readonly parameters: ArbiterParameters,
  ) {
    const { cores, memories, path, thinkCycles } = parameters;
    this.cores = Array.from({ length: cores }, () => ({
      ...{ state: 'computes', memory: 0 },
      until: context.random.below(thinkCycles + 1),
    }));
    this.policy = context.policies.create({}, cores, memories, path === 'bus' ? 1 : 0);
    Object.assign(context.counters, { cycles: 0, busTransactions: 0 });
  }

  run(): void {
    const { counters, policies, trace } = this.context;
    while (!this.ended) {
      this.end();
      this.request();
      this.grant();
      const next = this.nextCycle();
      if (next === undefined) break;
      this.cycle = next;
    }
    trace.record(this.cycle, EVENTS.index.stops);
    counters.cycles = this.cycle;
    counters.policyUnits = policies.takeUnits();
  }

  private end(): void {
    this.cores.forEach((core, number) => {
      if (core.state !== 'accesses' || core.until !== this.cycle) return;
      this.record('ends', number, core.memory);
      core.state = 'computes';
      core.until = this.cycle + this.context.random.between(1, this.parameters.thinkCycles);
      this.policy.methods.ended(number, core.memory);
    });
  }

  private request(): void {
    const { random } = this.context;
    const { memories, hot, accesses } = this.parameters;
    this.cores.forEach((core, number) => {
      if (core.state !== 'computes' || core.until > this.cycle || this.requests >= accesses) return;
      this.requests++;
      core.memory = random.below(100) < hot ? 0 : random.below(memories);
      core.state = 'waits';
      this.record('requests', number, core.memory);
      this.policy.methods.requested(number, core.memory);
    });
  }

  private grant(): void {
    const { random, counters } = this.context;
    const { path, accessCycles } = this.parameters;
    for (;;) {
      const answer = this.policy.methods.granted();
      if (answer < 0) return;
      const core = this.cores[answer];
      if (core === undefined || core.state !== 'waits') {
        this.record('refused', answer);
        this.ended = true;
        return;
      }
      const other = this.cores.findIndex(
        ({ state, memory }) => state === 'accesses' && (path === 'bus' || memory === core.memory),
      );
      if (other >= 0) {
        this.record('collides', answer, core.memory, other, this.cores[other].memory);
        this.ended = true;
        return;
      }
      const cycles = random.between(1, accessCycles);
      core.state = 'accesses';
      core.until = this.cycle + cycles;
      this.lastGrant = this.cycle;
      counters.busTransactions++;
      this.record('begins', answer, core.memory, cycles);
    }
  }

  /** When something happens next. @returns undefined when nothing does any more. */
  private nextCycle(): number | undefined {
    const moving = this.cores.filter(
      ({ state }) =>
        state === 'accesses' || (state === 'computes' && this.requests < this.parameters.accesses),
    );
    if (moving.length === 0) return undefined;
    const next = Math.max(this.cycle + 1, Math.min(...moving.map(({ until }) => until)));
    const inFlight = this.cores.some(({ state }) => state === 'accesses');
    if (!inFlight && this.cycle - this.lastGrant > STUCK_CYCLES) return undefined;
    return next;
  }

  private record(name: keyof typeof EVENTS.index, a: number, b = 0, c = 0, d = 0): void {
    this.context.trace.record(this.cycle, EVENTS.index[name], a, b, c, d);
  }
}
