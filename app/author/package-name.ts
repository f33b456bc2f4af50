import { z } from 'zod';
import { authorWords, LONGEST_NAME } from './words';

/** As it stands in addresses. */
export const packageName = z
  .string()
  .trim()
  .max(LONGEST_NAME, authorWords.badName)
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, authorWords.badName);
