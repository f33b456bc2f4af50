/** All laboratories, as the command line and the site offer them: a new one is a file and a line here. */
import { allocator } from './allocator';
import { cache } from './cache';
import { coherence } from './coherence';
import type { Laboratory } from './laboratory';
import { mlfq } from './mlfq';
import { paging } from './paging';
import { replacement } from './replacement';
import { scheduling } from './scheduling';
import { tlb } from './tlb';
import { translate } from './translate';

export const LABORATORIES: readonly Laboratory[] = [
  scheduling,
  mlfq,
  replacement,
  allocator,
  paging,
  translate,
  tlb,
  cache,
  coherence,
];
