/** Copy on write: fork that shares all pages, and copies those that are written. */
import { COPY_ON_WRITE_SHAPE } from '../../../simulator/kernel/memory/spaces/copy-on-write-interface';
import { defineExercise } from '../../exercise-definition';
import { partsByMethod } from '../../judging/budgets';
import { definePicture } from '../../picture-description';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'Copy on write',
  summary: 'Let fork share every page, and copy a page when one of its holders writes to it.',
  rows: [91],
  difficulty: 2,
  view: definePicture(EVENTS, {
    time: 'reference',
    parts: {
      spaces: { kind: 'space', title: 'Address spaces', noun: 'process', pageBytes: 1 },
      frames: {
        kind: 'slots',
        title: 'Frames',
        noun: 'frame',
        count: { parameter: 'frames' },
        empty: 'free',
        pointers: ['copied from'],
      },
    },
    on: {
      mapped: [
        { part: 'spaces', space: 'process', map: 'page', frame: 'frame', rights: 'writable' },
        { part: 'frames', slot: 'frame', value: 'page', text: 'page {page}' },
      ],
      entry: [
        {
          part: 'spaces',
          space: 'process',
          map: 'page',
          frame: 'frame',
          rights: 'rights',
          unless: { frame: -1 },
        },
        { part: 'spaces', space: 'process', unmap: 'page', when: { frame: -1 } },
      ],
      fork: [{ part: 'spaces', space: 'child', clear: true }],
      exited: [{ part: 'spaces', space: 'process', clear: true }],
      read: [
        { part: 'spaces', space: 'process', access: 'page' },
        { part: 'frames', slot: 'frame' },
      ],
      write: [
        { part: 'spaces', space: 'process', access: 'page' },
        { part: 'frames', slot: 'frame', value: 'page', text: 'page {page}, {value}' },
      ],
      fault: [{ part: 'spaces', space: 'process', access: 'page', fault: 'write' }],
      allocated: [{ part: 'frames', slot: 'frame', value: -1, text: 'old content', unless: { frame: -1 } }],
      copied: [
        { part: 'frames', slot: 'from', pointer: 'copied from' },
        { part: 'frames', slot: 'to', value: -1, text: 'copy of frame {from}' },
      ],
      freed: [{ part: 'frames', slot: 'frame', clear: true }],
    },
  }),
  shape: COPY_ON_WRITE_SHAPE,
  events: EVENTS.kinds,
  rules: [
    { id: 'CW1', title: "fork gives the child all of the parent's pages in the same frames.", points: 15 },
    { id: 'CW2', title: 'After fork neither of the two may write a page that both have.', points: 15 },
    {
      id: 'CW3',
      title: 'A write to a frame with other holders copies it once, into a frame of its own.',
      points: 15,
    },
    { id: 'CW4', title: 'The last holder gets its right back, and nothing is copied.', points: 15 },
    {
      id: 'CW5',
      title: 'What may not be written, or has no frame to be copied to, ends the process.',
      points: 10,
    },
    { id: 'CW6', title: 'A frame is free once its last holder is over, and not before.', points: 10 },
    { id: 'CW7', title: 'No reference goes by what the processor should have forgotten.', points: 10 },
  ],
  budgets: [
    {
      id: 'accesses',
      title: 'Services that your mechanism calls',
      counter: 'mechanismAccesses',
      unit: 'accesses',
      parts: partsByMethod(COPY_ON_WRITE_SHAPE, 'Accesses'),
      points: 10,
      factor: 3,
      slack: 60,
    },
  ],
  metric: { counter: 'mechanismAccesses', title: 'Services called', unit: 'accesses' },
  limits: { unitsPerCase: 20_000_000 },
  showFailures: true,
  simulate,
  judge,
});
