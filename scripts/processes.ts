/** How to signal processes that are not our children, what they run, and waiting. Their identity: process-identity.mjs. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

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
