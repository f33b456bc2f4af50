/**
 * The boundary inside the confined realm: prepares the realm, and gives each program text its kit.
 *
 *      prepareRealm()   meters the built-ins, locks the realm down           once, before any submission
 *      load(text)       evaluates a program text in an empty compartment     text of ours around a checked submission
 *
 * Everything here is made in the realm of the submission. The host gives functions (services) and one array of
 * numbers, `registers`; the submission is never handed either. What comes back from the submission is looked at
 * with typeof only; errors that it threw are read once, for a message, as guarded code of its own.
 *
 *      registers   0 why the run ended (stopCode), 1-4 the operation that a program asks for
 *
 * On the server the realm is a second `vm` realm (node-realm.ts), in the browser the one of the worker
 * (browser-realm.ts).
 */

import { describeWrongResult } from '../../simulator/engine/policy';
import * as operations from '../../simulator/programs/operations';
import { METER } from '../compile/metering';
import { stopCode } from '../compile/program-text';
import { BOUND_GLOBALS } from '../compile/reserved-names';
import { BoundedConsole } from './bounded-console';
import {
  extendableBases,
  type Meter,
  meterBuiltIns,
  meteredOperands,
  setMeter,
  withCharges,
} from './metered-builtins';
import type { Boundary, ConfinedInstance, HostServices } from './realm';

/** What SES adds to the realm's globals. Source: github.com/endojs/endo, packages/ses. */
interface LockdownGlobals {
  lockdown(options: Readonly<Record<string, unknown>>): void;
  harden<T>(value: T): T;
  Compartment: new (
    options: Readonly<Record<string, unknown>>,
  ) => {
    readonly globalThis: object;
    evaluate(text: string): unknown;
  };
}

/** What evaluating a program text and giving it its kit yields (grader/compile/program-text.ts). */
interface ProgramParts {
  create(services: HostServices, ...numbers: number[]): ConfinedInstance | null;
  begin(fuel: number): void;
  charge(units: number): void;
  deeper(): void;
  shallower(): void;
  inside(): boolean;
  leave(): void;
  halt(code: number): void;
  /** Ends the run from within the submission. */
  fail(code: number): never;
  reason(): number;
  fuel(): number;
  line(): number;
  /** Only of a profiled program. */
  visits?(region: number): number;
}

const STOP = {
  exception: stopCode('exception'),
  depth: stopCode('depth'),
  value: stopCode('value'),
  service: stopCode('service'),
} as const;

/** What V8 throws when the stack ends before our own count of depth does. */
const STACK_OVERFLOW = 'Maximum call stack size exceeded';

/** What stands in every function that the compiler metered, and in no other that a submission can get hold of. */
const METERED = `${METER.line}=`;

const MAX_MESSAGE_LENGTH = 500;

const generatorPrototype = Object.getPrototypeOf(Object.getPrototypeOf((function* () {})())) as Generator;
const nextOf = Function.prototype.call.bind(generatorPrototype.next) as unknown as (
  generator: unknown,
  value: number,
) => IteratorResult<unknown, unknown>;
const { freeze } = Object;
const { getOwnPropertyDescriptor, getPrototypeOf, defineProperty } = Reflect;
const callOf = Function.prototype.call.bind(Function.prototype.call);
const sourceOf = Function.prototype.call.bind(Function.prototype.toString) as unknown as (
  run: unknown,
) => string;
/** Functions that were found to be of a submission: what stands in one never changes. */
const own = new WeakSet<object>();
const isIn = Function.prototype.call.bind(WeakSet.prototype.has) as unknown as (
  set: WeakSet<object>,
  member: object,
) => boolean;
const addTo = Function.prototype.call.bind(WeakSet.prototype.add) as unknown as (
  set: WeakSet<object>,
  member: object,
) => void;
const RealmRangeError = RangeError;
const RealmError = Error as ErrorConstructor & { stackTraceLimit?: number };

/** @returns the one way into the realm. Call it once in a realm where SES was evaluated and nothing else ran. */
export function prepareRealm(): Boundary {
  const realm = globalThis as unknown as LockdownGlobals & Record<string, unknown>;
  meterBuiltIns();
  const bases = extendableBases();
  realm.lockdown({
    errorTaming: 'safe',
    consoleTaming: 'unsafe',
    evalTaming: 'safe-eval',
    overrideTaming: 'min',
    reporting: 'none',
  });
  // Making an error would else take longer than what it costs, and nobody sees where it was made.
  RealmError.stackTraceLimit = 0;
  const { harden, Compartment } = realm;
  const values: Record<string, unknown> = {};
  for (const name of Object.keys(operations))
    values[name] = (operations as unknown as Record<string, unknown>)[name];
  const request = operations.request;
  harden(generatorPrototype);
  for (const name of Object.keys(values)) if (name !== 'request') harden(values[name]);
  delete values.request;
  freeze(values);
  harden(bases);

  return {
    load(text, registers) {
      const printed = new BoundedConsole((units) => program.charge(units));
      let message = '';
      const end = (): number => {
        program.leave();
        registers[0] = program.reason();
        return 0;
      };
      const stop = (code: number, why: string): number => {
        if (program.reason() === 0) message = why;
        program.halt(code);
        return end();
      };
      // A compartment's own globals: its Error and Math are the harmless ones.
      const compartment = new Compartment({ __options__: true, globals: {} });
      const globals: Record<string, unknown> = {};
      for (const name of BOUND_GLOBALS)
        globals[name] = withCharges(name, (compartment.globalThis as Record<string, unknown>)[name]);
      globals.console = printed.face;
      // Left out by SES because the bits of a NaN may tell something. Here they tell nothing worth knowing.
      for (const name of ['Float32Array', 'Float64Array']) globals[name] = realm[name];
      for (const key of Reflect.ownKeys(compartment.globalThis))
        Reflect.deleteProperty(compartment.globalThis, key);
      freeze(compartment.globalThis);

      const kit = freeze({
        ...meteredOperands,
        globals: harden(globals),
        operations: values,
        /** Thrown through the submission whenever the run is over; says nothing. */
        stop: harden(new RealmRangeError('The run is over')),
        freeze,
        bases,
        /** The first argument of a tagged template: its texts, and as `raw` how they were written. */
        template: (texts: (string | undefined)[], raw: string[]) =>
          freeze(Object.defineProperty(texts, 'raw', { value: freeze(raw) })),
        next: nextOf,
        call: callOf,
        isStackOverflow,
        /** The methods of a policy object that was just made; null when it does not have all of them. */
        methods(instance: object, className: string, names: readonly string[]) {
          const methods: Record<string, unknown> = {};
          for (const name of names) {
            const place = placeOf(instance, name);
            const found = place === undefined ? undefined : getOwnPropertyDescriptor(place, name);
            const run: unknown = found?.value;
            if (place === undefined || typeof run !== 'function' || !isOwn(run)) {
              stop(
                STOP.exception,
                `${name} must be a method that you wrote: in class ${className} write ${name}(...) { ... }`,
              );
              return null;
            }
            // From now on another one in its place would not be called: so putting it there is an error. To say it
            // again would cost the engine what it compiled.
            if (found?.writable !== false || found.configurable !== false)
              defineProperty(place, name, { writable: false, configurable: false });
            methods[name] = run;
          }
          return methods;
        },
        clearRequest() {
          request.kind = -1;
        },
        stopped: end,
        failed(error: unknown): number {
          if (program.reason() === 0) {
            const text = messageOf(error);
            program.leave(); // from here on nothing is metered, so nothing throws
            if (program.reason() === 0) message = text;
            program.halt(isStackOverflow(error) ? STOP.depth : STOP.exception);
          }
          return end();
        },
        wrongResult: (name: string, value: unknown): number =>
          stop(STOP.value, describeWrongResult(name, typeof value, value)),
        /** The run has ended already: this only says why, and may fail for want of stack. */
        badArgument(name: string, index: number, type: string): void {
          message = `${name} takes numbers, but its argument ${index} is ${withArticle(type)}`;
        },
        finished(value: unknown): number {
          if (value !== undefined && !(typeof value === 'number' && (value | 0) === value))
            return stop(STOP.value, describeWrongResult('a program', typeof value, value));
          registers[1] = 0;
          registers[2] = 0;
          registers[3] = value === undefined ? 0 : value | 0;
          registers[4] = 0;
          return 0;
        },
        requested(): number {
          const { kind } = request;
          if (kind === -1)
            return stop(
              STOP.value,
              'a program yielded without asking for an operation: write yield* load(address), with the star',
            );
          registers[1] = kind;
          for (let i = 0; i < operations.REQUEST_FIELDS.length; i++) {
            const field = operations.REQUEST_FIELDS[i];
            const value: unknown = request[field];
            if (typeof value !== 'number' || !operations.isOperationNumber(value))
              return stop(
                STOP.service,
                `${operationName(kind)} takes integers of 32 bits, but its ${field} is ${typeof value === 'number' ? value : withArticle(typeof value)}`,
              );
            registers[i + 2] = value + 0; // -0 is 0
          }
          return kind;
        },
      });

      const program = (compartment.evaluate(text) as (given: object) => ProgramParts)(kit);
      const meter: Meter = {
        inside: program.inside,
        charge: program.charge,
        deeper: program.deeper,
        shallower: program.shallower,
        fail(why) {
          if (program.reason() === 0) message = why;
          return program.fail(STOP.exception);
        },
      };
      return {
        begin(fuel) {
          message = '';
          printed.clear();
          registers[0] = 0;
          program.begin(fuel);
          setMeter(meter);
        },
        create(services, ...numbers) {
          return program.create(services, ...numbers);
        },
        fuel: () => program.fuel(),
        line: () => program.line(),
        visits: (region) => program.visits?.(region) ?? 0,
        message: () => message,
        printedLines: () => printed.length,
        printedLine: (index) => printed.line(index),
      };
    },
  };
}

/** Where `name` is found: on the object or on what it inherits from. Runs nothing of the submission. */
function placeOf(instance: object, name: string): object | undefined {
  for (let place: object | null = instance; place !== null; place = getPrototypeOf(place))
    if (getOwnPropertyDescriptor(place, name) !== undefined) return place;
  return undefined;
}

/** Whether a submission wrote this function. Runs nothing of it. */
function isOwn(run: object): boolean {
  if (isIn(own, run)) return true;
  if (!sourceOf(run).includes(METERED)) return false;
  addTo(own, run);
  return true;
}

/** Whether the engine's own stack ended. Runs nothing of the submission. */
function isStackOverflow(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    getPrototypeOf(error) === RealmRangeError.prototype &&
    getOwnPropertyDescriptor(error, 'message')?.value === STACK_OVERFLOW
  );
}

/** A bounded text for what a submission threw. May run its getters: they are metered like everything of its own. */
function messageOf(error: unknown): string {
  try {
    if (typeof error === 'string') return bounded(error);
    if (typeof error !== 'object' || error === null) return `threw ${withArticle(typeof error)}`;
    const { name, message } = error as { name: unknown; message: unknown };
    const text = typeof message === 'string' ? bounded(message) : '';
    return typeof name === 'string' && name !== '' ? `${name.slice(0, 50)}: ${text}` : text;
  } catch {
    return 'threw something that cannot be shown'; // its own getter threw: there is nothing to show
  }
}

function bounded(message: string): string {
  // An engine may quote a function; how it was compiled means nothing to its author.
  const quoted = message.indexOf(METERED);
  const text = quoted < 0 ? message : message.slice(0, message.lastIndexOf("'", quoted)).trimEnd();
  return text.length > MAX_MESSAGE_LENGTH ? `${text.slice(0, MAX_MESSAGE_LENGTH)}...` : text;
}

function withArticle(type: string): string {
  if (type === 'undefined') return type;
  return type === 'object' ? 'an object' : `a ${type}`;
}

function operationName(kind: number): string {
  for (const [name, value] of Object.entries(operations.OPERATION)) if (value === kind) return name;
  return 'an operation';
}
