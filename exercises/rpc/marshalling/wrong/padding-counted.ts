// fails: RM3
import { XDR_KIND } from '../../../../simulator/network/rpc/xdr-kind';
import { XdrCodec as Right } from '../solution';

/** Counts the padding of byte sequences in their length. */
export class XdrCodec extends Right {
  protected override encode(type: number, at: number): boolean {
    if (this.memory.loadWord(type) !== XDR_KIND.bytes) return super.encode(type, at);
    const count = this.memory.loadWord(at) >>> 0;
    if (count > this.memory.loadWord(type + 4)) return false;
    const padded = Math.ceil(count / 4) * 4;
    return this.putWord(padded) && this.putBytes(this.memory.loadWord(at + 4), count);
  }
}
