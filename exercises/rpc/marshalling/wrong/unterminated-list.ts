// fails: RM5, RM6
import { XDR_KIND } from '../../../../simulator/network/rpc/xdr-kind';
import { XdrCodec as Right } from '../solution';

/** Forgets the 0 behind the last node. */
export class XdrCodec extends Right {
  protected override encode(type: number, at: number): boolean {
    if (this.memory.loadWord(type) !== XDR_KIND.list) return super.encode(type, at);
    const nodeType = this.memory.loadWord(type + 8);
    const nodeBytes = this.memory.loadWord(type + 12);
    let left = this.memory.loadWord(type + 4);
    let node = this.memory.loadWord(at);
    if (node === 0) return this.putWord(0);
    for (; node !== 0; node = this.memory.loadWord(node + nodeBytes - 4))
      if (left-- === 0 || !this.putWord(1) || !this.encode(nodeType, node)) return false;
    return true;
  }
}
