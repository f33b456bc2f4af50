import { CHANGE, STATE } from '../contract';

/** Keeps all that ever happened to each thread, and adds it up when it is asked. */
export class LifeCycle {
  private readonly lives: { state: number; since: number }[][] = [];

  constructor(_services: object, maxThreads: number) {
    for (let thread = 0; thread < maxThreads; thread++) this.lives.push([{ state: STATE.new, since: 0 }]);
  }

  change(thread: number, transition: number, cycle: number): number {
    const next = this.next(this.state(thread), transition);
    if (next < 0) return 0;
    this.lives[thread].push({ state: next, since: cycle });
    return 1;
  }

  state(thread: number): number {
    const life = this.lives[thread];
    return life === undefined ? -1 : life[life.length - 1].state;
  }

  cycles(thread: number, state: number, cycle: number): number {
    const life = this.lives[thread];
    if (life === undefined || state === STATE.new || state === STATE.exited) return 0;
    let sum = 0;
    for (let i = 0; i < life.length; i++) {
      const end = i + 1 < life.length ? life[i + 1].since : cycle;
      if (life[i].state === state) sum += end - life[i].since;
    }
    return sum;
  }

  private next(state: number, transition: number): number {
    if (state === STATE.new && transition === CHANGE.admit) return STATE.ready;
    if (state === STATE.ready && transition === CHANGE.dispatch) return STATE.running;
    if (state === STATE.blocked && transition === CHANGE.wake) return STATE.ready;
    if (state !== STATE.running) return -1;
    if (transition === CHANGE.preempt || transition === CHANGE.yield) return STATE.ready;
    if (transition === CHANGE.block) return STATE.blocked;
    if (transition === CHANGE.exit) return STATE.exited;
    return -1;
  }
}
