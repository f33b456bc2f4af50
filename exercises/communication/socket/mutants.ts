import { defineMutants } from '../../mutants-definition';

const OWN_HEADERS =
  'Where headers lie, and what is in them, is up to each design: nobody but its own code reads them, and the wire leaves them alone.';
const OWN_SUM = 'Another sum of the bytes, in which each bit that turns shows, too.';
const SAME = 'The same number under its name.';
const DROPPED = 'Everything but the length of the message says that it is dropped.';
const OWN_PLACE = 'Where a message lies in the buffer is up to each design, as long as all have room.';

export default defineMutants({
  equivalent: [
    {
      at: [
        'const HEADER = { link: 0, network: 4, transport: 12, message: 20 } as const;',
        'const HEADER = { link: 1, network: 4, transport: 12, message: 20 } as const;',
        'const HEADER = { link: 0, network: 5, transport: 12, message: 20 } as const;',
        'const HEADER = { link: 0, network: 3, transport: 12, message: 20 } as const;',
        'const HEADER = { link: 0, network: 4, transport: 13, message: 20 } as const;',
        'const HEADER = { link: 0, network: 4, transport: 11, message: 20 } as const;',
      ],
      why: OWN_HEADERS,
    },
    { at: 'const MARK = [0x11, 0x45, 0x08] as const;', why: OWN_HEADERS },
    {
      at: [
        'if (bytes < 1 || bytes > SOCKET_BYTES) return refused;',
        'if (bytes < 0 || bytes > SOCKET_BYTES) return refused;',
      ],
      why: 'Nobody sends nothing.',
    },
    { at: 'return done; // lost on the way: nobody is told', why: SAME },
    { at: 'return done;', why: SAME },
    {
      at: [
        'this.header(slot + HEADER.network, LAYER.network, [fromHost >>> 8, fromHost, toHost >>> 8, toHost]);',
        'this.header(slot + HEADER.network, LAYER.network, [fromHost << 8, fromHost, toHost >>> 8, toHost]);',
        'this.header(slot + HEADER.network, LAYER.network, [fromHost >>> 9, fromHost, toHost >>> 8, toHost]);',
        'this.header(slot + HEADER.network, LAYER.network, [fromHost >>> 7, fromHost, toHost >>> 8, toHost]);',
      ],
      why: OWN_HEADERS,
    },
    {
      at: [
        'this.header(slot + HEADER.link, LAYER.link, []);',
        'this.header(slot - HEADER.link, LAYER.link, []);',
      ],
      why: OWN_HEADERS,
    },
    {
      at: [
        'if (kernel.loadByte(link) !== MARK[LAYER.link]) return -1;',
        'if (kernel.loadByte(link) !== MARK[LAYER.link]) return -2;',
        'if (kernel.loadByte(link) !== MARK[LAYER.link]) return -0;',
      ],
      why: DROPPED,
    },
    {
      at: [
        'if (kernel.loadByte(network) !== MARK[LAYER.network] || this.half(network + 3) !== (toHost & 0xffff))',
        'if (kernel.loadByte(network) !== MARK[LAYER.network] && this.half(network + 3) !== (toHost & 0xffff))',
      ],
      why: OWN_HEADERS,
    },
    { at: 'return -1;', why: DROPPED },
    {
      at: [
        'if (kernel.loadByte(transport) !== MARK[LAYER.transport]) return -1;',
        'if (kernel.loadByte(transport) !== MARK[LAYER.transport]) return -2;',
        'if (kernel.loadByte(transport) !== MARK[LAYER.transport]) return -0;',
      ],
      why: DROPPED,
    },
    {
      at: [
        'return this.half(transport + 3) === this.sum(slot + HEADER.message, bytes) ? bytes : -1;',
        'return this.half(transport + 3) === this.sum(slot + HEADER.message, bytes) ? bytes : -2;',
        'return this.half(transport + 3) === this.sum(slot + HEADER.message, bytes) ? bytes : -0;',
      ],
      why: DROPPED,
    },
    { at: 'let sum = 0;', why: OWN_SUM },
    {
      at: [
        'for (let i = 0; i < bytes; i++)',
        'for (let i = (-1); i < bytes; i++)',
        'for (let i = 0; i <= bytes; i++)',
      ],
      why: OWN_SUM,
    },
    {
      at: [
        'sum = (sum + this.kernel.loadByte(from + i) * (1 + (i & 1) * 255)) % 0xffff;',
        'sum = (sum + this.kernel.loadByte(from + i) * (2 + (i & 1) * 255)) % 0xffff;',
        'sum = (sum + this.kernel.loadByte(from + i) * (1 + (i | 1) * 255)) % 0xffff;',
        'sum = (sum + this.kernel.loadByte(from + i) * (1 + (i & 2) * 255)) % 0xffff;',
        'sum = (sum + this.kernel.loadByte(from + i) * (1 + (i & 0) * 255)) % 0xffff;',
        'sum = (sum + this.kernel.loadByte(from + i) * (1 + (i & 1) * 256)) % 0xffff;',
        'sum = (sum + this.kernel.loadByte(from + i) * (1 + (i & 1) * 254)) % 0xffff;',
        'sum = (sum + this.kernel.loadByte(from + i) * (1 + (i & 1) * 255)) % 65536;',
        'sum = (sum + this.kernel.loadByte(from + i) * (1 + (i & 1) * 255)) % 65534;',
      ],
      why: OWN_SUM,
    },
    { at: ['const SLOT_BYTES = 512;', 'const SLOT_BYTES = 513;', 'const SLOT_BYTES = 511;'], why: OWN_PLACE },
    { at: 'return DONE;', why: SAME },
    {
      at: [
        'for (let i = 0; i < bytes; i++) sum += this.services.loadByte(at + i);',
        'for (let i = (-1); i < bytes; i++) sum += this.services.loadByte(at + i);',
        'for (let i = 0; i <= bytes; i++) sum += this.services.loadByte(at + i);',
      ],
      why: OWN_SUM,
    },
    { at: ['return sum % 65_536;', 'return sum % 65537;', 'return sum % 65535;'], why: OWN_SUM },
    { at: ['const SLOT_BYTES = 512;', 'const SLOT_BYTES = 513;', 'const SLOT_BYTES = 511;'], why: OWN_SUM },
    { at: ['let parity = 0;', 'let parity = 1;'], why: OWN_SUM },
    {
      at: [
        'for (let i = 0; i < bytes; i++) parity ^= this.services.loadByte(at + i);',
        'for (let i = (-1); i < bytes; i++) parity ^= this.services.loadByte(at + i);',
        'for (let i = 0; i <= bytes; i++) parity ^= this.services.loadByte(at + i);',
      ],
      why: OWN_SUM,
    },
  ],
});
