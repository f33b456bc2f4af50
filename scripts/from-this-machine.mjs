// Whether somebody at this machine asks, in a browser of it: for a page that shows what nobody else may see. Not so are
// requests that another program handed on (a proxy may listen to the world, and says so in one of these headers), and
// those for a name that is not this machine's (a page elsewhere whose name was made to lead here). A proxy that says
// nothing of itself cannot be told: behind one, RUNQUEUE_ORIGIN is set, and there is no such page.
const LOOPBACK = /^(::ffff:)?127(\.\d{1,3}){3}$|^::1$/;
const OWN_NAME = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;
const HANDED_ON = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
];

/**
 * @param {{ readonly headers: import('node:http').IncomingHttpHeaders,
 *   readonly socket: { readonly remoteAddress?: string } }} request as it came, before anything is added to it
 */
export function isFromThisMachine({ headers, socket }) {
  return (
    LOOPBACK.test(socket.remoteAddress ?? '') &&
    OWN_NAME.test(headers.host ?? '') &&
    HANDED_ON.every((name) => headers[name] === undefined)
  );
}
