/** What a machine writes into its trace. */
import { defineEvents } from '../engine/define-events';

export const MACHINE_EVENTS = defineEvents({
  trap: {
    fields: ['core', 'cause', 'interrupt', 'pc'],
    description: 'A core entered a trap handler; interrupt is 1 for an interrupt, 0 for an exception.',
  },
  'interrupt-line': {
    fields: ['core', 'interrupt', 'raised'],
    description: 'An interrupt line of a core changed; interrupt is a bit of mip.',
  },
  transfer: {
    fields: ['requester', 'address', 'bytes', 'write'],
    description: 'A device moved bytes from memory, or to it when write is 1, at a physical address.',
  },
  refusal: {
    fields: ['requester', 'address', 'reason'],
    description: 'A transfer was refused: 1 not a bus master, 2 page not pinned, 3 IOMMU, 4 not memory.',
  },
  input: {
    fields: ['device', 'bytes'],
    description: 'Bytes came from outside to a device.',
  },
});
