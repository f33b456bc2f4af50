// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are programs, as text
/**
 * Every construct of TypeScript: a program computes what it computes as tsc's output in plain Node, or is refused
 * at its place with what to write instead. tsc itself says what the constructs are and what it emits: the rows
 * must between them contain every kind of node of its syntax tree.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Node, SyntaxKind } from 'typescript/unstable/ast';
import { API } from 'typescript/unstable/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { confinedly, noting, plainly } from './compared-programs';

/** Statements of the module, expressions whose values are noted, and where and how it is refused if it is. */
type Row = readonly [construct: string, source: string, values: string, refused?: string];

const ROWS: readonly Row[] = [
  // Types that vanish
  ['as', 'const x = 5; const b = x as number < 0;', 'b, (x as any as string), ({ a: x } as { a: number }).a'],
  ['as const', 'const t = [1, "a"] as const;', 't'],
  ['satisfies', 'const t = { a: 1 } satisfies Record<string, number>;', 't.a'],
  [
    'cast with angle brackets',
    'const x = <any>5; const f = <T,>(a: T) => <T>a;',
    'x, f(3), <number><any>x + 1',
  ],
  ['non-null', 'let o: { a?: { b: number } } | undefined = { a: { b: 2 } };', 'o!.a!.b, o?.a!.b'],
  [
    'the end of an optional chain',
    'let x: any; const y: any = { b: { c: 1 } };',
    '(y?.b)!.c, (y?.b as any).c, (() => { try { return (x?.b)!.c; } catch { return "threw"; } })(), x?.b!.c',
  ],
  [
    'targets of assignments',
    'let x: any = 1; const o: any = {};',
    '((x as number) = 4), (<any>x)++, x!--, ([o.p as any] = [5]), x, o',
  ],
  [
    'type arguments',
    'function f<T, const U = T>(a: T, b?: U): T { return a; } class B<in out T> { v?: T }',
    'f<number>(1), f<string>?.("s"), new B<number>().v, (f<number>)(2)',
  ],
  [
    'interface and type alias',
    'interface I extends Object { readonly a: number; b?(): void; (x: number): string; new (x: number): I; [key: string]: any; get c(): number; set c(v: number) }\ntype A<T> = { -readonly [K in keyof T as `x${K & string}`]-?: T[K] };',
    '1',
  ],
  [
    'types of every form',
    `type T1 = string | number & {}; type T2 = [a: number, b?: string, ...rest: boolean[]]; type T3 = typeof globalThis; type T4<T> = T extends (infer U extends string)[] ? U : never; type T5 = (this: void, ...a: any[]) => asserts a is any; type T6 = abstract new () => object; type T7 = unique symbol; type T8 = keyof T2; type T9 = import("./contract").Policy; type T10 = T2[0]; type T11 = \`a\${string}\`; type T12 = -1 | "x" | null; type T13 = { (): this }; type T14 = (string); type T15 = readonly string[]; type T16 = Array<typeof x.y>; type T17 = [number?, ...string[]];
const x = { y: 1 };`,
    'x',
  ],
  [
    'annotations everywhere',
    'let a: number, b: string = "s"; const { c }: { c: number } = { c: 1 }; function f(this: any, a: number, b?: string, ...c: any[]): asserts a { } for (const d of [1] as number[]) { try { f.call(0, d) } catch (e: unknown) { } }',
    'a, b, c',
  ],
  [
    'overloads',
    'function f(a: number): number; function f(a: string): string; function f(a: any) { return a; } class C { m(a: number): number; m(a: any) { return a; } constructor(); constructor(a?: any) { this.n = a; } n: any }',
    'f(1), new C().m(2), new C().n',
  ],
  [
    'declare',
    'declare const d: number; declare function df(): void; declare class DC { } declare enum DE { A } declare namespace DN { const x: number } declare module "m" { } declare global { interface X { } } declare let dl: any, dm: any;',
    'typeof 1',
  ],
  [
    'abstract classes',
    'abstract class A { abstract m(): number; abstract p: number; protected abstract get q(): number; n() { return this.m(); } } class B extends A { m() { return 3; } override p = 1; get q() { return 2; } }',
    'new B().n(), new B().q',
  ],
  [
    'class members',
    'class C implements Object { static s = 1; static #t = 2; static { C.s += C.#t; } readonly a: number = 1; private b = 2; declare z: number; u; v!: number; w?: number; ["x" + 1] = 3; "quoted key" = 4; 5 = 5; get g() { return this.b; } set g(v) { this.b = v; } static m?(): void; [key: string]: any; #p() { return 7; } p() { return this.#p(); } static has(o: any) { return #p in o; } ; async = 8; static static() { return 9; } get() { return 10; } }',
    'C.s, new C(), new C().g, new C().p(), C.has(new C()), C.static(), new C().get(), "u" in new C(), "z" in new C()',
  ],
  [
    'parameter properties',
    'class A { y = this.x; constructor(public x: number = 3, private readonly z?: string, protected override w = x + 1) { this.y += this.w; } q() { return [this.x, this.y, this.z, this.w]; } } class B extends A { constructor(readonly k = 5) { "first"; super(1, "z"); this.x += this.k; } }',
    'new A().q(), new B().q(), new B().k, Object.keys(new B())',
  ],
  [
    'type-only imports and exports',
    'import type { A } from "./contract"; import { type B, type C as D } from "./contract"; import { Unused } from "./contract"; import type E from "x"; import type { F } from "x"; type G = A | B | D | Unused | E; interface H { } export type { G }; export { type H }; export interface I { } export type J = 1; export declare const k: number;',
    '1',
  ],
  [
    'exported values',
    'export const a = 1, [b] = [2]; export function f() { return 3; } export { a as c, f as "a text" }; export enum E { A } export class X { }',
    'a, b, f(), E.A, X',
  ],

  // Enums
  ['enum', 'enum E { A, B, C = 10, D, "quoted" = 3, F = -1, G }', 'E, E[10], E.A, E["quoted"], E.G'],
  ['enum with texts', 'enum E { A = "a", B = `b`, C = A + B, D = `${A}${1}` }', 'E, Object.keys(E)'],
  [
    'enum with constants',
    'const one = 1, prefix = "p"; enum E { A = one << 3, B = A | 2, C = ~B, D = prefix + "q", F = E.A * 2, G = -(+A), H = one }',
    'E, Object.keys(E).length',
  ],
  ['enum with computed values', 'let n = 4; enum E { A = n, B = "abc".length, C = Math.max(A, 1) }', 'E'],
  [
    'enum named like its member',
    'enum Reason { Reason = 2, Other = Reason }',
    'Reason.Reason, Reason.Other, Reason[2]',
  ],
  ['enum members named like globals', 'enum K { Array, undefined = 5, Map }', 'K.Array, K[5], K.Map'],
  [
    'enum members named like properties of every object',
    'enum K { A, toString }',
    'K.A',
    '1:13 Every object has a property toString: choose another name.',
  ],
  [
    'enum in two parts',
    'enum E { A = 1 } enum E { B = 2, C = A as any }',
    'E',
    '1:38 A is not defined. Declare it, or check its spelling.',
  ],
  ['enum in two parts that agree', 'enum E { A = 1 } enum E { B = E.A + 2 }', 'E'],
  ['const enum', 'const enum E { A = 1, B = A * 2 }', 'E.A + E["B"]'],
  ['enum inside a function', 'function f() { enum E { A = 2 } { enum E { A = 3 } } return E.A; }', 'f()'],
  ['enum before its text', 'function f() { return typeof E; } const before = f(); enum E { A }', 'before'],
  [
    'enum of another enum',
    'enum A { X = 3, T = "t" } enum B { Y = A.X + 1, Z, U = A.T, V = A["X"] }',
    'B, Object.keys(B)',
  ],
  [
    'enum without a value after a computed one',
    'const f = () => 1; enum E { A = f(), B }',
    'E',
    '1:38 Give B a value: the member before it is no number that is known here.',
  ],
  [
    'enum with a function inside',
    'enum E { A = 1, B = (() => A)() }',
    'E',
    '1:22 A function inside the value of an enum member is not available: compute it before.',
  ],

  // JavaScript
  [
    'literals',
    'const list = [0x1f, 0o17, 0b11, 1_000.5, .5, 5., 1e3, "a\\u{1F600}\\x41\\\n", `t\\``, null, true];',
    'list, 1..toFixed(1), 1.5.toFixed(), (-1) ** 2, 2 ** -1',
  ],
  [
    'operators',
    'let n: any = 5; let m: any;',
    'n++ + ++n - n-- - --n, n ** 2 ** 0.5, -(-n), +(+n), !(!n), ~n, typeof n, void 0, delete ({} as any).x, n < 1 ? 1 : n > 2 ? 3 : 4, (1, 2), n >>> 1, n ?? 1, (n || 0) ?? 2, m ||= 3, m &&= 4, m ??= 5, n **= 2, "x" in { x: 1 }, [] instanceof Array',
  ],
  [
    'objects and arrays',
    'const k = "key", o: any = { k, [k]: 1, "a b": 2, 3: 4, m() { return this.k; }, *g() { yield 1; }, get p() { return 5; }, set p(v) { }, ...{ z: 6 }, __proto__: { inherited: 7 }, f: function () { return 8; }, import() { return 9; } };',
    'o',
    '1:208 The name import is not available here, because it ends in import or eval: choose another name.',
  ],
  [
    'objects',
    'const k = "key", o: any = { k, [k]: 1, "a b": 2, 3: 4, m() { return this.k; }, *g() { yield 1; }, get p() { return 5; }, set p(v) { }, ...{ z: 6 }, __proto__: { inherited: 7 }, f: function () { return 8; }, import: () => 9, "eval"() { return 10; } };',
    'o, o.m(), [...o.g()], o.p, o.inherited, o.f(), o.import(), o.eval(), [1, , ...[2], ...""].length',
  ],
  [
    'destructuring',
    'const { a, b: { c = 2 } = {} as any, ["d" + 1]: d, ...others } = { a: 1, d1: 3, e: 4, f: 5 } as any; const [x, , y = 6, ...z] = [1, 2, undefined, 4, 5]; let p, q; [p, q] = [1, 2]; [p, q] = [q, p]; ({ p, q = 9 } = { p: 7 } as any); let r: any; ({ p, ...r } = { p: 1, s: 2 });',
    'a, c, d, others, x, y, z, p, q, r',
  ],
  [
    'patterns assigned to in arguments',
    'let v: any; const f = (...a: any[]) => a;',
    'f([0 + 0], ([v] = [1])), v, f([...[1 + 1]], ({ v } = { v: 3 })), v',
  ],
  [
    'rest of parameters, loops and catch',
    'const f = (a: any, { b, ...c }: any = { b: 1, d: 2 }) => [a, b, c]; function g([a, ...b]: any, ) { return [a, b]; } const seen: any[] = []; for (const { x, ...y } of [{ x: 1, z: 2 }]) seen.push(x, y); for (const [k, ...l] in { abc: 1 } as any) seen.push(k, l); for (const [k, ...l] of ["ab"]) seen.push(k, l); try { throw { m: 1, n: 2 }; } catch ({ m, ...n }) { seen.push(m, n); }',
    'f(0), f(0, { b: 3 }), g([1, 2, 3]), seen',
  ],
  [
    'nested rest',
    'const { a: { ...b } } = { a: { c: 1 } };',
    'b',
    '1:14 Rest (...) works in a declaration or assignment of its own, such as const { first, ...others } = value, in the last parameter and in for (const [first, ...others] of list): take the value apart in two steps.',
  ],
  [
    'rest that is no last parameter',
    'function f({ ...a }: any, b = 1) { return a; }',
    'f({})',
    '1:14 Rest (...) works in a declaration or assignment of its own, such as const { first, ...others } = value, in the last parameter and in for (const [first, ...others] of list): take the value apart in two steps.',
  ],
  [
    'functions',
    'function f(a: any, b = a, { c = 1, d: [e] = [2] }: any = {}, ...rest: any[]) { return [a, b, c, e, rest]; } const g = function h(n: number): number { return n < 2 ? 1 : n * h(n - 1); }, arrow = (a: number): number => a, object = () => ({ a: 1 });',
    'f(1), f(1, 2, { c: 3, d: [4] }, 5, 6), g(5), arrow(1), object(), ((...a: any[]) => a.length)(1, 2), f.length, g.name, new (function (this: any) { this.x = new.target !== undefined; } as any)().x',
  ],
  [
    'arrows inside conditionals',
    'const a = true, b = 1; const f = a ? (b) : (c: any) => c; const g: any = a ? (b: any): any => b : null; const h = a ? (b) : c => d; var c, d;',
    'f, g(4), h',
  ],
  [
    'generators',
    'function* g(): Generator<any, any, any> { const x: any = yield 1; try { yield* [x, 3]; } finally { yield 4; } return 5; } function* h(): any { return yield* g(); }',
    '[...g()], (() => { const i = g(); return [i.next(), i.next(2), i.return(9), i.next()]; })(), [...h()]',
  ],
  [
    'classes',
    'class A { constructor(public n: number) { } get m() { return this.n; } static of(n: number) { return new this(n); } toString() { return "A" + this.n; } } class B extends A { get m() { return super.m * 2; } static of(n: number) { return super.of(n + 1); } } const C = class Inner extends (B as any) { static inner = () => Inner; } as any; class D extends (null as any) { static x = 1; }',
    'B.of(1).m, `${new B(3)}`, C.inner() === C, D.x, new C(4) instanceof A',
  ],
  [
    'classes that extend built-ins',
    'class Stack<T> extends Array<T> { peek() { return this[this.length - 1]; } } class Count extends Map<string, number> { add(k: string) { this.set(k, (this.get(k) ?? 0) + 1); return this; } } class Bag extends Set<number> { constructor() { super([1, 2]); } } class Fault extends Error { constructor(readonly code: number) { super("m" + code); } }',
    'Stack.from([1, 2]).peek(), Stack.of(7, 8).map((x) => x + 1).peek(), new Stack(3).length, new Stack(1, 2).concat([3]).peek(), Stack.isArray([]), new Stack() instanceof Array, new Count([["a", 1]]).add("a").get("a"), new Bag().size, [...new Bag()], new Fault(3).code, new Fault(3).message, new Stack(1, 2).slice(1) instanceof Stack',
  ],
  [
    'a class that extends another built-in',
    'class A extends Uint8Array { }',
    '1',
    '1:17 Uint8Array cannot be extended here: keep one in a field and add methods around it.',
  ],
  [
    'templates',
    'const t = (s: any, ...v: any[]) => [s, s.raw, v]; const o = { p: 1, t(s: any) { return [this.p, s.length]; } }; const same = () => ((s: any) => s)`x`;',
    '`a${1}b${`c${2}`}`, t`x\\n${1}\\u0041${2}`, t`\\u` as any, o.t`a${1}`, same() === same(), Object.isFrozen(same()), t`\\``[0], t<string>`q`',
  ],
  [
    'statements',
    `const seen: any[] = []; outer: for (let i = 0; ; i++) { inner: do { if (i === 1) continue outer; if (i > 3) break outer; seen.push(i); break inner; } while (true); }
for (var v = 0, w = 1; v < 2; v++, w *= 2) ; for (const k in { a: 1, b: 2 }) seen.push(k); for (const c of "xy") seen.push(c); while (w-- > 1) seen.push(w);
switch (3 as number) { case 1: seen.push("one"); case 3: seen.push("three"); default: seen.push("default"); case 4: { seen.push("four"); break; } case 5: seen.push("five"); }
if (v) seen.push(v); else if (w) seen.push(w); else { } block: { if (v) break block; seen.push("never"); } ; ; try { try { throw 1; } catch { seen.push("c"); throw 2; } finally { seen.push("f"); } } catch (e) { seen.push(e); }
function f() { try { return 1; } finally { seen.push("finally"); } }`,
    'f(), seen, v, w',
  ],
  [
    'a dangling else',
    'const f = (a: any, b: any) => { let r = 0; if (a) { if (b) r = 1; } else r = 2; if (a) if (b) r += 10; else r += 20; return r; };',
    'f(0, 0), f(1, 0), f(1, 1)',
  ],
  [
    'semicolons left out',
    'const a = 1\nlet b = a\n++b\nconst f = () => a\nfunction g() { return\n1 }',
    'a, b, f(), g()',
  ],
  [
    'names of the language as properties',
    'const o: any = { if: 1, class: 2, new: 3, enum: 4, await: 5, of: 6, let: 7, type: 8, async: 9, get: 10, declare: 11, namespace: 12 }; const type = 1, of = 2, declare = 3, namespace = 4, as = 5, satisfies = 6, async = 7, get = 8, module = 9, abstract = 10, readonly = 11, accessor = 12, using = 13, from = 14, is = 15, asserts = 16, infer = 17, override = 18, out = 19, defer = 20;',
    'o.if + o.class + o.new + o.enum + o.await, o, type, of, declare, namespace, as, satisfies, async, get, module, abstract, readonly, accessor, using, from, is, asserts, infer, override, out, defer',
  ],
  [
    'private names that end like code from text',
    'class A { #import() { return 1; } }',
    '1',
    '1:11 The name import is not available here, because it ends in import or eval: choose another name.',
  ],
  [
    'names that end like code from text',
    'function $eval(a: any) { return a; }',
    '$eval(1)',
    '1:10 The name $eval is not available here, because it ends in import or eval: choose another name.',
  ],
  [
    'methods called through a property named like code from text',
    'const o = { import: (a: any) => a, eval: (a: any) => a };',
    'o.import(1), o?.eval(2), o.eval?.(3)',
  ],
  [
    'texts that look like code from text',
    'const list = ["import(x)", `eval (1)`, "<!-- -->", `import/**/(`, "import//"];',
    'list, list[1]!.length',
  ],
  ['comments that scripts read otherwise', 'let i = 1; let j = i <!--i; let k = i-->0;', 'i, j, k'],

  // Refused
  [
    'namespace with values',
    'namespace Util { export const twice = (a: number) => a * 2; }',
    'Util.twice(2)',
    '1:1 A namespace that holds values is not available: declare its functions and constants at the top of the file, or as static members of a class.',
  ],
  [
    'namespace of types only',
    'namespace T { export type A = number; export interface B { } namespace Inner { type C = 1 } } type D = T.A;',
    '1',
  ],
  [
    'module blocks',
    'module M.N { export let x = 1 }',
    '1',
    '1:1 A namespace that holds values is not available: declare its functions and constants at the top of the file, or as static members of a class.',
  ],
  [
    'decorator of a class',
    'const d = (c: any) => c; @d class A { }',
    '1',
    '1:26 Decorators are not available: call the function yourself where it is needed.',
  ],
  [
    'decorator of a member',
    'const d: any = 1; class A { @d m() { } constructor(@d x: any) { } }',
    '1',
    '1:29 Decorators are not available: call the function yourself where it is needed.',
  ],
  [
    'accessor',
    'class A { accessor x = 1; }',
    '1',
    '1:11 accessor is not available: write a private field with a get and a set method.',
  ],
  [
    'using',
    'function f() { using x = null; }',
    '1',
    '1:16 A using declaration is not available: use const, and try { ... } finally { ... } for what must happen at the end.',
  ],
  [
    'await using',
    'async function f() { await using x = null; }',
    '1',
    '1:1 Nothing runs later here: write the function without async.',
  ],
  [
    'import of a value',
    'import { missing } from "./contract"; missing;',
    '1',
    '1:10 The contract has no value missing: only types can be imported here (import type { ... }).',
  ],
  [
    'import of another module',
    'import { readFileSync } from "fs"; readFileSync("x");',
    '1',
    '1:1 Only "./contract" can be imported, not "fs". A submission is one file: put what you need into it.',
  ],
  [
    'import for its effects',
    'import "./contract"; import "x" with { type: "json" };',
    '1',
    '1:22 Only "./contract" can be imported, not "x". A submission is one file: put what you need into it.',
  ],
  [
    'default and namespace import',
    'import a from "./contract"; import * as b from "./contract"; a; b;',
    '1',
    '1:8 The contract has no default export: write import { ... } from "./contract".',
  ],
  [
    'import defer',
    'import defer * as b from "./contract"; b;',
    '1',
    '1:14 Import by name: write import { ... } from "./contract".',
  ],
  [
    'import()',
    'const f = () => import("./contract");',
    '1',
    '1:17 import() is not available: write import { ... } from "./contract" at the top.',
  ],
  [
    'import =',
    'import fs = require("fs"); fs;',
    '1',
    '1:1 import = is not available: write import { ... } from "./contract", or a const.',
  ],
  [
    'import = of a namespace',
    'enum E { A } import F = E; F;',
    '1',
    '1:14 import = is not available: write import { ... } from "./contract", or a const.',
  ],
  ['import.meta', 'const url = import.meta;', '1', '1:13 import.meta is not available.'],
  ['export =', 'class A { } export = A;', '1', '1:13 export = is not available: write export class.'],
  [
    'export as namespace',
    'export as namespace X;',
    '1',
    '1:1 export as namespace is not available: write export class.',
  ],
  [
    'export default',
    'export default class A { }',
    '1',
    '1:1 Export the class by its name: write export class, without default.',
  ],
  [
    'export from',
    'export { a } from "./contract"; export * from "./contract"; export * as b from "./contract";',
    '1',
    '1:1 Re-exporting is not available: declare the class in this file.',
  ],
  [
    'async functions',
    'const f = async () => 1;',
    '1',
    '1:11 Nothing runs later here: write the function without async.',
  ],
  [
    'await',
    'await 1;',
    '1',
    '1:1 Nothing runs later here: methods return their result directly, without async and await.',
  ],
  [
    'for await',
    'async function* f() { for await (const x of []) ; }',
    '1',
    '1:1 Nothing runs later here: write the function without async.',
  ],
  [
    'regular expressions',
    'const r = /a(b)["\']{/gu;',
    '1',
    '1:11 Regular expressions are not available: compare characters with charCodeAt.',
  ],
  ['BigInt', 'const b = 10n;', '1', '1:11 BigInt is not available: numbers are exact up to 2^53.'],
  ['debugger', 'debugger;', '1', '1:1 debugger is not available: print with console.log.'],
  ['with', 'with ({}) { }', '1', "1:1 'with' in strict mode."],
  [
    'arguments',
    'function f() { return arguments; }',
    '1',
    '1:23 arguments is not available here. Name the parameters, or write a rest parameter: (...values).',
  ],
  [
    'a declared name that holds no value',
    'declare const outside: number;',
    'outside',
    '5:26 outside is not defined. Declare it, or check its spelling.',
  ],
  [
    'parameter properties before super',
    'class A { } class B extends A { constructor(readonly a: number) { if (a) super(); } }',
    '1',
    '1:33 With parameters that declare fields, super(...) must be a statement of its own in the constructor.',
  ],
  [
    'parameter properties without a name',
    'class A { constructor(readonly { a }: any) { } }',
    '1',
    '1:23 A parameter property may not be declared using a binding pattern.',
  ],
];

const folder = mkdtempSync(join(tmpdir(), 'runqueue-constructs-'));
const file = (i: number) => `row${i}`;
const programOf = ([, source, values]: Row) => noting(source, `note([${values}]);`);

beforeAll(() => {
  const compilerOptions = {
    target: 'es2022',
    module: 'esnext',
    noCheck: true,
    outDir: 'out',
    types: [],
    strict: true,
  };
  ROWS.forEach((row, i) => {
    writeFileSync(join(folder, `${file(i)}.ts`), programOf(row));
  });
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  mkdirSync(join(folder, 'out'));
  const tsc = createRequire(import.meta.url)
    .resolve('typescript/package.json')
    .replace('package.json', 'bin/tsc');
  try {
    execFileSync(process.execPath, [tsc, '-p', folder], { stdio: 'pipe' });
  } catch {
    // Rows of refused constructs need not be right TypeScript; it emits all the same.
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('a construct of TypeScript', () => {
  it.each(ROWS.map((row, i) => [row[0], row, i] as const))('%s', (_name, row, i) => {
    const result = confinedly(programOf(row));
    if (row[3] !== undefined) expect('refused' in result ? result.refused[0] : result).toBe(row[3]);
    else {
      const emitted = readFileSync(join(folder, 'out', `${file(i)}.js`), 'utf8').replace(/^import .*$/gm, '');
      expect(result).toEqual({ noted: plainly(emitted) });
    }
  });

  it('has a row, whichever of the kinds of node of a .ts file it is', () => {
    const api = new API({});
    const { program } = api
      .updateSnapshot({ openProjects: [join(folder, 'tsconfig.json')] })
      .getProjects()[0];
    const seen = new Set<number>();
    const visit = (node: Node): void => {
      seen.add(node.kind);
      node.forEachChild((child) => {
        visit(child);
      });
    };
    ROWS.forEach((_, i) => {
      visit(program.getSourceFile(join(folder, `${file(i)}.ts`))!);
    });
    api.close();
    // Kinds of other files (JSX, JSDoc), and those that the compiler makes by itself.
    const others =
      /^(?:First|Last|Jsx|JSDoc|JS|Synthetic|NotEmitted|PartiallyEmitted|Missing|SyntaxList|Count)/;
    const missing = Object.entries(SyntaxKind).filter(
      ([name, kind]) =>
        typeof kind === 'number' && kind >= SyntaxKind.FirstNode && !others.test(name) && !seen.has(kind),
    );
    expect(missing).toEqual([]);
  });
});
