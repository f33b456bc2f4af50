/** The one way to believe what a package's process answers: as far as it fits a schema, which bounds it. */
import type { z } from 'zod';
import { PackageFault } from './package-process';

/** @param what it is, for the sentence that tells what is wrong. @throws PackageFault */
export function parsed<Schema extends z.ZodType>(
  schema: Schema,
  told: unknown,
  what: string,
): z.infer<Schema> {
  const result = schema.safeParse(told);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new PackageFault(
    'failed',
    `${what}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not as it must be'}`.slice(0, 1_000),
  );
}
