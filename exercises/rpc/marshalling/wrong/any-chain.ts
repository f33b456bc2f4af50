// fails: RM6
import { XDR_KIND } from '../../../../simulator/network/rpc/xdr-kind';
import { XdrCodec as Right } from '../solution';

/** Follows a chain of any length. */
export class XdrCodec extends Right {
  protected override encode(type: number, at: number): boolean {
    if (this.memory.loadWord(type) !== XDR_KIND.list) return super.encode(type, at);
    const nodeType = this.memory.loadWord(type + 8);
    const nodeBytes = this.memory.loadWord(type + 12);
    let node = this.memory.loadWord(at);
    while (node !== 0) {
      if (!this.putWord(1) || !this.encode(nodeType, node)) return false;
      node = this.memory.loadWord(node + nodeBytes - 4);
    }
    return this.putWord(0);
  }
}
