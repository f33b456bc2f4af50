import { samplesFrom } from '../../judging/cases-from';
import type { TranslationParameters } from './simulation';

export const usual: TranslationParameters = {
  cores: 2,
  entries: 8,
  tags: 3,
  spaces: 4,
  pages: 12,
  references: 500,
  near: 5,
  switches: 40,
  unmaps: 40,
  mapped: 80,
};

export default samplesFrom(usual, [
  {
    name: 'one-core',
    title: 'One core, two spaces, and a tag for each.',
    seed: 41,
    parameters: { cores: 1, spaces: 2, tags: 2, references: 150 },
  },
  {
    name: 'no-tags',
    title: 'A single tag: two spaces must share it.',
    seed: 42,
    parameters: { cores: 1, spaces: 2, tags: 1, references: 200, switches: 80 },
  },
  { name: 'two-cores', title: 'Two cores, and fewer tags than spaces.', seed: 43 },
]);
