/**
 * A confined process that holds a package, as the trusted side sees it: asked one thing at a time, believed in nothing,
 * and killed when it takes too long, ends, or says what it may not.
 */
import { ProtocolError } from '../confine/child-protocol';
import { ConfinedProcess } from '../confine/confined-process';
import { processorTimeMs, Watchdog } from '../confine/watchdog';
import type { PackageOrder } from './package-child';

/** Then another takes its place: outer-layers.ts ends it at 20 s. */
const MOST_PROCESSOR_MS = 10_000;
/** JSON that anything but a trace comes in. */
const MAX_JSON_BYTES = 16 * 1024 * 1024;

/** The package did not do what it was asked: its author's fault, told in a sentence. The process is gone, or as before. */
export class PackageFault extends Error {
  constructor(
    readonly reason: 'time' | 'memory' | 'died' | 'failed',
    message: string,
  ) {
    super(message);
    this.name = 'PackageFault';
  }
}

interface Answer {
  /** Parsed, and nothing else known of it. */
  readonly told: unknown;
  /** Of the JSON that it came as. */
  readonly jsonBytes: number;
  readonly bytes: Uint8Array;
}

type Message =
  | { readonly kind: 'ready' | 'loaded' }
  | { readonly kind: 'answered'; readonly json: number; readonly payload: Uint8Array }
  | { readonly kind: 'failed'; readonly message: string };

export class PackageProcess {
  private readonly process: ConfinedProcess<Message>;
  /** One question at a time. */
  private last: Promise<unknown> = Promise.resolve();

  /** @param childPath package.cjs, as buildPackageChild() made it. @param filesBeside that it reads. */
  constructor(childPath: string, filesBeside: readonly string[] = ['realm.js', 'realm.cache']) {
    this.process = new ConfinedProcess(childPath, filesBeside, parseMessage);
  }

  /** @throws PackageFault */
  async started(): Promise<void> {
    if (!(await this.process.ready))
      throw new PackageFault('died', 'the process for a package could not start');
  }

  /** @param script as exerciseScript() made it. @param limitMs processor time that its modules may take. @throws PackageFault */
  async load(script: string, limitMs: number): Promise<void> {
    await this.started();
    await this.exchange({ kind: 'package' }, [Buffer.from(script, 'latin1')], limitMs, 'be loaded');
  }

  /** @param limitMs processor time that the answer may take. @throws PackageFault */
  ask(
    method: string,
    given: unknown,
    limitMs: number,
    bytes: Uint8Array = new Uint8Array(),
  ): Promise<Answer> {
    const asked = this.last.then(async () => {
      const json = Buffer.from(JSON.stringify(given) ?? '', 'utf8');
      const message = await this.exchange(
        { kind: 'ask', method, given: json.length },
        [json, bytes],
        limitMs,
        method,
      );
      if (message.kind !== 'answered') throw new PackageFault('failed', 'it answered with something else');
      return parseAnswer(message.payload, message.json);
    });
    this.last = asked.catch(() => undefined);
    return asked;
  }

  /** Whether it may still be asked: it ended, or most of the processor time that a confined process has is used up. */
  get isUsable(): boolean {
    return this.process.exited === undefined && (this.processorMs ?? 0) < MOST_PROCESSOR_MS;
  }

  /** Used so far; undefined where nothing tells, or when it has ended. */
  get processorMs(): number | undefined {
    return processorTimeMs(this.process.processId);
  }

  /** The last of what it wrote to its standard error. */
  get errors(): string {
    return this.process.errors;
  }

  async kill(): Promise<void> {
    this.process.kill();
    await this.process.ended;
  }

  private exchange(
    order: PackageOrder,
    payload: readonly Uint8Array[],
    limitMs: number,
    what: string,
  ): Promise<Message> {
    const { process } = this;
    return new Promise((resolve, reject) => {
      const watchdog = new Watchdog(process.processId, limitMs, () =>
        fail('time', `it took more than ${limitMs} ms of processor time to ${what}`),
      );
      const settle = () => {
        watchdog.stop();
        process.receive = () => {};
        process.fail = () => {};
      };
      const fail = (reason: PackageFault['reason'], message: string) => {
        settle();
        if (reason !== 'failed') process.kill();
        reject(new PackageFault(reason, message));
      };
      const ended = (how: string) => {
        const cause = process.causeOfDeath(how);
        fail(
          cause,
          cause === 'died'
            ? `its process ended when it was to ${what}`
            : `it ran out of ${cause} when it was to ${what}`,
        );
      };
      process.fail = ended;
      process.receive = (message) => {
        if (message.kind === 'failed') fail('failed', message.message);
        else {
          settle();
          resolve(message);
        }
      };
      if (process.exited !== undefined) ended(process.exited);
      else {
        watchdog.start();
        process.send(order, Buffer.concat(payload));
      }
    });
  }
}

function parseAnswer(payload: Uint8Array, json: number): Answer {
  try {
    return {
      told: JSON.parse(new TextDecoder().decode(payload.subarray(0, json))),
      jsonBytes: json,
      bytes: payload.subarray(json),
    };
  } catch {
    throw new PackageFault('failed', 'its answer cannot be read');
  }
}

function parseMessage(header: object, payload: Uint8Array): Message {
  const { kind, json } = header as Record<string, unknown>;
  if (kind === 'ready' || kind === 'loaded') return { kind };
  if (kind === 'failed') return { kind, message: new TextDecoder().decode(payload) };
  if (
    kind !== 'answered' ||
    typeof json !== 'number' ||
    !(json >= 0 && json <= Math.min(payload.length, MAX_JSON_BYTES))
  )
    throw new ProtocolError('an answer of no known kind');
  return { kind, json, payload };
}
