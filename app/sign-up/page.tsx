import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AccountForm, safeReturn } from '../account-form';
import * as words from '../dictionary';
import { currentUser } from '../viewer';

export const metadata: Metadata = { title: words.account.signUp };

export default async function SignUpPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>;
}) {
  const next = safeReturn((await searchParams).next);
  if ((await currentUser()) !== null) redirect(next);
  return <AccountForm kind="sign up" next={next} demo={false} />;
}
