import type { Metadata } from 'next';
import * as words from '../dictionary';
import { ResetPasswordFields } from './reset-password-fields';

export const metadata: Metadata = { title: words.resetPassword.title };

export default function ResetPasswordPage() {
  return (
    <div className="mx-auto w-full max-w-sm px-4 py-10 sm:py-16">
      <h1 className="text-xl font-semibold">{words.resetPassword.title}</h1>
      <p className="mb-6 mt-2 text-text-muted">{words.resetPassword.lead}</p>
      <ResetPasswordFields />
    </div>
  );
}
