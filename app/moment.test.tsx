/** Guarantee: the server writes moments in UTC, machine-readable beside it; the reader's zone gives the same form, with its name. */
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { formatMoment } from './dictionary';
import { Moment, MomentText } from './moment';

const AT = new Date('2026-11-23T23:05:30.250Z');

test('what the server writes is neutral', () => {
  expect(renderToString(<Moment at={AT} />)).toBe(
    '<time dateTime="2026-11-23T23:05:30.250Z">23 Nov 2026, 23:05 UTC</time>',
  );
  expect(renderToString(<MomentText at={AT} />)).toBe('23 Nov 2026, 23:05 UTC');
});

test.each([
  ['Europe/Berlin', '24 Nov 2026, 00:05 CET'],
  ['America/New_York', '23 Nov 2026, 18:05 GMT-5'],
  ['Asia/Kolkata', '24 Nov 2026, 04:35 GMT+5:30'],
])('in %s', (zone, text) => {
  expect(formatMoment(AT, zone)).toBe(text);
});
