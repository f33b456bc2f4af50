/**
 * What a unit is worth: nanoseconds of processor time a unit, for every built-in, on little and on much. Each row
 * repeats its work until its units have run out. A row far above the median is work that is charged too little: it
 * would end by the watchdog, whose end depends on the machine.
 *
 *      npm run bench units
 */
import type { Benchmark } from '../../scripts/benchmark';
import { type PolicyShape, PolicyStopped } from '../../simulator/engine/policy';
import { compile } from '../compile/compile';
import { ConfinedPolicies } from './confined-policies';
import { createNodeRealm } from './node-realm';
import type { Realm } from './realm';

const SHAPE: PolicyShape = { className: 'Policy', methods: { run: 1 }, programs: {}, services: { more: 0 } };
const UNITS = 500_000;
const SHORTEST_NS = 1e6;
const LONGEST_NS = 6e7;
/** The dearest rows are told. */
const TOLD_ROWS = 30;

interface Kind {
  readonly name: string;
  /** Makes `x` of size `n`, and what else the works need. */
  readonly prepare: string;
  readonly sizes: readonly number[];
  readonly works: readonly string[];
}

/** Works on `x`, several a line. */
const rows = (text: string): string[] => text.trim().split(/ ;; |\n\s*/);

const HELPERS = 'let keep: any; const id = (a: any) => 1, no = () => false;';

const KINDS: readonly Kind[] = [
  {
    name: 'list',
    sizes: [1, 8, 100, 1000, 30000, 300000],
    prepare: `
      const x: any = []; for (let i = 0; i < n; i++) x.push((i * 7919) % n);`,
    works: rows(`
      x.fill(0); ;; x.slice(); ;; x.slice(0, 1); ;; x.splice(0, 1, 7); ;; x.copyWithin(0, 1); ;; x.reverse();
      x.indexOf(-1); ;; x.lastIndexOf(-1); ;; x.includes(-1); ;; x.map(id); ;; x.filter(id); ;; x.forEach(id);
      x.reduce(id); ;; x.some(no); ;; x.every(id); ;; x.find(no); ;; x.findIndex(no); ;; x.findLast(no);
      x.findLastIndex(no); ;; x.reduceRight(id); ;; x.at(0); ;; x.keys().next(); ;; x.entries().next();
      x.values().next(); ;; x.toSorted(); ;; x.toReversed(); ;; x.with(0, 1); ;; x.sort();
      x.sort((a, b) => a - b); ;; x.toSorted((a, b) => b - a); ;; x.push(1); x.pop(); ;; x.unshift(0); x.shift();
      x.shift(); x.push(0); ;; x.concat(x); ;; x.concat([1]); ;; x.flat(); ;; x.flatMap(id); ;; x.toSpliced(0, 1);`),
  },
  {
    name: 'list, whole',
    sizes: [1, 8, 100, 1000, 30000],
    prepare: `
      const x: any = []; for (let i = 0; i < n; i++) x.push((i * 7919) % n); const pairs = x.map((e: any) => [e,
      e]); class Q extends Array {} class S extends Set {} class M extends Map {}`,
    works: rows(`
      [...x]; ;; const [a, ...b] = x; ;; const [a, b] = x; ;; new Set(x); ;; Array.from(x); ;; Array.from(x, id);
      Object.keys(x); ;; new Int32Array(x); ;; new Uint8Array(x); ;; Float64Array.from(x); ;; Int32Array.from(x);
      Object.assign({}, x); ;; Object.entries(x); ;; Object.values(x); ;; Object.freeze(x.slice()); ;; ({ ...x });
      for (const k in x) break; ;; for (const k in x) k; ;; for (const e of x) e; ;; new Map(pairs);
      Object.fromEntries(pairs); ;; new Array(n); ;; new Array(n).fill(0); ;; [].length = 0;
      const l: any = []; l.length = n; ;; const l: any = []; l.length = n; l.length = 0;
      const l: any = []; l[n] = 1; ;; new Q(n); ;; Q.from(x); ;; new S(x); ;; new M(pairs);
      const { a, ...b } = x; ;; Array.from({ length: n }); ;; Array.from({ length: n }, id);
      x.slice().length = 1; ;; x.slice().sort(); ;; JSON.stringify(x.slice(0, 300)); ;; x.slice(0, 300).join();
      String(x.slice(0, 300)); ;; ((...b: any[]) => b)(...x.slice(0, 9000)); ;; Math.max(...x.slice(0, 9000));
      Math.hypot(...x.slice(0, 9000)); ;; Array.of(...x.slice(0, 9000)); ;; id.apply(null, x.slice(0, 9000));
      [].push.apply([], x.slice(0, 9000)); ;; const s: any = [...x]; s[n * 50] = 1; s.indexOf(-1);
      const s: any = []; s[n * 100] = 1; s.indexOf(-1); ;; const s: any = []; s[n * 100] = 1; s.forEach(id);
      const s: any = []; s[n * 100] = 1; [...s]; ;; const s: any = []; s[n * 100] = 1; s.sort();
      const s: any = []; s[n * 100] = 1; s.reverse(); ;; const s: any = []; s[n * 100] = 1; s.fill(0);
      const s: any = []; s[n * 100] = 1; s.splice(0, 1); ;; const s: any = []; s[n * 100] = 1; s.shift();
      const s: any = []; s[n * 100] = 1; s.unshift(1); ;; const s: any = []; s[n * 100] = 1; s.copyWithin(0, 5);
      const s: any = []; s[n * 100] = 1; s.concat(s); ;; const s: any = []; s[n * 100] = 1; s.slice();
      const s: any = []; s[n * 100] = 1; s.includes(3); ;; const s: any = []; s[n * 100] = 1; s.flat();
      const s: any = []; s[n * 100] = 1; s.length = 3;`),
  },
  {
    name: 'list of equal or of texts or of doubles',
    sizes: [1, 8, 100, 1000, 30000],
    prepare: `
      const x: any = new Array(n).fill("a".repeat(950)); const y = x.map((e: any, i: number) => "a".repeat(300) +
      i); const d = x.map((e: any, i: number) => Math.sqrt(i * 7919 % 101)); const o = x.map((e: any) => ({}));
      const mixed = x.map((e: any, i: number) => i % 2 ? i : "x" + i); const r = d.slice(); const big = x.map((e:
      any, i: number) => 1e300 * (i + 1)); const same = "a".repeat(950).slice(0, 949) + "a";`,
    works: rows(`
      x.indexOf(same); ;; x.includes(same); ;; x.lastIndexOf(same); ;; y.slice().sort(); ;; d.slice().sort();
      big.slice().sort(); ;; d.slice().sort((a: any, b: any) => a - b); ;; r.sort((a: any, b: any) => a - b);
      o.slice().sort(); ;; mixed.slice().sort(); ;; x.slice().sort(); ;; d.slice().sort().reverse();
      d.toSorted(); ;; new Set(x); ;; new Set(y); ;; new Set(d); ;; y.slice(0, 6).join();
      d.slice(0, 100).join(); ;; big.slice(0, 80).join(); ;; String(d.slice(0, 100));
      JSON.stringify(d.slice(0, 80)); ;; d.indexOf(-1); ;; new Float64Array(d); ;; new Int32Array(y);
      new Float64Array(y); ;; Int32Array.from(x);`),
  },
  {
    name: 'typed',
    sizes: [1, 8, 100, 1000, 30000, 300000],
    prepare: `
      const x: any = new Int32Array(n); for (let i = 0; i < n; i++) x[i] = (i * 7919) % n; const f: any = new
      Float64Array(n); for (let i = 0; i < n; i++) f[i] = Math.sqrt((i * 7919) % 1013); const b = new
      ArrayBuffer(8 * n), v = new DataView(b);`,
    works: rows(`
      x.fill(0); ;; x.slice(); ;; x.slice(0, 1); ;; x.copyWithin(0, 1); ;; x.reverse(); ;; x.indexOf(-1);
      x.lastIndexOf(-1); ;; x.includes(-1); ;; x.map(id); ;; x.filter(id); ;; x.forEach(id); ;; x.reduce(id);
      x.some(no); ;; x.every(id); ;; x.find(no); ;; x.findIndex(no); ;; x.findLast(no); ;; x.findLastIndex(no);
      x.reduceRight(id); ;; x.at(0); ;; x.keys().next(); ;; x.entries().next(); ;; x.values().next();
      x.toSorted(); ;; x.toReversed(); ;; x.with(0, 1); ;; x.sort(); ;; x.sort((a, b) => a - b);
      x.toSorted((a, b) => b - a); ;; x.set(x); ;; f.set(x); ;; x.set(f); ;; x.set([1, 2]); ;; x.subarray(0);
      new Int32Array(n); ;; new Uint8Array(n); ;; new Float64Array(n); ;; new Uint8Array(x);
      new Float64Array(x); ;; new Int32Array(f); ;; new Uint8ClampedArray(f); ;; [...x]; ;; Array.from(x);
      new ArrayBuffer(4 * n); ;; b.slice(0); ;; new Int32Array(b); ;; new Uint8Array(b, 0, 1); ;; new DataView(b);
      v.getInt32(0); ;; v.setFloat64(0, 1.5); ;; v.getFloat64(0); ;; f.sort(); ;; f.toSorted();
      f.slice().sort((a: any, b: any) => b - a); ;; f.fill(0); ;; f.indexOf(-1); ;; f.includes(-1);
      Object.keys(x); ;; Object.freeze({ ...x }); ;; x.subarray(0, 100).join(); ;; f.subarray(0, 90).join();
      String(f.subarray(0, 90)); ;; x.buffer; ;; for (const e of x) e; ;; for (const k in x) break;
      ArrayBuffer.isView(x); ;; x.length; ;; Object.values(x); ;; new Set(x); ;; Object.entries(x);
      new Uint8Array(n).fill(3);`),
  },
  {
    name: 'text',
    sizes: [1, 20, 200, 950],
    prepare: `
      const x: any = "a".repeat(n), x2: any = "a".repeat(n / 2) + "a".repeat(n - Math.floor(n / 2)); const y: any
      = "a".repeat(n - 1) + "b"; const digits = "7".repeat(n); const wide: any = String.fromCharCode(...new
      Array(n).fill(0x4e2d)), sharp = "\\u00df".repeat(n / 2), dotted = "\\u0130".repeat(n / 3); const map: any =
      new Map(), object: any = {}; const list: any = [x]; map.set(x, 1); object[x] = 1; const half = "a".repeat(n
      / 2) + "b"; const spaces = " ".repeat(n); const frac = "0." + "3".repeat(n);const json = "[" + "1,".repeat(n
      / 3) + "1]"; const nest = "[".repeat(n / 2) + "]".repeat(n / 2);let k = 0;`,
    works: rows(`
      x === x2; ;; x === y; ;; x < y; ;; x <= x2; ;; x > x2; ;; x >= y; ;; x == x2; ;; x !== x2;
      switch (x2) { case y: break; case x: break; } ;; if (x < x2) k++; ;; [x].indexOf(x2);
      x === x2; x === y; x === x2; x === y; x === x2; x === y; x === x2; x === y; x === x2; x === y; x === x2; x === y;
      x < x2; x < y; x < x2; x < y; x < x2; x < y; x < x2; x < y; x < x2; x < y; x < x2; x < y; x < x2; x < y;
      Object.is(x, x2); ;; map.get(x2); ;; map.has(x + "c"); ;; map.set("b" + x, 1); ;; map.get(x + "c");
      object[x + "c"]; ;; object[x2]; ;; object[x + k++ % 100]; ;; (x + k++) in object;
      Object.hasOwn(object, x + "d"); ;; object.hasOwnProperty(x + "d"); ;; x.indexOf("b"); ;; x.indexOf("ab");
      x.indexOf(half); ;; x.lastIndexOf(half); ;; x.includes(half); ;; x.lastIndexOf("ab"); ;; x.includes("b");
      x.includes("aab"); ;; x.split(half); ;; x.replace(half, ""); ;; x.replaceAll(half, "");
      x.replaceAll("aab", ""); ;; x.split("ab"); ;; x.startsWith(x2); ;; x.endsWith(x2); ;; x.slice(1);
      x.substring(1); ;; spaces.trim(); ;; spaces.trimStart(); ;; spaces.trimEnd(); ;; (spaces + "x").trimEnd();
      x.toUpperCase(); ;; x.toLowerCase(); ;; wide.toUpperCase(); ;; sharp.toUpperCase(); ;; dotted.toLowerCase();
      "a".repeat(n); ;; "ab".repeat(n / 2); ;; "a".padStart(n); ;; "a".padEnd(n, "xyz"); ;; "".concat(x, "b");
      "".concat("b", "c"); ;; x.split(""); ;; x.split("a"); ;; x.split("b"); ;; x.replace("a", "b");
      x.replace("b", "a"); ;; x.replaceAll("a", "b"); ;; x.replaceAll("", ""); ;; x.replaceAll("a", () => "b");
      x.replace("b", () => "a"); ;; wide.split(""); ;; wide.indexOf("b"); ;; x.at(0); ;; x.charAt(0);
      x.charCodeAt(0); ;; x.codePointAt(0); ;; (x + "c").charCodeAt(0); ;; (x + k).charAt(n - 1); ;; String(x);
      x.toString(); ;; x.valueOf(); ;; [...x]; ;; for (const c of x) c; ;; for (const c of x) break;
      Array.from(x); ;; x + "b"; ;; \`\${x}b\`; ;; \`\${k++}\`; ;; k++ + "";
      let s = ""; for (let i = 0; i < 20; i++) s += x.charAt(i);
      let s = x; for (let i = 0; i < 8; i++) s = "b" + s.slice(1); ;; Object.keys(x); ;; Object.assign({}, x);
      ({ ...x }); ;; x[0]; ;; x[n - 1]; ;; x.length; ;; new String(x); ;; Symbol(x); ;; String(Symbol(x));
      Symbol(x).toString(); ;; Symbol.for(x + "a"); ;; Symbol(x).description; ;; Number(digits); ;; Number(frac);
      +digits; ;; +frac; ;; -frac; ;; digits * 1;
      frac * 1; frac * 1; frac * 1; frac * 1; frac * 1; frac * 1; frac * 1; ;; digits | 0; ;; digits == 3;
      digits < 3; ;; Math.abs(frac); ;; Math.floor(digits); ;; Math.max(frac, frac, frac, frac);
      Math.sqrt(frac); ;; Math.imul(digits, digits); ;; Math.pow(frac, frac); ;; Math.clz32(digits);
      Number.isInteger(digits); ;; parseInt(digits); ;; parseInt(digits, 7);
      parseInt(digits.replaceAll("7", "1"), 2); ;; parseFloat(frac); ;; isNaN(frac); ;; isFinite(frac);
      Number.parseFloat(frac); ;; new Number(frac); ;; x.at(digits); ;; x.charCodeAt(digits); ;; x.slice(digits);
      x.padStart(digits); ;; x.repeat(0 * 1); ;; [1].at(frac); ;; [1].slice(frac); ;; [1, 2].indexOf(1, frac);
      [1].fill(0, frac); ;; new Uint8Array(4).fill(frac); ;; new Uint8Array(4)[0] = frac;
      new DataView(new ArrayBuffer(8)).setFloat64(0, frac); ;; new DataView(new ArrayBuffer(8)).getInt8(digits);
      (5).toFixed("2".repeat(1)); ;; String.fromCharCode(digits);
      String.fromCharCode(frac, frac, frac, frac, frac, frac); ;; [frac, frac, frac].sort((a: any, b: any) => a);
      [1, 2, 3, 4].sort((a: any, b: any) => frac); ;; const l: any = []; l[digits] = 1; ;; list[digits];
      list[frac]; ;; new Array(frac.length); ;; (1.5).toString(); ;; x.localeCompare; ;; Math.hypot(frac, frac);
      k++ > frac; ;; ~digits; ~digits; ~digits; ~digits; ~digits; ;; (() => { let q: any = digits; q++; })();
      Math.atan2(frac, frac);
      Math.round(frac); Math.trunc(frac); Math.sign(frac); Math.fround(frac); Math.cbrt(frac);
      JSON.parse(json); ;; JSON.parse(nest); ;; JSON.parse(digits); ;; JSON.parse('"' + x + '"');
      JSON.stringify(x); ;; JSON.stringify({ [x]: x }); ;; JSON.stringify({ a: 1 });
      JSON.stringify([x], null, 2); ;; JSON.stringify("\\u0001".repeat(300)); ;; JSON.parse('{"a":1}');
      JSON.parse("1", (k, v) => v); ;; JSON.parse(json, (k, v) => v);
      JSON.parse("{" + '"a":1,'.repeat(n / 9) + '"b":1}'); ;; try { JSON.parse(x); } catch {}
      try { JSON.parse("[" + x); } catch {} ;; console.log(x); ;; console.log([x, x]); ;; console.log(1);
      console.log({ a: x });`),
  },
  {
    name: 'object',
    sizes: [1, 8, 100, 1000, 30000],
    prepare: `
      const x: any = {}; for (let i = 0; i < n; i++) x["k" + i] = i; const parent: any = Object.create(x);let k =
      0;`,
    works: rows(`
      Object.keys(x); ;; Object.values(x); ;; Object.entries(x); ;; ({ ...x }); ;; Object.assign({}, x);
      for (const k in x) break; ;; for (const k in x) k; ;; for (const k in parent) break;
      const { k1, ...rest } = x; ;; const { k0 } = x; ;; Object.freeze({ ...x }); ;; Object.seal({ ...x });
      Object.preventExtensions({ ...x }); ;; Object.isFrozen(x); ;; Object.isSealed(x);
      Object.getOwnPropertyNames(x); ;; Object.getOwnPropertySymbols(x); ;; Object.getOwnPropertyDescriptors(x);
      Object.getOwnPropertyDescriptor(x, "k0"); ;; Object.hasOwn(x, "k1"); ;; Object.is(x, x);
      Object.isExtensible(x); ;; Object.getPrototypeOf(x); ;; Object.create(x);
      Object.create(x, { a: { value: 1 } }); ;; Object.defineProperty({}, "a", { value: 1 });
      Object.defineProperties({}, { a: { value: 1 }, b: { value: 2 } }); ;; Object.entries({ a: 1 });
      Object.fromEntries([["a", 1]]); ;; delete x.k0; x.k0 = 1; ;; x["k" + (k++ % n)];
      x["q" + k++] = 1; delete x["q" + (k - 1)]; ;; "k1" in x; ;; x instanceof Object; ;; x.hasOwnProperty("k1");
      x.toString(); ;; Object(1); ;; new Object(); ;; x.isPrototypeOf(x); ;; x.propertyIsEnumerable("k0");
      JSON.stringify({ a: x.k0 }, ["a"]); ;; x.valueOf(); ;; x[Symbol("a")] = 1;  ;; x["p" + k++] = 1;
      x[k++] = 1; ;; x[-k++] = 1; ;; x[(k += 1000)] = 1; ;; x[k++ / 3] = 1; ;; x.__defineGetter__("z", id);
      x.toLocaleString;`),
  },
  {
    name: 'collection',
    sizes: [1, 8, 100, 1000, 30000, 300000],
    prepare: `
      const x: any = new Map(), s: any = new Set(), w: any = new WeakMap(), ws: any = new WeakSet(); for (let i =
      0; i < n; i++) { x.set(i, i); s.add(i); } const holes: any = new Map(), sholes: any = new Set(); for (let i
      = 0; i < n; i++) { holes.set(i, i); sholes.add(i); } for (let i = 0; i < n * 0.7; i++) { holes.delete(i);
      sholes.delete(i); } const o: any = {}; let k = 0; class S extends Set {} class M extends Map {}`,
    works: rows(`
      [...x]; ;; [...s]; ;; new Map(x); ;; new Set(s); ;; new Map([...x]); ;; x.forEach(id); ;; s.forEach(id);
      x.get(k++ % n); ;; s.has(k++ % n); ;; x.set(k++ % n, 1); ;; s.add(k++ % n);
      x.delete(k++ % n); x.set(k % n, 1); ;; s.delete(k++ % n); s.add(k % n); ;; x.keys().next();
      x.values().next(); ;; x.entries().next(); ;; holes.keys().next(); ;; holes.entries().next();
      holes.values().next(); ;; sholes.values().next(); ;; sholes.keys().next(); ;; sholes.entries().next();
      for (const e of holes) break; ;; for (const e of sholes) break; ;; for (const e of x) break;
      for (const e of x) e; ;; const [first] = sholes; ;; const [first] = holes.keys();
      holes[Symbol.iterator]().next(); ;; x.size; ;; x.clear(); for (let i = 0; i < n; i++) x.set(i, i);
      new Map(); ;; new Set(); ;; new WeakMap(); ;; new WeakSet(); ;; new Map([[1, 2]]); ;; new Set([1]);
      w.set({}, 1); ;; w.set(o, 1); ;; w.get(o); ;; ws.add({}); ;; new S(); ;; new M(); ;; x.set(k++, 1);
      s.add(k++); ;; s.add("a" + k++); ;; s.add(k++ / 3); ;; x.set({}, 1); ;; s.add(Symbol());
      const f = s.values().next().value; s.delete(f); s.add(f);
      const f = x.keys().next().value; x.delete(f); x.set(f, 1); ;; holes.forEach(id); ;; Array.from(holes);
      Array.from(x.values()); ;; Array.from(s, id);
      const m = new Map(); for (let i = 0; i < 20; i++) m.set(i, i);`),
  },
  {
    name: 'number',
    sizes: [2],
    prepare: `
      const x: any = Math.sqrt(n) * 1e-300, y = 123456789.123456, z: any = 1.7976931348623157e308 / 3, d = 5e-324;
      let k = 0;`,
    works: rows(`
      x.toString(); ;; (x / ++k).toString(); ;; x.toString(2); ;; (x / ++k).toString(2);
      (x / ++k).toString(36); ;; (x / ++k).toString(3); ;; x.toFixed(2); ;; x.toFixed(100);
      (x / ++k).toFixed(100); ;; x.toPrecision(3); ;; (x / ++k).toPrecision(100); ;; x.toExponential();
      (x / ++k).toExponential(100); ;; y.toString(); ;; (y / ++k).toString(); ;; y.toString(2);
      (y / ++k).toString(2); ;; (y / ++k).toString(36); ;; (y / ++k).toString(3); ;; y.toFixed(2);
      y.toFixed(100); ;; (y / ++k).toFixed(100); ;; y.toPrecision(3); ;; (y / ++k).toPrecision(100);
      y.toExponential(); ;; (y / ++k).toExponential(100); ;; z.toString(); ;; (z / ++k).toString();
      z.toString(2); ;; (z / ++k).toString(2); ;; (z / ++k).toString(36); ;; (z / ++k).toString(3);
      z.toFixed(2); ;; z.toFixed(100); ;; (z / ++k).toFixed(100); ;; z.toPrecision(3);
      (z / ++k).toPrecision(100); ;; z.toExponential(); ;; (z / ++k).toExponential(100); ;; d.toString();
      (d / ++k).toString(); ;; d.toString(2); ;; (d / ++k).toString(2); ;; (d / ++k).toString(36);
      (d / ++k).toString(3); ;; d.toFixed(2); ;; d.toFixed(100); ;; (d / ++k).toFixed(100); ;; d.toPrecision(3);
      (d / ++k).toPrecision(100); ;; d.toExponential(); ;; (d / ++k).toExponential(100); ;; k++; ;; k++ % 7;
      Math.sqrt(k++); ;; Math.sin(k++); ;; Math.pow(k++, 0.5); ;; k++ ** 0.5; ;; Math.exp(k++ / 1e6);
      Math.log(k++); ;; Math.sin(1e300 * k++); ;; Math.tan(1e300); Math.cos(1e299); Math.sin(1e298);
      Math.atan2(k++, 3); ;; Math.cbrt(k++); ;; Math.expm1(k++); Math.sinh(k); Math.cosh(k);
      Math.tanh(k++); Math.asinh(k); Math.acosh(k); Math.log1p(k); Math.log2(k); Math.log10(k);
      Math.hypot(k++, 1); ;; Math.hypot(3, 4); ;; Math.max(k++, 1); ;; Math.floor(k++ / 3); ;; Math.fround(k++);
      Math.clz32(k++); ;; Math.imul(k++, 3); ;; 1e308 % (k++ + 1e-300);
      1e308 % 1e-308; 1e308 % 3e-308; 1e307 % 1e-308; 1e306 % 1e-308; 1e305 % 3e-308; 1e301 % 1e-308;
      String(k++); ;; String(k++ / 3); ;; \`\${k++ / 3}\`; ;; "" + k++ / 7; ;; "" + z / k++ + d * k + x / k;
      Number(k++); ;; Boolean(k++); ;; Symbol(); ;; new Number(k++); ;; new Boolean(true);
      Number.isInteger(k++); ;; Number.isSafeInteger(k++); ;; Number.isNaN(k++); ;; isNaN(k++);
      parseInt(k++ as any); ;; parseFloat((k++ / 3) as any); ;; parseFloat(z); parseFloat(d as any);
      String.fromCharCode(k++ % 60000); ;; String.fromCodePoint(k++ % 60000);
      const o: any = {}; o[k++ / 3] = 1; ;; const o: any = {}; o[k++ / 3];`),
  },
  {
    name: 'making',
    sizes: [1],
    prepare: `
      let k = 0; function f(a: any) { return a; } function* g() { yield 1; yield 2; } class A { a = 1; b = 2; m()
      { return 1; } get p() { return 1; } static s = 1; } class B extends A { c = 3; constructor() { super(); } }
      const tag = (t: any, ...v: any[]) => t; const gen: any = (function* () { for (;;) yield 1; })();const sym =
      Symbol();const arr: any = []; const bnd = f.bind(null, 1);`,
    works: rows(`
      () => 1; ;; keep = () => k; ;; keep = function () { return k; }; ;; keep = { a: 1, b: 2 };
      keep = [1, 2, 3]; ;; keep = {}; ;; keep = []; ;; keep = [k, k];
      keep = { a: k, b() { return 1; }, get c() { return 2; } }; ;; new A(); ;; new B(); ;; keep = new B();
      keep = class { m() {} }; ;; keep = class extends A { x = 1; y() {} static z = 1; };
      class Q { #p = 1; m() { return this.#p; } } new Q().m(); ;; g(); ;; [...g()]; ;; for (const e of g()) e;
      g().next(); ;; gen.next(); ;; const it = g(); it.return(1 as any); ;; try { g().throw(1); } catch {}
      try { throw 1; } catch {} ;; try { throw new Error("a"); } catch {} ;; try { (null as any).x; } catch {}
      try { f(1); } finally { k++; } ;; new Error("a"); ;; new TypeError("a"); ;; Error("x");
      new RangeError("x").message; ;; tag\`a\${k}b\`; ;; f.bind(null); ;; f.bind(null, 1, 2, 3); ;; bnd(1);
      f.call(null, 1); ;; f.apply(null, [1]); ;; f(1); ;; f.toString(); ;; f.name; ;; String(f); ;; Symbol("a");
      keep = new Map(); ;; keep = new Set(); ;; keep = new WeakMap(); ;; keep = new Array(1);
      keep = new Array(3, 4); ;; keep = new ArrayBuffer(0); ;; keep = new ArrayBuffer(8);
      keep = new ArrayBuffer(100); ;; keep = new Int32Array(0); ;; keep = new Int32Array(1);
      keep = new Int32Array(30); ;; keep = new Float64Array(8); ;; keep = new Uint8Array([1]);
      keep = new Uint8Array(new ArrayBuffer(8)); ;; keep = new DataView(new ArrayBuffer(8));
      keep = Int32Array.of(1); ;; keep = Int32Array.from([1]); ;; keep = Array.of(1); ;; keep = Array.from([1]);
      arr.push(new Map()); ;; arr.push(new Int32Array(1)); ;; arr.push(new ArrayBuffer(1)); ;; arr.push({ a: 1 });
      arr.push([1]); ;; arr.push(() => k); ;; arr.push(1); ;; arr.push(new Set([1])); ;; arr.push(k + "a");
      arr.push(k / 3); ;; arr.push(new Array(100)); ;; arr.push(Symbol()); ;; arr.push(g()); ;; arr.push(new A());
      arr.push(new Error("a")); ;; arr.push(new WeakMap()); ;; arr.push(f.bind(null)); ;; arr.push(class {});
      const a: any = []; for (let i = 0; i < 50; i++) a.push(i); ;; const [a, b] = [1, 2];
      const { a, b } = { a: 1, b: 2 }; ;; [keep, k] = [k, 1]; ;; const [a] = g(); ;; keep = [...[1, 2]];
      keep = { ...{ a: 1 } }; ;; f(...[1] as [any]); ;; ((...r: any[]) => r)(1, 2); ;; keep = k ?? 1;
      keep?.x?.y; ;; typeof keep; ;; keep instanceof A; ;; keep instanceof Map;
      ({}) instanceof (class {} as any); ;; "a" in {}; ;; delete ({ a: 1 } as any).a;
      switch (k % 5) { case 1: break; case 2: k++; } ;; for (const q of [1, 2, 3]) q;
      for (const q in { a: 1, b: 2 }) q; ;; label: for (;;) { break label; } ;; let q = 0; while (q < 10) q++;
      for (let q = 0; q < 10; q++) keep = () => q;
      (function r(d: number): any { return d === 0 ? 0 : r(d - 1); })(50); ;; void 0; ;; k++;
      Object.create(null); ;; Object.freeze({ a: 1 }); ;; Object.freeze([1]);
      const a: any = [1, 2, 3]; a.length = 0; ;; const a: any = [1, 2, 3]; a.length--;
      const a: any = [1, 2]; a.x = 1; ;; Symbol.for("a"); ;; sym.toString(); ;; Symbol.keyFor(Symbol.for("a"));
      sym.description; ;; f.length; ;; Object.getOwnPropertyNames(f); ;; new (class extends Error {})("a");
      class E extends Error {} new E("a"); ;; Object.keys(A); ;; keep = new Array(5000);`),
  },
];

/** An expression's value is kept, so that no engine leaves the work out. */
function kept(work: string): string {
  return /^(const|let|for|try|switch|class|if|label|void|keep|typeof)\b/.test(work) ||
    work.slice(0, -1).includes(';')
    ? work
    : `keep = (${work.replace(/;$/, '')});`;
}

/** @returns nanoseconds of processor time a unit; undefined when it cannot be done at this size. */
function measure(realm: Realm, kind: Kind, n: number, work: string): number | undefined {
  const source = `${HELPERS} export class Policy { constructor(readonly machine: any) {} run(n: number): any {
    ${kind.prepare} this.machine.more();
    for (let turns = 1; turns > 0; turns = this.machine.more()) for (let turn = 0; turn < turns; turn++) { ${kept(work)} }
    return 0; } }`;
  const compiled = compile(source, { shape: SHAPE, contractValues: {} });
  if (!compiled.ok) throw new Error(`${work}: ${compiled.diagnostics[0]?.message}`);
  const policies = new ConfinedPolicies(realm, compiled.program, SHAPE, { unitsLimit: 2 ** 30 });
  let units = 0;
  let ns = 0;
  let turns = 0;
  let started = process.cpuUsage();
  const more = () => {
    const taken = policies.takeUnits();
    const { user, system } = process.cpuUsage(started);
    ns = (user + system) * 1000;
    if (turns === 0) started = process.cpuUsage();
    else units += taken;
    // The clock is looked at seldom: looking takes microseconds.
    turns = turns === 0 ? 1 : ns < SHORTEST_NS ? turns * 2 : turns;
    return units < UNITS && ns < LONGEST_NS ? turns : 0;
  };
  try {
    policies.create({ more }).methods.run?.(n);
  } catch (error) {
    if (!(error instanceof PolicyStopped)) throw error;
    return undefined;
  }
  return ns / units;
}

const benchmark: Benchmark = (report) => {
  const realm = createNodeRealm();
  const measured: { readonly row: string; readonly ns: number }[] = [];
  for (const kind of KINDS)
    for (const work of kind.works)
      for (const n of kind.sizes) {
        const ns = measure(realm, kind, n, work);
        // A row that cannot be measured at a size is none there: its text is too long, say.
        if (ns !== undefined) measured.push({ row: `${kind.name} of ${n}: ${work}`, ns });
      }
  measured.sort((a, b) => a.ns - b.ns);
  const middle = measured[measured.length >> 1];
  if (middle !== undefined) report.line(`median of ${measured.length} works`, middle.ns, 'ns a unit');
  for (const { row, ns } of measured.slice(-TOLD_ROWS).reverse()) report.line(row, ns, 'ns a unit');
};

export default benchmark;
