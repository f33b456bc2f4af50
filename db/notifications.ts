/**
 * Tells who follows a submission that it changed. One connection for the whole process listens to PostgreSQL's
 * channel `submission` and calls those who subscribed to the id that it names.
 *
 *      idle ──first subscriber──> connecting ──listening──> open
 *                                     ^                       │ connection lost
 *                                     └── wait, then again ───┘
 *
 * A notification can be lost while the connection is; therefore every subscriber is also called once whenever the
 * connection opens (again). A callback means "look", never what changed.
 */
import { Client } from 'pg';

import { databaseUrl } from './client';
import { NOTIFICATION_CHANNEL } from './queue';

const RECONNECT_DELAY_MS = { first: 100, most: 2_000 };

type Callback = () => void;

class Listener {
  private readonly callbacks = new Map<string, Set<Callback>>();
  private client: Client | undefined;
  private opening: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private delayMs = RECONNECT_DELAY_MS.first;
  private closed = false;

  async subscribe(submissionId: string, callback: Callback): Promise<() => void> {
    const mine: Callback = () => callback();
    const set = this.callbacks.get(submissionId) ?? new Set();
    set.add(mine);
    this.callbacks.set(submissionId, set);
    await this.open();
    return () => {
      set.delete(mine);
      if (set.size === 0 && this.callbacks.get(submissionId) === set) this.callbacks.delete(submissionId);
    };
  }

  /** Resolves when the first attempt is over: open, or waiting to try again. Never rejects. */
  private open(): Promise<void> {
    this.opening ??= this.connect();
    return this.opening;
  }

  private async connect(): Promise<void> {
    const client = new Client({
      connectionString: databaseUrl(),
      application_name: 'runqueue notifications',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    });
    let lost = false;
    const onLost = () => {
      if (lost) return;
      lost = true;
      client.end().catch(() => undefined); // it is gone already
      if (this.client === client) this.client = undefined;
      if (!this.closed) this.reconnectLater();
    };
    client.on('error', onLost);
    client.on('end', onLost);
    client.on('notification', ({ payload }) => {
      if (payload !== undefined) this.call(this.callbacks.get(payload));
    });
    try {
      await client.connect();
      await client.query(`listen ${NOTIFICATION_CHANNEL}`);
    } catch {
      onLost(); // tried again until it works; /readyz says what is wrong
      return;
    }
    if (lost) return;
    if (this.closed) {
      await client.end();
      return;
    }
    this.client = client;
    this.delayMs = RECONNECT_DELAY_MS.first;
    for (const set of [...this.callbacks.values()]) this.call(set);
  }

  private reconnectLater(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.opening = this.connect();
    }, this.delayMs);
    this.delayMs = Math.min(this.delayMs * 2, RECONNECT_DELAY_MS.most);
  }

  private call(set: Set<Callback> | undefined): void {
    for (const callback of [...(set ?? [])]) {
      try {
        callback();
      } catch (error) {
        console.error('A subscriber to a submission failed:', error);
      }
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.opening;
    await this.client?.end();
  }
}

// Kept on the global object: a development server loads this module again at each change.
const holder = globalThis as typeof globalThis & { runqueueListener?: Listener };

/**
 * Calls `callback` soon after the submission changed, and once whenever the connection to the database was made
 * anew. @returns how to stop it.
 */
export async function subscribe(submissionId: string, callback: () => void): Promise<() => void> {
  holder.runqueueListener ??= new Listener();
  return holder.runqueueListener.subscribe(submissionId, callback);
}

export async function closeNotifications(): Promise<void> {
  const listener = holder.runqueueListener;
  holder.runqueueListener = undefined;
  await listener?.close();
}
