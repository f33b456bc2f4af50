/**
 * A 64-bit running digest of numbers, the same on every engine.
 *
 * It fingerprints traces and machine states, so that two runs can be compared by one short text. It is not
 * cryptographic: nothing secret may rest on it. Two 32-bit lanes are mixed with the MurmurHash3 finaliser
 * (A. Appleby, public domain); only integer operations are used, so that no digit depends on the engine.
 */
const scratchDouble = new Float64Array(1);
const scratchWords = new Int32Array(scratchDouble.buffer);

export class Digest {
  private high = 0x243f6a88 | 0;
  private low = 0x85a308d3 | 0;

  /** Adds one 32-bit integer (the low 32 bits of `word`). */
  addWord(word: number): void {
    let h = Math.imul(this.high ^ word, 0xcc9e2d51);
    h = (h << 15) | (h >>> 17);
    this.high = (Math.imul(h, 5) + 0xe6546b64 + this.low) | 0;
    let l = Math.imul(this.low ^ word ^ (h >>> 16), 0x1b873593);
    l = (l << 13) | (l >>> 19);
    this.low = (Math.imul(l, 5) + 0x38495ab5 + h) | 0;
  }

  addWords(words: Int32Array): void {
    for (let i = 0; i < words.length; i++) this.addWord(words[i]);
  }

  /** Adds any number: integers of 32 bits as one word, all others by their IEEE 754 bits (NaN made canonical). */
  addNumber(value: number): void {
    const word = value | 0;
    if (word === value) {
      this.addWord(word);
      return;
    }
    scratchDouble[0] = Number.isNaN(value) ? Number.NaN : value;
    this.addWord(0x7ff8f00d);
    this.addWord(scratchWords[0]);
    this.addWord(scratchWords[1]);
  }

  addBytes(bytes: Uint8Array): void {
    this.addWord(bytes.length);
    for (let i = 0; i < bytes.length; i++) this.addWord(bytes[i]);
  }

  /** The digest so far, 16 hexadecimal digits. More may be added afterwards. */
  toString(): string {
    const [high, low] = this.halves();
    return hexadecimal(high).concat(hexadecimal(low));
  }

  /** The same, as two unsigned integers of 32 bits. */
  halves(): readonly [high: number, low: number] {
    return [finalise(this.high), finalise(this.low ^ this.high)];
  }

  /** The digest of `numbers`, in order. */
  static of(numbers: ArrayLike<number>): string {
    const digest = new Digest();
    for (let i = 0; i < numbers.length; i++) digest.addNumber(numbers[i]);
    return digest.toString();
  }
}

function finalise(lane: number): number {
  let h = lane;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function hexadecimal(word: number): string {
  return word.toString(16).padStart(8, '0');
}
