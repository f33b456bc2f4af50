/** The disk's registers, commands, status bits and phases, as tables. */
import { RegisterTable } from '../../bus/register-table';

export const DISK_COMMAND = { readProgrammed: 1, writeProgrammed: 2, readDma: 3, writeDma: 4 } as const;

/** Commands that may be queued at once: as many as there are tags. */
export const DISK_TAGS = 32;

/** Entries of a scatter-gather list: enough for 16 MiB of pages. Longer lists fail. */
export const MAX_SEGMENTS = 4096;

export const DISK_STATUS = { busy: 1, dataRequest: 2, queueFull: 4, protocolError: 8 } as const;

export const DISK_INTERRUPT = { completion: 1, dataRequest: 2 } as const;

export const DISK_REGISTERS = new RegisterTable('disk', [
  {
    offset: 0x00,
    name: 'command',
    access: 'write-only',
    description: 'Queues a command, with the parameters that stand in sector, count, list and segments.',
    fields: [
      {
        name: 'operation',
        bit: 0,
        bits: 3,
        description: '1 read, 2 write (programmed); 3 read, 4 write (DMA)',
      },
      { name: 'tag', bit: 8, bits: 5, description: 'names the command in completed and failed' },
    ],
  },
  {
    offset: 0x04,
    name: 'status',
    access: 'write-one-to-clear',
    description: 'State of the controller. Only protocolError can be cleared.',
    fields: [
      { name: 'busy', bit: 0, description: 'a command is being carried out' },
      { name: 'dataRequest', bit: 1, description: 'programmed transfer: data wants to be read or written' },
      { name: 'queueFull', bit: 2, description: 'every tag is in use' },
      {
        name: 'protocolError',
        bit: 3,
        description: 'data touched without dataRequest, a tag used twice, or an unknown operation',
      },
    ],
  },
  {
    offset: 0x08,
    name: 'data',
    access: 'read-write',
    description: 'Programmed transfer: the next word of the sector.',
  },
  { offset: 0x0c, name: 'sector', access: 'read-write', description: 'First sector.' },
  { offset: 0x10, name: 'count', access: 'read-write', description: 'Sectors.' },
  {
    offset: 0x14,
    name: 'list',
    access: 'read-write',
    description: 'DMA: address of the scatter-gather list.',
  },
  {
    offset: 0x18,
    name: 'segments',
    access: 'read-write',
    description: 'DMA: entries of the list (address, bytes).',
  },
  {
    offset: 0x1c,
    name: 'interruptEnable',
    access: 'read-write',
    description: 'When to interrupt.',
    fields: [
      { name: 'completion', bit: 0, description: 'while a bit of completed or failed is set' },
      { name: 'dataRequest', bit: 1, description: 'while data is requested' },
    ],
  },
  { offset: 0x20, name: 'completed', access: 'write-one-to-clear', description: 'A bit a tag: ended well.' },
  {
    offset: 0x24,
    name: 'failed',
    access: 'write-one-to-clear',
    description: 'A bit a tag: ended with an error.',
  },
  { offset: 0x28, name: 'capacity', access: 'read-only', description: 'Sectors of the disk.' },
  { offset: 0x2c, name: 'queued', access: 'read-only', description: 'Commands accepted and not ended.' },
  {
    offset: 0x30,
    name: 'errorCode',
    access: 'read-only',
    description: 'Why the last command failed: 1 beyond the end, 2 DMA refused.',
  },
] as const);

export type DiskRegister = (typeof DISK_REGISTERS)['rows'][number]['name'];

export const DISK_ERROR = { none: 0, beyondEnd: 1, dmaRefused: 2 } as const;

/** The phases of the controller, for documentation and pictures. */
export const DISK_PHASES = [
  { name: 'idle', next: ['listing', 'moving', 'filling'], description: 'No command is being carried out.' },
  {
    name: 'listing',
    next: ['moving', 'fetching', 'idle'],
    description: 'The scatter-gather list is read by DMA.',
  },
  {
    name: 'moving',
    next: ['emptying', 'filling', 'storing', 'idle'],
    description: 'Seek, rotation and transfer.',
  },
  { name: 'emptying', next: ['moving', 'idle'], description: 'Programmed read: software takes a sector.' },
  { name: 'filling', next: ['moving'], description: 'Programmed write: software gives a sector.' },
  { name: 'fetching', next: ['moving', 'idle'], description: 'DMA write: data comes from memory.' },
  { name: 'storing', next: ['idle'], description: 'DMA read: data goes to memory.' },
] as const;

export type DiskPhase = (typeof DISK_PHASES)[number]['name'];
