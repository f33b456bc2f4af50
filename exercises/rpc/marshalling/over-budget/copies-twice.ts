// exceeds: copied-bytes
import { XdrCodec as Right } from '../solution';

/** Makes the message once to learn its length, and once more to keep it. */
export class XdrCodec extends Right {
  override marshal(type: number, source: number, buffer: number, capacity: number): number {
    const length = super.marshal(type, source, buffer, capacity);
    return length < 0 ? length : super.marshal(type, source, buffer, length);
  }
}
