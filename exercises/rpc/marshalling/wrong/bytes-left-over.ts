// fails: RM9
import { XdrCodec as Right } from '../solution';

/** Does not mind what follows behind the value. */
export class XdrCodec extends Right {
  override unmarshal(type: number, buffer: number, length: number, destination: number): number {
    this.position = buffer;
    this.end = buffer + length;
    return this.decode(type, destination) ? 0 : -1;
  }
}
