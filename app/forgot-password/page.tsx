import type { Metadata } from 'next';
import * as words from '../dictionary';
import { mailIsLocal } from '../mail';
import { ForgotPasswordFields } from './forgot-password-fields';

export const metadata: Metadata = { title: words.forgotPassword.title };

export default function ForgotPasswordPage() {
  return (
    <div className="mx-auto w-full max-w-sm px-4 py-10 sm:py-16">
      <h1 className="text-xl font-semibold">{words.forgotPassword.title}</h1>
      <p className="mb-6 mt-2 text-text-muted">{words.forgotPassword.lead}</p>
      <ForgotPasswordFields sends={process.env.RUNQUEUE_SMTP_URL ? 'mail' : mailIsLocal() ? 'here' : 'log'} />
    </div>
  );
}
