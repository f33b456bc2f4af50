// Preloaded (`node --import`) into the site: gives each request the address of the other end of its connection, which
// Next.js does not tell, in a header that a client cannot set because it is overwritten here. app/client-address.ts.
import { subscribe } from 'node:diagnostics_channel';

subscribe('http.server.request.start', ({ request, socket }) => {
  request.headers['x-runqueue-peer-address'] = socket.remoteAddress ?? '';
});
