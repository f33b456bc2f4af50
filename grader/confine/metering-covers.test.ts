/**
 * No node is evaluated for nothing: what a run is charged is at least the number of nodes that it evaluated,
 * counted by an instrumentation that knows nothing of the meter. In every place where an expression can stand,
 * and in random programs.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type { PolicyShape } from '../../simulator/engine/policy';
import { compile } from '../compile/compile';
import { REGIONS } from '../compile/metering';
import { CALL_UNITS, CREATE_UNITS } from '../compile/program-text';
import { SYNTAX_FIELDS } from '../compile/syntax-fields';
import { ConfinedPolicies } from './confined-policies';
import { countEvaluations } from './count-evaluations.testing';
import { createNodeRealm } from './node-realm';
import { randomProgram } from './random-program.testing';
import type { Realm } from './realm';

const SHAPE: PolicyShape = { className: 'Policy', methods: { run: 1 }, programs: {}, services: {} };
const MAX_NODES = 50_000;

let realm: Realm;
beforeAll(() => {
  realm = createNodeRealm();
});

/** @returns what run(1) gave, and the units of the regions that were entered. */
function metered(source: string): { readonly result: number; readonly units: number } {
  const compiled = compile(source.replace('class Policy', 'export class Policy'), {
    shape: SHAPE,
    contractValues: {},
  });
  if (!compiled.ok) throw new Error(`${JSON.stringify(compiled.diagnostics)}\n${source}`);
  const policies = new ConfinedPolicies(realm, compiled.program, SHAPE, { unitsLimit: 2 ** 29 });
  const result = policies.create({}).methods.run(1);
  return { result, units: policies.takeUnits() - CREATE_UNITS - CALL_UNITS };
}

/** 100 nodes, 99 of which are evaluated where it stands. Not a constant. */
const LONG = `(${Array.from({ length: 50 }, () => 'v').join(' - ')})`;

/** Every place for an expression; LONG stands for it. What comes of it must be evaluated a hundred times. */
const PLACES: Readonly<Record<string, string>> = {
  'a statement': 'LONG;',
  'a declaration': 'const x = LONG; x;',
  'an initialiser of var': 'var x = LONG, y = LONG; x;',
  'an assignment': 'let x; x = LONG; x += LONG; x ??= LONG;',
  'a member that is assigned to': 'const o = {}; o[LONG] = 1; o[LONG] -= LONG; o[LONG]++;',
  'an array': '[LONG, , LONG];',
  'a spread of an array': '[...[LONG]];',
  'a spread of arguments': 'Math.max(...[LONG]);',
  'a value of an object': '({ a: LONG, b: { c: LONG } });',
  'a key of an object': '({ [LONG]: 1, [LONG]() {}, get [LONG]() { return 1; } });',
  'a spread of an object': '({ ...{ a: LONG } });',
  'a getter': '({ get a() { return LONG; } }).a;',
  'a setter': '({ set a(x) { LONG; } }).a = 1;',
  'a method': '({ a() { LONG; } }).a();',
  'a condition': 'LONG ? LONG : LONG; if (LONG) LONG; else LONG;',
  'a short circuit': 'LONG && LONG; LONG || LONG; LONG ?? LONG;',
  'a sequence': 'LONG, LONG;',
  'a template': '`${LONG}${LONG}`;',
  'an optional chain': 'const o = { a: (x) => x, b: [] }; o?.a?.(LONG); o?.b?.[LONG];',
  'a call': '((x) => x)(LONG);',
  'a callee': '(LONG, (x) => x)(1);',
  'a constructor': 'new (class { constructor(x) {} })(LONG);',
  'a constructor that is computed': 'new (LONG, class {})();',
  typeof: 'typeof LONG; void LONG; !LONG; -LONG; +LONG; ~LONG;',
  in: 'LONG in {};',
  instanceof: 'LONG instanceof Map;',
  'a private member': 'new (class { #a = LONG; has(x) { return #a in x && this.#a; } })().has({});',
  delete: 'const o = {}; delete o[LONG];',
  'a return': '(() => { return LONG; })();',
  'an arrow function': '(() => LONG)();',
  'a default of a parameter': '((x = LONG) => x)();',
  'a default of a parameter, nested': '(({ a: [x = LONG] = [LONG] } = LONG) => x)({});',
  'a default of a parameter that throws': 'try { ((x = LONG + null.y) => x)(); } catch {}',
  'a default of a parameter that calls': '((x = Math.abs(LONG)) => x)();',
  'a key of a parameter': '(({ [LONG]: x }) => x)({});',
  'a key of a parameter before one that throws': 'try { (({ [LONG]: x, [null.y]: z }) => x)({}); } catch {}',
  'a rest parameter': '((...x) => x)(LONG);',
  'a default of a declaration': 'const [x = LONG] = []; const { a: { y = LONG } = LONG } = {};',
  'a key of a declaration': 'const { [LONG]: x } = {};',
  'a default of an assignment': 'let x; [x = LONG] = []; ({ a: x = LONG, [LONG]: x } = {});',
  'a member in a pattern': 'const o = {}; [o[LONG]] = [LONG]; ({ a: o[LONG] } = {});',
  'the first of a for': 'for (let x = LONG; x < x; ); for (LONG; false; );',
  'the test of a for': 'for (; LONG, false; );',
  'the test of a for that throws': 'try { for (; LONG + null.x; ); } catch {}',
  'the last test of a for': 'for (let i = 0; LONG, i < 2; i++);',
  'the update of a for': 'for (let i = 0; i < 3; LONG, i++);',
  'the body of a for': 'for (let i = 0; i < 3; i++) LONG;',
  'the head of a for-of': 'for (const x of [LONG]) x;',
  'the binding of a for-of': 'for (const [x = LONG, { [LONG]: y = LONG } = {}] of [[], []]) x;',
  'the place of a for-of': 'const o = {}; for (o[LONG] of [1, 2]);',
  'a binding of a for-of that throws': 'try { for (const [x = LONG, { y }] of [[]]); } catch {}',
  'the head of a for-in': 'for (const x in { a: LONG }) x;',
  'the place of a for-in': 'const o = {}; for (o[LONG] in { a: 1, b: 2 });',
  'the test of a while': 'let i = 2; while (LONG, i-- > 0);',
  'the body of a while': 'let i = 2; while (i-- > 0) LONG;',
  'the test of a do-while': 'let i = 2; do LONG; while (LONG, i-- > 0);',
  'what a switch looks at': 'switch (LONG) {}',
  'the cases of a switch': 'switch (-1e9) { case LONG: LONG; default: LONG; case LONG: LONG; }',
  'a labelled statement': 'a: { LONG; if (LONG) break a; LONG; }',
  'a labelled loop': 'a: for (let i = 0; i < 2; i++) for (;;) { LONG; continue a; }',
  'what is thrown': 'try { throw LONG; } catch {}',
  'a catch clause': 'try { null.x; } catch { LONG; }',
  'the binding of a catch clause': 'try { throw {}; } catch ({ [LONG]: x = LONG }) { x; }',
  'a finally clause': 'try { LONG; } finally { LONG; }',
  'a finally clause after an exception': 'try { try { null.x; } finally { LONG; } } catch {}',
  'what a class extends': 'class A extends (LONG, Object) {}',
  'a key of a class':
    'class A { [LONG]() {} static [LONG]() {} get [LONG]() { return 1; } [LONG] = 1; static [LONG] = 1; }',
  'a static field': 'class A { static a = LONG; static b = LONG; }',
  'a static block': 'class A { static { LONG; { LONG; } } }',
  'a static block with a loop': 'class A { static { for (let i = 0; i < 2; i++) LONG; } }',
  fields: 'new (class { a = LONG; b; c = LONG; #d = LONG; })();',
  'fields that call': 'new (class { a = Math.abs(LONG); b = LONG; c = Math.abs(LONG); })();',
  'a field that throws': 'try { new (class { a = LONG; b = LONG + null.x; })(); } catch {}',
  'many fields': `new (class { ${Array.from({ length: 50 }, (_, i) => `f${i};`).join(' ')} })();`,
  'fields of a class that is extended': 'class A { a = LONG; } new (class extends A { b = LONG; })();',
  'the arguments of super': 'class A {} new (class extends A { constructor() { super(LONG); } })();',
  'a member of super': 'new (class extends Object { a() { super[LONG]; super[LONG] = 1; } })().a();',
  'a constructor of a class': 'new (class { constructor() { LONG; } })();',
  'a static method': '(class { static a() { LONG; } }).a();',
  'an accessor of a class':
    'const a = new (class { get b() { return LONG; } set b(x) { LONG; } })(); a.b = a.b;',
  'new.target': '(function () { new.target; LONG; })();',
  'a generator': 'for (const x of (function* () { LONG; yield LONG; LONG; })()) x;',
  'a generator in a generator':
    'function* a() { yield LONG; } function* b() { yield* (LONG, a()); LONG; } [...b()];',
  'what a generator is resumed with':
    'const g = (function* () { (yield LONG) + LONG; })(); g.next(LONG); g.next(LONG);',
  'a generator that is ended':
    'for (const x of (function* () { try { yield LONG; } finally { LONG; } })()) break;',
  'a generator that is thrown into':
    'const g = (function* () { try { yield LONG; } catch { LONG; } })(); g.next(); g.throw(LONG);',
  'a default of a parameter of a generator': '(function* (x = LONG) {})().next();',
  'a comparison for sort': '[2, 1].sort((a, b) => (LONG, a - b));',
  'a text of its own': '`${{ toString() { LONG; return "" } }}`;',
  'a number of its own': '+{ valueOf() { LONG; return 1 } };',
  'a rest of an object': 'const { a, ...b } = { c: LONG }; (({ a = LONG, ...b }) => b)({});',
  'a tagged template': '((texts, x) => x)`${LONG}${LONG}`;',
  'a class of lists': 'new (class extends Array { a = LONG; constructor() { super(LONG, LONG); } })();',
  'a function declaration': 'a(); function a() { LONG; }',
};

describe('the meter charges for', () => {
  it.each(Object.entries(PLACES))('%s', (_name, statement) => {
    const body = statement.replaceAll('LONG', LONG);
    const source = `class Policy { run(v) { for (let i = 0; i < 100; i++) { ${body} } return 0; } }`;
    const counted = countEvaluations(source, 2 ** 30)!;
    expect(counted.nodes).toBeGreaterThan(statement.includes('LONG') ? 9_900 : 5_000);
    expect(metered(source).units).toBeGreaterThanOrEqual(counted.nodes);
  });

  it('the top level of the module', () => {
    const source = `const v = 1; ${LONG}; for (let i = 0; i < 9; i++) ${LONG}; const { a = ${LONG}, [${LONG}]: b } = {};
class A { static a = ${LONG}; [${LONG}] = 1; static { ${LONG}; } } function f(x = ${LONG}) {} f();
class Policy { run() { return 0; } }`;
    expect(metered(source).units).toBeGreaterThanOrEqual(countEvaluations(source, 2 ** 30)!.nodes);
  });

  it('all that random programs evaluate, and they compute what they compute without the meter', () => {
    const seen = new Set<string>();
    let nodes = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const source = randomProgram(seed, seen);
      const counted = countEvaluations(source, MAX_NODES);
      if (counted === undefined) continue;
      const { result, units } = metered(source);
      expect(result, source).toBe(counted.result);
      expect(units, source).toBeGreaterThanOrEqual(counted.nodes);
      nodes += counted.nodes;
    }
    expect(nodes).toBeGreaterThan(50_000);
    // A construct that is let in is to be generated too.
    expect(Object.keys(REGIONS).filter((type) => !seen.has(type))).toEqual([]);
  });

  it('every type of node that a submission may have, or it is written as others before', () => {
    const elsewhere = [
      ...['ImportDeclaration', 'ImportSpecifier', 'ExportNamedDeclaration', 'ExportSpecifier'],
      'TaggedTemplateExpression',
    ];
    expect(
      Object.keys(SYNTAX_FIELDS)
        .filter((type) => !elsewhere.includes(type))
        .sort(),
    ).toEqual(Object.keys(REGIONS).sort());
  });
});
