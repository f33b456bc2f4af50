/**
 * By what attempts at signing in and up are counted: the address that they come from, which nobody may make up.
 *
 *      behind a proxy (RUNQUEUE_ORIGIN is https, which only a proxy can end)   the last address of X-Forwarded-For:
 *                                                                            the proxy itself appended it
 *      without one                                                           the other end of the connection
 *                                                                            (scripts/site.mjs)
 *
 * Accounts are not counted: else somebody else's wrong passwords would keep their owner out. better-auth takes the
 * address from X-Forwarded-For, so that header is rewritten; Next.js hands on whatever the browser sent in it.
 */
import { isIP } from 'node:net';

/** Set by our own process for each request, over whatever the client sent. */
const PEER_ADDRESS = 'x-runqueue-peer-address';
/** Where the address cannot be told, all share one count. */
const UNKNOWN = '127.0.0.1';

/** Without the port that some proxies add, and IPv4 as itself where it is mapped into IPv6. */
export function plainAddress(text: string): string | undefined {
  const trimmed = text.trim().replace(/^"|"$/g, '');
  const inBrackets = /^\[([^\]]+)\](?::\d+)?$/.exec(trimmed)?.[1];
  const withoutPort = /^([\d.]+):\d+$/.exec(trimmed)?.[1];
  const address = (inBrackets ?? withoutPort ?? trimmed).replace(/%.*$/, '');
  const plain = /^::ffff:([\d.]+)$/i.exec(address)?.[1] ?? address;
  return isIP(plain) === 0 ? undefined : plain;
}

/** @returns by what the request is counted. */
export function countedAddress(headers: Headers, hasProxy: boolean): string {
  const peer = plainAddress(headers.get(PEER_ADDRESS) ?? '') ?? UNKNOWN;
  if (!hasProxy) return peer;
  return plainAddress(headers.get('x-forwarded-for')?.split(',').at(-1) ?? '') ?? peer;
}

/** Whoever has one address of IPv6 has all that begin with the same 64 bits: one network, in brief. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [front, back] = address.toLowerCase().split('::');
  const groups = front === '' ? [] : front.split(':');
  const further = back === undefined || back === '' ? [] : back.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - further.length) }, () => '0');
  return [...groups, ...(back === undefined ? [] : zeros), ...further]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}

export const isBehindProxy = () => process.env.RUNQUEUE_ORIGIN?.startsWith('https://') === true;

/** The same request, with the address to count by as its only X-Forwarded-For. */
export function withCountedAddress(request: Request, body: string): Request {
  const headers = new Headers(request.headers);
  headers.set('x-forwarded-for', countedAddress(request.headers, isBehindProxy()));
  const { method, url } = request;
  return new Request(url, { method, headers, body });
}
