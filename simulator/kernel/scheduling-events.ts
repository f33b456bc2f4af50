/**
 * What the kernel does when it schedules, as one table: the trace's kinds, for listings, pictures and judging.
 *
 * The policy is consulted at exactly these events, in this order and at their cycle (which is what now() answers):
 * `ready` = enqueue, `dispatch` / `idle` / `bad-pick` = pickNext, `tick` = tick. A core's state over time:
 * `interrupt`, `trap` begin kernel, `switch-start` begins switching, `switch-end` kernel again, `run` begins
 * running, `halt` begins idle.
 */
import type { EventKind } from '../engine/trace';

const rows = [
  ['machine', ['cores', 'threads', 'tickCycles', 'devices'], 'The run begins; every core is idle.'],
  ['create', ['thread', 'core'], 'A thread was created by the kernel on this core.'],
  [
    'ready',
    ['thread', 'reason', 'core'],
    'The thread waits for a core. 0 created, 1 woken, 2 preempted, 3 yielded.',
  ],
  [
    'tick',
    ['core', 'thread', 'answer', 'ticks'],
    'The timer ticked; the policy answered 1 (preempt) or 0. Ticks since the dispatch, this one included.',
  ],
  ['preempt', ['core', 'thread'], 'The running thread loses its core.'],
  ['yield', ['core', 'thread'], 'The running thread gave its core up.'],
  ['block', ['core', 'thread', 'device'], 'The running thread waits for a device.'],
  ['wake', ['thread', 'core'], 'The device is done for this thread.'],
  ['exit', ['core', 'thread'], 'The thread is over.'],
  ['dispatch', ['core', 'thread'], 'The policy picked this thread for this core.'],
  ['idle', ['core', 'waiting'], 'The policy left the core idle, with so many threads waiting.'],
  ['switch-start', ['core', 'previous', 'next'], 'The core begins to switch: -1 = no thread.'],
  ['switch-end', ['core', 'next'], 'The registers of the next thread are loaded.'],
  ['run', ['core', 'thread'], 'The core enters user mode with this thread.'],
  ['halt', ['core'], 'The core stops until an interrupt arrives.'],
  [
    'interrupt',
    ['core', 'vector', 'number', 'thread'],
    'Kernel entered by an interrupt: 0 timer, 1 device, 2 arrival, 3 reschedule. Interrupted thread or -1.',
  ],
  ['trap', ['core', 'thread', 'call'], 'Kernel entered by a system call.'],
  ['device-start', ['device', 'thread', 'cycles'], 'The device begins to serve a request.'],
  ['device-done', ['device', 'thread'], 'The device has finished a request and interrupts.'],
  ['policy', ['core', 'cycles'], 'Cycles that the policy took on this core for the decisions just made.'],
  ['level', ['thread', 'level'], 'The level that the policy gives for the thread has changed.'],
  ['listing', [], 'The kernel asked for the level of every thread; those that changed follow.'],
  [
    'bad-pick',
    ['core', 'answer', 'why'],
    'The policy picked what cannot run; the core idles. 0 not a thread number, 1 not ready.',
  ],
  ['bad-tick', ['core', 'thread', 'answer'], 'The policy answered a tick with neither 0 nor 1; taken as 0.'],
  ['bad-enqueue', ['thread', 'answer'], 'The policy asked to preempt a core that does not exist; ignored.'],
  ['bad-level', ['thread', 'answer'], 'The policy gave a level that does not exist; ignored.'],
  ['stall', ['waiting'], 'Every core idles, nothing will happen any more, and threads still wait.'],
  ['end', ['exited'], 'Every thread is over.'],
  ['fault', ['core', 'thread', 'address'], 'The thread accessed what it may not, and is ended.'],
] as const satisfies readonly (readonly [string, readonly string[], string])[];

type EventName = (typeof rows)[number][0];

export const SCHEDULING_EVENTS: readonly EventKind[] = rows.map(([name, fields, description]) => ({
  name,
  fields,
  description,
}));

/** Index of each kind in SCHEDULING_EVENTS. */
export const SCHEDULING_EVENT = Object.fromEntries(rows.map(([name], index) => [name, index])) as Readonly<
  Record<EventName, number>
>;

export const INTERRUPT_VECTOR = { timer: 0, device: 1, arrival: 2, reschedule: 3 } as const;
