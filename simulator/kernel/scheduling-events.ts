/**
 * What the kernel does when it schedules, as one table: the trace's kinds, for listings, pictures and judging.
 *
 * The policy is consulted at exactly these events, in this order and at their cycle (which is what now() answers):
 * `ready` = enqueue, `dispatch` / `idle` / `bad-pick` = pickNext, `tick` = tick, `slice` = slice. A core's state over time:
 * `interrupt`, `trap` begin kernel, `switch-start` begins switching, `switch-end` kernel again, `run` begins
 * running, `halt` begins idle.
 */
import { type EventKinds, eventNumbers } from '../engine/trace';

export const SCHEDULING_EVENTS = [
  {
    name: 'machine',
    fields: ['cores', 'threads', 'tickCycles', 'devices'],
    description: 'The run begins; every core is idle.',
  },
  {
    name: 'create',
    fields: ['thread', 'core'],
    description: 'A thread was created by the kernel on this core.',
  },
  {
    name: 'ready',
    fields: ['thread', 'reason', 'core'],
    description: 'The thread waits for a core. 0 created, 1 woken, 2 preempted, 3 yielded.',
  },
  {
    name: 'tick',
    fields: ['core', 'thread', 'answer', 'ticks'],
    description:
      'The timer ticked; the policy answered 1 (preempt) or 0. Ticks since the dispatch, this one included.',
  },
  { name: 'preempt', fields: ['core', 'thread'], description: 'The running thread loses its core.' },
  { name: 'yield', fields: ['core', 'thread'], description: 'The running thread gave its core up.' },
  {
    name: 'block',
    fields: ['core', 'thread', 'device'],
    description: 'The running thread waits for a device.',
  },
  { name: 'wake', fields: ['thread', 'core'], description: 'The device is done for this thread.' },
  { name: 'exit', fields: ['core', 'thread'], description: 'The thread is over.' },
  {
    name: 'dispatch',
    fields: ['core', 'thread'],
    description: 'The policy picked this thread for this core.',
  },
  {
    name: 'idle',
    fields: ['core', 'waiting'],
    description: 'The policy left the core idle, with so many threads waiting.',
  },
  {
    name: 'switch-start',
    fields: ['core', 'previous', 'next'],
    description: 'The core begins to switch: -1 = no thread.',
  },
  {
    name: 'switch-end',
    fields: ['core', 'next'],
    description: 'The registers of the next thread are loaded.',
  },
  { name: 'run', fields: ['core', 'thread'], description: 'The core enters user mode with this thread.' },
  { name: 'halt', fields: ['core'], description: 'The core stops until an interrupt arrives.' },
  {
    name: 'interrupt',
    fields: ['core', 'vector', 'number', 'thread'],
    description:
      'Kernel entered by an interrupt: 0 timer, 1 device, 2 arrival, 3 reschedule. Interrupted thread or -1.',
  },
  { name: 'trap', fields: ['core', 'thread', 'call'], description: 'Kernel entered by a system call.' },
  {
    name: 'device-start',
    fields: ['device', 'thread', 'cycles'],
    description: 'The device begins to serve a request.',
  },
  {
    name: 'device-done',
    fields: ['device', 'thread'],
    description: 'The device has finished a request and interrupts.',
  },
  {
    name: 'policy',
    fields: ['core', 'cycles'],
    description: 'Cycles that the policy took on this core for the decisions just made.',
  },
  {
    name: 'level',
    fields: ['thread', 'level'],
    description: 'The level that the policy gives for the thread has changed.',
  },
  {
    name: 'listing',
    fields: [],
    description: 'The kernel asked for the level of every thread; those that changed follow.',
  },
  {
    name: 'bad-pick',
    fields: ['core', 'answer', 'why'],
    description: 'The policy picked what cannot run; the core idles. 0 not a thread number, 1 not ready.',
  },
  {
    name: 'bad-tick',
    fields: ['core', 'thread', 'answer'],
    description: 'The policy answered a tick with neither 0 nor 1; taken as 0.',
  },
  {
    name: 'bad-enqueue',
    fields: ['thread', 'answer'],
    description: 'The policy asked to preempt a core that does not exist; ignored.',
  },
  {
    name: 'bad-level',
    fields: ['thread', 'answer'],
    description: 'The policy gave a level that does not exist; ignored.',
  },
  {
    name: 'stall',
    fields: ['waiting'],
    description: 'Every core idles, nothing will happen any more, and threads still wait.',
  },
  { name: 'end', fields: ['exited'], description: 'Every thread is over.' },
  {
    name: 'fault',
    fields: ['core', 'thread', 'address'],
    description: 'The thread accessed what it may not, and is ended.',
  },
  {
    name: 'slice',
    fields: ['core', 'thread', 'length'],
    description: 'The policy gives the thread so many user cycles until the next tick.',
  },
  {
    name: 'slice-end',
    fields: ['core', 'thread', 'how', 'used'],
    description:
      'The slice is over, after so many user cycles: 0 ran out, 1 blocked, 2 yielded, 3 finished, 4 displaced.',
  },
  {
    name: 'bad-slice',
    fields: ['core', 'thread', 'answer'],
    description: 'The policy gave a slice that is no number of cycles from 1 on; tickCycles are taken.',
  },
] as const satisfies EventKinds;

/** Index of each kind in SCHEDULING_EVENTS. */
export const SCHEDULING_EVENT = eventNumbers(SCHEDULING_EVENTS);

export const INTERRUPT_VECTOR = { timer: 0, device: 1, arrival: 2, reschedule: 3 } as const;
