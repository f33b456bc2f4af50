import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  { name: 'often', title: 'Ten frames, and the daemon looks often.' },
  { name: 'never-idle', title: 'The processor is always busy.', parameters: { idle: 0, busyBelow: 0 } },
  {
    name: 'often-idle',
    title: 'The processor often has little to do.',
    parameters: { idle: 60, usedAbove: 9, usedTarget: 3 },
  },
  {
    name: 'only-idle',
    title: 'Memory is never full enough: only an idle processor wakes the daemon.',
    parameters: { idle: 30, usedAbove: 10, usedTarget: 8, frames: 10 },
  },
  {
    name: 'pinned-away',
    title: 'Most of the frames are pinned.',
    parameters: { pins: 8, frames: 10, usedAbove: 6, usedTarget: 1 },
  },
  { name: 'few-pins', title: 'A few frames are pinned.', parameters: { pins: 3, frames: 14, usedAbove: 10 } },
  { name: 'reads', title: 'Nothing is written.', parameters: { writes: 0 } },
  { name: 'writes', title: 'Everything is written.', parameters: { writes: 100 } },
  {
    name: 'seldom',
    title: 'The daemon looks so seldom that faults come first.',
    parameters: { lookAfter: 60, references: 900 },
  },
  {
    name: 'each-time',
    title: 'The daemon looks after each reference.',
    parameters: { lookAfter: 1, references: 250, usedTarget: 6 },
  },
  {
    name: 'down-to-nothing',
    title: 'Everything that may leave is to leave.',
    parameters: { usedTarget: 0, pins: 2, usedAbove: 5 },
  },
  {
    name: 'equal-marks',
    title: 'It sleeps as soon as it would not have run.',
    parameters: { usedAbove: 6, usedTarget: 6 },
  },
  {
    name: 'one-frame-more',
    title: 'A single page leaves at a time.',
    parameters: { usedAbove: 8, usedTarget: 8, idle: 0, lookAfter: 2 },
  },
  {
    name: 'many-frames',
    title: 'Sixty-four frames.',
    parameters: {
      frames: 64,
      pages: 160,
      usedAbove: 50,
      usedTarget: 40,
      references: 2_500,
      lookAfter: 40,
      pins: 6,
    },
  },
  {
    name: 'leaderboard',
    title: 'Sixty-four frames: how often does your daemon look at a page?',
    rankedLike: 'many-frames',
  },
]);
