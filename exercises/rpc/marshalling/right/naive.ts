import type { Services, XdrCodecPolicy } from '../contract';

/**
 * Collects the message in an array, byte after byte, and stores it at the end; takes a message apart byte after byte.
 * Asks for a block for everything, also for no bytes at all.
 */
export class XdrCodec implements XdrCodecPolicy {
  private readonly memory: Services;
  private readonly message: number[] = [];
  private position = 0;
  private end = 0;

  constructor(services: Services) {
    this.memory = services;
  }

  marshal(type: number, source: number, buffer: number, capacity: number): number {
    if (!this.encode(type, source) || this.message.length > capacity) return -1;
    for (let i = 0; i < this.message.length; i++) this.memory.storeByte(buffer + i, this.message[i]);
    return this.message.length;
  }

  unmarshal(type: number, buffer: number, length: number, destination: number): number {
    this.position = buffer;
    this.end = buffer + length;
    try {
      this.decode(type, destination);
    } catch {
      return -1;
    }
    return this.position === this.end ? 0 : -1;
  }

  private encode(type: number, at: number): boolean {
    const { memory } = this;
    const kind = memory.loadWord(type);
    const a = memory.loadWord(type + 4);
    const b = memory.loadWord(type + 8);
    const c = memory.loadWord(type + 12);
    if (kind === 1 || kind === 2 || kind === 5 || kind === 6) this.put(memory.loadWord(at));
    if (kind === 3) this.put(memory.loadByte(at) | ((memory.loadByte(at + 1) << 24) >> 16));
    if (kind === 4) this.put(memory.loadByte(at));
    if (kind === 7 || kind === 8) {
      this.put(memory.loadWord(at + 4));
      this.put(memory.loadWord(at));
    }
    if (kind === 9) this.putBytes(at, a);
    if (kind === 10) {
      const count = memory.loadWord(at) >>> 0;
      if (count > a) return false;
      this.put(count);
      this.putBytes(memory.loadWord(at + 4), count);
    }
    if (kind === 11) {
      const from = memory.loadWord(at);
      let count = 0;
      while (memory.loadByte(from + count) !== 0) if (++count > a) return false;
      this.put(count);
      this.putBytes(from, count);
    }
    if (kind === 12) for (let i = 0; i < a; i++) if (!this.encode(b, at + c * i)) return false;
    if (kind === 13) {
      const count = memory.loadWord(at) >>> 0;
      if (count > a) return false;
      this.put(count);
      const from = memory.loadWord(at + 4);
      for (let i = 0; i < count; i++) if (!this.encode(b, from + c * i)) return false;
    }
    if (kind === 14)
      for (let i = 0; i < a; i++)
        if (!this.encode(memory.loadWord(b + 8 * i + 4), at + memory.loadWord(b + 8 * i))) return false;
    if (kind === 15) {
      const target = memory.loadWord(at);
      this.put(target === 0 ? 0 : 1);
      if (target !== 0 && !this.encode(a, target)) return false;
    }
    if (kind === 16) {
      let nodes = 0;
      for (let node = memory.loadWord(at); node !== 0; node = memory.loadWord(node + c - 4)) {
        if (++nodes > a) return false;
        this.put(1);
        if (!this.encode(b, node)) return false;
      }
      this.put(0);
    }
    return true;
  }

  private put(word: number): void {
    this.message.push((word >>> 24) & 255, (word >>> 16) & 255, (word >>> 8) & 255, word & 255);
  }

  private putBytes(from: number, count: number): void {
    for (let i = 0; i < count; i++) this.message.push(this.memory.loadByte(from + i));
    while (this.message.length % 4 !== 0) this.message.push(0);
  }

  private decode(type: number, at: number): void {
    const { memory } = this;
    const kind = memory.loadWord(type);
    const a = memory.loadWord(type + 4);
    const b = memory.loadWord(type + 8);
    const c = memory.loadWord(type + 12);
    switch (kind) {
      case 1:
      case 2:
      case 6:
        memory.storeWord(at, this.take());
        break;
      case 3: {
        const short = this.take() | 0;
        this.demand(short >= -32768 && short < 32768);
        memory.storeByte(at, short & 255);
        memory.storeByte(at + 1, (short >> 8) & 255);
        break;
      }
      case 4:
        memory.storeByte(at, this.takeFlag());
        break;
      case 5: {
        const value = this.take();
        this.demand(value < a);
        memory.storeWord(at, value);
        break;
      }
      case 7:
      case 8:
        memory.storeWord(at + 4, this.take());
        memory.storeWord(at, this.take());
        break;
      case 9:
        this.takeBytes(at, a, false);
        break;
      case 10: {
        const count = this.take();
        this.demand(count <= a && count <= this.end - this.position);
        memory.storeWord(at, count);
        const block = this.newBlock(count);
        memory.storeWord(at + 4, block);
        this.takeBytes(block, count, false);
        break;
      }
      case 11: {
        const count = this.take();
        this.demand(count <= a && count <= this.end - this.position);
        const block = this.newBlock(count + 1);
        memory.storeWord(at, block);
        this.takeBytes(block, count, true);
        memory.storeByte(block + count, 0);
        break;
      }
      case 12:
        for (let i = 0; i < a; i++) this.decode(b, at + c * i);
        break;
      case 13: {
        const count = this.take();
        this.demand(count <= a && count <= this.end - this.position);
        const block = this.newBlock(count * c);
        memory.storeWord(at, count);
        memory.storeWord(at + 4, block);
        for (let i = 0; i < count; i++) this.decode(b, block + c * i);
        break;
      }
      case 14:
        for (let i = 0; i < a; i++)
          this.decode(memory.loadWord(b + 8 * i + 4), at + memory.loadWord(b + 8 * i));
        break;
      case 15:
        if (this.takeFlag() === 0) memory.storeWord(at, 0);
        else {
          const block = this.newBlock(b);
          memory.storeWord(at, block);
          this.decode(a, block);
        }
        break;
      case 16: {
        let link = at;
        let nodes = 0;
        while (this.takeFlag() === 1) {
          this.demand(++nodes <= a);
          const node = this.newBlock(c);
          memory.storeWord(link, node);
          this.decode(b, node);
          link = node + c - 4;
        }
        memory.storeWord(link, 0);
        break;
      }
    }
  }

  private newBlock(bytes: number): number {
    const block = this.memory.allocate(bytes);
    this.demand(block !== 0);
    return block;
  }

  private demand(holds: boolean): void {
    if (!holds) throw new Error('malformed');
  }

  private takeByte(): number {
    this.demand(this.position < this.end);
    return this.memory.loadByte(this.position++);
  }

  /** Unsigned. */
  private take(): number {
    const high = (this.takeByte() << 8) | this.takeByte();
    const low = (this.takeByte() << 8) | this.takeByte();
    return high * 65536 + low;
  }

  private takeFlag(): number {
    const flag = this.take();
    this.demand(flag < 2);
    return flag;
  }

  private takeBytes(to: number, count: number, isString: boolean): void {
    for (let i = 0; i < count; i++) {
      const byte = this.takeByte();
      this.demand(byte !== 0 || !isString);
      this.memory.storeByte(to + i, byte);
    }
    for (let i = count; i % 4 !== 0; i++) this.demand(this.takeByte() === 0);
  }
}
