/**
 * Mail that the site sends: through the server of RUNQUEUE_SMTP_URL, in the name of RUNQUEUE_MAIL_FROM. Where there is
 * none, what would be sent stands in the site's log and, on a site that only its own machine reaches, on the page
 * /local-mail (RUNQUEUE_LOCAL_MAIL, set by scripts/start).
 */
import { createTransport } from 'nodemailer';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** A server that does not answer holds nothing up for longer, and no mail is worth waiting for more. */
const SMTP_TIMEOUT_MS = 15_000;
/** On /local-mail, the newest first. */
const MOST_LOCAL_MAILS = 20;

export const mailIsLocal = () => process.env.RUNQUEUE_LOCAL_MAIL === '1';

export interface LocalMail extends Mail {
  readonly at: Date;
}

// Kept on the global object: pages and routes are bundled apart, and each has this module for itself.
const holder = globalThis as typeof globalThis & { runqueueLocalMails?: LocalMail[] };
holder.runqueueLocalMails ??= [];
const kept: LocalMail[] = holder.runqueueLocalMails;

export const localMails = (): readonly LocalMail[] => kept;

/** @throws when the server does not take it. */
export async function sendMail(mail: Mail): Promise<void> {
  const { RUNQUEUE_SMTP_URL: server, RUNQUEUE_MAIL_FROM: from } = process.env;
  if (!server) {
    console.log(`No mail server is configured; this would be sent to ${mail.to}:\n${mail.text}`);
    if (!mailIsLocal()) return;
    kept.unshift({ ...mail, at: new Date() });
    kept.splice(MOST_LOCAL_MAILS);
    return;
  }
  const transport = createTransport({
    url: server,
    connectionTimeout: SMTP_TIMEOUT_MS,
    greetingTimeout: SMTP_TIMEOUT_MS,
    socketTimeout: SMTP_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({ from, ...mail });
  } finally {
    transport.close();
  }
}
