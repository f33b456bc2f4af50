/** Wraps any PolicyHost so that all numbers that come out of it are logged, in the order in which they come. */
import {
  type PolicyHost,
  type PolicyInstance,
  type PolicyMethod,
  type PolicyShape,
  PolicyStopped,
  type Services,
} from '../../simulator/engine/policy';
import type { Program } from '../../simulator/programs/operations';
import { type DecisionLog, TAG } from './decision-log';

/** @param shape of the exercise: gives services their numbers. @returns a host that behaves as `host` and fills `log`. */
export function recordPolicies(host: PolicyHost, shape: PolicyShape, log: DecisionLog): PolicyHost {
  /** Runs `call`; logs how it stopped when it did. */
  const guarded = <T>(call: () => T): T => {
    try {
      return call();
    } catch (error) {
      if (error instanceof PolicyStopped) log.stop(error.reason);
      throw error;
    }
  };

  const loggedServices = (services: Services): Services => {
    const logged: Record<string, (...numbers: number[]) => number> = {};
    Object.keys(shape.services).forEach((name, index) => {
      const tag = TAG.firstService + index;
      const service = services[name];
      if (service === undefined)
        throw new Error(`The simulation gives no service ${name}, which its shape names`);
      const parameters = shape.services[name];
      if (parameters === 1)
        logged[name] = (first = 0) => {
          log.begin(tag, 1);
          log.push(first);
          return service(first);
        };
      else if (parameters === 2)
        logged[name] = (first = 0, second = 0) => {
          log.begin(tag, 2);
          log.push(first);
          log.push(second);
          return service(first, second);
        };
      else
        logged[name] = (...numbers) => {
          log.begin(tag, parameters);
          for (let i = 0; i < parameters; i++) log.push(numbers[i] ?? 0);
          return service(...numbers.slice(0, parameters));
        };
    });
    return logged;
  };

  /** Logs one outcome: its tag and its numbers. */
  const logged = (tag: number, ...numbers: number[]): void => {
    log.begin(tag, numbers.length);
    for (const number of numbers) log.push(number);
  };

  const loggedMethod =
    (method: PolicyMethod): PolicyMethod =>
    (...numbers) =>
      guarded(() => {
        const value = method(...numbers);
        logged(TAG.return, value);
        return value;
      });

  const loggedProgram = (program: Program): Program => ({
    request: program.request,
    resume: (result) =>
      guarded(() => {
        const kind = program.resume(result);
        const { address, operand, expected } = program.request;
        logged(TAG.operation, kind, address, operand, expected);
        return kind;
      }),
  });

  return {
    create(services, ...numbers): PolicyInstance {
      const inner = guarded(() => {
        const instance = host.create(loggedServices(services), ...numbers);
        logged(TAG.return, 0);
        return instance;
      });
      const methods: Record<string, PolicyMethod> = {};
      for (const name of Object.keys(shape.methods)) methods[name] = loggedMethod(inner.methods[name]);
      const programs: Record<string, (...numbers: number[]) => Program> = {};
      for (const name of Object.keys(shape.programs))
        programs[name] = (...parameters) => {
          const start = inner.programs[name] as (...numbers: number[]) => Program;
          return guarded(() => {
            const program = start(...parameters);
            logged(TAG.return, 0);
            return loggedProgram(program);
          });
        };
      return { methods, programs };
    },
    takeUnits: () =>
      guarded(() => {
        const units = host.takeUnits();
        logged(TAG.units, units);
        return units;
      }),
  };
}
