/**
 * Numbers of Linux's O(1) scheduler: priorities, nice values and time slices, as version 2.6.8 has them.
 *
 *      priority   0 ..  99   real time
 *               100 .. 139   time sharing: 120 + nice, nice -20 (favoured) to 19
 *
 * The slice grows as the priority gets better: 5 ms for each step above 140, and four times as much above the default.
 * Leaves out the real-time classes' own rules and the correction by how long a task sleeps.
 * Source: kernel/sched.c of Linux 2.6.8 (NICE_TO_PRIO, task_timeslice).
 */
import { demandNice } from './nice-weights';

export const PRIORITIES = 140;
export const FIRST_TIMESHARED = 100;
export const DEFAULT_PRIORITY = 120;

/** Milliseconds of slice for each step that a priority is above `PRIORITIES`. */
const STEP_MS = 5;
const FAVOURED_STEP_MS = 4 * STEP_MS;

/** @throws RangeError when `nice` is no whole number from -20 to 19. */
export function priorityOfNice(nice: number): number {
  demandNice(nice);
  return DEFAULT_PRIORITY + nice;
}

/** Of a time-shared priority. */
export function niceOfPriority(priority: number): number {
  if (!Number.isInteger(priority) || !isTimeshared(priority))
    throw new RangeError(
      `Nice values belong to the priorities ${FIRST_TIMESHARED} to ${PRIORITIES - 1}, not ${priority}.`,
    );
  return priority - DEFAULT_PRIORITY;
}

export function isTimeshared(priority: number): boolean {
  return priority >= FIRST_TIMESHARED && priority < PRIORITIES;
}

/** Milliseconds of a whole slice. */
export function sliceOfNice(nice: number): number {
  return sliceOfPriority(priorityOfNice(nice));
}

/** Milliseconds of a whole slice; of a real-time priority that of the default. */
export function sliceOfPriority(priority: number): number {
  const shared = isTimeshared(priority) ? priority : DEFAULT_PRIORITY;
  return (PRIORITIES - shared) * (shared < DEFAULT_PRIORITY ? FAVOURED_STEP_MS : STEP_MS);
}
