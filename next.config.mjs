// How the site is built and which headers it sends. The pages' Content-Security-Policy carries a nonce and is
// therefore made per request in proxy.ts; here stand the headers that are the same for every answer, and the
// policies of the scripts that run as workers (a worker is ruled by the headers of its own script).
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { editorVersion } from './scripts/editor-version.mjs';

const root = dirname(fileURLToPath(import.meta.url));
const servedOverHttps = (process.env.RUNQUEUE_ORIGIN ?? '').startsWith('https://');

const everywhere = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=()' },
  ...(servedOverHttps ? [{ key: 'Strict-Transport-Security', value: 'max-age=31536000' }] : []),
];

/** The student's code runs here: it may be evaluated, and reaches no network at all. */
const graderWorkerPolicy = "default-src 'none'; script-src 'self' 'unsafe-eval'";
const editorWorkerPolicy = "default-src 'none'; script-src 'self'; connect-src 'self'";

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  turbopack: { root },
  // The folder of public/monaco that scripts/build-monaco.ts made.
  env: { EDITOR_VERSION: editorVersion },
  // Types are checked once, by `npm test` and `npm run check:types`, not again at every build.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['nodemailer', 'postgres', 'pino', 'shiki'],
  experimental: { serverActions: { bodySizeLimit: '1mb' } },
  headers: async () => [
    { source: '/:path*', headers: everywhere },
    {
      source: '/grader/:path*',
      headers: [
        { key: 'Content-Security-Policy', value: graderWorkerPolicy },
        { key: 'Cache-Control', value: 'no-cache' },
      ],
    },
    {
      source: '/monaco/:path*',
      headers: [
        { key: 'Content-Security-Policy', value: editorWorkerPolicy },
        { key: 'Cache-Control', value: 'public, max-age=31536000, immutable' },
      ],
    },
  ],
};
