/** Segments of shared memory: the table of segments, and their life from create to the last detach. */
import { SEGMENTS_SHAPE } from '../../../simulator/kernel/communication/segments-interface';
import { defineExercise } from '../../exercise-definition';
import { definePicture } from '../../picture-description';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'Segments of shared memory',
  summary: 'Keep the table of segments: create, attach, detach and destroy, through fork and exit.',
  rows: [111, 114],
  difficulty: 2,
  view: definePicture(EVENTS, {
    parts: {
      segments: {
        kind: 'table',
        title: 'Segments',
        key: 'segment',
        columns: ['key', 'frames', 'made by', 'last attached', 'state', 'latest status'],
      },
      calls: {
        kind: 'table',
        title: 'Latest calls',
        key: 'process',
        columns: ['call', 'answer', 'entries that are invalid'],
      },
      frames: { kind: 'queue', title: 'Frames taken for segments and not given back' },
      spaces: { kind: 'space', title: 'Address spaces', noun: 'process' },
    },
    on: {
      'frame-taken': [{ part: 'frames', push: 'frame', unless: { frame: -1 } }],
      'frame-freed': [{ part: 'frames', remove: 'frame', when: { answer: 0 } }],
      made: [
        {
          ...{ part: 'segments', row: 'segment' },
          set: { frames: 'frames', 'made by': { text: 'process {process}' } },
        },
      ],
      created: [
        {
          part: 'calls',
          row: 'process',
          set: {
            call: { text: 'create, key {key:place}, {pages:count pages}' },
            answer: { text: '{answer}' },
          },
        },
        {
          part: 'segments',
          row: 'answer',
          set: { key: { text: '{key:place}' } },
          unless: { answer: -1 },
        },
      ],
      attached: [
        {
          part: 'calls',
          row: 'process',
          set: {
            call: { text: 'attach segment {segment}, rights {rights}' },
            answer: { text: '{answer:place}' },
          },
        },
        {
          part: 'segments',
          row: 'segment',
          set: { 'last attached': { text: 'process {process}, {answer:place}' } },
          unless: { answer: -1 },
        },
      ],
      detached: [
        {
          part: 'calls',
          row: 'process',
          set: { call: { text: 'detach {address:place}' }, answer: { text: '{answer}' } },
        },
      ],
      destroyed: [
        {
          ...{ part: 'calls', row: -1, name: 'any' },
          set: { call: { text: 'destroy segment {segment}' }, answer: { text: '{answer}' } },
        },
        { part: 'segments', row: 'segment', set: { state: { text: 'destroyed' } }, when: { answer: 0 } },
      ],
      inherited: [
        {
          part: 'calls',
          row: 'child',
          set: { call: { text: 'inherit from process {parent}' }, answer: { text: '' } },
        },
        { part: 'spaces', space: 'child' },
      ],
      ended: [
        { part: 'spaces', space: 'process', clear: true },
        {
          part: 'calls',
          row: 'process',
          set: {
            call: { text: 'over' },
            answer: { text: '' },
            'entries that are invalid': { text: '' },
          },
        },
      ],
      'entry-set': [
        { part: 'spaces', space: 'process', map: 'page', frame: 'frame', rights: { text: '{rights}' } },
      ],
      'entry-cleared': [
        { part: 'spaces', space: 'process', unmap: 'page' },
        {
          part: 'calls',
          row: 'process',
          set: { 'entries that are invalid': { text: 'cores may remember page {page:place}' } },
        },
      ],
      flushed: [
        {
          part: 'calls',
          row: 'process',
          set: { 'entries that are invalid': { text: 'forgotten by all cores' } },
        },
      ],
      told: [
        {
          part: 'segments',
          row: 'segment',
          set: { 'latest status': { text: '{what} {answer}' } },
          unless: { answer: -1 },
        },
        { part: 'segments', row: 'segment', remove: true, when: { what: 2, answer: -1 } },
      ],
    },
  }),
  shape: SEGMENTS_SHAPE,
  events: EVENTS.kinds,
  rules: [
    {
      id: 'SG1',
      title: 'A key finds its segment; else there is a new one, with frames of its own.',
      points: 15,
    },
    {
      id: 'SG2',
      title: 'A new segment is refused where a limit is met, and nowhere else; nothing stays taken.',
      points: 10,
    },
    {
      id: 'SG3',
      title: "Attach lets free pages of the process name the segment's frames, with the rights asked for.",
      points: 15,
    },
    {
      id: 'SG4',
      title: 'Detach makes the entries invalid and forgotten; the segment and its frames stay.',
      points: 15,
    },
    {
      id: 'SG5',
      title: 'A destroyed segment is attached no more, and its frames are free with its last attachment.',
      points: 15,
    },
    { id: 'SG6', title: "A forked child has its parent's attachments: the same frames.", points: 10 },
    { id: 'SG7', title: 'ipcs is told what there is, field by field.', points: 10 },
  ],
  budgets: [
    {
      id: 'policy-cycles',
      title: 'Cycles of your code',
      counter: 'policyCycles',
      unit: 'cycles',
      points: 10,
      factor: 25,
      slack: 20_000,
    },
  ],
  metric: { counter: 'policyCycles', title: 'Cycles of your code', unit: 'cycles' },
  limits: { unitsPerCase: 50_000_000 },
  showFailures: true,
  simulate,
  judge,
});
