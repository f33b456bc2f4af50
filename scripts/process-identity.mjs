/**
 * Whether a process of which only the number is known is alive, and still the one that once was meant: a later one
 * with the same number started at another moment. Plain JavaScript: needed before anything is installed.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} KnownProcess
 * @property {number} processId
 * @property {string} start As `startOf` told it when the process was started.
 */

/**
 * Fields of /proc/<pid>/stat after the name, which may itself hold spaces and brackets (proc_pid_stat(5)).
 * @param {number} processId
 * @returns {string[] | undefined}
 */
function statusFields(processId) {
  try {
    const text = readFileSync(`/proc/${processId}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined; // no such process, or no /proc on this system
  }
}

/**
 * When the process started, in a form that only serves to compare; empty when nothing tells.
 * @param {number} processId
 * @returns {string}
 */
export function startOf(processId) {
  if (process.platform === 'linux') return statusFields(processId)?.[19] ?? '';
  const answer = spawnSync('ps', ['-p', String(processId), '-o', 'lstart='], { encoding: 'utf8' });
  return answer.stdout?.trim() ?? '';
}

/**
 * Whether it runs; one that ended and was not yet reaped does not.
 * @param {number} processId
 * @returns {boolean}
 */
export function isAlive(processId) {
  try {
    process.kill(processId, 0);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPERM') return false;
  }
  const state = statusFields(processId)?.[0];
  return state !== 'Z' && state !== 'X';
}

/**
 * @param {number} processId
 * @returns {KnownProcess}
 */
export function identify(processId) {
  return { processId, start: startOf(processId) };
}

/**
 * @param {KnownProcess} known
 * @returns {boolean}
 */
export function isSame(known) {
  return isAlive(known.processId) && startOf(known.processId) === known.start;
}
