/**
 * The layers around a confined child that its operating system and its Node offer. Each is used where it works
 * and left out where it does not; none of them is what the confinement rests on.
 *
 *      bubblewrap or unshare    namespaces of its own: no network, no other process, nothing writable
 *      prlimit                  processor seconds, and memory that V8's own limit does not count
 *      Node's permission model  no files but its own, no processes, no threads, no addons
 *      V8's limits              heap, stack
 */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';

/** A long run of this course's exercises keeps 60 MB. */
const HEAP_MEGABYTES = 192;
const YOUNG_MEGABYTES = 16;
/** All private memory: heap, array buffers, code, Node itself (about 150 MB). Array buffers are outside the heap. */
const DATA_MEGABYTES = 768;
/** Twice the wall-clock limit: it matters only when the parent is gone. */
const PROCESSOR_SECONDS = 20;
/** Below the 8 MB that a main thread usually has. Enough for MAX_DEPTH calls of ordinary functions. */
const STACK_KILOBYTES = 3_900;
/**
 * Of the processor time of a child, which lives for a tenth of a second, V8's optimizing compiler took more than half, beside
 * it. A fifth of the usual, and it takes a third less; code that runs for long becomes as fast.
 */
const INLINED_BYTES = 200;

/**
 * V8's limits. The memory for young objects is as large from the start as it may become: made larger bit by bit, it
 * would be collected several times before a child is ready. It is collected without helping threads: on a processor that is
 * busy, to wait for them takes longer than they save.
 */
export const V8_FLAGS: readonly string[] = [
  `--max-old-space-size=${HEAP_MEGABYTES}`,
  `--min-semi-space-size=${YOUNG_MEGABYTES}`,
  `--max-semi-space-size=${YOUNG_MEGABYTES}`,
  `--stack-size=${STACK_KILOBYTES}`,
  `--max-inlined-bytecode-size-cumulative=${INLINED_BYTES}`,
  '--single-threaded-gc',
];

/** A child is told nothing about its host. */
export const EMPTY_ENVIRONMENT = {} as NodeJS.ProcessEnv;

export interface ChildCommand {
  readonly command: string;
  readonly arguments: readonly string[];
  /** Names of the layers that were found, for logs. */
  readonly layers: readonly string[];
}

interface Layer {
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
}

/** The first of each group that works is used. In the order in which they are wrapped, outermost first. */
const LAYER_GROUPS: readonly (readonly Layer[])[] = [
  [
    {
      name: 'bubblewrap',
      command: 'bwrap',
      arguments: [
        '--unshare-all',
        '--die-with-parent',
        '--new-session',
        '--ro-bind',
        '/',
        '/',
        '--dev',
        '/dev',
        '--',
      ],
    },
    {
      name: 'unshare',
      command: 'unshare',
      arguments: [
        '--user',
        '--map-root-user',
        '--net',
        '--ipc',
        '--uts',
        '--pid',
        '--fork',
        '--kill-child',
        '--',
      ],
    },
  ],
  [
    {
      name: 'prlimit',
      command: 'prlimit',
      arguments: [`--cpu=${PROCESSOR_SECONDS}`, `--data=${DATA_MEGABYTES * 1024 * 1024}`, '--core=0', '--'],
    },
  ],
];

let found: readonly Layer[] | undefined;

/** Tries each layer once, around this very Node: it counts only when the child would start. */
function workingLayers(): readonly Layer[] {
  if (found === undefined) {
    const working: Layer[] = [];
    for (const group of LAYER_GROUPS) {
      const layer = group.find((each) => {
        const probe = spawnSync(each.command, [...each.arguments, process.execPath, '-e', '0'], {
          stdio: 'ignore',
          env: EMPTY_ENVIRONMENT,
          timeout: 5_000,
        });
        return probe.status === 0;
      });
      if (layer !== undefined) working.push(layer);
    }
    found = working;
  }
  return found;
}

/** @param script may read itself, the files beside it that are named, and nothing else. */
export function childCommand(script: string, filesBeside: readonly string[]): ChildCommand {
  const permission = process.allowedNodeEnvironmentFlags.has('--permission')
    ? '--permission'
    : '--experimental-permission';
  const node = [
    process.execPath,
    '--no-warnings',
    permission,
    ...[script, ...filesBeside.map((name) => join(dirname(script), name))].map(
      (path) => `--allow-fs-read=${path}`,
    ),
    ...V8_FLAGS,
    script,
  ];
  const layers = workingLayers();
  const words = layers.flatMap((layer) => [layer.command, ...layer.arguments]).concat(node);
  return {
    command: words[0],
    arguments: words.slice(1),
    layers: [...layers.map((layer) => layer.name), 'permissions'],
  };
}
