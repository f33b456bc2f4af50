/**
 * The site's two fonts, IBM Plex (SIL Open Font License), bundled from npm packages: nothing is asked of another host.
 * One variable file has all weights of the text and is preloaded; code's is loaded where code is. Until they are there,
 * text stands in a system font that is scaled to the same width, so that nothing moves. Latin only: other scripts, and
 * signs such as ✓, come from the system.
 */
import localFont from 'next/font/local';

const textFont = localFont({
  src: '../node_modules/@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-wght-normal.woff2',
  weight: '100 700',
  variable: '--font-text',
  adjustFontFallback: 'Arial',
});

const codeFont = localFont({
  src: '../node_modules/@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff2',
  weight: '400',
  variable: '--font-code',
  // The system's own fixed fonts are as wide.
  adjustFontFallback: false,
  preload: false,
});

/** For <html>: sets what --font-sans and --font-mono (globals.css) begin with. */
export const fontClasses = `${textFont.variable} ${codeFont.variable}`;
