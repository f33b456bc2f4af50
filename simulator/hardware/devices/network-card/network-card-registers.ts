/** The network card's registers and descriptors, as tables. */
import { RegisterTable } from '../../bus/register-table';

export const NETWORK_CONTROL = { transmit: 1, receive: 2 } as const;

export const NETWORK_COMMAND = { sendProgrammed: 1 } as const;

export const NETWORK_CAUSE = { transmitted: 1, received: 2, dropped: 4, refused: 8 } as const;

export const NETWORK_STATUS = { transmitting: 1, receiving: 2 } as const;

/** Words of a descriptor: address of the buffer, its bytes, flags. */
export const DESCRIPTOR_BYTES = 16;
export const DESCRIPTOR_FLAGS = { done: 1, error: 2 } as const;
/** In the flags of a filled receive descriptor: the packet's bytes from this bit on. */
export const RECEIVED_BYTES_SHIFT = 16;

export const MAX_PACKET_BYTES = 1514;
/** Packets that the card holds until there is a receive descriptor. */
export const RECEIVE_QUEUE_PACKETS = 16;

export const NETWORK_REGISTERS = new RegisterTable('network card', [
  {
    offset: 0x00,
    name: 'command',
    access: 'write-only',
    description: '1 sends the packet that was written to data; bits 31 to 16: its bytes.',
  },
  {
    offset: 0x04,
    name: 'status',
    access: 'read-only',
    description: 'What the card is doing.',
    fields: [
      { name: 'transmitting', bit: 0, description: 'a packet is on its way out' },
      { name: 'receiving', bit: 1, description: 'a packet is being stored' },
    ],
  },
  {
    offset: 0x08,
    name: 'data',
    access: 'write-only',
    description: 'Programmed transmission: the next word of the packet.',
  },
  {
    offset: 0x0c,
    name: 'control',
    access: 'read-write',
    description: 'Switches the rings on.',
    fields: [
      { name: 'transmit', bit: 0, description: 'descriptors from transmitHead to transmitTail are sent' },
      { name: 'receive', bit: 1, description: 'packets are stored; switched off they are dropped' },
    ],
  },
  {
    offset: 0x10,
    name: 'cause',
    access: 'write-one-to-clear',
    description: 'What happened; interrupts while a bit is set that interruptEnable has.',
    fields: [
      { name: 'transmitted', bit: 0, description: 'a packet was sent' },
      { name: 'received', bit: 1, description: 'a packet was stored' },
      { name: 'dropped', bit: 2, description: 'a packet was dropped for want of a descriptor or buffer' },
      { name: 'refused', bit: 3, description: 'memory refused a transfer' },
    ],
  },
  {
    offset: 0x14,
    name: 'interruptEnable',
    access: 'read-write',
    description: 'Bits of cause that interrupt.',
  },
  {
    offset: 0x18,
    name: 'transmitRing',
    access: 'read-write',
    description: 'Address of the transmit descriptors.',
  },
  {
    offset: 0x1c,
    name: 'transmitCount',
    access: 'read-write',
    description: 'Descriptors of the transmit ring.',
  },
  {
    offset: 0x20,
    name: 'transmitHead',
    access: 'read-only',
    description: 'Next descriptor that the card sends.',
  },
  {
    offset: 0x24,
    name: 'transmitTail',
    access: 'read-write',
    description: 'First descriptor that is not ready.',
  },
  {
    offset: 0x28,
    name: 'receiveRing',
    access: 'read-write',
    description: 'Address of the receive descriptors.',
  },
  {
    offset: 0x2c,
    name: 'receiveCount',
    access: 'read-write',
    description: 'Descriptors of the receive ring.',
  },
  {
    offset: 0x30,
    name: 'receiveHead',
    access: 'read-only',
    description: 'Next descriptor that the card fills.',
  },
  {
    offset: 0x34,
    name: 'receiveTail',
    access: 'read-write',
    description: 'First descriptor that is not free.',
  },
  { offset: 0x38, name: 'sent', access: 'read-only', description: 'Packets sent since the start.' },
  { offset: 0x3c, name: 'received', access: 'read-only', description: 'Packets stored since the start.' },
  {
    offset: 0x40,
    name: 'droppedPackets',
    access: 'read-only',
    description: 'Packets dropped since the start.',
  },
] as const);

export type NetworkRegister = (typeof NETWORK_REGISTERS)['rows'][number]['name'];
