/** What a machine writes into its trace. */
import type { EventKinds } from '../engine/trace';

export const MACHINE_EVENT = { trap: 0, interruptLine: 1, transfer: 2, refusal: 3, input: 4 } as const;

export const MACHINE_EVENTS: EventKinds = [
  {
    name: 'trap',
    fields: ['core', 'cause', 'interrupt', 'pc'],
    description: 'A core entered a trap handler; interrupt is 1 for an interrupt, 0 for an exception.',
  },
  {
    name: 'interrupt-line',
    fields: ['core', 'interrupt', 'raised'],
    description: 'An interrupt line of a core changed; interrupt is a bit of mip.',
  },
  {
    name: 'transfer',
    fields: ['requester', 'address', 'bytes', 'write'],
    description: 'A device moved bytes from memory, or to it when write is 1, at a physical address.',
  },
  {
    name: 'refusal',
    fields: ['requester', 'address', 'reason'],
    description: 'A transfer was refused: 1 not a bus master, 2 page not pinned, 3 IOMMU, 4 not memory.',
  },
  { name: 'input', fields: ['device', 'bytes'], description: 'Bytes came from outside to a device.' },
];
