/**
 * A PolicyHost that answers from a log instead of from code: the trusted process runs the simulation on it.
 * Service calls that the submission made are made again, at the same points, so that simulated memory and all
 * counters come out as they did.
 */
import {
  type PolicyHost,
  type PolicyInstance,
  type PolicyMethod,
  type PolicyShape,
  PolicyStopped,
  type Services,
  STOP_REASONS,
} from '../../simulator/engine/policy';
import { isOperationNumber, OPERATION, type Program } from '../../simulator/programs/operations';
import { type DecisionReader, LogMismatch, TAG } from './decision-log';

const LAST_OPERATION = Math.max(...Object.values(OPERATION));

/** What is said about a stop; text does not travel in the log. */
export interface StopText {
  readonly message: string;
  readonly line?: number;
}

/** @param text what to say when the log ends in a stop. */
export function replayPolicies(reader: DecisionReader, shape: PolicyShape, text?: StopText): PolicyHost {
  const serviceNames = Object.keys(shape.services);

  /** The stop whose tag was read. */
  const stop = (): PolicyStopped => {
    const reason = STOP_REASONS[reader.next()];
    if (reason === undefined) throw new LogMismatch('it names no known reason to stop');
    return new PolicyStopped(reason, text?.message ?? '', text?.line);
  };

  /** Replays service calls up to the next outcome. @returns its tag: TAG.return or TAG.operation. */
  const untilOutcome = (services: Services): number => {
    for (;;) {
      const tag = reader.next();
      if (tag === TAG.return || tag === TAG.operation) return tag;
      if (tag === TAG.stop) throw stop();
      const name = serviceNames[tag - TAG.firstService];
      const service = name === undefined ? undefined : services[name];
      if (name === undefined || service === undefined)
        throw new LogMismatch(`tag ${tag} stands where a call should end`);
      const numbers: number[] = [];
      for (let i = 0; i < shape.services[name]; i++) numbers.push(reader.next());
      try {
        service(...numbers);
      } catch (error) {
        if (!(error instanceof PolicyStopped)) throw error;
        // The machine refuses again what it refused then; the log says so as well.
        if (reader.next() !== TAG.stop || stop().reason !== error.reason)
          throw new LogMismatch(`the machine refuses ${name}, which it did not`);
        throw new PolicyStopped(error.reason, error.message, text?.line);
      }
    }
  };

  const returned = (services: Services): number => {
    if (untilOutcome(services) !== TAG.return)
      throw new LogMismatch('an operation stands where a call should return');
    const value = reader.next();
    if ((value | 0) !== value) throw new LogMismatch(`${value} is no result`);
    return value;
  };

  const operationNumber = (): number => {
    const value = reader.next();
    if (!isOperationNumber(value)) throw new LogMismatch(`${value} is no number of an operation`);
    return value;
  };

  const replayedProgram = (services: Services): Program => {
    const request = { kind: 0, address: 0, operand: 0, expected: 0 };
    return {
      request,
      resume() {
        if (untilOutcome(services) !== TAG.operation)
          throw new LogMismatch('a return stands where an operation should');
        const kind = reader.next();
        if (!Number.isInteger(kind) || kind < 0 || kind > LAST_OPERATION)
          throw new LogMismatch(`${kind} is no operation`);
        request.kind = kind;
        request.address = operationNumber();
        request.operand = operationNumber();
        request.expected = operationNumber();
        return kind;
      },
    };
  };

  return {
    create(services): PolicyInstance {
      returned(services);
      const methods: Record<string, PolicyMethod> = {};
      for (const name of Object.keys(shape.methods)) methods[name] = () => returned(services);
      const programs: Record<string, () => Program> = {};
      for (const name of Object.keys(shape.programs))
        programs[name] = () => {
          returned(services);
          return replayedProgram(services);
        };
      return { methods, programs };
    },
    takeUnits() {
      const tag = reader.next();
      if (tag === TAG.stop) throw stop();
      if (tag !== TAG.units) throw new LogMismatch('the count of units is missing');
      const units = reader.next();
      if (!Number.isInteger(units) || units < 0) throw new LogMismatch(`${units} is no count of units`);
      return units;
    },
  };
}
