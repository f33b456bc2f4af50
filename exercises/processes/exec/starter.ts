import type { ExecMechanism, Services } from './contract';
import { IMAGE_FIELD, IMAGE_MAGIC } from './contract';

export class Exec implements ExecMechanism {
  private readonly kernel: Services;

  constructor(services: Services) {
    this.kernel = services;
  }

  exec(process: number, image: number, list: number): number {
    // Can the program be run? Can its arguments be read? Only then make room for it.
    if (this.kernel.load(image, IMAGE_FIELD.magic) !== IMAGE_MAGIC) return -1;
    return -1;
  }
}
