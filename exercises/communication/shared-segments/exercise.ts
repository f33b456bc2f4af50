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
        columns: ['key', 'pages', 'last attached', 'attached, by status', 'state'],
      },
      spaces: { kind: 'space', title: 'Address spaces', noun: 'process' },
      calls: { kind: 'table', title: 'Calls', key: 'process', columns: ['latest call', 'answer'] },
    },
    on: {
      created: [
        {
          part: 'calls',
          row: 'process',
          set: {
            'latest call': { text: 'create, key {key:place}, {pages} pages' },
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
            'latest call': { text: 'attach segment {segment}, rights {rights}' },
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
          set: { 'latest call': { text: 'detach {address:place}' }, answer: { text: '{answer}' } },
        },
      ],
      destroyed: [
        { part: 'segments', row: 'segment', set: { state: { text: 'destroyed' } }, when: { answer: 0 } },
      ],
      inherited: [{ part: 'spaces', space: 'child' }],
      ended: [
        { part: 'spaces', space: 'process', clear: true },
        {
          part: 'calls',
          row: 'process',
          set: { 'latest call': { text: 'over' }, answer: { text: '' } },
        },
      ],
      'entry-set': [
        { part: 'spaces', space: 'process', map: 'page', frame: 'frame', rights: { text: '{rights}' } },
      ],
      'entry-cleared': [{ part: 'spaces', space: 'process', unmap: 'page' }],
      told: [
        {
          part: 'segments',
          row: 'segment',
          set: { 'attached, by status': 'answer' },
          when: { what: 3 },
          unless: { answer: -1 },
        },
        {
          part: 'segments',
          row: 'segment',
          set: { pages: 'answer' },
          when: { what: 2 },
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
