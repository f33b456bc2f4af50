/** A run with every call into the policy, and every service that it called, as a line of text. */
import type { ExerciseDefinition } from '../../exercises/exercise-definition';
import type { PolicyHost, PolicyMethod, PolicyShape, Services } from '../../simulator/engine/policy';
import type { Trace } from '../../simulator/engine/trace';
import { runCase, type SeededCase } from './run-case';

/** So many lines of a run are told. */
export const MOST_LINES = 20_000;

/** A call, or a service that it called. */
export interface ToldCall {
  readonly kind: 'calls' | 'services';
  readonly name: string;
  /** Events in the trace when it was made. */
  readonly after: number;
  text: string;
}

export interface ToldRun {
  readonly calls: readonly ToldCall[];
  readonly trace: Trace;
}

type Runnable = Pick<ExerciseDefinition, 'simulate' | 'events' | 'shape'>;

/** @throws whatever the simulation throws. */
export function toldRun(
  exercise: Runnable,
  policies: PolicyHost,
  seeded: Pick<SeededCase, 'seed' | 'parameters'>,
): ToldRun {
  const calls: ToldCall[] = [];
  const simulate: ExerciseDefinition['simulate'] = (context, parameters) => {
    const told = toldPolicies(context.policies, exercise.shape, calls, () => context.trace.length);
    return exercise.simulate({ ...context, policies: told }, parameters);
  };
  const { trace } = runCase({ ...exercise, simulate }, seeded, policies);
  return { calls, trace };
}

/** A host that behaves as `host` and tells of each call: in the order in which they were made. */
function toldPolicies(
  host: PolicyHost,
  shape: PolicyShape,
  calls: ToldCall[],
  events: () => number,
): PolicyHost {
  const told =
    <Result>(kind: ToldCall['kind'], name: string, call: (...numbers: number[]) => Result) =>
    (...numbers: number[]): Result => {
      const indent = kind === 'services' ? '  ' : '';
      const entry: ToldCall = {
        kind,
        name,
        after: events(),
        text: `${indent}${name}(${numbers.join(', ')})`,
      };
      if (calls.length < MOST_LINES) calls.push(entry);
      const result = call(...numbers);
      if (typeof result === 'number') entry.text += ` -> ${result}`;
      return result;
    };
  return {
    create(services: Services, ...numbers) {
      const toldServices = Object.fromEntries(
        Object.entries(services).map(([name, service]) => [name, told('services', name, service)]),
      );
      const create = told('calls', shape.className, () => host.create(toldServices, ...numbers));
      const { methods, programs } = create(...numbers);
      const each = <Method>(
        table: Readonly<Record<string, Method>>,
        wrap: (name: string, one: Method) => Method,
      ) => Object.fromEntries(Object.entries(table).map(([name, one]) => [name, wrap(name, one)]));
      return {
        methods: each<PolicyMethod>(methods, (name, method) => told('calls', name, method)),
        programs: each(programs, (name, start) => told('calls', name, start)),
      };
    },
    takeUnits: () => host.takeUnits(),
  };
}
