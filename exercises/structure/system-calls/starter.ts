import { type DispatcherMechanism, PROCESS_FIELD, REFUSED, type Services } from './contract';

export class Dispatcher implements DispatcherMechanism {
  private readonly kernel: Services;

  constructor(kernel: Services) {
    this.kernel = kernel;
  }

  call(process: number, number: number, first: number, second: number): number {
    const { kernel } = this;
    // Is there such a call, and may this process make calls of its group?
    const permissions = kernel.get(process, PROCESS_FIELD.permissions);
    if (permissions === 0) return REFUSED;
    // Look at each argument: argumentKind says what it is. Copy in what the call reads, check where it stores.
    // Then kernel.perform(process, number, first, second).
    return first === second ? REFUSED : REFUSED;
  }
}
