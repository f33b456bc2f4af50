import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  {
    name: 'many-computing',
    title: 'Eight threads that only compute.',
    parameters: { computing: 8, readers: 0, spare: 4 },
    distinguishes: ['two-fifths-of-the-longest'],
  },
  {
    name: 'quick-device',
    title: 'A device that is done within a switch: the one that reads is back at once.',
    parameters: { switchCycles: 250, computing: 10, readers: 1, device: 'quick', reads: 40 },
    distinguishes: ['ignores-the-switch', 'one-thread-too-few', 'adds-the-switch'],
  },
  {
    name: 'slow-device',
    title: 'A device that takes longer than the response time.',
    parameters: { computing: 4, readers: 2, device: 'slow', reads: 8, computeSlices: 10 },
    distinguishes: ['gives-up-expecting'],
  },
  {
    name: 'dear-switches',
    title: 'A switch of 5,000 cycles.',
    parameters: { switchCycles: 5_000, computing: 4, readers: 2, reads: 60, responseSwitches: 16 },
    distinguishes: ['four-switches', 'shortest-while-away'],
  },
  {
    name: 'long-bursts',
    title: 'Readers that compute for longer now and then.',
    parameters: { readers: 4, longBursts: 'some', reads: 20, switchCycles: 800 },
    distinguishes: ['half-of-the-last-time'],
  },
  {
    name: 'twelve-threads',
    title: 'Twelve threads, of which one reads.',
    parameters: { computing: 11, readers: 1, computeSlices: 12 },
    distinguishes: ['eight-threads'],
  },
  {
    name: 'late-comers',
    title: 'Four threads come when two others have been reading for a while.',
    parameters: { computing: 2, readers: 2, late: 4, reads: 60, responseSwitches: 16 },
    distinguishes: ['counts-threads-once'],
  },
  {
    name: 'changing-minds',
    title: 'Three threads that compute, read, compute and read.',
    parameters: { computing: 1, readers: 0, changing: 3, computeSlices: 4, reads: 10 },
    distinguishes: ['never-forgets'],
  },
  {
    name: 'reading-while-others-change',
    title: 'Threads that compute again while others still read.',
    parameters: { computing: 1, readers: 3, changing: 3, computeSlices: 2, reads: 20 },
    distinguishes: ['knows-the-last-one'],
  },
  {
    name: 'yielding',
    title: 'A thread that gives the core up, which is no wait, and one that computes for long between waits.',
    parameters: {
      computing: 0,
      readers: 1,
      yielding: 1,
      reads: 60,
      yields: 500,
      device: 'quick',
      longBursts: 'all',
    },
    distinguishes: ['giving-way-is-waiting', 'waits-for-itself'],
  },
  {
    name: 'room-for-more',
    title: 'Half as many threads as there might be.',
    parameters: { computing: 3, readers: 3, spare: 6, reads: 30, computeSlices: 8 },
  },
  {
    name: 'room-in-time',
    title: 'A response time that leaves room for slices as long as the longest.',
    parameters: { longestSwitches: 40, responseSwitches: 30, spare: 4, reads: 20, computeSlices: 30 },
    distinguishes: ['forgets-the-longest'],
  },
  {
    name: 'leaderboard',
    title: 'Half as many threads as there might be: how many switches?',
    rankedLike: 'room-for-more',
  },
]);
