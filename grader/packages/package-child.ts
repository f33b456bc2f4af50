/**
 * The confined process of a package: holds one package, and answers what it is asked until it is killed. Beside the
 * package's realm stands the one of submissions, for the solution that it is told to run; the host's own realm, between
 * them, hands texts over and nothing else. Bundled by build-child.ts.
 *
 *      realm.js ──▶ "ready" ──▶ package     ──▶ "loaded" or "failed"
 *                               ask         ──▶ "answered" or "failed"        any number of times
 *                               code cache  ──▶ "answered" or "failed"
 */
import { readFileSync } from 'node:fs';
import { receiveFromParent, sendToParent } from '../confine/parent-pipe';
import { createSecondRealm } from '../confine/second-realm';
import { readAnswer } from './author-answer';
import { type AuthorRealm, AuthorRealmFault, createAuthorRealm } from './author-realm';

/** What a parent says, each as the header of a frame. */
export type PackageOrder =
  /** The payload is its script, of so many bytes, and then a code cache of it, if there is one. */
  | { readonly kind: 'package'; readonly script: number }
  | { readonly kind: 'code cache' }
  /** The payload is the JSON that is given, of so many bytes, and then bytes. */
  | { readonly kind: 'ask'; readonly method: string; readonly given: number };

/** @param folder holds realm.js and realm.cache. Does not return. */
export function servePackageOrders(folder: string): never {
  const submissions = createSecondRealm(
    readFileSync(`${folder}/realm.js`, 'latin1'),
    readFileSync(`${folder}/realm.cache`),
  );
  sendToParent({ kind: 'ready' });
  let author: AuthorRealm | undefined;
  for (;;) {
    const { header, payload } = receiveFromParent();
    const order = header as PackageOrder;
    try {
      if (order.kind === 'package') {
        const text = Buffer.from(payload.subarray(0, order.script)).toString('latin1');
        const cache = Buffer.from(payload.subarray(order.script));
        author = createAuthorRealm(text, submissions, cache.length === 0 ? undefined : cache);
        sendToParent({ kind: 'loaded' });
        continue;
      }
      if (author === undefined) throw new AuthorRealmFault('it was asked before it was loaded');
      if (order.kind === 'code cache') {
        const json = Buffer.from('null');
        sendToParent({ kind: 'answered', json: json.length }, Buffer.concat([json, author.codeCache()]));
        continue;
      }
      const given = Buffer.from(payload.subarray(0, order.given)).toString('utf8');
      const bytes = Buffer.from(payload.subarray(order.given)).toString('latin1');
      const answer = readAnswer(author.ask(order.method, given, bytes));
      if ('failed' in answer) throw new AuthorRealmFault(answer.failed);
      const json = Buffer.from(answer.json, 'utf8');
      sendToParent(
        { kind: 'answered', json: json.length },
        Buffer.concat([json, Buffer.from(answer.bytes, 'latin1')]),
      );
    } catch (error) {
      const message = error instanceof AuthorRealmFault ? error.message : 'the process that holds it failed';
      sendToParent({ kind: 'failed' }, Buffer.from(message.slice(0, 4_000), 'utf8'));
    }
  }
}
