/**
 * Guarantee: every colour of the palette that carries text keeps WCAG 2.2 AA contrast (4.5:1), every border of a
 * control 3:1, and no two colours that mean different things look alike, in light and in dark.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(__dirname, 'globals.css'), 'utf8');

function palette(theme: 'light' | 'dark'): Record<string, string> {
  const rows = css.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g);
  return Object.fromEntries(
    [...rows].map(([, name, light, dark]) => [name, theme === 'light' ? light : dark]),
  );
}

/** Of a channel, 0 to 255. */
function linear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => linear(Number.parseInt(hex.slice(at, at + 2), 16)));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Oklab (Ottosson 2020): equal distances look about equally far apart; black to white is 1. */
function oklab(hex: string): readonly number[] {
  const [red, green, blue] = [1, 3, 5].map((at) => linear(Number.parseInt(hex.slice(at, at + 2), 16)));
  const [l, m, s] = [
    0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue,
    0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue,
    0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue,
  ].map(Math.cbrt);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function distance(one: string, other: string): number {
  const [first, second] = [oklab(one), oklab(other)];
  return Math.hypot(...first.map((value, axis) => value - second[axis]));
}

/** About four times what is just seen side by side. */
const LEAST_DISTANCE = 0.075;

const SURFACES = ['surface', 'surface-raised', 'surface-sunken'];
const STATES = [
  'running',
  'ready',
  'blocked',
  'switching',
  'interrupt',
  'kernel',
  'idle',
  'good',
  'bad',
  'warning',
  'accent',
];

describe.each(['light', 'dark'] as const)('the %s palette', (theme) => {
  const colours = palette(theme);

  it.each(['text', 'text-muted', 'accent', 'good', 'bad', 'warning'])(
    '--%s is legible on every surface',
    (name) => {
      for (const surface of SURFACES)
        expect(contrast(colours[name], colours[surface])).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(STATES)('--%s-text is legible on its colour', (state) => {
    expect(contrast(colours[`${state}-text`], colours[state])).toBeGreaterThanOrEqual(4.5);
  });

  it('borders of controls and the focus ring can be seen', () => {
    for (const surface of SURFACES)
      for (const name of ['border-strong', 'focus'])
        expect(contrast(colours[name], colours[surface])).toBeGreaterThanOrEqual(3);
  });

  it('no two meanings look alike', () => {
    const alike = STATES.flatMap((one, index) =>
      STATES.slice(index + 1).flatMap((other) =>
        distance(colours[one], colours[other]) < LEAST_DISTANCE ? [`${one} and ${other}`] : [],
      ),
    );
    expect(alike).toEqual([]);
  });
});
