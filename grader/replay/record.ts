/** Wraps any PolicyHost so that all numbers that come out of it are logged, in the order in which they come. */
import {
  type PolicyHost,
  type PolicyInstance,
  type PolicyMethod,
  type PolicyShape,
  PolicyStopped,
  type Services,
  STOP_REASONS,
} from '../../simulator/engine/policy';
import type { Program } from '../../simulator/hardware/operations';
import { type DecisionLog, TAG } from './decision-log';

/** @param shape of the exercise: gives services their numbers. @returns a host that behaves as `host` and fills `log`. */
export function recordPolicies(host: PolicyHost, shape: PolicyShape, log: DecisionLog): PolicyHost {
  /** Runs `call`; logs how it stopped when it did. */
  const guarded = <T>(call: () => T): T => {
    try {
      return call();
    } catch (error) {
      if (error instanceof PolicyStopped) {
        log.push(TAG.stop);
        log.push(STOP_REASONS.indexOf(error.reason));
      }
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
      const parameters = shape.services[name] as number;
      if (parameters === 1)
        logged[name] = (first = 0) => {
          log.push(tag);
          log.push(first);
          return service(first);
        };
      else if (parameters === 2)
        logged[name] = (first = 0, second = 0) => {
          log.push(tag);
          log.push(first);
          log.push(second);
          return service(first, second);
        };
      else
        logged[name] = (...numbers) => {
          log.push(tag);
          for (let i = 0; i < parameters; i++) log.push(numbers[i] ?? 0);
          return service(...numbers.slice(0, parameters));
        };
    });
    return logged;
  };

  const loggedMethod =
    (method: PolicyMethod): PolicyMethod =>
    (...numbers) => {
      const value = guarded(() => method(...numbers));
      log.push(TAG.return);
      log.push(value);
      return value;
    };

  const loggedProgram = (program: Program): Program => ({
    request: program.request,
    resume(result) {
      const kind = guarded(() => program.resume(result));
      const { address, operand, expected } = program.request;
      log.push(TAG.operation);
      log.push(kind);
      log.push(address);
      log.push(operand);
      log.push(expected);
      return kind;
    },
  });

  return {
    create(services, ...numbers): PolicyInstance {
      const inner = guarded(() => host.create(loggedServices(services), ...numbers));
      log.push(TAG.return);
      log.push(0);
      const methods: Record<string, PolicyMethod> = {};
      for (const name of Object.keys(shape.methods))
        methods[name] = loggedMethod(inner.methods[name] as PolicyMethod);
      const programs: Record<string, (...numbers: number[]) => Program> = {};
      for (const name of Object.keys(shape.programs))
        programs[name] = (...parameters) => {
          const start = inner.programs[name] as (...numbers: number[]) => Program;
          const program = guarded(() => start(...parameters));
          log.push(TAG.return);
          log.push(0);
          return loggedProgram(program);
        };
      return { methods, programs };
    },
    takeUnits() {
      const units = host.takeUnits();
      log.push(TAG.units);
      log.push(units);
      return units;
    },
  };
}
