/**
 * What somebody who is signed in does with his account: the bodies of the server actions (profile/actions.ts). What
 * needs the password asks for it again: a browser that was left open is not its owner. @throws Refusal
 */
import { deleteAccount, endSessions, setPassword } from '../db/accounts';
import { Refusal, within } from './action';
import { authentication, MAXIMUM_PASSWORD_CHARACTERS, MINIMUM_PASSWORD_CHARACTERS } from './authentication';
import * as words from './dictionary';
import type { User } from './viewer';

/** @throws Refusal when it is not the password, or too many were tried. */
async function demandPassword(user: User, password: string): Promise<void> {
  await within(user, 'password');
  const context = await authentication().$context;
  const hash = (await context.internalAdapter.findCredentialAccount(user.id))?.password;
  if (!hash || !(await context.password.verify({ hash, password })))
    throw new Refusal(words.profile.wrongPassword);
}

/** @param sessionId the one that asks: it goes on, all others end. */
export async function changePasswordAs(
  given: { readonly password: string; readonly newPassword: string },
  user: User,
  sessionId: string,
): Promise<null> {
  const { password, newPassword } = given;
  const { PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG } = words.account.errors;
  if (newPassword.length < MINIMUM_PASSWORD_CHARACTERS) throw new Refusal(PASSWORD_TOO_SHORT);
  if (newPassword.length > MAXIMUM_PASSWORD_CHARACTERS) throw new Refusal(PASSWORD_TOO_LONG);
  await demandPassword(user, password);
  const passwordHash = await (await authentication().$context).password.hash(newPassword);
  await setPassword({ userId: user.id, passwordHash, keptSessionId: sessionId });
  return null;
}

export async function signOutEverywhereAs(user: User): Promise<null> {
  await within(user, 'sign out');
  await endSessions(user.id);
  return null;
}

export async function deleteAccountAs(
  { password }: { readonly password: string },
  user: User,
): Promise<null> {
  await demandPassword(user, password);
  const outcome = await deleteAccount(user.id);
  if (outcome === 'last administrator') throw new Refusal(words.administration.last);
  if (outcome !== 'done') throw new Refusal(words.deletion.lastInstructor(outcome.lastInstructorOf));
  return null;
}
