import type { ForkMechanism, Services } from './contract';
import { PROCESS_FIELD } from './contract';

export class Fork implements ForkMechanism {
  private readonly kernel: Services;

  constructor(services: Services) {
    this.kernel = services;
  }

  fork(parent: number, child: number): number {
    // A root table for the child. What is in the parent's? Go through its tables and pages.
    const root = this.kernel.newRoot();
    if (root < 0) return -1;
    this.kernel.set(child, PROCESS_FIELD.root, root);
    // What else is the child's? And what goes back, when a frame is missing on the way?
    return -1;
  }
}
