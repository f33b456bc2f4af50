/**
 * Questions about processes that are not our children: alive, the same as we once started, and how to end them.
 * A process is told from a later one with the same number by the moment at which it started.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface KnownProcess {
  readonly processId: number;
  /** As `startOf` told it when the process was started. */
  readonly start: string;
}

/** Fields of /proc/<pid>/stat after the name, which may itself hold spaces and brackets (proc_pid_stat(5)). */
function statusFields(processId: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${processId}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined; // no such process, or no /proc on this system
  }
}

/** When the process started, in a form that only serves to compare; undefined when there is none. */
export function startOf(processId: number): string | undefined {
  if (process.platform === 'linux') return statusFields(processId)?.[19];
  const answer = spawnSync('ps', ['-p', String(processId), '-o', 'lstart='], { encoding: 'utf8' });
  return answer.stdout?.trim() || undefined;
}

/** Whether it runs; one that ended and was not yet reaped does not. */
export function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const state = statusFields(processId)?.[0];
  return state !== 'Z' && state !== 'X';
}

export function isSame(known: KnownProcess): boolean {
  return isAlive(known.processId) && startOf(known.processId) === known.start;
}

/** The process's program and arguments in one line; empty when there is none. */
export function commandOf(processId: number): string {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${processId}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    } catch {
      return '';
    }
  }
  return (
    spawnSync('ps', ['-p', String(processId), '-o', 'command='], { encoding: 'utf8' }).stdout?.trim() ?? ''
  );
}

/** Sends a signal; one that is gone already is fine. @param processId negative for a group. */
export function signal(processId: number, name: NodeJS.Signals): void {
  try {
    process.kill(processId, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Looks every 20 ms until `condition` holds. @returns false when it did not within the time. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  timeoutMs: number,
): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}
