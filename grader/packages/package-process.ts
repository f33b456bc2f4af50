/**
 * A confined process that holds a package, as the trusted side sees it: does one thing at a time, is believed in nothing,
 * and killed when it takes too long, ends, or says what it may not.
 */
import { ProtocolError } from '../confine/child-protocol';
import { ConfinedProcess } from '../confine/confined-process';
import { processorTimeMs, Watchdog } from '../confine/watchdog';
import type { PackageOrder } from './package-child';

/** Then another takes its place: outer-layers.ts ends it at 20 s. */
const MOST_PROCESSOR_MS = 10_000;
/** Processor time is looked at no more often. */
const LOOK_MS = 20;
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

/** It had not come to this order when another one ended it. */
export class NeverBegun extends PackageFault {}

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

/** Something that the process was told to do. Of several it does the first. */
interface Order {
  readonly limitMs: number;
  readonly what: string;
  readonly resolve: (message: Message) => void;
  readonly reject: (fault: PackageFault) => void;
}

export class PackageProcess {
  private readonly process: ConfinedProcess<Message>;
  private readonly orders: Order[] = [];
  private watchdog: Watchdog | undefined;
  private isGivenUp = false;
  /** Processor time when it had done what it was told last, or a little before: what is told after that begins with it. */
  private used: number | undefined;
  private lookedMs = Number.NEGATIVE_INFINITY;

  /** @param childPath package.cjs, as buildPackageChild() made it. @param filesBeside that it reads. */
  constructor(childPath: string, filesBeside: readonly string[] = ['realm.js', 'realm.cache']) {
    this.process = new ConfinedProcess(childPath, filesBeside, parseMessage);
  }

  /** @throws PackageFault */
  async started(): Promise<void> {
    if (!(await this.process.ready))
      throw new PackageFault('died', 'the process for a package could not start');
  }

  /**
   * @param script as exerciseScript() made it. @param limitMs processor time that its modules may take.
   * @param cache of a process that held the same script. @throws PackageFault
   */
  async load(script: string, limitMs: number, cache: Uint8Array = new Uint8Array()): Promise<void> {
    await this.started();
    const text = Buffer.from(script, 'latin1');
    await this.exchange({ kind: 'package', script: text.length }, [text, cache], limitMs, 'be loaded');
  }

  /** What lets another process of the same package load it without parsing. @throws PackageFault */
  async codeCache(limitMs: number): Promise<Uint8Array> {
    const message = await this.exchange({ kind: 'code cache' }, [], limitMs, 'be loaded');
    if (message.kind !== 'answered') throw new PackageFault('failed', 'it answered with something else');
    return parseAnswer(message.payload, message.json).bytes;
  }

  /**
   * May be asked before it has answered what it was asked before: then it waits for nobody in between.
   * @param limitMs processor time that the answer may take. @throws PackageFault
   */
  async ask(
    method: string,
    given: unknown,
    limitMs: number,
    bytes: Uint8Array = new Uint8Array(),
  ): Promise<Answer> {
    const json = Buffer.from(JSON.stringify(given) ?? '', 'utf8');
    const order = { kind: 'ask', method, given: json.length } as const;
    const message = await this.exchange(order, [json, bytes], limitMs, method);
    if (message.kind !== 'answered') throw new PackageFault('failed', 'it answered with something else');
    return parseAnswer(message.payload, message.json);
  }

  /** Whether it may still be asked: not if it ended or is about to, or has used most of a confined process's time. */
  get isUsable(): boolean {
    const { isGivenUp, process, used = 0 } = this;
    return !isGivenUp && process.exited === undefined && used < MOST_PROCESSOR_MS;
  }

  /** Used when it answered last; undefined where nothing tells, or when it had ended. */
  get processorMs(): number | undefined {
    return this.used;
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
    const { process, orders } = this;
    process.receive = (message) => this.answered(message);
    process.fail = (how) => this.ended(how);
    return new Promise((resolve, reject) => {
      orders.push({ limitMs, what, resolve, reject });
      if (process.exited !== undefined) {
        this.ended(process.exited);
        return;
      }
      if (orders.length === 1) {
        this.used ??= processorTimeMs(process.processId);
        this.watch();
      }
      process.send(order, Buffer.concat(payload));
    });
  }

  /** Not after every answer: to ask the system takes a part of what a short case takes. */
  private look(): void {
    const nowMs = performance.now();
    if (nowMs - this.lookedMs < LOOK_MS) return;
    this.lookedMs = nowMs;
    this.used = processorTimeMs(this.process.processId);
  }

  /** What it does now. */
  private watch(): void {
    const [order] = this.orders;
    if (order === undefined) return;
    const { limitMs, what } = order;
    this.watchdog = new Watchdog(this.process.processId, limitMs, () => {
      this.giveUp(new PackageFault('time', `it took more than ${limitMs} ms of processor time to ${what}`));
      this.process.kill();
    });
    this.watchdog.start(this.used);
  }

  private answered(message: Message): void {
    const order = this.orders.shift();
    if (order === undefined) return; // nobody asked
    this.watchdog?.stop();
    this.look();
    this.watch();
    if (message.kind === 'failed') order.reject(new PackageFault('failed', message.message));
    else order.resolve(message);
  }

  private ended(how: string): void {
    const what = this.orders[0]?.what ?? 'go on';
    const cause = this.process.causeOfDeath(how);
    this.giveUp(
      new PackageFault(
        cause,
        cause === 'died'
          ? `its process ended when it was to ${what}`
          : `it ran out of ${cause} when it was to ${what}`,
      ),
    );
    this.process.kill();
  }

  /** Of all that it was told: the first is at fault. */
  private giveUp(fault: PackageFault): void {
    this.isGivenUp = true;
    this.watchdog?.stop();
    const [first, ...others] = this.orders.splice(0);
    first?.reject(fault);
    for (const { reject } of others) reject(new NeverBegun(fault.reason, fault.message));
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
