/**
 * Random programs that end: every construct that a submission may use, in random company. A program declares
 * `class Policy` with run(v), which returns an integer.
 */
import { parse } from 'acorn';
import { Random } from '../../simulator/engine/random';
import { children, type SyntaxNode } from '../compile/syntax-tree';

const BINARY = [
  '+',
  '-',
  '*',
  '%',
  '&',
  '|',
  '^',
  '<<',
  '>>',
  '>>>',
  '<',
  '>',
  '<=',
  '>=',
  '===',
  '!==',
  '==',
  '!=',
];
const ASSIGNMENTS = ['=', '+=', '-=', '*=', '|=', '^=', '&&=', '||=', '??='];

/** @param seen receives the types of the nodes of the program. */
export function randomProgram(seed: number, seen: Set<string>): string {
  const source = new ProgramWriter(new Random(seed)).program();
  const pending: SyntaxNode[] = [parse(source, { ecmaVersion: 2022 }) as unknown as SyntaxNode];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    seen.add(next.type);
    pending.push(...children(next));
  }
  return source;
}

class ProgramWriter {
  private names = 0;
  /** Names of variables that are numbers. */
  private variables: string[] = ['v'];
  private functions: string[] = [];
  private classes: string[] = [];
  private inFunction = false;

  constructor(private readonly random: Random) {}

  program(): string {
    const before = this.random.chance(1, 2) ? this.scoped(() => this.block(2, 3)) : '';
    const helpers = Array.from({ length: 3 }, () => this.declareHelper()).join('\n');
    this.inFunction = true;
    const body = this.block(4, 6);
    return `const v = ${this.random.below(100)};
${before === '' ? '' : `try { ${before} } catch {}`}
${helpers}
class Policy { run(v) { try { ${body} return (${this.expression(3)}) | 0; } catch { return -1; } } }`;
  }

  private declareHelper(): string {
    const name = this.name();
    if (this.random.chance(1, 3)) {
      const text = `class ${name} ${this.classBody(2)}`;
      this.classes.push(name);
      return text;
    }
    const text = this.scoped(() => {
      this.inFunction = true;
      const parameters = this.parameters(2);
      return `function ${name}(${parameters}) { ${this.block(2, 3)} return ${this.expression(2)}; }`;
    });
    this.functions.push(name);
    return text;
  }

  /** What is declared inside stays inside. */
  private scoped<T>(write: () => T): T {
    const { variables, functions, classes, inFunction } = this;
    this.variables = [...variables];
    this.functions = [...functions];
    this.classes = [...classes];
    const written = write();
    Object.assign(this, { variables, functions, classes, inFunction });
    return written;
  }

  private name(): string {
    return `n${this.names++}`;
  }

  private block(depth: number, statements: number): string {
    return Array.from({ length: this.random.between(1, statements) }, () => this.statement(depth)).join(' ');
  }

  private inner(depth: number): string {
    return this.scoped(() => `{ ${this.block(depth - 1, 3)} }`);
  }

  private statement(depth: number): string {
    const e = () => this.expression(depth - 1);
    if (depth <= 0) return `${this.expression(0)};`;
    return this.pick(
      () => `${e()};`,
      () => this.declaration(depth),
      () => `if (${e()}) ${this.inner(depth)} else ${this.inner(depth)}`,
      () => `if (${e()}) ${e()};`,
      () => this.loop(depth),
      () => this.loop(depth),
      () =>
        `switch (${e()} & 3) { case ${e()}: ${e()}; case 1: ${e()}; break; default: ${e()}; case 2: ${e()}; }`,
      () =>
        `try { ${e()}; if (${e()}) throw { thrown: ${e()} }; ${e()}; } catch ${this.catching(depth)} finally ${this.inner(depth)}`,
      () => `try { ${e()}; if (${e()}) null.x; } catch ${this.inner(depth)}`,
      () => this.scoped(() => `{ ${this.block(depth - 1, 3)} }`),
      () => `;`,
      () => (this.inFunction ? `if ((${e()}) === 77) return (${e()}) | 0;` : `${e()};`),
      () =>
        this.scoped(() => {
          const text = this.declareHelper();
          return `{ ${text} ${e()}; }`;
        }),
    );
  }

  private catching(depth: number): string {
    return this.scoped(() => {
      const name = this.name();
      const pattern = this.random.chance(1, 2)
        ? name
        : `{ [${this.expression(1)}]: ${name} = ${this.expression(1)} }`;
      this.variables.push(name);
      return `(${pattern}) ${this.inner(depth)}`;
    });
  }

  private declaration(depth: number): string {
    const names = [this.name(), this.name()] as const;
    const e = () => this.expression(depth - 1);
    const text = this.pick(
      () => `let ${names[0]} = ${e()}, ${names[1]} = ${e()};`,
      () => `let [${names[0]} = ${e()}, ${names[1]} = 0] = [${e()}];`,
      () =>
        `let { [${e()}]: ${names[0]} = ${e()}, a: { b: ${names[1]} = ${e()} } = {} } = { a: { b: ${e()} } };`,
      () =>
        `let ${names[0]} = ${e()}; let [, ...${names[1]}] = [${e()}, ${e()}]; ${names[1]} = ${names[1]}[0];`,
    );
    this.variables.push(...names);
    return text;
  }

  private loop(depth: number): string {
    return this.scoped(() => {
      const i = this.name();
      const x = this.name();
      const label = this.name();
      const times = this.random.between(0, 3);
      const e = () => this.expression(1);
      const body = () =>
        this.scoped(() => {
          const block = this.block(depth - 2, 2);
          const jump = this.pick(
            () => '',
            () => `if (${e()}) continue;`,
            () => `if (${e()}) break ${label};`,
            () => `if (${e()}) continue ${label};`,
          );
          return `{ ${block} ${jump} ${this.statement(depth - 2)} }`;
        });
      const counted = (head: string) => {
        this.variables.push(x);
        return `let ${i} = 0; ${label}: ${head}`;
      };
      const text = this.pick(
        () => `${label}: for (let ${i} = 0; ${e()}, ${i} < ${times}; ${e()}, ${i}++) ${body()}`,
        () => `let ${i} = 0; ${label}: while (${e()}, ${i}++ < ${times}) ${body()}`,
        () => `let ${i} = 0; ${label}: do ${body()} while (${e()}, ++${i} < ${times});`,
        () => `${counted(`for (const ${x} of [${e()}, ${e()}])`)} ${body()}`,
        () => `${counted(`for (const [${x} = ${e()}] of [[], [${e()}]])`)} ${body()}`,
        () => `let ${i} = 0; ${label}: for (const ${x} in { a: ${e()}, b: ${e()} }) ${body()}`,
        () => `${counted(`for (const ${x} of ${this.generator()})`)} ${body()}`,
      );
      return `{ ${text} }`;
    });
  }

  private generator(): string {
    const e = () => this.expression(1);
    return `(function* (${this.random.chance(1, 2) ? `p = ${e()}` : ''}) { yield ${e()}; try { yield ${e()}; } finally { ${e()}; } ${this.random.chance(1, 3) ? `yield* [${e()}];` : ''} })()`;
  }

  private parameters(depth: number): string {
    const [a, b, c] = [this.name(), this.name(), this.name()];
    const e = () => this.expression(depth - 1);
    const text = this.pick(
      () => `${a}, ${b} = ${e()}, ${c} = ${e()}`,
      () => `${a}, { [${e()}]: ${b} = ${e()}, c: [${c} = ${e()}] = [] } = ${'{}'}`,
      () => `${a}, ${b} = 0, ${c} = 0, ...r`,
    );
    this.variables.push(a, b, c);
    return text;
  }

  private classBody(depth: number): string {
    const e = () => this.expression(depth - 1);
    return this.scoped(() => {
      this.variables = this.variables.slice(0, 1);
      const base = this.classes.length > 0 && this.random.chance(1, 2) ? this.random.pick(this.classes) : '';
      const members = [
        `a = ${e()};`,
        `b;`,
        `#p = ${e()};`,
        `static s = ${e()};`,
        `static { ${e()}; for (let i = 0; i < 2; i++) ${e()}; }`,
        `[${e()}]() { return ${e()}; }`,
        `get g() { return ${e()} + this.#p; }`,
        `set g(x) { ${e()}; }`,
        `m(x = ${e()}) { return #p in this ? (new.target, ${e()}) : ${e()}; }`,
        base === '' ? `constructor() { ${e()}; }` : `constructor() { super(${e()}); ${e()}; }`,
        `k() { return super.toString === undefined ? ${e()} : ${e()}; }`,
      ];
      const chosen = members.filter((member) => member.includes('#p =') || this.random.chance(2, 3));
      return `${base === '' ? '' : `extends ${base} `}{ ${chosen.join(' ')} }`;
    });
  }

  private expression(depth: number): string {
    if (depth <= 0)
      return this.random.chance(2, 3) ? this.random.pick(this.variables) : String(this.random.below(9));
    const e = () => `(${this.expression(depth - 1)})`;
    const x = this.random.pick(this.variables);
    const target = x === 'v' ? undefined : x;
    return this.pick(
      () => `${e()} ${this.random.pick(BINARY)} ${e()}`,
      () => `${e()} ${this.random.pick(BINARY)} ${e()}`,
      () => `${this.random.pick(['-', '+', '~', '!', 'void ', 'typeof '])}${e()}`,
      () => `${e()} ? ${e()} : ${e()}`,
      () => `${e()} ${this.random.pick(['&&', '||', '??'])} ${e()}`,
      () => `(${e()}, ${e()})`,
      () =>
        target === undefined || this.random.chance(1, 2)
          ? e()
          : `(${target}${this.random.pick(['++', '--'])})`,
      () => `[${e()}, ...[${e()}]][${e()} & 1]`,
      () =>
        `({ a: ${e()}, [${e()}]: ${e()}, ...{ b: ${e()} }, get c() { return ${e()}; } }).${this.random.pick(['a', 'b', 'c'])}`,
      () => `({ a: { b: (p) => ${e()} } })?.a?.b?.(${e()})`,
      () => `({ a: null }).a?.[${e()}]`,
      () => `\`\${${e()}}:\${${e()}}\`.length`,
      () => `((p = ${e()}) => ${e()})()`,
      () => `[${e()}, ${e()}].map((p) => ${e()})[0]`,
      () => `(${e()} in { a: ${e()} })`,
      () =>
        `(() => { let a = ${e()}, o = [0, 1]; [a = ${e()}, o[${e()} & 1]] = [${e()}, ${e()}]; ({ a = ${e()} } = {}); o[${e()} & 1] ${this.random.pick(ASSIGNMENTS)} ${e()}; return a; })()`,
      () =>
        this.functions.length === 0
          ? e()
          : `${this.random.pick(this.functions)}(${e()}, ${this.random.chance(1, 2) ? 'undefined' : e()})`,
      () =>
        this.classes.length === 0
          ? e()
          : `(new (${this.random.pick(this.classes)})(${e()}).${this.random.pick(['a', 'b', 'g', 'm?.()'])} ?? ${e()})`,
      () => `new (class ${this.classBody(depth - 1)})().g`,
    );
  }

  private pick<T>(...choices: readonly (() => T)[]): T {
    return this.random.pick(choices)();
  }
}
