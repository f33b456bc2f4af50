/**
 * Threads that sleep in the kernel until somebody wakes them, by the address of a word (a futex):
 *
 *      sleepIfEqual(address, expected)   compares and sleeps in one step, so that no wake falls in between
 *      wake(address, count)              wakes those that have slept longest at that address
 *
 * The kernel knows no lock: what the word means is the programs' own affair. The calls are those of the explorer
 * (SLEEP_CALL). Source: Drepper, "Futexes are tricky", 2011, section 3.
 */

import type { Kernel, SystemServices } from '../kernel';
import { SLEEP_CALL, SYSTEM_CALL_REFUSED } from '../system-calls';

const WORD_BYTES = 4;
const SLEEPS = -1;

export class Sleepers implements SystemServices {
  /** In the order in which they went to sleep. */
  private asleep: { readonly thread: number; readonly address: number }[] = [];

  /** @param byteLimit words that programs may name lie below. */
  constructor(
    private readonly kernel: Kernel,
    private readonly byteLimit: number,
  ) {}

  call(core: number, thread: number, number: number, address: number, second: number): number | undefined {
    if (number < SLEEP_CALL.sleep) return this.kernel.perform(core, number, address, second);
    const names = address >= 0 && address < this.byteLimit && address % WORD_BYTES === 0;
    if (!names) return SYSTEM_CALL_REFUSED;
    if (number === SLEEP_CALL.wake) return this.wake(core, address, second);
    if (number === SLEEP_CALL.sleepIfEqual && this.kernel.memory.words[address / WORD_BYTES] !== (second | 0))
      return 1;
    this.asleep.push({ thread, address });
    this.kernel.block(core, SLEEPS);
    return undefined;
  }

  private wake(core: number, address: number, count: number): number {
    const woken = this.asleep.filter((each) => each.address === address).slice(0, Math.max(0, count));
    this.asleep = this.asleep.filter((each) => !woken.includes(each));
    for (const { thread } of woken) this.kernel.wake(core, thread, 0);
    return woken.length;
  }

  fault(): boolean {
    return false;
  }

  ended(): void {}

  interrupted(): readonly [] {
    return [];
  }

  takeCycles(): number {
    return 0;
  }
}
