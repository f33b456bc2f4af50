/** The picture of runs on channels: calls, who sleeps where, and what lies in the buffers. */
import { COMMUNICATION_EVENTS } from '../../simulator/kernel/communication/communication-events';
import { definePicture } from '../picture-description';

export const channelPicture = definePicture(COMMUNICATION_EVENTS, {
  parts: {
    calls: {
      kind: 'table',
      title: 'Calls',
      key: 'process',
      columns: ['call', 'channel', 'priority', 'last copy', 'state'],
    },
    asleep: { kind: 'queue', title: 'Asleep at a channel' },
    channels: {
      kind: 'table',
      title: 'Channels',
      key: 'channel',
      columns: ['room for', 'last copied in', 'last copied out', 'last woken'],
    },
  },
  on: {
    'channel-made': [
      { part: 'channels', row: 'channel', set: { 'room for': { text: '{capacity} messages' } } },
    ],
    'transfer-begun': [
      {
        part: 'calls',
        row: 'process',
        set: {
          call: { text: '{receives} {bytes} bytes' },
          ...{ channel: 'channel', priority: { text: '' }, 'last copy': { text: '' } },
          state: { text: 'in its call' },
        },
      },
    ],
    priority: [{ part: 'calls', row: 'process', set: { priority: 'priority' } }],
    copied: [
      { part: 'calls', row: 'process', set: { 'last copy': { text: '{bytes} bytes in, at {offset}' } } },
      {
        part: 'channels',
        row: 'channel',
        set: { 'last copied in': { text: '{bytes} bytes of {process}, at {offset}' } },
      },
    ],
    'copied-out': [
      { part: 'calls', row: 'process', set: { 'last copy': { text: '{bytes} bytes out, at {offset}' } } },
      {
        part: 'channels',
        row: 'channel',
        set: { 'last copied out': { text: '{bytes} bytes to {process}, at {offset}' } },
      },
    ],
    'falls-asleep': [
      { part: 'calls', row: 'process', set: { state: { text: 'asleep' } } },
      { part: 'asleep', push: 'process', text: 'process {process} at {channel}' },
    ],
    'woken-at': [
      { part: 'asleep', remove: 'process', when: { asleep: 1 } },
      { part: 'calls', row: 'process', set: { state: { text: 'woken' } }, when: { asleep: 1 } },
      { part: 'channels', row: 'channel', set: { 'last woken': { text: 'process {process}' } } },
    ],
    'transfer-over': [{ part: 'calls', row: 'process', set: { state: { text: 'answered {answer}' } } }],
    over: [{ part: 'calls', row: 'process', set: { state: { text: 'over' } } }],
  },
});
