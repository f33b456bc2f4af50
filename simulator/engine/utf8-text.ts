/**
 * Text that arrives as UTF-8, byte by byte: characters come out when their last byte has come in.
 *
 * What is no UTF-8 becomes U+FFFD, one for each longest part that could have begun a character, as the WHATWG
 * Encoding Standard (section 8.1.1) has it, so that it is what a browser or `TextDecoder` would show.
 */
const REPLACEMENT = '\ufffd';
const CONTINUATION = { from: 0x80, to: 0xbf };

export class Utf8Text {
  /** Every character that has ended. */
  text = '';
  private codePoint = 0;
  /** Bytes of the character that are still to come; 0: none has begun. */
  private missing = 0;
  /** What the next byte of the character may be: overlong forms, surrogates and what is beyond U+10FFFF are none. */
  private from = CONTINUATION.from;
  private to = CONTINUATION.to;

  /** The text if nothing more comes. */
  get whole(): string {
    return this.missing === 0 ? this.text : this.text + REPLACEMENT;
  }

  push(byte: number): void {
    if (this.missing === 0) {
      this.begin(byte);
      return;
    }
    if (byte < this.from || byte > this.to) {
      this.text += REPLACEMENT;
      this.begin(byte);
      return;
    }
    this.from = CONTINUATION.from;
    this.to = CONTINUATION.to;
    this.codePoint = (this.codePoint << 6) | (byte & 0x3f);
    if (--this.missing === 0) this.text += String.fromCodePoint(this.codePoint);
  }

  private begin(byte: number): void {
    this.missing = 0;
    this.from = CONTINUATION.from;
    this.to = CONTINUATION.to;
    if (byte < 0x80) this.text += String.fromCharCode(byte);
    else if (byte >= 0xc2 && byte <= 0xdf) this.expect(1, byte & 0x1f);
    else if (byte >= 0xe0 && byte <= 0xef) {
      if (byte === 0xe0) this.from = 0xa0;
      if (byte === 0xed) this.to = 0x9f;
      this.expect(2, byte & 0xf);
    } else if (byte >= 0xf0 && byte <= 0xf4) {
      if (byte === 0xf0) this.from = 0x90;
      if (byte === 0xf4) this.to = 0x8f;
      this.expect(3, byte & 7);
    } else this.text += REPLACEMENT;
  }

  private expect(missing: number, codePoint: number): void {
    this.missing = missing;
    this.codePoint = codePoint;
  }
}
