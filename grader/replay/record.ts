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
  /** What was thrown, to be thrown on; logs how the submission stopped if it did. */
  const stopped = (error: unknown): unknown => {
    if (error instanceof PolicyStopped) log.stop(error.reason);
    return error;
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

  /** @returns the value, once it is logged. */
  const logged = (tag: number, value: number): number => {
    log.begin(tag, 1);
    log.push(value);
    return value;
  };

  /** What is made or started; not for what is called again and again. */
  const begun = <Made>(begin: () => Made): Made => {
    try {
      const made = begin();
      logged(TAG.return, 0);
      return made;
    } catch (error) {
      throw stopped(error);
    }
  };

  /** One closure an arity: a rest parameter would allocate at every call. */
  const loggedMethod = (method: PolicyMethod, parameters: number): PolicyMethod => {
    if (parameters === 0)
      return () => {
        try {
          return logged(TAG.return, method());
        } catch (error) {
          throw stopped(error);
        }
      };
    if (parameters === 1)
      return (a) => {
        try {
          return logged(TAG.return, method(a));
        } catch (error) {
          throw stopped(error);
        }
      };
    if (parameters === 2)
      return (a, b) => {
        try {
          return logged(TAG.return, method(a, b));
        } catch (error) {
          throw stopped(error);
        }
      };
    return (...numbers) => {
      try {
        return logged(TAG.return, method(...numbers));
      } catch (error) {
        throw stopped(error);
      }
    };
  };

  const loggedProgram = (program: Program): Program => ({
    request: program.request,
    resume: (result) => {
      try {
        const kind = program.resume(result);
        const { address, operand, expected } = program.request;
        log.begin(TAG.operation, 4);
        log.push(kind);
        log.push(address);
        log.push(operand);
        log.push(expected);
        return kind;
      } catch (error) {
        throw stopped(error);
      }
    },
  });

  return {
    create(services, ...numbers): PolicyInstance {
      const inner = begun(() => host.create(loggedServices(services), ...numbers));
      const methods: Record<string, PolicyMethod> = {};
      for (const [name, parameters] of Object.entries(shape.methods))
        methods[name] = loggedMethod(inner.methods[name], parameters);
      const programs: Record<string, (...numbers: number[]) => Program> = {};
      for (const name of Object.keys(shape.programs))
        programs[name] = (...parameters) => {
          const start = inner.programs[name] as (...numbers: number[]) => Program;
          return loggedProgram(begun(() => start(...parameters)));
        };
      return { methods, programs };
    },
    takeUnits: () => {
      try {
        return logged(TAG.units, host.takeUnits());
      } catch (error) {
        throw stopped(error);
      }
    },
  };
}
