import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  {
    name: 'mixed',
    title: 'Built here and there, read here and there.',
    parameters: { builtInPlace: 50, readInPlace: 50, messages: 80 },
  },
  {
    name: 'one-place',
    title: 'Room for a single message.',
    parameters: { places: 1, builtInPlace: 50, readInPlace: 50 },
  },
  {
    name: 'many-places',
    title: 'Room for sixty messages of twenty-five words: several pages.',
    parameters: {
      places: 60,
      words: 25,
      messages: 150,
      receiverCycles: 900,
      builtInPlace: 50,
      readInPlace: 50,
    },
  },
  {
    name: 'empty',
    title: 'A slow sender: the buffer is mostly empty.',
    parameters: { senderCycles: 1_500, builtInPlace: 40, readInPlace: 40, messages: 60 },
  },
  {
    name: 'full-long',
    title: 'A slow receiver of long messages.',
    parameters: { words: 40, receiverCycles: 2_500, builtInPlace: 30, readInPlace: 50, messages: 60 },
  },
  {
    name: 'long-messages',
    title: 'Both copy long messages all the time, on two cores.',
    parameters: { words: 60, places: 2, senderCycles: 20, receiverCycles: 20, messages: 80 },
  },
  {
    name: 'short-turns',
    title: 'One core, and a turn is shorter than a message.',
    parameters: {
      cores: 1,
      tickCycles: 100,
      words: 60,
      places: 3,
      senderCycles: 20,
      receiverCycles: 20,
      messages: 50,
      builtInPlace: 30,
      readInPlace: 30,
    },
  },
  {
    name: 'short-messages',
    title: 'Messages of one word, built and read in place.',
    parameters: {
      words: 1,
      places: 7,
      messages: 200,
      builtInPlace: 100,
      readInPlace: 100,
      senderCycles: 40,
      receiverCycles: 40,
    },
  },
  {
    name: 'ranked',
    title: 'Short messages in place: how many words do you load and store?',
    rankedLike: 'short-messages',
  },
]);
