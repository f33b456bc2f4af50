// fails: RM8, RM10
import { XdrCodec as Right } from '../solution';

/** Reads on behind the end of the message, as far as its lengths say. */
export class XdrCodec extends Right {
  override unmarshal(type: number, buffer: number, length: number, destination: number): number {
    this.position = buffer;
    this.end = buffer + length + 1024;
    return this.decode(type, destination) && this.position >= buffer + length ? 0 : -1;
  }
}
