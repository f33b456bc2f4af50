/**
 * By what attempts at signing in and up, and trials of visitors, are counted: the network that they come from, which
 * nobody may make up. It is that of the other end of the connection (scripts/site.mjs). Where that is a proxy, it is
 * that of the address that the proxy appended to X-Forwarded-For, from where the same is asked again. Proxies are:
 *
 *      the addresses of RUNQUEUE_TRUSTED_PROXY
 *      this machine's own (loopback), where RUNQUEUE_ORIGIN is set
 *
 * Not so whoever is merely near: of the private addresses many belong to users. better-auth takes the address from
 * X-Forwarded-For, so that header is rewritten; Next.js hands on whatever the browser sent in it.
 */
import { BlockList, isIP } from 'node:net';

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

const family = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Whose X-Forwarded-For is believed. */
function trustedProxies(): BlockList {
  const { RUNQUEUE_ORIGIN, RUNQUEUE_TRUSTED_PROXY = '' } = process.env;
  const trusted = new BlockList();
  if (RUNQUEUE_ORIGIN) {
    trusted.addSubnet('127.0.0.0', 8);
    trusted.addAddress('::1', 'ipv6');
  }
  for (const text of RUNQUEUE_TRUSTED_PROXY.split(',')) {
    const address = plainAddress(text);
    if (address !== undefined) trusted.addAddress(address, family(address));
  }
  return trusted;
}

/** @returns by what the request is counted. */
export function countedNetwork(headers: Headers): string {
  let address = plainAddress(headers.get(PEER_ADDRESS) ?? '');
  if (address === undefined) return UNKNOWN;
  const trusted = trustedProxies();
  const handedOn = (headers.get('x-forwarded-for') ?? '').split(',');
  while (trusted.check(address, family(address))) {
    const before = plainAddress(handedOn.pop() ?? '');
    if (before === undefined) break;
    address = before;
  }
  return networkOf(address);
}

/**
 * The first address of the network. Of IPv6, whoever has one address has many: a connection is given all that begin with
 * the same 56 or 64 bits.
 */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [front, back] = address.toLowerCase().split('::');
  const groups = front === '' ? [] : front.split(':');
  const further = back === undefined || back === '' ? [] : back.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - further.length) }, () => '0');
  const [first, second, third, fourth] = [...groups, ...zeros, ...further].map((group) =>
    Number.parseInt(group, 16),
  );
  return `${[first, second, third, fourth & 0xff00].map((group) => group.toString(16)).join(':')}::`;
}

/** The same request, with the network to count by as its only X-Forwarded-For. */
export function withCountedNetwork(request: Request, body: string): Request {
  const headers = new Headers(request.headers);
  headers.set('x-forwarded-for', countedNetwork(request.headers));
  const { method, url } = request;
  return new Request(url, { method, headers, body });
}
