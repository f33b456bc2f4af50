import type { Services, XdrCodecPolicy } from './contract';

const INT = 1;

export class XdrCodec implements XdrCodecPolicy {
  private readonly memory: Services;

  constructor(services: Services) {
    this.memory = services;
  }

  marshal(type: number, source: number, buffer: number, capacity: number): number {
    const kind = this.memory.loadWord(type);
    if (kind === INT && capacity >= 4) {
      // The machine is little-endian, the message is not: this stores the bytes in the wrong order.
      this.memory.storeWord(buffer, this.memory.loadWord(source));
      return 4;
    }
    return 0;
  }

  unmarshal(type: number, buffer: number, length: number, destination: number): number {
    const kind = this.memory.loadWord(type);
    if (kind !== INT || length !== 4) return -1;
    this.memory.storeWord(destination, this.memory.loadWord(buffer));
    return 0;
  }
}
