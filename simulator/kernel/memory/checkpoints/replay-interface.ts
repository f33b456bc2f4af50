/** Rewind and replay: what the machine asks, and what it offers. Only numbers cross. */

export interface ReplayServices {
  /** Steps of the process since its start. */
  now(): number;
  /** What comes from outside now: another number each time. */
  outside(): number;
  /** Takes a checkpoint. @returns its number. */
  checkpoint(): number;
  /** The process as it was then, `now()` included. */
  restore(checkpoint: number): void;
  /** The process goes on; what it asks for from outside is asked of `input`. `stepped` is not called meanwhile. */
  run(steps: number): void;
}

export interface ReplayMechanism {
  /** Before the first step. */
  begin(): void;
  /** After each step of the process. */
  stepped(): void;
  /** The process asks for what comes from outside. */
  input(): number;
  /** The process is to stand again as it stood after so many steps, at most as many as were ever done. */
  rewind(step: number): void;
}
