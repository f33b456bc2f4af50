/** Children: one submission each, bounded in time and memory, and never trusted. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../scripts/processes';
import type { PolicyShape } from '../../simulator/engine/policy';
import { compile } from '../compile/compile';
import { DecisionReader, TAG } from '../replay/decision-log';
import { buildChild, buildSimulation } from './build-child';
import { ChildPool, type JobEnd } from './child-pool';
import {
  type CaseOutcome,
  type ChildJob,
  frame,
  MessageReader,
  ProtocolError,
  parseChildMessage,
} from './child-protocol';
import { V8_FLAGS } from './outer-layers';

/** A busy machine may take long. */
const PATIENCE_MS = 120_000;

const SHAPE: PolicyShape = { className: 'Policy', methods: { run: 1 }, programs: {}, services: {} };

/** Calls run(i) for as many i as the case says, and charges nothing. */
const SIMULATION = `
export function simulate({ policies, trace }, parameters) {
  if (parameters.calls < 0) throw new Error('a bug of the simulation');
  const policy = policies.create({});
  for (let i = 0; i < parameters.calls; i++) trace.record(i, 0, policy.methods.run(i));
  policies.takeUnits();
}`;

let folder: string;
let pool: ChildPool;
let simulation: Uint8Array;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runqueue-pool-'));
  writeFileSync(join(folder, 'simulation.ts'), SIMULATION);
  const childPath = join(folder, 'child.cjs');
  await buildChild(childPath);
  await buildSimulation(
    join(folder, 'simulation.ts'),
    join(folder, 'simulation'),
    childPath,
    jobFor('run() {}'),
  );
  simulation = readFileSync(join(folder, 'simulation'));
  pool = new ChildPool({
    childPath,
    spares: 1,
    caseTimeoutMs: 1_500,
    jobTimeoutMs: 4_000,
  });
});

afterAll(async () => {
  await pool.close();
  rmSync(folder, { recursive: true });
});

/** @param read an expression for the text, and one for its cache, of files of `folder`. */
function isCacheTaken(text: string, cache: string): boolean {
  const program = `const [folder] = process.argv.slice(1), { readFileSync } = require('node:fs');
const simulation = readFileSync(folder + '/simulation'), textEnd = 4 + simulation.readUInt32LE(0);
const cacheEnd = textEnd + 4 + simulation.readUInt32LE(textEnd);
const script = new (require('node:vm').Script)(${text}, { cachedData: ${cache} });
process.stdout.write(String(script.cachedDataRejected));`;
  const given = [...V8_FLAGS, '-e', program, folder];
  return execFileSync(process.execPath, given, { encoding: 'utf8' }) === 'false';
}

it('is given code caches that V8 takes, with the flags of a child: of the realm and of a simulation', () => {
  const realm = "readFileSync(folder + '/realm.js', 'latin1')";
  expect(isCacheTaken(realm, "readFileSync(folder + '/realm.cache')")).toBe(true);
  const cache = 'simulation.subarray(textEnd + 4, cacheEnd)';
  expect(isCacheTaken("simulation.toString('latin1', 4, textEnd)", cache)).toBe(true);
  expect(isCacheTaken(realm, cache)).toBe(false);
});

function jobFor(body: string, changes: Partial<ChildJob> = {}): ChildJob {
  const compiled = compile(`export class Policy { ${body} }`, { shape: SHAPE, contractValues: {} });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics));
  return {
    program: compiled.program,
    shape: SHAPE,
    events: [{ name: 'answer', fields: ['value'], description: 'what run() gave' }],
    unitsLimit: 2 ** 30,
    cases: [1, 2, 3].map((calls) => ({ name: `calls-${calls}`, seed: '1', parameters: { calls } })),
    ...changes,
  };
}

async function run(
  body: string,
  changes: Partial<ChildJob> = {},
  within = pool,
): Promise<{ end: JobEnd; cases: CaseOutcome[] }> {
  const cases: CaseOutcome[] = [];
  const end = await within.run(simulation, jobFor(body, changes), {
    onCase: (outcome) => cases.push(outcome),
  });
  return { end, cases };
}

describe('MessageReader', () => {
  const bytes = (header: unknown, payload?: Uint8Array) => Buffer.from(frame(header, payload));
  const message = { kind: 'case', index: 0, traceDigest: '0'.repeat(16), console: ['a'] };

  it('puts messages together from pieces of any size', () => {
    const stream = Buffer.concat([
      bytes({ kind: 'ready' }),
      bytes(message, new Uint8Array([1, 2, 3, 4])),
      bytes({ kind: 'done' }),
    ]);
    for (const size of [1, 3, 7, 1000]) {
      const reader = new MessageReader(parseChildMessage);
      const received: string[] = [];
      for (let at = 0; at < stream.length; at += size)
        for (const each of reader.push(new Uint8Array(stream.subarray(at, at + size))))
          received.push(each.kind);
      expect(received).toEqual(['ready', 'case', 'done']);
    }
  });

  it.each([
    ['a frame that is too large', Buffer.from([255, 255, 255, 255, 0, 0, 0, 0])],
    ['a header that is no JSON', Buffer.from([1, 0, 0, 0, 0, 0, 0, 0, 123])],
    ['a verdict of its own', bytes({ kind: 'verdict', score: 100 })],
    ['a digest of another length', bytes({ ...message, traceDigest: '1' })],
    ['a stop for a reason of its own', bytes({ ...message, stopped: { reason: 'passed', message: '' } })],
    ['printed lines that are no text', bytes({ ...message, console: [{}] })],
  ])('refuses %s', (_name, sent) => {
    expect(() => new MessageReader(parseChildMessage).push(new Uint8Array(sent))).toThrow(ProtocolError);
  });
});

describe('ChildPool', () => {
  it('runs every case in order and hands over what crossed', async () => {
    const { end, cases } = await run('run(i: number) { console.log("call", i); return i * i; }');
    expect(end).toEqual({ status: 'finished' });
    expect(cases.map(({ index, stopped, console }) => ({ index, stopped, console }))).toEqual([
      { index: 0, stopped: undefined, console: ['call 0'] },
      { index: 1, stopped: undefined, console: ['call 0', 'call 1'] },
      { index: 2, stopped: undefined, console: ['call 0', 'call 1', 'call 2'] },
    ]);
    const reader = new DecisionReader(cases[1].log);
    const numbers = [];
    while (!reader.atEnd) numbers.push(reader.next());
    expect(numbers.slice(0, 6)).toEqual([TAG.return, 0, TAG.return, 0, TAG.return, 1]);
  });

  it('warms its spares up when nothing runs; they answer as others do, also for another simulation', async () => {
    const idle = new ChildPool({ childPath: join(folder, 'child.cjs'), spares: 2 });
    const other = new Uint8Array(simulation);
    const isWarm = (wanted: Uint8Array) => until(() => idle.warmedUpFor(wanted) === 2, PATIENCE_MS);
    try {
      const body = 'run(i: number) { return i * 7; }';
      const cold = await run(body, {}, idle);
      expect(idle.warmedUpFor(simulation)).toBe(0);
      expect(await isWarm(simulation)).toBe(true);
      expect(await run(body, {}, idle)).toEqual(cold);
      expect(await isWarm(simulation)).toBe(true);
      const cases: CaseOutcome[] = [];
      const end = await idle.run(other, jobFor(body), { onCase: (outcome) => cases.push(outcome) });
      expect({ end, cases }).toEqual(cold);
      expect(await isWarm(other)).toBe(true);
    } finally {
      await idle.close();
    }
  });

  it('takes a job as soon as its only spare has begun to warm up', async () => {
    const idle = new ChildPool({ childPath: join(folder, 'child.cjs'), spares: 1 });
    try {
      for (let i = 0; i < 3; i++) {
        expect((await run('run() { return 1; }', {}, idle)).end).toEqual({ status: 'finished' });
        expect(await until(() => idle.warmedUpFor(simulation, true) === 1, PATIENCE_MS)).toBe(true);
      }
    } finally {
      await idle.close();
    }
  });

  it('goes on with the next case after one that stopped', async () => {
    const { end, cases } = await run('run(i: number) { if (i === 1) throw new Error("two"); return 0; }');
    expect(end.status).toBe('finished');
    expect(cases.map((each) => each.stopped?.reason)).toEqual([undefined, 'exception', 'exception']);
    expect(cases[1].stopped).toEqual({ reason: 'exception', message: 'Error: two', line: 1 });
  });

  it('says "memory" when the heap is full, and the next submission is not disturbed', async () => {
    // With the ordinary limits: on a busy machine filling the memory takes more than those of this test.
    const patient = new ChildPool({ childPath: join(folder, 'child.cjs'), spares: 0 });
    const bomb = run(
      'kept: number[][] = []; run() { for (;;) this.kept.push(new Array(1000).fill(1.5)); }',
      {},
      patient,
    );
    const honest = run('run() { return 1; }');
    expect((await honest).end).toEqual({ status: 'finished' });
    expect((await bomb).end).toMatchObject({ status: 'memory', caseIndex: 0 });
    await patient.close();
  });

  it('says that a program cannot be loaded, and why', async () => {
    const { end } = await run('run() { return 1; }', { program: '(function () { return import("x"); })' });
    expect(end).toMatchObject({ status: 'unloadable', detail: expect.stringMatching(/import/) });
    expect((await run('run() { return 1; }', { program: '(' })).end.status).toBe('unloadable');
  });

  it('kills a child that the meter does not end, and says "time"', async () => {
    const metered = compile('export class Policy { run(i: number) { return i < 1 ? 0 : 987654; } }', {
      shape: SHAPE,
      contractValues: {},
    });
    if (!metered.ok) throw new Error(JSON.stringify(metered.diagnostics));
    const program = metered.program.replace('987654', '(() => { for (;;); })()');
    const { end, cases } = await run('run() { return 1; }', { program });
    expect(end).toMatchObject({ status: 'time', caseIndex: 1 });
    expect(cases.map((each) => each.index)).toEqual([0]);
  });

  it('says "died" for a bug of the simulation, which is not the fault of the student', async () => {
    const { end } = await run('run() { return 1; }', {
      cases: [{ name: 'broken', seed: '1', parameters: { calls: -1 } }],
    });
    expect(end).toMatchObject({ status: 'died', detail: 'Error: a bug of the simulation' });
  });

  it('ends a job when its signal is aborted', async () => {
    const controller = new AbortController();
    const job = jobFor('run() { for (;;); }', {
      cases: [{ name: 'a', seed: '1', parameters: { calls: 1 } }],
    });
    const ended = pool.run(simulation, job, { onCase: () => {}, signal: controller.signal });
    controller.abort();
    expect((await ended).status).toBe('died');
  });
});
