/** A process inside the outer layers, and what it says over its pipe (child-protocol.ts). Believed in nothing. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { ANSWER_FD, frame, MessageReader, ProtocolError } from './child-protocol';
import { childCommand, EMPTY_ENVIRONMENT } from './outer-layers';

/** A child is ready in about 0.15 s; on an overloaded machine it may take long. */
const START_TIMEOUT_MS = 20_000;
const KEPT_ERROR_CHARACTERS = 4_000;

/** What V8 and Node write when memory ends. */
const OUT_OF_MEMORY = /out of memory|heap limit|allocation failed|bad_alloc|cannot allocate/i;

export class ConfinedProcess<Message extends { readonly kind: string }> {
  /** The last of what it wrote to its standard error. */
  errors = '';
  /** Whether it came as far as saying `ready`. */
  readonly ready: Promise<boolean>;
  readonly ended: Promise<void>;
  /** How it ended; undefined while it lives. */
  exited: string | undefined;
  /** Told each message after `ready`. */
  receive: (message: Message) => void = () => {};
  /** Told how it ended, or what it said that it may not. */
  fail: (detail: string) => void = () => {};
  private readonly process: ChildProcess;
  private readonly reader: MessageReader<Message>;

  /** @param script it may read this file and those beside it that are named. @param parse throws ProtocolError. */
  constructor(
    script: string,
    filesBeside: readonly string[],
    parse: (header: object, payload: Uint8Array) => Message,
  ) {
    this.reader = new MessageReader(parse);
    const { command, arguments: given } = childCommand(script, filesBeside);
    this.process = spawn(command, given, {
      env: EMPTY_ENVIRONMENT,
      cwd: '/',
      stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
    });
    this.ended = new Promise((resolve) => {
      // 'close' rather than 'exit': what it sent before it ended is then read.
      const end = (how: string) => {
        this.exited ??= how;
        this.fail(this.exited);
        resolve();
      };
      this.process.once('close', (code, killedBy) => end(killedBy ?? `exit code ${code}`));
      this.process.once('error', (error) => end(error.message));
    });
    (this.process.stderr as Readable).on('data', (text: Buffer) => {
      this.errors = (this.errors + text.toString('latin1')).slice(-KEPT_ERROR_CHARACTERS);
    });
    // The pipe of a dead child breaks: its end is what counts, and 'close' tells it.
    (this.process.stdin as Writable).on('error', () => {});
    const answers = this.process.stdio[ANSWER_FD] as Readable;
    answers.on('error', () => {});
    answers.on('data', (chunk: Buffer) => this.read(chunk));
    this.ready = new Promise((resolve) => {
      const timer = setTimeout(() => this.kill(), START_TIMEOUT_MS);
      const settle = (ready: boolean) => {
        clearTimeout(timer);
        resolve(ready);
      };
      this.receive = (message) => settle(message.kind === 'ready');
      this.fail = () => settle(false);
    });
    this.keepAwake(false);
  }

  get processId(): number {
    return this.process.pid as number;
  }

  send(header: unknown, payload?: Uint8Array): void {
    (this.process.stdin as Writable).write(frame(header, payload));
  }

  kill(): void {
    this.keepAwake(true); // until its end, which somebody may wait for
    this.process.kill('SIGKILL');
  }

  /** Whether it ran out of something of its own, by how it ended. */
  causeOfDeath(how: string): 'time' | 'memory' | 'died' {
    if (OUT_OF_MEMORY.test(this.errors)) return 'memory';
    return how === 'SIGXCPU' ? 'time' : 'died';
  }

  /** One that waits must not keep the process of the grader alive; while it starts or runs, the timers do. */
  private keepAwake(awake: boolean): void {
    const method = awake ? 'ref' : 'unref';
    this.process[method]();
    for (const pipe of this.process.stdio)
      (pipe as Partial<Record<typeof method, () => void>> | null)?.[method]?.();
  }

  private read(chunk: Buffer): void {
    try {
      for (const message of this.reader.push(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length)))
        this.receive(message);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.fail(`sent ${error.message}`);
      this.kill();
    }
  }
}
