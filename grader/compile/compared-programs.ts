/**
 * Runs a program twice, for tests: as plain JavaScript in this process, and compiled and confined. A program is
 * statements that call `note(value)`; what it is compared by is the text of all that was noted.
 */
import type { PolicyShape } from '../../simulator/engine/policy';
import { ConfinedPolicies } from '../confine/confined-policies';
import { createNodeRealm } from '../confine/node-realm';
import { compile } from './compile';

const SHAPE: PolicyShape = {
  className: 'Policy',
  methods: { run: 1, at: 1 },
  programs: {},
  services: {},
};

const UNITS = 2 ** 29;

/** @param before statements of the module. @param statements of a function. Places of `before` stay what they are. */
export function noting(before: string, statements: string): string {
  return `${before}
export class Policy {
  text = '';
  run(a: number): number {
    try { (() => { ${statements}
    })(); } catch (e) { note(e); }
    this.text = noted.join('; ');
    return this.text.length;
  }
  at(i: number): number { return this.text.charCodeAt(i); }
}
const noted: string[] = [];
function shown(value: any, depth: number): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'string') return '"' + value.slice(0, 30) + '"' + value.length;
  if (typeof value === 'function') return 'function';
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof Error) return value.name;
  if (depth > 3) return '...';
  const parts: string[] = [];
  for (const key of Object.keys(value).slice(0, 8)) parts.push(key + ':' + shown(value[key], depth + 1));
  return (Array.isArray(value) ? 'list' + value.length : '') + '{' + parts.join() + '}';
}
function note(value: any): void { if (noted.length < 500) noted.push(shown(value, 0)); }
`;
}

/** @param javascript of a program by `noting`, as another compiler emitted it. */
export function plainly(javascript: string): string {
  const script = javascript.replace(/^export \{[^}]*\};?$/gm, '').replace(/^export /gm, '');
  const policy = new Function(`"use strict";${script}\nreturn new Policy();`)();
  policy.run(0);
  return policy.text;
}

let realm: ReturnType<typeof createNodeRealm> | undefined;

/** @returns what was noted, or what the compiler refused as `line:column message`. */
export function confinedly(typescript: string): { readonly noted: string } | { readonly refused: string[] } {
  const compiled = compile(typescript, { shape: SHAPE, contractValues: {} });
  if (!compiled.ok)
    return { refused: compiled.diagnostics.map((each) => `${each.line}:${each.column} ${each.message}`) };
  realm ??= createNodeRealm();
  const host = new ConfinedPolicies(realm, compiled.program, SHAPE, { unitsLimit: UNITS });
  const { run, at } = host.create({}).methods;
  const length = run?.(0) ?? 0;
  let noted = '';
  for (let i = 0; i < length; i++) noted += String.fromCharCode(at?.(i) ?? 0);
  return { noted };
}
