/** The events of a system with processes, with the numbers of pages as the pictures write them: in hexadecimal. */
import { defineEvents } from '../../simulator/engine/define-events';
import { SYSTEM_EVENTS } from '../../simulator/kernel/processes/process-events';

const { definitions } = SYSTEM_EVENTS;

export const PAGE_EVENTS = defineEvents({
  ...definitions,
  map: {
    ...definitions.map,
    sentence: 'page {page:place} of process {process} is mapped to frame {frame}, {rights}',
  },
  unmap: {
    ...definitions.unmap,
    sentence: 'page {page:place} of process {process} is no longer mapped to frame {frame}',
  },
});
