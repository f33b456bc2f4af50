/**
 * The edge between pages and the database: a database that does not answer is an ordinary outcome that pages
 * put in words, told apart from a bug, which is thrown on.
 */

/** PostgreSQL's and the drivers' codes for "cannot be reached", "is shutting down" and "has no connection left". */
const CONNECTION_CODES = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'EAI_AGAIN'],
  ...['CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECTION_DESTROYED', 'CONNECT_TIMEOUT'],
  ...['57P01', '57P02', '57P03', '53300', '08000', '08001', '08003', '08006'],
]);

const ANSWER_TIMEOUT_MS = 5_000;

export class DatabaseUnavailable extends Error {
  constructor(cause: unknown) {
    super('The database does not answer.', { cause });
  }
}

/** Looks through wrappers (Drizzle's, better-auth's, AggregateError) for the driver's code. */
export function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof DatabaseUnavailable) return true;
  const { code } = error as Error & { code?: unknown };
  if (typeof code === 'string' && CONNECTION_CODES.has(code)) return true;
  if (error instanceof AggregateError && error.errors.some(isConnectionError)) return true;
  return isConnectionError(error.cause);
}

/** @throws DatabaseUnavailable when it cannot be reached or does not answer in time; other errors as they are. */
export async function withDatabase<T>(query: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new DatabaseUnavailable(`no answer within ${ANSWER_TIMEOUT_MS} ms`)),
      ANSWER_TIMEOUT_MS,
    );
  });
  const answer = query();
  answer.catch(() => undefined); // told through the race, or too late to matter
  try {
    return await Promise.race([answer, timeout]);
  } catch (error) {
    throw isConnectionError(error) ? new DatabaseUnavailable(error) : error;
  } finally {
    clearTimeout(timer);
  }
}

export type FromDatabase<T> = { readonly available: true; readonly value: T } | { readonly available: false };

/** For pages: an outcome rather than an exception. */
export async function fromDatabase<T>(query: () => Promise<T>): Promise<FromDatabase<T>> {
  try {
    return { available: true, value: await withDatabase(query) };
  } catch (error) {
    if (error instanceof DatabaseUnavailable) return { available: false };
    throw error;
  }
}
