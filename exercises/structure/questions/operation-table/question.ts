/**
 * Which function of which module a call ends in, by mount points and operation tables; and which modules are refused.
 *
 * A small model of a modular kernel, its rules in the prompt: modules register a table of operations, a table
 * without a required one is refused when it is loaded, and what an accepted one leaves out is the kernel's default,
 * where there is one. The core of the kernel knows no module by name.
 */
import type { Random } from '../../../../simulator/engine/random';
import type { Question, QuestionDefinition } from '../../../question-definition';

export const OPERATIONS = ['open', 'read', 'write', 'seek', 'sync', 'lock'] as const;
export type OperationName = (typeof OPERATIONS)[number];
const REQUIRED: readonly OperationName[] = ['open', 'read'];
/** Operations that the kernel carries out itself where a module has none; others are errors then. */
const DEFAULTS: Readonly<Partial<Record<OperationName, string>>> = {
  seek: 'generic_seek',
  sync: 'generic_sync',
};
export const NOT_SUPPORTED = 'error';

export interface Module {
  readonly name: string;
  readonly mountPoint: string;
  /** The function behind each operation; absent where the module leaves it out. */
  readonly table: Readonly<Partial<Record<OperationName, string>>>;
}

/** A kernel to which modules are added at run time. */
export class ModularKernel {
  private readonly mounted: Module[] = [];

  /** @returns the required operations that the table lacks: the module is refused if there are any. */
  load(module: Module): OperationName[] {
    const missing = REQUIRED.filter((operation) => module.table[operation] === undefined);
    if (missing.length === 0) this.mounted.push(module);
    return missing;
  }

  /** The module with the longest mount point that the path begins with. The root is always mounted. */
  moduleOf(path: string): Module {
    const within = ({ mountPoint }: Module) =>
      mountPoint === '/' || path === mountPoint || path.startsWith(`${mountPoint}/`);
    const candidates = this.mounted.filter(within);
    return candidates.reduce((best, each) => (each.mountPoint.length > best.mountPoint.length ? each : best));
  }

  /** @returns the function that carries the call out, or `error`. */
  functionFor(path: string, operation: OperationName): string {
    return this.moduleOf(path).table[operation] ?? DEFAULTS[operation] ?? NOT_SUPPORTED;
  }
}

/** Prefixes of functions, as of file systems; mount points, of which some lie in others. */
const MODULE_NAMES = ['ext', 'fat', 'nfs', 'iso', 'tmp', 'log', 'zip', 'ram', 'usb', 'net'] as const;
const MOUNT_POINTS: readonly (readonly string[])[] = [
  ['/home', '/home/ann', '/home/bob'],
  ['/mnt', '/mnt/disk', '/mnt/disk/old'],
  ['/var', '/var/log', '/var/lib'],
  ['/media', '/media/cd', '/media/stick'],
  ['/srv', '/srv/web', '/srv/web/img'],
];
const FILES = ['a.txt', 'notes', 'x.log', 'data.bin', 'list.csv', 'photo.png'] as const;
const CALLS = 6;

function drawModule(random: Random, name: string, mountPoint: string, complete: boolean): Module {
  const lacks = complete ? undefined : random.pick(REQUIRED);
  const table: Partial<Record<OperationName, string>> = {};
  for (const operation of OPERATIONS) {
    const has = REQUIRED.includes(operation) ? operation !== lacks : random.chance(3, 5);
    if (has) table[operation] = `${name}_${operation}`;
  }
  return { name, mountPoint, table };
}

interface Call {
  readonly path: string;
  readonly operation: OperationName;
}

interface Variant {
  readonly kernel: ModularKernel;
  readonly modules: readonly Module[];
  readonly refused: ReadonlyMap<Module, readonly OperationName[]>;
  readonly calls: readonly Call[];
}

/** Five modules, one or two of which are refused. Calls of all kinds: entry, default, error, refused mount point. */
function draw(random: Random): Variant {
  for (;;) {
    const names = random.shuffled(MODULE_NAMES);
    const [family, other] = random.shuffled(MOUNT_POINTS) as [readonly string[], readonly string[]];
    const mountPoints = random.shuffled([...family, random.pick(other)]);
    const incomplete = random.shuffled([0, 1, 2, 3]).slice(0, random.between(1, 2));
    const root = drawModule(random, names[0] as string, '/', true);
    const modules = [
      root,
      ...mountPoints.map((mountPoint, i) =>
        drawModule(random, names[i + 1] as string, mountPoint, !incomplete.includes(i)),
      ),
    ];
    const kernel = new ModularKernel();
    const refused = new Map<Module, readonly OperationName[]>();
    for (const module of modules) {
      const missing = kernel.load(module);
      if (missing.length > 0) refused.set(module, missing);
    }
    const folders = [...mountPoints, ...mountPoints, '/etc', `${family[0]}-old`];
    const calls = Array.from({ length: CALLS }, () => ({
      path: `${random.pick(folders)}/${random.pick(FILES)}`,
      operation: random.pick(OPERATIONS),
    }));
    const found = calls.map(({ path, operation }) => kernel.functionFor(path, operation));
    const different = new Set(calls.map(nameOf)).size === CALLS;
    const kinds =
      found.includes(NOT_SUPPORTED) &&
      found.some((name) => name.startsWith('generic')) &&
      new Set(found).size >= 4;
    const meetsRefused = calls.some(({ path }) =>
      [...refused.keys()].some(({ mountPoint }) => path.startsWith(`${mountPoint}/`)),
    );
    if (different && kinds && meetsRefused) return { kernel, modules, refused, calls };
  }
}

const nameOf = ({ path, operation }: Call) => `${operation}("${path}")`;

function reasonOf({ path, operation }: Call, kernel: ModularKernel): string {
  const { table, name } = kernel.moduleOf(path);
  if (table[operation] !== undefined) return `entry of ${name}`;
  return DEFAULTS[operation] === undefined
    ? `${name} leaves it out, and there is no default`
    : `${name} leaves it out: default`;
}

function generate(random: Random): Question {
  const { kernel, modules, refused, calls } = draw(random);
  const refusals = modules.flatMap((module, i) => (refused.has(module) ? [i] : []));
  const functions = calls.map(({ path, operation }) => kernel.functionFor(path, operation));
  return {
    prompt: [
      'A modular kernel takes file systems as modules, at run time. Each registers a mount point and a table of operations: for each operation the function that carries it out, or nothing (-).',
      [
        `- **Loading**: a module must have \`${REQUIRED.join('` and `')}\`. If one is missing, the module is refused, and its mount point is as if it had never been named.`,
        '- **Which module**: the one with the longest mount point that the path lies in, `/home` holding `/home/a` but not `/home-old/a`; `/` holds everything.',
        `- **Which function**: the entry of that module's table. Where it has none, the kernel's default, which exists for ${Object.entries(
          DEFAULTS,
        )
          .map(([operation, name]) => `${operation} (\`${name}\`)`)
          .join(' and ')}; otherwise the call ends with \`${NOT_SUPPORTED}\`.`,
      ].join('\n'),
      'All modules of the table are loaded, from top to bottom. Then the calls are made; all files exist.',
    ].join('\n\n'),
    given: {
      caption: 'Modules and their operation tables',
      columns: ['module', 'mount point', ...OPERATIONS],
      rows: modules.map(({ name, mountPoint, table }) => [
        name,
        mountPoint,
        ...OPERATIONS.map((operation) => table[operation] ?? '-'),
      ]),
    },
    parts: [
      {
        kind: 'choice',
        id: 'refused',
        label: 'Which modules are refused?',
        points: 3,
        options: modules.map(({ name, mountPoint }) => `${name} at ${mountPoint}`),
        answer: refusals,
        multiple: true,
      },
      {
        kind: 'table',
        id: 'functions',
        label: `Which function carries each call out? Its whole name, or ${NOT_SUPPORTED}`,
        points: 6,
        pointsPer: 'row',
        columns: ['function'],
        rowLabels: calls.map(nameOf),
        given: calls.map(() => [null]),
        answer: functions.map((name) => [name]),
      },
    ],
    explanation: [
      [...refused]
        .map(([{ name, mountPoint }, missing]) => {
          const falls = kernel.moduleOf(`${mountPoint}/x`);
          return `- ${name} lacks \`${missing.join('` and `')}\` and is refused. What lies under \`${mountPoint}\` belongs to ${falls.name}, at \`${falls.mountPoint}\`.`;
        })
        .join('\n'),
      'For each call find the module first and then its entry. Another module that has the operation does not help: only the table of the module that holds the file is looked at, then the defaults.',
      'No line of the kernel names a module: it calls through the table. So a module that comes later needs no change to the kernel.',
    ].join('\n\n'),
    worked: [
      {
        caption: 'From path to function',
        columns: ['call', 'module', 'function', 'why'],
        rows: calls.map((call, i) => [
          nameOf(call),
          kernel.moduleOf(call.path).name,
          functions[i],
          reasonOf(call, kernel),
        ]),
      },
    ],
  };
}

export default {
  title: 'Modules: which entry of an operation table is used',
  summary: 'Find the modules that a kernel refuses, and the function in which each call ends.',
  rows: [7],
  generate,
} satisfies QuestionDefinition;
