import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  { name: 'usual', title: 'Two cores, four spaces, three tags.' },
  {
    name: 'no-unmaps',
    title: 'Nothing leaves a page table.',
    parameters: { unmaps: 0, switches: 60 },
  },
  {
    name: 'many-unmaps',
    title: 'Pages leave the tables all the time.',
    parameters: { unmaps: 200, cores: 3 },
  },
  {
    name: 'no-switches',
    title: 'Each core stays with its space.',
    parameters: { switches: 0, unmaps: 100, cores: 4 },
  },
  {
    name: 'all-cores-one-space',
    title: 'One space on four cores.',
    parameters: { spaces: 1, tags: 2, cores: 4, unmaps: 120 },
  },
  {
    name: 'one-tag',
    title: 'A single tag for six spaces on three cores.',
    parameters: { tags: 1, spaces: 6, cores: 3, switches: 60 },
  },
  {
    name: 'two-tags',
    title: 'Two tags for eight spaces.',
    parameters: { tags: 2, spaces: 8, cores: 2, switches: 60, entries: 16 },
  },
  {
    name: 'tags-for-all',
    title: 'More tags than spaces.',
    parameters: { cores: 1, tags: 8, spaces: 5, entries: 32, references: 900, switches: 200, unmaps: 5 },
  },
  {
    name: 'one-slot',
    title: 'A buffer with a single slot.',
    parameters: { entries: 1, cores: 1, references: 300 },
  },
  {
    name: 'tight',
    title: 'Slots for fewer pages than a space uses.',
    parameters: { entries: 4, near: 6, switches: 10 },
  },
  {
    name: 'large',
    title: 'Many pages, many slots.',
    parameters: { entries: 32, near: 14, pages: 60, spaces: 6, tags: 4, references: 1_500 },
  },
  {
    name: 'sparse',
    title: 'Most pages are in no table at first.',
    parameters: { mapped: 20, cores: 1, spaces: 3, references: 400 },
  },
  {
    name: 'restless',
    title: 'Cores that change their space every few references.',
    parameters: { switches: 250, cores: 4, spaces: 6, tags: 4, entries: 24, unmaps: 60 },
  },
  {
    name: 'long-away',
    title: 'Many pages leave the table of a space that rests on other cores.',
    parameters: {
      ...{ cores: 3, spaces: 2, tags: 3, entries: 32, pages: 40, near: 24, references: 1_800 },
      ...{ switches: 25, unmaps: 250 },
    },
  },
  {
    name: 'back-and-forth',
    title: 'Two spaces take turns all the time, and pages come back soon after they left.',
    parameters: {
      ...{ cores: 2, spaces: 2, tags: 2, entries: 32, pages: 6, references: 2_400 },
      ...{ switches: 200, unmaps: 15 },
    },
  },
  {
    name: 'spaces-everywhere',
    title: 'Every space has a tag on every core, and pages leave all the time.',
    parameters: {
      cores: 4,
      spaces: 8,
      tags: 8,
      entries: 32,
      references: 1_500,
      switches: 120,
      unmaps: 150,
    },
  },
  {
    name: 'many-cores',
    title: 'Four cores, eight spaces, four tags.',
    parameters: {
      cores: 4,
      spaces: 8,
      tags: 4,
      entries: 24,
      near: 8,
      pages: 24,
      references: 3_000,
      switches: 15,
      unmaps: 15,
    },
  },
  {
    name: 'leaderboard',
    title: 'Four cores, eight spaces, four tags: what do misses and interrupts cost?',
    rankedLike: 'many-cores',
  },
]);
