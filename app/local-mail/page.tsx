/** What would have been sent by mail, for whoever sits at the machine of a site that nobody else reaches (mail.ts). */
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import * as words from '../dictionary';
import { localMails, mailIsLocal } from '../mail';
import { Moment } from '../moment';

export const metadata: Metadata = { title: words.localMail.title };

export default async function LocalMailPage() {
  // Said by our own process of each request (scripts/site.mjs), over whatever the client sent.
  const isFromThisMachine = (await headers()).get('x-runqueue-from-this-machine') === '1';
  if (!mailIsLocal() || !isFromThisMachine) notFound();
  const mails = localMails();
  return (
    <div className="mx-auto w-full max-w-3xl px-4 py-8">
      <h1 className="text-xl font-semibold tracking-tight">{words.localMail.title}</h1>
      <p className="mt-2 max-w-[65ch] text-text-muted">{words.localMail.lead}</p>
      {mails.length === 0 ? (
        <p className="notice mt-6">{words.localMail.none}</p>
      ) : (
        <ul className="mt-6 space-y-4">
          {mails.map(({ to, subject, text, at }) => (
            <li key={`${at.getTime()} ${to} ${text}`} className="panel px-4 py-3">
              <h2 className="font-medium">{subject}</h2>
              <p className="wrap-anywhere text-sm text-text-muted">
                {words.localMail.to(to)} <Moment at={at} />
              </p>
              <p className="mt-3 whitespace-pre-wrap wrap-anywhere text-sm">{linked(text)}</p>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Our own text, with the link that it holds as one. */
function linked(text: string) {
  return text.split(/(https?:\/\/\S+)/).map((part) =>
    /^https?:\/\//.test(part) ? (
      <a key={part} className="link break-all" href={part}>
        {part}
      </a>
    ) : (
      part
    ),
  );
}
