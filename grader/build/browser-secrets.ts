/**
 * What must not be in what a browser loads: hidden cases, solutions, and the files of the simulator that a solution
 * re-exports, for they are what students write.
 *
 * Some of the latter are mechanisms that the kernel runs itself where no exercise puts another one in their place, so
 * every exercise on it needs them. They are listed here one by one: a reference that comes to be reached from the
 * kernel is refused until somebody has decided that its text may be read.
 */

const SERVER_ONLY =
  /^exercises\/[^/]+\/[^/]+\/((hidden|solution|wrong|mutants)\.ts$|(right|wrong|over-budget)\/)/;

/** References that are also the kernel's own mechanism, and therefore in the browser. */
const MECHANISMS_IN_THE_BROWSER: readonly string[] = [
  'simulator/kernel/communication/message-queue.ts',
  'simulator/kernel/communication/pipe.ts',
  'simulator/kernel/communication/port.ts',
  'simulator/kernel/communication/segments.ts',
  'simulator/kernel/communication/socket.ts',
  'simulator/kernel/memory/paging/page-faults.ts',
  'simulator/kernel/processes/demand-paging.ts',
  'simulator/kernel/processes/dispatcher.ts',
  'simulator/kernel/processes/fork.ts',
  'simulator/kernel/processes/grants.ts',
  'simulator/kernel/processes/loader.ts',
  'simulator/kernel/processes/process-tree.ts',
  'simulator/kernel/processes/trap-handler.ts',
  'simulator/kernel/threads/life-cycle.ts',
];

/**
 * @param readable files whose text the editor loads: none of the exceptions holds for them.
 */
export function readableProblems(readable: readonly string[], references: readonly string[]): string[] {
  return readable
    .filter((path) => SERVER_ONLY.test(path) || references.includes(path))
    .map(
      (path) =>
        `${path} would be opened by the editor, because a contract.ts imports it, and it is or holds a solution: put what the contract needs of it into a file of its own.`,
    );
}

/**
 * @param bundled files of what the browser loads. @param references files that solutions re-export.
 * @param allowed those of them that may be in it all the same.
 * @returns what is wrong, each a sentence. Paths are from the project's root.
 */
export function secretProblems(
  bundled: readonly string[],
  references: readonly string[],
  allowed: readonly string[] = MECHANISMS_IN_THE_BROWSER,
): string[] {
  const inBrowser = new Set(bundled);
  const secret = new Set(references);
  return [
    ...bundled
      .filter((path) => SERVER_ONLY.test(path))
      .map(
        (path) =>
          `${path} would reach the browser: exercise.ts, simulation.ts and samples.ts may not import it.`,
      ),
    ...bundled
      .filter((path) => secret.has(path) && !allowed.includes(path))
      .map(
        (path) =>
          `${path} would reach the browser, and a solution.ts re-exports it: let neither exercise.ts, simulation.ts nor samples.ts import it. Only if the kernel itself runs it, and its text may be read, list it in grader/build/browser-secrets.ts.`,
      ),
    ...allowed
      .filter((path) => !secret.has(path) || !inBrowser.has(path))
      .map(
        (path) =>
          `${path} is listed in grader/build/browser-secrets.ts, but ${secret.has(path) ? 'does not reach the browser' : 'no solution.ts re-exports it'}: take it from the list.`,
      ),
  ];
}

/** @throws with the problems, if there are any. */
export function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join('\n'));
}
