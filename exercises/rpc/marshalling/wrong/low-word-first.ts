// fails: RM2
import { XDR_KIND } from '../../../../simulator/network/rpc/xdr-kind';
import { XdrCodec as Right } from '../solution';

/** Sends the two words of a double in the order in which they lie in memory. */
export class XdrCodec extends Right {
  protected override encode(type: number, at: number): boolean {
    if (this.memory.loadWord(type) !== XDR_KIND.double) return super.encode(type, at);
    return this.putWord(this.memory.loadWord(at)) && this.putWord(this.memory.loadWord(at + 4));
  }
}
