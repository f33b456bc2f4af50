/**
 * Guarantee: every colour of the palette that carries text keeps WCAG 2.2 AA contrast (4.5:1), and every border
 * of a control 3:1, in light and in dark.
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

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

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
});
