/**
 * A thread's control block in simulated memory: what a context switch stores and loads, and what a listing reads.
 *
 *      word  0        program counter     ─┐
 *            1 to 31  registers            ├─ written when the thread leaves a core, and only then
 *           32        state               ─┘  (of THREAD_STATE; written at each change)
 *           33        number of the thread
 *           34        number of its process
 *
 * Of machine code registers are x1 to x31; of native programs see NATIVE_REGISTER. The result of a system call is
 * register 10 of both.
 */
export const CONTROL_BLOCK_WORDS = 64;
export const CONTROL_BLOCK_BYTES = 4 * CONTROL_BLOCK_WORDS;

export const CONTROL_BLOCK = {
  programCounter: 0,
  stackPointer: 2,
  result: 10,
  secondArgument: 11,
  state: 32,
  thread: 33,
  process: 34,
} as const;
