/**
 * The compiler as a confined process: compiles one text after another until its parent ends it. Parsing a hostile
 * text can hang or eat memory; here that costs a process and nothing else. Bundled by build-child.ts.
 */
import { type CompileOptions, compile } from '../compile/compile';
import { receiveFromParent, sendToParent } from './parent-pipe';

/** Compiled before the first text arrives, so that the engine has met every pass. */
const SAMPLE = `export class Sample<T> {
  private readonly list: T[] = [];
  constructor(private first: number = 0) {}
  run(a: number): number { for (const each of this.list) if (each) return a + 1; return (a as number) ?? 2; }
}`;

export function serveCompiler(): never {
  compile(SAMPLE, {
    shape: { className: 'Sample', methods: { run: 1 }, programs: {}, services: {} },
    contractValues: {},
  });
  sendToParent({ kind: 'ready' });
  for (;;) {
    const { header, payload } = receiveFromParent();
    try {
      const result = compile(new TextDecoder().decode(payload), header as CompileOptions);
      if (result.ok) sendToParent({ kind: 'program' }, new TextEncoder().encode(result.program));
      else sendToParent({ kind: 'diagnostics', diagnostics: result.diagnostics });
    } catch (error) {
      sendToParent({
        kind: 'failed',
        message: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    }
  }
}
