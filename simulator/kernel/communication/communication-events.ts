/** What communication does, as the trace's kinds: those of systems with processes, and these behind them. */
import { defineEvents } from '../../engine/define-events';
import { SYSTEM_EVENTS } from '../processes/process-events';
import { CHANNEL_KINDS } from './communication-calls';

export const COMMUNICATION_EVENTS = defineEvents({
  ...SYSTEM_EVENTS.definitions,
  'channel-made': {
    fields: ['process', 'channel', 'kind', 'capacity'],
    description: 'A port, pipe, queue or socket exists.',
    sentence: 'process {process} makes channel {channel}, a {kind} with room for {capacity}',
    words: { kind: CHANNEL_KINDS },
  },
  'transfer-begun': {
    fields: ['process', 'channel', 'receives', 'bytes'],
    description: 'A call on a channel, with what it asks for.',
    sentence: 'process {process} {receives} {bytes:count bytes}, through channel {channel}',
    words: { receives: ['sends', 'has room for'] },
  },
  copied: {
    fields: ['channel', 'process', 'offset', 'bytes'],
    description: "Copied into the channel's buffer.",
    sentence: 'the kernel copies {bytes:count bytes} of process {process} into channel {channel} at {offset}',
  },
  'copied-out': {
    fields: ['channel', 'process', 'offset', 'bytes'],
    description: "Copied out of the channel's buffer.",
    sentence: 'the kernel copies {bytes:count bytes} of channel {channel} at {offset} to process {process}',
  },
  'bad-copy': {
    fields: ['channel', 'process', 'offset', 'bytes'],
    description: 'Beyond the buffer, or more than the call has: nothing is copied.',
    sentence: 'nothing is copied: channel {channel} at {offset}, {bytes:count bytes} for process {process}',
  },
  'falls-asleep': {
    fields: ['process', 'channel'],
    description: 'Its call waits.',
    sentence: 'process {process} sleeps at channel {channel}',
  },
  'woken-at': {
    fields: ['process', 'channel', 'asleep'],
    description: 'The channel wakes a process; 0: it does not sleep there.',
    sentence: 'channel {channel} wakes process {process}, which {asleep}',
    words: { asleep: ['does not sleep there', 'sleeps there'] },
  },
  'goes-on': {
    fields: ['process', 'channel'],
    description: 'Its call is asked for again, for it was woken.',
    sentence: 'process {process} goes on at channel {channel}',
  },
  'transfer-over': {
    fields: ['process', 'channel', 'receives', 'answer'],
    description: 'The call returns this.',
    sentence: 'process {process} is done with {receives} through channel {channel}: the answer is {answer}',
    words: { receives: ['sending', 'receiving'] },
  },
  'end-closed': {
    fields: ['channel', 'end'],
    description: 'No process has this end any more.',
    sentence: 'nobody has the {end} end of channel {channel} any more',
    words: { end: ['read', 'write'] },
  },
  layer: {
    fields: ['channel', 'layer'],
    description: 'A message passes a layer of the protocol stack.',
    sentence: 'a message of channel {channel} passes the {layer} layer',
    words: { layer: ['transport', 'network', 'link'] },
  },
  segment: {
    fields: ['process', 'what', 'which', 'answer'],
    description: 'A segment was made (key), attached (number), detached (address), destroyed (number).',
    sentence: 'process {process} {what} {which:place}: the answer is {answer:place}',
    words: {
      what: ['asks for the segment with key', 'attaches segment', 'detaches what is at', 'destroys segment'],
    },
  },
  priority: {
    fields: ['process', 'channel', 'priority'],
    description: 'Of the message that the call in hand sends to a queue.',
    sentence: 'its message has the priority {priority}',
  },
});
