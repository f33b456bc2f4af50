/** The picture of runs on channels: calls, who sleeps where, and what lies in the buffers in the order in which it came. */
import { COMMUNICATION_EVENTS } from '../../simulator/kernel/communication/communication-events';
import { definePicture } from '../picture-description';

export const channelPicture = definePicture(COMMUNICATION_EVENTS, {
  parts: {
    calls: {
      kind: 'table',
      title: 'Calls',
      key: 'process',
      columns: ['call', 'channel', 'last copy', 'state'],
    },
    buffers: {
      kind: 'buffer',
      title: 'In the buffers, what came first at the top',
      noun: 'channel',
      item: 'message',
    },
    asleep: { kind: 'queue', title: 'Asleep at a channel' },
    channels: { kind: 'table', title: 'Channels', key: 'channel', columns: ['room for', 'last woken'] },
  },
  on: {
    'channel-made': [
      { part: 'channels', row: 'channel', set: { 'room for': { text: '{capacity}' } } },
      { part: 'buffers', buffer: 'channel' },
    ],
    'transfer-begun': [
      {
        part: 'calls',
        row: 'process',
        set: {
          call: { text: '{receives} {bytes:count bytes}' },
          ...{ channel: 'channel', 'last copy': { text: '' } },
          state: { text: 'in its call' },
        },
      },
      { part: 'buffers', buffer: 'channel', owner: 'process', begins: true, when: { receives: 0 } },
    ],
    priority: [
      { part: 'buffers', buffer: 'channel', owner: 'process', text: 'priority {priority}' },
      { part: 'calls', row: 'process', set: { call: { text: 'sends with priority {priority}' } } },
    ],
    copied: [
      { part: 'calls', row: 'process', set: { 'last copy': { text: '{bytes} in, at {offset}' } } },
      {
        ...{ part: 'buffers', buffer: 'channel', owner: 'process' },
        ...{ put: 'offset', length: 'bytes', text: 'of process {process}' },
      },
    ],
    'copied-out': [
      { part: 'calls', row: 'process', set: { 'last copy': { text: '{bytes} out, from {offset}' } } },
      { part: 'buffers', buffer: 'channel', take: 'offset', length: 'bytes' },
    ],
    'bad-copy': [
      { part: 'calls', row: 'process', set: { 'last copy': { text: 'none: {bytes} at {offset} refused' } } },
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
