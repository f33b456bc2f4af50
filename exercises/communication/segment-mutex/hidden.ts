import { casesFrom } from '../../judging/cases-from';
import { interleavings, system } from './samples';

export default casesFrom(interleavings, [
  {
    name: 'three-processes',
    title: 'Three processes take the mutex once each, in 1,500 interleavings.',
    parameters: { processes: 3 },
  },
  {
    name: 'store-buffers',
    title: 'Two processes on cores with store buffers take the mutex twice each, in every interleaving.',
    parameters: { rounds: 2, storeBuffers: true },
  },
  {
    name: 'two-items',
    title: 'One process gives two items, the other takes them, with room for one, in 1,500 interleavings.',
    parameters: { work: 'items', rounds: 2 },
  },
  {
    name: 'two-takers',
    title: 'One process gives two items, two others take one each, in 1,500 interleavings.',
    parameters: { work: 'items', processes: 3, rounds: 2, room: 2 },
  },
  {
    name: 'question-and-answer',
    title:
      'One process asks and the other answers, on cores with store buffers, in up to 1,500 interleavings.',
    parameters: { work: 'exchange', storeBuffers: true },
  },
  {
    name: 'items-at-random',
    title: 'Two processes give two items each, two take them, in schedules drawn at random.',
    parameters: {
      work: 'items',
      processes: 4,
      givers: 2,
      rounds: 2,
      exhaustive: false,
      randomSchedules: 200,
    },
  },
  {
    name: 'early-and-twice',
    title: 'Two processes that call unlock too early, twice each, in schedules drawn at random.',
    parameters: { unlocksTooEarly: true, rounds: 2, exhaustive: false, randomSchedules: 200 },
    distinguishes: ['woken-means-mine'],
  },
  {
    name: 'alone',
    title: 'Three processes on three cores that meet a few times, and are alone before and after.',
    parameters: { ...system, processes: 3, cores: 3, rounds: 20, thinkCycles: 12_000, holdCycles: 1_000 },
  },
  {
    name: 'one-core',
    title: 'Three processes on one core: the holder is interrupted while others want the mutex.',
    parameters: { ...system, processes: 3, cores: 1, rounds: 28, holdCycles: 4_000, thinkCycles: 4_000 },
  },
  {
    name: 'crowd',
    title: 'Six processes on three cores, all of which want the mutex.',
    parameters: { ...system, processes: 6, cores: 3, rounds: 8 },
  },
  {
    name: 'items',
    title: 'One process gives items, two take them, with room for two.',
    parameters: { ...system, work: 'items', processes: 3, rounds: 30, room: 2, cores: 3, thinkCycles: 1_500 },
  },
  {
    name: 'ranked',
    title: 'One process gives items, two take them: how often do they enter the kernel?',
    rankedLike: 'items',
  },
]);
