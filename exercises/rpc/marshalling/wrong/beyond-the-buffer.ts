// fails: RM6
import { XdrCodec as Right } from '../solution';

/** Does not look at the size of the buffer. */
export class XdrCodec extends Right {
  override marshal(type: number, source: number, buffer: number, capacity: number): number {
    return super.marshal(type, source, buffer, capacity + 4096);
  }
}
