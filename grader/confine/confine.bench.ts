/** What confinement costs: starting and killing a child, a warm job, and metered code against native code. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { type Benchmark, median } from '../../scripts/benchmark';
import { NativePolicies } from '../../simulator/engine/native-policies';
import type { PolicyHost, PolicyShape } from '../../simulator/engine/policy';
import { compile } from '../compile/compile';
import { buildChild, buildSimulation } from './build-child';
import { ChildPool } from './child-pool';
import type { ChildJob } from './child-protocol';
import { ConfinedPolicies } from './confined-policies';
import { createNodeRealm } from './node-realm';

const SHAPE: PolicyShape = {
  className: 'Policy',
  methods: { enqueue: 2, pickNext: 0, tree: 1, memory: 1 },
  programs: {},
  services: { load: 1, store: 2 },
};

/** A priority queue that is called often, a tree that works long in one call, and a user of simulated memory. */
const SOURCE = `
interface Cell { key: number; left: Cell | null; right: Cell | null }
function insert(cell: Cell | null, key: number): Cell {
  if (cell === null) return { key, left: null, right: null };
  if (key < cell.key) cell.left = insert(cell.left, key);
  else cell.right = insert(cell.right, key);
  return cell;
}
export class Policy {
  private readonly threads: number[] = [];
  private readonly keys: number[] = [];
  constructor(private readonly machine: any) {}
  enqueue(thread: number, key: number): void {
    let hole = this.threads.length;
    this.threads.push(thread);
    this.keys.push(key);
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (this.keys[parent]! <= key) break;
      this.threads[hole] = this.threads[parent]!;
      this.keys[hole] = this.keys[parent]!;
      hole = parent;
    }
    this.threads[hole] = thread;
    this.keys[hole] = key;
  }
  pickNext(): number {
    if (this.threads.length === 0) return -1;
    const next = this.threads[0]!;
    const thread = this.threads.pop()!;
    const key = this.keys.pop()!;
    const count = this.threads.length;
    if (count === 0) return next;
    let hole = 0;
    for (;;) {
      let below = 2 * hole + 1;
      if (below >= count) break;
      if (below + 1 < count && this.keys[below + 1]! < this.keys[below]!) below++;
      if (this.keys[below]! >= key) break;
      this.threads[hole] = this.threads[below]!;
      this.keys[hole] = this.keys[below]!;
      hole = below;
    }
    this.threads[hole] = thread;
    this.keys[hole] = key;
    return next;
  }
  tree(count: number): number {
    let root: Cell | null = null;
    for (let i = 0, key = 12345; i < count; i++) { key = (key * 1103515245 + 12345) % 2147483648; root = insert(root, key); }
    return root!.key;
  }
  memory(count: number): number {
    let sum = 0;
    for (let i = 0; i < count; i++) { this.machine.store(i & 255, sum & 65535); sum += this.machine.load((i * 7) & 255); }
    return sum & 65535;
  }
}`;

const WORK: Readonly<
  Record<string, (call: Readonly<Record<string, (...numbers: number[]) => number>>) => void>
> = {
  'calls of a priority queue': ({ enqueue, pickNext }) => {
    for (let i = 0, key = 1; i < 200_000; i++) {
      key = (key * 16807) % 2147483647;
      enqueue(i, key & 1023);
      if (i > 50) pickNext();
    }
  },
  'a tree inside one call': ({ tree }) => void tree(100_000),
  'loads and stores': ({ memory }) => void memory(200_000),
};

const benchmark: Benchmark = async (report) => {
  const compiled = compile(SOURCE, { shape: SHAPE, contractValues: {} });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics));
  const script = transformSync(SOURCE, { loader: 'ts', target: 'es2022' }).code;
  const Native = new Function(`${script.replace('export class', 'class')}; return Policy;`)();
  const realm = createNodeRealm();
  const words = new Int32Array(256);
  const services = {
    load: (address: number) => words[address],
    store: (address: number, value: number) => {
      words[address] = value;
      return 0;
    },
  };
  const timed = (host: () => PolicyHost, work: (typeof WORK)[string]) =>
    median(
      5,
      () => {
        const policy = host().create(services);
        const startedMs = performance.now();
        work(policy.methods);
        return performance.now() - startedMs;
      },
      2,
    );
  for (const [name, work] of Object.entries(WORK)) {
    const nativeMs = await timed(() => new NativePolicies(Native, SHAPE), work);
    const confinedMs = await timed(
      () => new ConfinedPolicies(realm, compiled.program, SHAPE, { unitsLimit: 2 ** 30 }),
      work,
    );
    report.line(`confined and metered: ${name}`, confinedMs, 'ms', {
      ratio: confinedMs / nativeMs,
      baseline: 'native',
    });
  }
  report.line(
    'compile a submission',
    await median(
      20,
      () => {
        const startedMs = performance.now();
        compile(`${SOURCE}\n`, { shape: SHAPE, contractValues: {} });
        return performance.now() - startedMs;
      },
      5,
    ),
    'ms',
  );
  await children(report, compiled.program);
};

async function children(report: Parameters<Benchmark>[0], program: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'runqueue-bench-'));
  const module = join(folder, 'simulation.ts');
  const childPath = join(folder, 'child.cjs');
  writeFileSync(
    module,
    'export function simulate({ policies }) { policies.create({ load: () => 0, store: () => 0 }).methods.enqueue(1, 2); }',
  );
  await buildChild(childPath);
  const job: ChildJob = {
    program,
    shape: SHAPE,
    events: [],
    unitsLimit: 1_000_000,
    cases: [1, 2, 3].map((index) => ({ name: `case-${index}`, seed: '1', parameters: {} })),
  };
  await buildSimulation(module, join(folder, 'simulation'), childPath, job);
  const simulation = readFileSync(join(folder, 'simulation'));
  const readyMs = await median(7, async () => {
    const startedMs = performance.now();
    const pool = new ChildPool({ childPath, spares: 1 });
    await pool.ready();
    const elapsedMs = performance.now() - startedMs;
    await pool.close();
    return elapsedMs;
  });
  const bareMs = await median(7, () => {
    const startedMs = performance.now();
    spawnSync(process.execPath, ['-e', '0']);
    return performance.now() - startedMs;
  });
  report.line('a child is ready', readyMs, 'ms', {
    aim: 'under 55',
    ratio: readyMs / bareMs,
    baseline: 'a bare Node from start to end',
  });
  const pool = new ChildPool({ childPath, spares: 1 });
  report.line(
    'a small job in a warm child',
    await median(7, async () => {
      await pool.ready();
      const startedMs = performance.now();
      const { status } = await pool.run(simulation, job, { onCase: () => {} });
      if (status !== 'finished') throw new Error(`the job ended as ${status}`);
      return performance.now() - startedMs;
    }),
    'ms',
  );
  report.line(
    'a child is killed',
    await median(7, async () => {
      await pool.ready();
      const one = new ChildPool({ childPath, spares: 1 });
      await one.ready();
      const startedMs = performance.now();
      await one.close();
      return performance.now() - startedMs;
    }),
    'ms',
  );
  await pool.close();
  rmSync(folder, { recursive: true });
}

export default benchmark;
