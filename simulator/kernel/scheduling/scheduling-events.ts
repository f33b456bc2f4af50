/**
 * What the kernel does when it schedules, as one table: the trace's kinds, for listings, pictures and judging.
 *
 * The policy is consulted at exactly these events, in this order and at their cycle (which is what now() answers):
 * `ready` = enqueue, `dispatch` / `idle` / `bad-pick` = pickNext, `tick` = tick, `slice` = slice. A core's state over time:
 * `interrupt`, `trap` begin kernel, `switch-start` begins switching, `switch-end` kernel again, `run` begins
 * running, `halt` begins idle.
 */
import { defineEvents } from '../../engine/define-events';
import { SYSTEM_CALL_NAMES } from '../system-calls';
import { READY_REASON_NAMES } from './scheduling-policy';

export const SCHEDULING_EVENTS = defineEvents({
  machine: {
    fields: ['cores', 'threads', 'tickCycles', 'devices'],
    description: 'The run begins; every core is idle.',
    sentence:
      'the machine starts with {cores:count cores} and {threads:count threads}; the timer ticks every {tickCycles:count cycles}',
  },
  create: {
    fields: ['thread', 'core'],
    description: 'A thread was created by the kernel on this core.',
    sentence: 'thread {thread} is created on core {core}',
  },
  ready: {
    fields: ['thread', 'reason', 'core'],
    description: 'The thread waits for a core. 0 created, 1 woken, 2 preempted, 3 yielded.',
    sentence: 'thread {thread} becomes ready: {reason}',
    words: { reason: READY_REASON_NAMES },
  },
  tick: {
    fields: ['core', 'thread', 'answer', 'ticks'],
    description:
      'The timer ticked; the policy answered 1 (preempt) or 0. Ticks since the dispatch, this one included.',
    sentence:
      'the timer ticks on core {core}: the policy lets thread {thread} {answer} (tick {ticks} since its dispatch)',
    words: { answer: ['run on', 'be preempted'] },
  },
  preempt: {
    fields: ['core', 'thread'],
    description: 'The running thread loses its core.',
    sentence: 'thread {thread} loses core {core}',
  },
  yield: {
    fields: ['core', 'thread'],
    description: 'The running thread gave its core up.',
    sentence: 'thread {thread} gives core {core} up',
  },
  block: {
    fields: ['core', 'thread', 'device'],
    description: 'The running thread waits for a device.',
    sentence: 'thread {thread} on core {core} blocks: it waits for device {device}',
  },
  wake: {
    fields: ['thread', 'core'],
    description: 'The device is done for this thread.',
    sentence: 'thread {thread} is woken on core {core}: its device is done',
  },
  exit: {
    fields: ['core', 'thread'],
    description: 'The thread is over.',
    sentence: 'thread {thread} exits on core {core}',
  },
  dispatch: {
    fields: ['core', 'thread'],
    description: 'The policy picked this thread for this core.',
    sentence: 'the policy picks thread {thread} for core {core}',
  },
  idle: {
    fields: ['core', 'waiting'],
    description: 'The policy left the core idle, with so many threads waiting.',
    sentence: 'the policy leaves core {core} idle, with {waiting} waiting',
  },
  'switch-start': {
    fields: ['core', 'previous', 'next'],
    description: 'The core begins to switch: -1 = no thread.',
    sentence: 'core {core} begins to switch from {previous:thread} to {next:thread}',
  },
  'switch-end': {
    fields: ['core', 'next'],
    description: 'The registers of the next thread are loaded.',
    sentence: 'core {core} has loaded the registers of {next:thread}',
  },
  run: {
    fields: ['core', 'thread'],
    description: 'The core enters user mode with this thread.',
    sentence: 'core {core} runs thread {thread} in user mode',
  },
  halt: {
    fields: ['core'],
    description: 'The core stops until an interrupt arrives.',
    sentence: 'core {core} halts until an interrupt arrives',
  },
  interrupt: {
    fields: ['core', 'vector', 'number', 'thread'],
    description:
      'Kernel entered by an interrupt: 0 timer, 1 device, 2 arrival, 3 reschedule. Interrupted thread or -1.',
    sentence: 'core {core} is interrupted by {vector}',
    words: { vector: ['the timer', 'a device', 'an arrival', 'another core'] },
  },
  trap: {
    fields: ['core', 'thread', 'call'],
    description: 'Kernel entered by a system call.',
    sentence: 'thread {thread} enters the kernel on core {core} by the system call {call}',
    words: { call: SYSTEM_CALL_NAMES },
  },
  'device-start': {
    fields: ['device', 'thread', 'cycles'],
    description: 'The device begins to serve a request.',
    sentence: 'device {device} begins to serve thread {thread}, for {cycles:count cycles}',
  },
  'device-done': {
    fields: ['device', 'thread'],
    description: 'The device has finished a request and interrupts.',
    sentence: 'device {device} is done for thread {thread} and interrupts',
  },
  policy: {
    fields: ['core', 'cycles'],
    description: 'Cycles that the policy took on this core for the decisions just made.',
    sentence: 'the policy took {cycles:count cycles} on core {core}',
  },
  level: {
    fields: ['thread', 'level'],
    description: 'The level that the policy gives for the thread has changed.',
    sentence: 'the policy puts thread {thread} on level {level}',
  },
  listing: {
    fields: [],
    description: 'The kernel asked for the level of every thread; those that changed follow.',
    sentence: 'the kernel asks the policy for the level of every thread',
  },
  'bad-pick': {
    fields: ['core', 'answer', 'why'],
    description: 'The policy picked what cannot run; the core idles. 0 not a thread number, 1 not ready.',
    sentence: 'the policy picked {answer} for core {core}, {why}: the core idles',
    words: { why: ['which is no thread', 'which is not ready'] },
  },
  'bad-tick': {
    fields: ['core', 'thread', 'answer'],
    description: 'The policy answered a tick with neither 0 nor 1; taken as 0.',
    sentence:
      'the policy answered {answer} to a tick on core {core}, neither 0 nor 1: thread {thread} runs on',
  },
  'bad-enqueue': {
    fields: ['thread', 'answer'],
    description: 'The policy asked to preempt a core that does not exist; ignored.',
    sentence: 'the policy asked to preempt core {answer}, which does not exist',
  },
  'bad-level': {
    fields: ['thread', 'answer'],
    description: 'The policy gave a level that does not exist; ignored.',
    sentence: 'the policy gave thread {thread} the level {answer}, which does not exist',
  },
  stall: {
    fields: ['waiting'],
    description: 'Every core idles, nothing will happen any more, and threads still wait.',
    sentence: 'every core idles for good, with {waiting:count threads} still waiting',
  },
  end: {
    fields: ['exited'],
    description: 'Every thread is over.',
    sentence: 'every thread is over ({exited} exited)',
  },
  fault: {
    fields: ['core', 'thread', 'address'],
    description: 'The thread accessed what it may not, and is ended.',
    sentence: 'thread {thread} on core {core} accesses {address:place}, which it may not, and is ended',
  },
  slice: {
    fields: ['core', 'thread', 'length'],
    description: 'The policy gives the thread so many cycles of its own until the next tick.',
    sentence: 'the policy gives thread {thread} on core {core} a slice of {length:count cycles}',
  },
  'slice-end': {
    fields: ['core', 'thread', 'how', 'used'],
    description:
      'The slice is over, after so many of its cycles: 0 ran out, 1 blocked, 2 yielded, 3 finished, 4 displaced.',
    sentence: 'the slice of thread {thread} on core {core} is over after {used:count cycles}: it {how}',
    words: { how: ['ran out', 'blocked', 'yielded', 'finished', 'was displaced'] },
  },
  'burst-end': {
    fields: ['core', 'thread', 'cycles'],
    description:
      'The thread has computed so many cycles since it last became ready by itself, and leaves its core.',
    sentence: 'a burst of thread {thread} on core {core} is over: it computed for {cycles:count cycles}',
  },
  estimate: {
    fields: ['thread', 'cycles'],
    description: 'So many cycles the policy expects the next burst of the thread to have.',
    sentence: 'the policy expects thread {thread} to compute for {cycles:count cycles}',
  },
  'bad-estimate': {
    fields: ['thread', 'answer'],
    description: 'The policy estimated what is no number of cycles from 0 on.',
    sentence:
      'the policy estimates the next burst of thread {thread} at {answer}, which is no number of cycles',
  },
  'bad-slice': {
    fields: ['core', 'thread', 'answer'],
    description: 'The policy gave a slice that is no number of cycles from 1 on; tickCycles are taken.',
    sentence:
      'the policy gave thread {thread} on core {core} a slice of {answer}, which is no number of cycles: a tick is taken',
  },
});

export const INTERRUPT_VECTOR = { timer: 0, device: 1, arrival: 2, reschedule: 3 } as const;
