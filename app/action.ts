/**
 * The one wrapper of every server action. A browser can call an action with anything, so its input is parsed, and
 * who may call it is decided here on the server, before the handler sees it. What goes wrong comes back as a
 * value with a message in words; nothing of a bug's text reaches the browser.
 *
 *      export const save = defineAction({ input: z.object({...}), role: 'account' }, async (input, user) => ...)
 *      export const look = defineVisitorAction({ input: z.object({...}) }, async (input) => ...)
 */
import { headers } from 'next/headers';
import type { z } from 'zod';
import { type LimitedAction, takeAllowance } from '../db/limits';
import { countedNetwork } from './client-address';
import { DatabaseUnavailable, withDatabase } from './database-call';
import * as words from './dictionary';
import { plainDataFault } from './plain-data';
import { currentViewer, type User } from './viewer';
import { visitors } from './visitor-allowance';

export type ActionErrorCode = 'invalid' | 'signed out' | 'refused' | 'too many' | 'unavailable' | 'failed';

export type ActionResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: ActionErrorCode; readonly message: string };

/** Thrown by a handler: the viewer may not, or ('too many') not before some time. The message is shown. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly code: 'refused' | 'too many' = 'refused',
  ) {
    super(message);
  }
}

/** @throws Refusal when the person has used up what is allowed of this. */
export async function within(user: User, action: LimitedAction): Promise<void> {
  const exceeded = await takeAllowance(user.id, action);
  if (exceeded !== null) throw new Refusal(words.limits.exceeded(action, exceeded, new Date()), 'too many');
}

interface ActionRules<Schema extends z.ZodType> {
  readonly input: Schema;
  /** 'account': only with a session; the handler decides on what belongs to whom. */
  readonly role: 'account';
}

export function defineAction<Schema extends z.ZodType, Output>(
  rules: ActionRules<Schema>,
  handler: (input: z.output<Schema>, user: User) => Promise<Output>,
): (input: z.input<Schema>) => Promise<ActionResult<Output>> {
  return (given) =>
    answered(rules.input, given, (input) => forAccount((user) => withDatabase(() => handler(input, user))));
}

/** @param work may take longer than the database to answer: it says itself what it asks of that. */
export function forAccount<Output>(work: (user: User) => Promise<Output>): Promise<ActionResult<Output>> {
  return told(async (): Promise<ActionResult<Output>> => {
    const viewer = await currentViewer();
    if (viewer.kind === 'unknown') return fail('unavailable', words.databaseDown.short);
    if (viewer.kind === 'visitor') return fail('signed out', words.action.signedOut);
    return { ok: true, value: await work(viewer.user) };
  });
}

/** What anybody may do, within what his address is allowed: it asks neither the session nor the database. */
export function defineVisitorAction<Schema extends z.ZodType, Output>(
  rules: Pick<ActionRules<Schema>, 'input'>,
  handler: (input: z.output<Schema>) => Promise<Output>,
): (input: z.input<Schema>) => Promise<ActionResult<Output>> {
  return (given) =>
    answered(rules.input, given, async (input): Promise<ActionResult<Output>> => {
      const exceeded = visitors.take(countedNetwork(await headers()), Date.now());
      if (exceeded === 'busy') return fail('too many', words.limits.busy);
      if (exceeded !== null) return fail('too many', words.limits.exceeded('trial', exceeded, new Date()));
      return { ok: true, value: await handler(input) };
    });
}

async function answered<Schema extends z.ZodType, Output>(
  schema: Schema,
  given: z.input<Schema>,
  answer: (input: z.output<Schema>) => Promise<ActionResult<Output>>,
): Promise<ActionResult<Output>> {
  const fault = plainDataFault(given);
  if (fault !== null)
    return fail('invalid', fault === 'unstorable' ? words.action.unstorable : words.action.invalid);
  const parsed = schema.safeParse(given);
  if (!parsed.success) return fail('invalid', parsed.error.issues[0]?.message ?? words.action.invalid);
  return told(() => answer(parsed.data));
}

/** With what goes wrong as a value. */
async function told<Output>(answer: () => Promise<ActionResult<Output>>): Promise<ActionResult<Output>> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof Refusal) return fail(error.code, error.message);
    if (error instanceof DatabaseUnavailable) return fail('unavailable', words.databaseDown.short);
    console.error('A server action failed:', error);
    return fail('failed', words.action.failed);
  }
}

function fail(code: ActionErrorCode, message: string): ActionResult<never> {
  return { ok: false, code, message };
}
