/** What a browser may send as entered into a variant: any shape that a part may have, bounded. */
import { z } from 'zod';
import { MAXIMUM_ENTERED_BYTES } from './entered';

const response = z.union([
  z.string().max(2_000),
  z.array(z.int()).max(100),
  z.array(z.array(z.string().max(200)).max(500)).max(100),
]);
/** More than any question has parts. */
const MOST_PARTS = 50;
export const responses = z
  .record(z.string().max(100), response)
  .refine((given) => Object.keys(given).length <= MOST_PARTS)
  .refine((given) => Buffer.byteLength(JSON.stringify(given)) <= MAXIMUM_ENTERED_BYTES);
