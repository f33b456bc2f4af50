// fails: SL1
import { type Lock, type Operation, pause } from '../contract';

/** Every core has a variable of its own: none of them ever sees another's. */
export class Spinlock implements Lock {
  private held = false;

  *acquire(_core: number): Operation {
    while (this.held) yield* pause();
    this.held = true;
    return 0;
  }

  *release(_core: number): Operation {
    this.held = false;
    return yield* pause();
  }
}
