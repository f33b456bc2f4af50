/** The compiler where it can be killed: every text gets a program or diagnostics, and costs its author alone. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile } from '../compile/compile';
import { buildCompiler } from './build-child';
import { CompilerPool } from './compiler-pool';

const OPTIONS = {
  shape: { className: 'Policy', methods: { run: 1 }, programs: {}, services: {} },
  contractValues: { load: 'operation' },
} as const;
const HONEST = 'export class Policy { run(a: number) { return a; } }';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runqueue-compiler-'));
  await buildCompiler(join(folder, 'compiler.cjs'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A process that says that it is ready and does something else with the texts that begin with `bad`. */
function misbehaving(name: string, onBad: string): string {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(
    path,
    `import { readSync, writeSync } from 'node:fs';
const send = (header, payload = '') => { const h = Buffer.from(header), p = Buffer.from(payload), head = Buffer.alloc(8);
  head.writeUInt32LE(h.length, 0); head.writeUInt32LE(p.length, 4); writeSync(3, Buffer.concat([head, h, p])); };
const receive = (bytes) => { const all = Buffer.alloc(bytes); for (let at = 0; at < bytes; ) { try { const n = readSync(0, all, at, bytes - at, null); if (n === 0) process.exit(0); at += n; } catch (e) { if (e.code !== 'EAGAIN') throw e; } } return all; };
send('{"kind":"ready"}');
for (;;) {
  const head = receive(8); receive(head.readUInt32LE(0)); const text = receive(head.readUInt32LE(4)).toString();
  if (text.startsWith('bad')) { ${onBad} } else send('{"kind":"program"}', text);
}`,
  );
  return path;
}

describe('CompilerPool', () => {
  it('gives what compile() gives, one text after another and several at once', async () => {
    const pool = new CompilerPool({ path: join(folder, 'compiler.cjs') });
    const texts = [HONEST, 'export class Policy {', '', `${HONEST} eval("1"); // é\u2028`, HONEST];
    const expected = texts.map((text) => compile(text, OPTIONS));
    expect(await Promise.all(texts.map((text) => pool.compile(text, OPTIONS)))).toEqual(expected);
    for (const [i, text] of texts.entries()) expect(await pool.compile(text, OPTIONS)).toEqual(expected[i]);
    await pool.close();
  });

  it('refuses a text that takes too long, at its deepest place, while others are compiled', async () => {
    const faults: string[] = [];
    const path = misbehaving('hangs', 'for (;;);');
    const pool = new CompilerPool({ path, timeoutMs: 300 }, (detail) => faults.push(detail));
    const bad = pool.compile('bad;\n  ((x));', OPTIONS);
    expect(await pool.compile('good', OPTIONS)).toEqual({ ok: true, program: 'good' });
    const refused = await bad;
    expect(refused).toMatchObject({ ok: false, diagnostics: [{ line: 2, column: 5 }] });
    expect(JSON.stringify(refused)).toMatch(/takes too long to compile/);
    expect(faults).toHaveLength(1);
    expect(await pool.compile('good again', OPTIONS)).toEqual({ ok: true, program: 'good again' });
    await pool.close();
  });

  it.each([
    ['ends', 'process.exit(3);'],
    ['fails', `send('{"kind":"failed","message":"a bug"}');`],
    ['says something else', `send('{"kind":"done"}');`],
    ['sends no frame', `writeSync(3, Buffer.alloc(64, 255));`],
    [
      'forges a place',
      `send('{"kind":"diagnostics","diagnostics":[{"line":0,"column":"x","message":"m"}]}');`,
    ],
  ])('refuses a text on which the compiler %s, twice, and goes on', async (name, onBad) => {
    const faults: string[] = [];
    const path = misbehaving(name.replaceAll(' ', '-'), onBad);
    const pool = new CompilerPool({ path }, (detail) => faults.push(detail));
    expect(await pool.compile('bad', OPTIONS)).toMatchObject({
      ok: false,
      diagnostics: [{ line: 1, column: 1, message: expect.stringMatching(/cannot be compiled/) }],
    });
    expect(faults).toHaveLength(2);
    expect(await pool.compile('good', OPTIONS)).toEqual({ ok: true, program: 'good' });
    await pool.close();
  });

  it('is ended early by a signal, with its reason', async () => {
    const pool = new CompilerPool({ path: misbehaving('hangs-on', 'for (;;);') });
    const stopping = new AbortController();
    const compiling = pool.compile('bad', OPTIONS, stopping.signal);
    stopping.abort(new Error('stopping'));
    await expect(compiling).rejects.toThrow('stopping');
    expect(await pool.compile('good', OPTIONS)).toEqual({ ok: true, program: 'good' });
    await pool.close();
  });

  it('is an error only where no process starts', async () => {
    const pool = new CompilerPool({ path: join(folder, 'missing.mjs') });
    await expect(pool.compile(HONEST, OPTIONS)).rejects.toThrow(/The compiler could not start/);
    await pool.close();
  });
});
