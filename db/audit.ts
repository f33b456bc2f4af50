/** The record of what staff changed. Written in the transaction of the change: neither exists without the other. */
import type { Transaction } from './client';
import { auditEvent } from './schema';

export interface AuditEntry {
  readonly actorId: string;
  /** What was done: `regrade.accept`, `enrolment.set`. */
  readonly action: string;
  /** To what: a table's name and an id, `submission:...`. */
  readonly subject: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export async function audit(transaction: Transaction, entry: AuditEntry): Promise<void> {
  await transaction.insert(auditEvent).values(entry);
}
