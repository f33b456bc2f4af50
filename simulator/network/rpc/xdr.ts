/**
 * Marshalling in XDR: from a program's records, scattered over its memory, to the bytes of a message and back.
 *
 *      record  ──marshal──▶  00 00 00 05 h e l l o 00 00 00 ...  ──unmarshal──▶  record in another memory
 *
 * Both directions are driven by a description of the type that lies in memory, four words a type (XDR_KIND), as
 * an interface compiler would emit it; pointers are followed and what they refer to is serialised. The machine
 * is little-endian, the message big-endian in units of four bytes.
 *
 * Unmarshalling trusts nothing: every length, count, flag and padding byte is checked before it is used, nothing
 * outside the message is read, and nothing outside the destination and freshly allocated blocks is written.
 * A chain has a maximum length, so that a cyclic one is refused like one that is too long. Data that several
 * pointers share is serialised once for each pointer: XDR has no references.
 * Left out: unions, quadruple precision, and unsigned variants of short and hyper, which differ in no byte.
 * Source: RFC 4506, External Data Representation; sections are named at the kinds.
 */

import { XDR_KIND } from './xdr-kind';

/** Byte-addressed little-endian memory. Addresses of words are multiples of 4. */
export interface ByteMemory {
  /** 0 to 255. */
  loadByte(address: number): number;
  storeByte(address: number, value: number): number;
  /** Signed 32-bit integer, lowest byte first. */
  loadWord(address: number): number;
  storeWord(address: number, value: number): number;
  /** A new block for what unmarshalling builds: its address, a multiple of 4; 0 when there is no room. */
  allocate(bytes: number): number;
}

const REFUSED = -1;

export class XdrCodec {
  private readonly memory: ByteMemory;
  /** Next byte of the message, and the end of it, within one call. */
  private position = 0;
  private end = 0;

  constructor(memory: ByteMemory) {
    this.memory = memory;
  }

  /**
   * Writes the value of type `type` at `source` into the buffer.
   * @returns the length of the message in bytes; -1 when it does not fit, or exceeds a maximum of its type.
   */
  marshal(type: number, source: number, buffer: number, capacity: number): number {
    this.position = buffer;
    this.end = buffer + capacity;
    return this.encode(type, source) ? this.position - buffer : REFUSED;
  }

  /**
   * Rebuilds the value of type `type` that the message holds at `destination`, allocating what it points to.
   * @returns 0; -1 when the message is not exactly one well-formed value, or there is no memory for it.
   */
  unmarshal(type: number, buffer: number, length: number, destination: number): number {
    this.position = buffer;
    this.end = buffer + length;
    return this.decode(type, destination) && this.position === this.end ? 0 : REFUSED;
  }

  private encode(type: number, at: number): boolean {
    const memory = this.memory;
    const a = memory.loadWord(type + 4);
    switch (memory.loadWord(type)) {
      case XDR_KIND.int:
      case XDR_KIND.unsigned:
      case XDR_KIND.float:
      case XDR_KIND.enum:
        return this.putWord(memory.loadWord(at));
      case XDR_KIND.short:
        return this.putWord(((memory.loadByte(at + 1) << 24) >> 16) | memory.loadByte(at));
      case XDR_KIND.bool:
        return this.putWord(memory.loadByte(at));
      case XDR_KIND.hyper:
      case XDR_KIND.double:
        return this.putWord(memory.loadWord(at + 4)) && this.putWord(memory.loadWord(at));
      case XDR_KIND.opaque:
        return this.putBytes(at, a);
      case XDR_KIND.bytes: {
        const count = memory.loadWord(at) >>> 0;
        return count <= a && this.putWord(count) && this.putBytes(memory.loadWord(at + 4), count);
      }
      case XDR_KIND.string:
        return this.putString(memory.loadWord(at), a);
      case XDR_KIND.array:
        return this.encodeElements(type, at, a);
      case XDR_KIND.vector: {
        const count = memory.loadWord(at) >>> 0;
        return count <= a && this.putWord(count) && this.encodeElements(type, memory.loadWord(at + 4), count);
      }
      case XDR_KIND.struct: {
        const members = memory.loadWord(type + 8);
        for (let i = 0; i < a; i++)
          if (!this.encode(memory.loadWord(members + 8 * i + 4), at + memory.loadWord(members + 8 * i)))
            return false;
        return true;
      }
      case XDR_KIND.optional: {
        const target = memory.loadWord(at);
        return target === 0 ? this.putWord(0) : this.putWord(1) && this.encode(a, target);
      }
      case XDR_KIND.list: {
        const nodeType = memory.loadWord(type + 8);
        const nodeBytes = memory.loadWord(type + 12);
        let count = 0;
        for (let node = memory.loadWord(at); node !== 0; node = memory.loadWord(node + nodeBytes - 4)) {
          if (count++ === a) return false;
          if (!this.putWord(1) || !this.encode(nodeType, node)) return false;
        }
        return this.putWord(0);
      }
      default:
        return false;
    }
  }

  private encodeElements(type: number, first: number, count: number): boolean {
    const elementType = this.memory.loadWord(type + 8);
    const elementBytes = this.memory.loadWord(type + 12);
    for (let i = 0; i < count; i++) if (!this.encode(elementType, first + i * elementBytes)) return false;
    return true;
  }

  private putWord(value: number): boolean {
    if (this.end - this.position < 4) return false;
    this.memory.storeWord(this.position, swapped(value));
    this.position += 4;
    return true;
  }

  /** The bytes, and zeros up to a multiple of four. */
  private putBytes(from: number, count: number): boolean {
    if (this.end - this.position < padded(count)) return false;
    for (let i = 0; i < count; i++) this.memory.storeByte(this.position + i, this.memory.loadByte(from + i));
    this.pad(count);
    return true;
  }

  /** Characters are copied while they are counted; the length in front of them is written afterwards. */
  private putString(from: number, maximum: number): boolean {
    const start = this.position;
    if (this.end - start < 4) return false;
    this.position += 4;
    let count = 0;
    for (;;) {
      const character = this.memory.loadByte(from + count);
      if (character === 0) break;
      if (count === maximum || this.end - this.position <= count) return false;
      this.memory.storeByte(this.position + count, character);
      count++;
    }
    if (this.end - this.position < padded(count)) return false;
    this.memory.storeWord(start, swapped(count));
    this.pad(count);
    return true;
  }

  /** Zeros behind `count` bytes at the position, which moves behind them. */
  private pad(count: number): void {
    for (let i = count; i < padded(count); i++) this.memory.storeByte(this.position + i, 0);
    this.position += padded(count);
  }

  private decode(type: number, at: number): boolean {
    const memory = this.memory;
    const a = memory.loadWord(type + 4);
    const kind = memory.loadWord(type);
    switch (kind) {
      case XDR_KIND.opaque:
        return this.takeBytes(at, a);
      case XDR_KIND.array:
        return this.decodeElements(type, at, a);
      case XDR_KIND.struct: {
        const members = memory.loadWord(type + 8);
        for (let i = 0; i < a; i++)
          if (!this.decode(memory.loadWord(members + 8 * i + 4), at + memory.loadWord(members + 8 * i)))
            return false;
        return true;
      }
      case XDR_KIND.list:
        return this.decodeList(type, at, a);
    }

    // All others begin with a word.
    if (this.end - this.position < 4) return false;
    const word = this.takeWord();
    switch (kind) {
      case XDR_KIND.int:
      case XDR_KIND.unsigned:
      case XDR_KIND.float:
        memory.storeWord(at, word);
        return true;
      case XDR_KIND.enum:
        if (word < 0 || word >= a) return false;
        memory.storeWord(at, word);
        return true;
      case XDR_KIND.short:
        if (word < -32768 || word > 32767) return false;
        memory.storeByte(at, word & 255);
        memory.storeByte(at + 1, (word >> 8) & 255);
        return true;
      case XDR_KIND.bool:
        if (word !== 0 && word !== 1) return false;
        memory.storeByte(at, word);
        return true;
      case XDR_KIND.hyper:
      case XDR_KIND.double:
        if (this.end - this.position < 4) return false;
        memory.storeWord(at + 4, word);
        memory.storeWord(at, this.takeWord());
        return true;
      case XDR_KIND.bytes:
      case XDR_KIND.string:
        return this.takeCounted(at, word >>> 0, a, kind === XDR_KIND.string);
      case XDR_KIND.vector: {
        const count = word >>> 0;
        // An element that is not empty takes at least four bytes of the message.
        if (count > a || 4 * count > this.end - this.position) return false;
        const block = this.allocate(count * memory.loadWord(type + 12));
        if (block < 0) return false;
        memory.storeWord(at, count);
        memory.storeWord(at + 4, block);
        return this.decodeElements(type, block, count);
      }
      case XDR_KIND.optional: {
        if (word !== 0 && word !== 1) return false;
        const block = this.allocate(word * memory.loadWord(type + 8));
        if (block < 0) return false;
        memory.storeWord(at, block);
        return word === 0 || this.decode(a, block);
      }
      default:
        return false;
    }
  }

  private decodeElements(type: number, first: number, count: number): boolean {
    const elementType = this.memory.loadWord(type + 8);
    const elementBytes = this.memory.loadWord(type + 12);
    for (let i = 0; i < count; i++) if (!this.decode(elementType, first + i * elementBytes)) return false;
    return true;
  }

  private decodeList(type: number, at: number, maximum: number): boolean {
    const nodeType = this.memory.loadWord(type + 8);
    const nodeBytes = this.memory.loadWord(type + 12);
    let link = at;
    for (let count = 0; ; count++) {
      if (this.end - this.position < 4) return false;
      const flag = this.takeWord();
      if (flag === 0) {
        this.memory.storeWord(link, 0);
        return true;
      }
      if (flag !== 1 || count === maximum) return false;
      const node = this.allocate(nodeBytes);
      if (node < 0) return false;
      this.memory.storeWord(link, node);
      if (!this.decode(nodeType, node)) return false;
      link = node + nodeBytes - 4;
    }
  }

  /** Bytes or a string of `count`, into a new block. */
  private takeCounted(at: number, count: number, maximum: number, isString: boolean): boolean {
    if (count > maximum || padded(count) > this.end - this.position) return false;
    const block = this.allocate(isString ? count + 1 : count);
    if (block < 0) return false;
    if (!isString) {
      this.memory.storeWord(at, count);
      this.memory.storeWord(at + 4, block);
      return this.takeBytes(block, count);
    }
    this.memory.storeWord(at, block);
    this.memory.storeByte(block + count, 0);
    for (let i = 0; i < count; i++) {
      const character = this.memory.loadByte(this.position + i);
      if (character === 0) return false;
      this.memory.storeByte(block + i, character);
    }
    return this.skipPadding(count);
  }

  private takeBytes(to: number, count: number): boolean {
    if (padded(count) > this.end - this.position) return false;
    for (let i = 0; i < count; i++) this.memory.storeByte(to + i, this.memory.loadByte(this.position + i));
    return this.skipPadding(count);
  }

  /** Moves behind `count` bytes and their padding. @returns whether the padding is zero. */
  private skipPadding(count: number): boolean {
    for (let i = count; i < padded(count); i++)
      if (this.memory.loadByte(this.position + i) !== 0) return false;
    this.position += padded(count);
    return true;
  }

  /** The caller has checked that four bytes are left. */
  private takeWord(): number {
    const word = swapped(this.memory.loadWord(this.position));
    this.position += 4;
    return word;
  }

  /** @returns address of a new block; 0 for no bytes; -1 when there is no room. */
  private allocate(bytes: number): number {
    if (bytes === 0) return 0;
    const block = this.memory.allocate(bytes);
    return block === 0 ? REFUSED : block;
  }
}

function padded(count: number): number {
  return count + ((4 - (count % 4)) % 4);
}

/** The word with its bytes in the other order. */
function swapped(word: number): number {
  return ((word & 0xff) << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | ((word >>> 24) & 0xff);
}
