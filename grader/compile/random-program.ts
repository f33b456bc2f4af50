// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are programs, as text
/**
 * Random programs over the language that submissions may use, for comparing what a program computes before and
 * after compilation. A program is read off a tape of numbers, so that fast-check can shrink it; every loop in it
 * ends, and every operand stands in parentheses, so that any tree can come about.
 *
 * The programs note what they compute with `note(value)`, and never look at what compilation may change: source
 * texts of functions and messages of engines.
 */

const NUMBERS = ['0', '1', '2', '-1', '7', '0.1', '1e21', '1_000', '0x1f', '2 ** 31', 'NaN', '1e400', '-0'];
const TEXTS = ['""', '"a"', "'b\\n`${c}'", '"eval(1)"', '"import(x)"', '"<!-- -->"', '"\\u2028\\ud800"'];
const BINARY = '+ - * / % ** | & ^ << >> >>> < > <= >= == != === !== in instanceof'.split(' ');
const ASSIGNMENTS = '= += -= *= /= %= **= <<= >>= >>>= &= |= ^= &&= ||= ??='.split(' ');
const KEYS = ['x', 'y', 'z', 'm', 'import', 'static', '"two words"', '3'];

export class RandomProgram {
  private at = 0;
  private names = 0;
  private depth = 0;
  private inGenerator = false;
  private inFunction = false;
  private readonly labels: string[] = [];
  private loops = 0;

  constructor(private readonly tape: readonly number[]) {}

  /** Statements for the body of a function that has `note`. */
  text(): string {
    return `let v0 = 1, v1 = "s", v2 = [1, 2, [3]], v3 = { x: 1, y: { z: 2, m(a) { return [this.z, a]; } }, m() { return this.x; } }, v4 = undefined, v5 = 3;
class K { #p = 1; x = 5; static s = 2; static { this.t = 4; } constructor(a = 1) { this.a = a; } get p() { return this.#p; } set p(v) { this.#p = v; }
m(a) { return this.#p + a; } static is(o) { return #p in o; } }
const c = new K(2);
const tag = (texts, ...values) => texts.length + ":" + texts.raw.join("|") + values.length;
function f(a, b = a, ...rest) { return rest.length > 0 ? [a, b, rest.length] : a; }
${this.statements(5)}`;
  }

  private draw(n: number): number {
    return this.at < this.tape.length ? this.tape[this.at++] % n : 0;
  }

  private pick<T>(list: readonly T[]): T {
    return list[this.draw(list.length)];
  }

  private fresh(prefix: string): string {
    return `${prefix}${this.names++}`;
  }

  private variable(): string {
    return `v${this.draw(6)}`;
  }

  /** Nothing nests deeper once the tape or the depth is used up. */
  private get isDeep(): boolean {
    return this.at >= this.tape.length || this.depth > 5;
  }

  private nested<T>(make: () => T): T {
    this.depth++;
    const made = make();
    this.depth--;
    return made;
  }

  private inside(generator: boolean, make: () => string): string {
    const before = [this.inGenerator, this.inFunction, this.labels.splice(0), this.loops] as const;
    [this.inGenerator, this.inFunction, this.loops] = [generator, true, 0];
    const made = make();
    [this.inGenerator, this.inFunction] = before;
    this.loops = before[3];
    this.labels.splice(0, this.labels.length, ...before[2]);
    return made;
  }

  private operand(): string {
    return `(${this.expression()})`;
  }

  private key(): string {
    return this.draw(4) === 0 ? `[${this.expression()}]` : this.pick(KEYS);
  }

  private member(): string {
    const object = this.pick(['v2', 'v3', 'v3.y', 'c', 'v4', `(${this.expression()})`]);
    return this.pick([`${object}.x`, `${object}[${this.expression()}]`, `${object}.y`, 'v3.y.z', 'c.p']);
  }

  /** A chain of optional links, ended by parentheses at some place or not. */
  private chain(): string {
    let chain = this.pick(['v3', 'v4', 'v3?.y', 'c', 'v4?.x', this.operand()]);
    for (let links = 1 + this.draw(4); links > 0; links--) {
      if (this.draw(4) === 0) chain = `(${chain})`;
      if (this.draw(4) === 0) chain = this.pick([`${chain}!`, `(${chain})!`, `(${chain} as any)`]);
      chain += this.pick([
        '?.x',
        '?.y',
        '.y',
        '?.[v0]',
        '["z"]',
        '?.m(v5)',
        '?.m?.(1)',
        '.m?.(2)',
        '?.(1)',
        '(2)',
      ]);
    }
    return this.pick([chain, chain, `delete (${chain})`, `delete ${chain}`, `typeof ${chain}`]);
  }

  private pattern(): string {
    const element = () => {
      const target = this.variable();
      return this.draw(3) === 0 ? `${target} = ${this.expression()}` : target;
    };
    if (this.draw(2) === 0)
      return `[${element()}, , ${element()}${this.draw(2) === 0 ? `, ...${this.variable()}` : ''}]`;
    return `{ x: ${element()}, ${this.key()}: ${element()}${this.draw(2) === 0 ? `, ...${this.variable()}` : ''} }`;
  }

  /** A pattern that declares names of its own. @returns it and the names. */
  private declaring(): { pattern: string; names: string[] } {
    const [a, b, rest] = [this.fresh('d'), this.fresh('d'), this.fresh('d')];
    const withDefault = this.draw(2) === 0 ? `${a} = ${this.expression()}` : a;
    const last = this.draw(2) === 0 ? `, ...${rest}` : '';
    const names = last === '' ? [a, b] : [a, b, rest];
    return this.draw(2) === 0
      ? { pattern: `[${withDefault}, ${b}${last}]`, names }
      : { pattern: `{ x: ${withDefault}, y: { z: ${b} = 1 } = {}${last} }`, names };
  }

  private expression(): string {
    if (this.isDeep) return this.pick([...NUMBERS, ...TEXTS, 'v0', 'v1', 'v5', 'true', 'null', 'undefined']);
    return this.nested(() => this.pick(this.kinds)());
  }

  private readonly kinds: readonly (() => string)[] = [
    () => this.pick([...NUMBERS, ...TEXTS, 'true', 'null', 'undefined', 'this === undefined']),
    () => this.variable(),
    () => this.variable(),
    () => `${this.operand()} ${this.pick(BINARY)} ${this.operand()}`,
    () => `${this.operand()} ${this.pick(BINARY)} ${this.operand()}`,
    () => `${this.operand()} ${this.pick(['&&', '||', '??'])} ${this.operand()}`,
    () => `${this.pick(['-', '+', '~', '!', 'typeof ', 'void '])}${this.operand()}`,
    () => `${this.pick(['++', '--'])}${this.pick(['v0', 'v5', 'v3.x', 'c.p'])}`,
    () => `${this.pick(['v0', 'v5', 'v3.x', 'c.p'])}${this.pick(['++', '--'])}`,
    () => `${this.variable()} ${this.pick(ASSIGNMENTS)} ${this.expression()}`,
    () => `${this.member()} ${this.pick(ASSIGNMENTS)} ${this.operand()}`,
    () => `${this.pattern()} = ${this.operand()}`.replace(/^\{.*$/s, '($&)'),
    () => `${this.operand()} ? ${this.expression()} : ${this.expression()}`,
    () => `${this.expression()}, ${this.expression()}`,
    () => `[${this.expression1()}, , ...[${this.expression1()}]]`,
    () => this.object(),
    () => this.object(),
    () => this.member(),
    () => this.chain(),
    () => this.chain(),
    () => `f(${this.expression1()}, ...[${this.expression1()}])`,
    () => `new K(${this.expression1()})${this.pick(['.p', '.a', '.m(1)', ''])}`,
    () =>
      `new (class extends K { x = ${this.expression1()}; q = () => this.x; m(a) { return super.m(a) + 1; } })().${this.pick(['x', 'q()', 'm(2)'])}`,
    () => `\`${this.pick(['', 'a`'.replace('`', '\\`'), '$', '\\n', 'eval('])}\${${this.expression()}}\``,
    () => `tag\`${this.pick(['', 'b\\n', 'import('])}\${${this.expression()}}c\``,
    () => this.arrow(),
    () => this.arrow(),
    () =>
      `(function (${this.fresh('p')}) { ${this.inside(false, () => this.statements(2))} }).call(${this.expression1()}, 1)`,
    () => `[...(function* () { ${this.inside(true, () => this.statements(2))} })()]`,
    () => `K.is(${this.expression1()})`,
    () => `${this.operand()} as any`,
    () => `<any>${this.operand()}`,
    () => `${this.operand()}!`,
    () => `${this.operand()} satisfies unknown`,
    () => (this.inGenerator ? `yield ${this.expression1()}` : 'v0'),
    () => (this.inGenerator ? `yield* [${this.expression1()}]` : 'v1'),
    () => `[1, 2, 3].map((e) => ${this.operand()})`,
    () => `Object.keys(${this.operand()} ?? {}).length`,
    () => 'new.target === undefined',
  ];

  /** An expression that stands where commas separate. */
  private expression1(): string {
    return this.operand();
  }

  private object(): string {
    const properties = Array.from({ length: this.draw(4) }, () =>
      this.pick([
        () => `${this.key()}: ${this.expression1()}`,
        () => this.variable(),
        () => `...${this.operand()}`,
        () => `${this.pick(['x', 'y', '"z"', 'static', 'get'])}(a) { return ${this.expression()}; }`,
        () => `get ${this.pick(['x', 'w'])}() { return ${this.expression()}; }`,
        () => `["x" + ${this.operand()}]() { return this?.x; }`,
        () => '__proto__: { inherited: 1 }',
      ])(),
    );
    return `({ ${properties.join(', ')} })`;
  }

  private arrow(): string {
    const { pattern, names } = this.declaring();
    const result = this.draw(3) === 0 ? `{ return ${this.expression()}; }` : this.operand();
    const use = this.pick(['', `, ${names.join(', ')}`]);
    return this.pick([
      () =>
        `((p = ${this.expression1()}, ${pattern} = [] as any) => ${result})(${this.expression1()}${this.draw(2) === 0 ? '' : `, ${this.operand()}`})`,
      () => `((p: any): any => [p, ${this.expression1()}])(${this.expression1()})`,
      () => `((${pattern}: any) => [${this.expression1()}${use}])(${this.operand()})`,
    ])();
  }

  private statements(most: number): string {
    const count = 1 + this.draw(most);
    return Array.from({ length: count }, () => this.statement()).join('\n');
  }

  private block(): string {
    return `{ ${this.statements(2)} }`;
  }

  /** A statement that declares nothing, with or without braces. */
  private body(): string {
    return this.nested(() =>
      this.pick([
        () => `note(${this.expression1()});`,
        () => `if (${this.expression()}) ${this.isDeep ? ';' : this.body()}`,
        () => `if (${this.expression()}) ${this.block()} else ${this.isDeep ? 'v0++;' : this.body()}`,
        () => this.block(),
        () => this.block(),
      ])(),
    );
  }

  private statement(): string {
    if (this.isDeep) return `note(${this.expression()});`;
    return this.nested(() => this.pick(this.statementKinds)());
  }

  private loop(head: (body: string) => string): string {
    const label = this.draw(3) === 0 ? this.fresh('l') : undefined;
    if (label !== undefined) this.labels.push(label);
    this.loops++;
    const made = head(this.body());
    this.loops--;
    if (label !== undefined) this.labels.pop();
    return label === undefined ? made : `${label}: ${made}`;
  }

  private readonly statementKinds: readonly (() => string)[] = [
    () => `note(${this.expression1()});`,
    () => `note(${this.expression1()});`,
    () => `note(${this.expression1()});`,
    () => `(${this.expression()});`,
    () => {
      const { pattern, names } = this.declaring();
      const kind = this.pick(['let', 'const', 'var']);
      const value =
        this.draw(2) === 0 ? `[${this.expression1()}, 2, 3]` : `{ x: ${this.expression1()}, w: 1 }`;
      return `${kind} ${pattern} = ${value} as any; note([${names.join(', ')}]);`;
    },
    () => `if (${this.expression()}) ${this.block()} else ${this.body()}`,
    () => `if (${this.expression()}) ${this.body()}`,
    () => `if (${this.expression()}) { if (${this.expression()}) ${this.body()} } else ${this.body()}`,
    () => {
      const i = this.fresh('i');
      return this.loop((body) => `for (let ${i} = 0, j = ${this.operand()}; ${i} < 3; ${i}++) ${body}`);
    },
    () => {
      const { pattern, names } = this.declaring();
      const list = `[${this.expression1()}, [1, 2], { x: 3, y: { z: 4 } }, "txt"]`;
      return `try { ${this.loop((body) => `for (const ${pattern} of ${list} as any) { note([${names.join(', ')}]); ${body} }`)} } catch (e) { note(e); }`;
    },
    () =>
      this.loop(
        (body) =>
          `for (const ${this.fresh('k')} in ${this.pick(['v3', '[1, 2]', `(${this.object()})`])}) ${body}`,
      ),
    () => {
      const n = this.fresh('n');
      return `let ${n} = 0; ${this.loop((body) => `while (${n}++ < 2 && (${this.expression()}, true)) ${body}`)}`;
    },
    () => {
      const n = this.fresh('n');
      return `let ${n} = 0; ${this.loop((body) => `do ${body} while (${n}++ < 1);`)}`;
    },
    () => {
      if (this.loops === 0) return 'note("no loop");';
      const label = this.draw(2) === 0 && this.labels.length > 0 ? ` ${this.pick(this.labels)}` : '';
      return `if (${this.expression()}) ${this.pick(['break', 'continue'])}${label};`;
    },
    () =>
      `switch (${this.expression()}) { case ${this.expression()}: ${this.body()} default: ${this.body()} case 1: { ${this.statement()} } }`,
    () => `try ${this.block()} catch (e) { note(e); ${this.statement()} }`,
    () =>
      `try ${this.block()} catch ({ name, ...other }) { note([name, other]); } finally { note("finally"); ${this.statement()} }`,
    () => `try { throw ${this.operand()}; } catch { ${this.statement()} }`,
    () => (this.inFunction ? `if (${this.expression()}) return ${this.expression()};` : 'note("top");'),
    () => {
      const g = this.fresh('g');
      return `function ${g}(a, { x, ...others } = { x: 1, w: 2 } as any) { note([a, x, others]); ${this.inside(false, () => this.statements(2))} } note(${g}(${this.expression1()}));`;
    },
    () => {
      const name = this.fresh('C');
      return `class ${name} extends K { constructor(private readonly r: any = ${this.expression1()}) { super(3); note(this.r); } static [${this.operand()}] = 1; get x2() { return super.p; } } note(new ${name}().x2);`;
    },
    () => {
      const name = this.fresh('E');
      return `enum ${name} { A = ${this.draw(9)}, B, C = A << 2, D = "t", ${name} = ~B } note([${name}.A, ${name}.B, ${name}.C, ${name}.D, ${name}.${name}, ${name}[${name}.B], Object.keys(${name}).length]);`;
    },
    () => {
      const name = this.fresh('Q');
      return `class ${name} extends Array<any> { get last() { return this[this.length - 1]; } } note([${name}.from([${this.expression1()}, 2]).last, new ${name}(3).length, ${name}.of(7).map((e) => e) instanceof ${name}]);`;
    },
    () => {
      const name = this.fresh('M');
      return `class ${name} extends Map<any, any> { get(k: any) { return super.get(k) ?? 0; } } { const m = new ${name}([[1, ${this.expression1()}]]); note([m.get(1), m.get(2), m.size]); }`;
    },
    () => `{ ${this.statements(3)} }`,
  ];
}
