/**
 * A failed statement as it may be logged: what was asked, with placeholders, and PostgreSQL's code; never a value.
 * Drizzle's own error holds every parameter in its message (an email, a submission), and PostgreSQL's repeats
 * values in its detail; both end in logs that other people read.
 */
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { PgPreparedQuery } from 'drizzle-orm/pg-core';

/** SQLSTATE class "data exception": its messages quote the value. */
const DATA_EXCEPTION = /^22/;

class QueryFailure extends Error {
  constructor(
    readonly query: string,
    cause: unknown,
  ) {
    const reason = withoutValues(cause);
    super(`Failed query: ${query}: ${reason.message}`, { cause: reason });
    this.name = 'QueryFailure';
  }
}

/** The driver's error with code and names of tables and constraints, without what was in them. */
function withoutValues(error: unknown): Error {
  if (!(error instanceof Error)) return new Error('unknown reason');
  const { code, severity, table_name, constraint_name } = error as Error & Record<string, unknown>;
  const isData = typeof code === 'string' && DATA_EXCEPTION.test(code);
  const reason = new Error(isData ? error.message.replace(/"[\s\S]*"/, '"..."') : error.message);
  reason.name = error.name;
  for (const [key, value] of Object.entries({ code, severity, table_name, constraint_name }))
    if (typeof value === 'string') Object.assign(reason, { [key]: value });
  return reason;
}

type QueryWithCache = (query: string, params: unknown[], run: () => Promise<unknown>) => Promise<unknown>;

/** Has every statement of Drizzle fail with a QueryFailure. Once a process. */
export function hideValuesOfFailedQueries(): void {
  const prototype = PgPreparedQuery.prototype as unknown as {
    queryWithCache: QueryWithCache & { hides?: true };
  };
  const original = prototype.queryWithCache;
  if (original.hides === true) return;
  const hiding: QueryWithCache & { hides?: true } = async function (this: unknown, ...given) {
    try {
      return await original.apply(this, given);
    } catch (error) {
      throw error instanceof DrizzleQueryError ? new QueryFailure(error.query, error.cause) : error;
    }
  };
  hiding.hides = true;
  prototype.queryWithCache = hiding;
}
