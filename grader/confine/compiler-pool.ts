/**
 * Compiles where it can be killed: in a confined process, kept warm from one text to the next.
 *
 *      idle ──text──▶ compiling ──program or diagnostics──▶ idle, or ended after MAX_TEXTS
 *                         ├─ watchdog ──▶ killed: refused, "takes too long"
 *                         └─ ends by itself ──▶ tried once more in a fresh process, then refused
 *
 * Every text gets a program or diagnostics: only a host on which no process starts is an error. Forged answers
 * would harm their author alone: the program runs in the child of that submission and nowhere else.
 */
import type { CompileOptions, CompileResult } from '../compile/compile';
import { measureNesting } from '../compile/nesting';
import type { Diagnostic } from '../verdict';
import { ProtocolError } from './child-protocol';
import { ConfinedProcess } from './confined-process';
import { Watchdog } from './watchdog';

export interface CompilerPoolOptions {
  /** compiler.cjs, as buildCompiler() made it. */
  readonly path: string;
  /** Processor time that one text may take. Default 5 s: the longest text takes 0.5 s in a cold process. */
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 5_000;
/** An ordinary text is compiled before it is worth asking for the processor time of a process. */
const WATCHED_AFTER_MS = 50;
const TRIES = 2;
const START_TRIES = 3;
/** Well within the processor seconds of outer-layers.ts; nothing of a text stays for long. */
const MAX_TEXTS = 500;
/** Kept warm; under more load more of them run. */
const MAX_IDLE = 1;
const MAX_MESSAGE_LENGTH = 1_000;

const TAKES_TOO_LONG =
  'This program takes too long to compile, most likely because of how deeply it is nested here: split it into functions and statements.';
const CANNOT_BE_COMPILED =
  'This program cannot be compiled, which is our fault: write the most unusual part of it in another way.';

type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'program'; readonly program: string }
  | { readonly kind: 'diagnostics'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'failed'; readonly message: string };

type Attempt = CompileResult | { readonly failed: 'time' | 'memory' | 'died'; readonly detail: string };

export class CompilerPool {
  private readonly idle: Compiler[] = [];
  private readonly all = new Set<Compiler>();
  private closed = false;

  /** @param onFault told of what should not happen: a text that ends the compiler. */
  constructor(
    private readonly options: CompilerPoolOptions,
    private readonly onFault: (detail: string) => void = () => {},
  ) {
    this.idle.push(this.start());
  }

  /** @throws when no process can be started on this host, and the reason of `signal`, which ends it early. */
  async compile(source: string, options: CompileOptions, signal?: AbortSignal): Promise<CompileResult> {
    let message = CANNOT_BE_COMPILED;
    for (let attempt = 0; attempt < TRIES; attempt++) {
      signal?.throwIfAborted();
      const compiler = await this.take();
      const abort = () => compiler.process.kill();
      signal?.addEventListener('abort', abort);
      const end = await compiler.compile(source, options, this.options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
      signal?.removeEventListener('abort', abort);
      this.giveBack(compiler);
      if ('ok' in end) return end;
      signal?.throwIfAborted();
      this.onFault(`${end.failed}: ${end.detail}`);
      if (end.failed === 'time') {
        message = TAKES_TOO_LONG;
        break;
      }
    }
    return { ok: false, diagnostics: [{ ...measureNesting(source).deepest, message }] };
  }

  async close(): Promise<void> {
    this.closed = true;
    const all = [...this.all];
    for (const compiler of all) compiler.process.kill();
    await Promise.all(all.map((compiler) => compiler.process.ended));
  }

  private async take(): Promise<Compiler> {
    let detail = 'the pool is closed';
    for (let attempt = 0; attempt < START_TRIES && !this.closed; attempt++) {
      const compiler = this.idle.pop() ?? this.start();
      if (await compiler.process.ready) return compiler;
      detail = compiler.process.errors;
    }
    throw new Error(`The compiler could not start: ${detail}`);
  }

  private giveBack(compiler: Compiler): void {
    const usable = compiler.isUsable && compiler.texts < MAX_TEXTS && this.idle.length < MAX_IDLE;
    if (usable && !this.closed) this.idle.push(compiler);
    else {
      compiler.process.kill();
      if (this.idle.length === 0 && !this.closed) this.idle.push(this.start());
    }
  }

  private start(): Compiler {
    const compiler = new Compiler(this.options.path);
    this.all.add(compiler);
    void compiler.process.ended.then(() => this.all.delete(compiler));
    return compiler;
  }
}

class Compiler {
  readonly process: ConfinedProcess<Answer>;
  texts = 0;
  isUsable = true;

  constructor(path: string) {
    this.process = new ConfinedProcess(path, [], parseAnswer);
  }

  compile(source: string, options: CompileOptions, timeoutMs: number): Promise<Attempt> {
    this.texts++;
    const { process } = this;
    return new Promise((resolve) => {
      const settle = (end: Attempt) => {
        clearTimeout(unwatched);
        watchdog.stop();
        process.receive = () => {};
        process.fail = () => {};
        this.isUsable = 'ok' in end;
        resolve(end);
      };
      const watchdog = new Watchdog(process.processId, timeoutMs, () =>
        settle({ failed: 'time', detail: `no answer after ${timeoutMs} ms` }),
      );
      const unwatched = setTimeout(() => watchdog.start(), WATCHED_AFTER_MS);
      process.fail = (how) =>
        settle({ failed: process.causeOfDeath(how), detail: `${how} ${process.errors}` });
      process.receive = (answer) => {
        if (answer.kind === 'program') settle({ ok: true, program: answer.program });
        else if (answer.kind === 'diagnostics') settle({ ok: false, diagnostics: answer.diagnostics });
        else
          settle({ failed: 'died', detail: answer.kind === 'failed' ? answer.message : 'sent ready twice' });
      };
      if (process.exited !== undefined) process.fail(process.exited);
      else {
        const { shape, contractValues } = options;
        process.send({ shape, contractValues }, new TextEncoder().encode(source));
      }
    });
  }
}

function parseAnswer(header: object, payload: Uint8Array): Answer {
  const { kind, diagnostics, message } = header as Record<string, unknown>;
  if (kind === 'ready') return { kind };
  if (kind === 'program') return { kind, program: new TextDecoder().decode(payload) };
  if (kind === 'failed' && typeof message === 'string') return { kind, message };
  if (kind !== 'diagnostics' || !Array.isArray(diagnostics) || diagnostics.length === 0)
    throw new ProtocolError('an answer of no known kind');
  return { kind, diagnostics: diagnostics.map(parseDiagnostic) };
}

function parseDiagnostic(given: unknown): Diagnostic {
  const { line, column, endLine, endColumn, message } = given as Record<string, unknown>;
  const place = (value: unknown): number => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1)
      throw new ProtocolError('a place that is no place');
    return value;
  };
  if (typeof message !== 'string') throw new ProtocolError('a diagnostic without a message');
  return {
    line: place(line),
    column: place(column),
    ...(endLine === undefined ? {} : { endLine: place(endLine), endColumn: place(endColumn) }),
    message: message.slice(0, MAX_MESSAGE_LENGTH),
  };
}
