/**
 * The process's connections to PostgreSQL, made at first use from DATABASE_URL.
 *
 * There are two pools because `drizzle(client)` changes the parsers of the client that it is given: afterwards
 * `client.json()` and Date parameters throw on it and moments come back as text. Queries go through `database()`,
 * plain SQL through `rawClient()`.
 */
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres, { type Sql } from 'postgres';

import { hideValuesOfFailedQueries } from './query-failure';
import * as schema from './schema';

export type Database = PostgresJsDatabase<typeof schema>;
/** What `database().transaction()` hands to its callback. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

/** Of each pool. PostgreSQL allows 100 connections by default, shared by the site and all workers. */
const MAXIMUM_CONNECTIONS = { database: 10, raw: 2 };
const CONNECT_TIMEOUT_SECONDS = 5;

interface Connections {
  database?: { readonly client: Sql; readonly drizzle: Database };
  raw?: Sql;
}

// Kept on the global object: a development server loads this module again at each change.
const holder = globalThis as typeof globalThis & { runqueueConnections?: Connections };
holder.runqueueConnections ??= {};
const connections: Connections = holder.runqueueConnections;

/** @throws when DATABASE_URL is missing. */
export function databaseUrl(): string {
  const url = process.env.DATABASE_URL;
  if (url === undefined || url === '')
    throw new Error(
      'DATABASE_URL is not set. `npm start` sets it; elsewhere use postgres://user:password@host/name.',
    );
  return url;
}

function connect(maximumConnections: number): Sql {
  return postgres(databaseUrl(), {
    max: maximumConnections,
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    idle_timeout: 60,
    // A server that was down is tried again soon: the default backs off for up to half a minute.
    backoff: (attempt) => Math.min(0.1 * 2 ** attempt, 1),
    onnotice: () => undefined,
    connection: { application_name: 'runqueue' },
  });
}

export function database(): Database {
  if (connections.database === undefined) {
    hideValuesOfFailedQueries();
    const client = connect(MAXIMUM_CONNECTIONS.database);
    connections.database = { client, drizzle: drizzle(client, { schema, casing: 'snake_case' }) };
  }
  return connections.database.drizzle;
}

export function rawClient(): Sql {
  connections.raw ??= connect(MAXIMUM_CONNECTIONS.raw);
  return connections.raw;
}

/** Ends both pools after the queries in hand; they are made anew at the next use. */
export async function closeDatabase(): Promise<void> {
  const { database: ours, raw } = connections;
  connections.database = undefined;
  connections.raw = undefined;
  await Promise.all([ours?.client.end({ timeout: 5 }), raw?.end({ timeout: 5 })]);
}
