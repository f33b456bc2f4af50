/**
 * Gives every page a Content-Security-Policy with a fresh nonce: only scripts that the server wrote into the
 * page, or that stand under this origin, run. Styles may be inline: KaTeX, Shiki and the editor write style
 * attributes. Nothing is ever loaded from another host.
 */
import { type NextRequest, NextResponse } from 'next/server';

/** A NUL or bytes that are no UTF-8 name no page; the database would refuse them. */
function isReadable({ nextUrl: { pathname, search } }: NextRequest): boolean {
  try {
    return !decodeURIComponent(pathname + search.replaceAll('+', ' ')).includes('\0');
  } catch {
    return false;
  }
}

export function proxy(request: NextRequest): NextResponse {
  if (!isReadable(request)) return new NextResponse('This address cannot be read.', { status: 400 });
  const nonce = btoa(crypto.randomUUID());
  const development = process.env.NODE_ENV === 'development';
  const policy = [
    "default-src 'self'",
    // React's development build evaluates strings to rebuild server stack traces.
    `script-src 'self' 'nonce-${nonce}'${development ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('Content-Security-Policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  return response;
}

export const config = { matcher: ['/((?!_next/static|monaco/|grader/|api/archives/|healthz|readyz).*)'] };
