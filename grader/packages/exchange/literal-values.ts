/**
 * What a file of a package exports by default, where that is data: read from its tree, and nothing of it run. Samples,
 * hidden cases and patches are mostly such data.
 */
import { parse } from '@babel/parser';
import type { Expression, File, Node, ObjectProperty } from '@babel/types';
import { casesFrom, samplesFrom } from '../../../exercises/judging/cases-from';
import { measureNesting } from '../../compile/nesting';

const MOST_LEVELS = 40;
const MOST_VALUES = 50_000;

/** @returns undefined where it is more than data. */
export function defaultData(text: string | undefined): unknown {
  if (text === undefined || measureNesting(text).tooDeep !== undefined) return undefined;
  let file: File;
  try {
    file = parse(text, { sourceType: 'module', plugins: ['typescript'] });
  } catch {
    return undefined;
  }
  try {
    return new DataReader(file).read();
  } catch (error) {
    if (error instanceof NoData) return undefined;
    throw error;
  }
}

class NoData extends Error {}

class DataReader {
  private readonly constants = new Map<string, Expression>();
  private count = 0;

  constructor(private readonly file: File) {
    for (const statement of file.program.body) {
      const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
      if (declared?.type !== 'VariableDeclaration' || declared.kind !== 'const') continue;
      for (const { id, init } of declared.declarations)
        if (id.type === 'Identifier' && init != null) this.constants.set(id.name, init);
    }
  }

  read(): unknown {
    for (const statement of this.file.program.body)
      if (statement.type === 'ExportDefaultDeclaration') return this.value(statement.declaration, 0);
    throw new NoData();
  }

  private value(node: Node, level: number): unknown {
    if (level > MOST_LEVELS || ++this.count > MOST_VALUES) throw new NoData();
    const inside = (each: Node) => this.value(each, level + 1);
    switch (node.type) {
      case 'StringLiteral':
      case 'NumericLiteral':
      case 'BooleanLiteral':
        return node.value;
      case 'TemplateLiteral': {
        const [only, ...others] = node.quasis;
        if (only === undefined || others.length > 0) throw new NoData();
        return only.value.cooked ?? '';
      }
      case 'UnaryExpression': {
        const operand = inside(node.argument);
        if (node.operator !== '-' || typeof operand !== 'number') throw new NoData();
        return -operand;
      }
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'ParenthesizedExpression':
        return inside(node.expression);
      case 'Identifier': {
        const constant = this.constants.get(node.name);
        if (constant === undefined) throw new NoData();
        return inside(constant);
      }
      case 'ArrayExpression':
        return node.elements.flatMap((each) => {
          if (each === null) throw new NoData();
          return each.type === 'SpreadElement' ? this.list(inside(each.argument)) : [inside(each)];
        });
      case 'ObjectExpression':
        return Object.fromEntries(
          node.properties.flatMap((each) => {
            if (each.type === 'SpreadElement') return Object.entries(inside(each.argument) as object);
            if (each.type !== 'ObjectProperty') throw new NoData();
            return [[this.key(each), inside(each.value)] as const];
          }),
        );
      case 'CallExpression':
        return this.called(node.callee, node.arguments.map(inside));
      default:
        throw new NoData();
    }
  }

  private list(value: unknown): readonly unknown[] {
    if (!Array.isArray(value)) throw new NoData();
    return value;
  }

  private key({ key, computed }: ObjectProperty): string {
    if (computed || (key.type !== 'Identifier' && key.type !== 'StringLiteral')) throw new NoData();
    return key.type === 'Identifier' ? key.name : key.value;
  }

  /** The two functions that lists of cases are made with. */
  private called(callee: Node, given: readonly unknown[]): unknown {
    const name = callee.type === 'Identifier' ? callee.name : '';
    const [base, list] = given as [never, never];
    if (!Array.isArray(list) || typeof base !== 'object') throw new NoData();
    try {
      if (name === 'samplesFrom') return samplesFrom(base, list);
      if (name === 'casesFrom') return casesFrom(base, list);
    } catch {
      throw new NoData();
    }
    throw new NoData();
  }
}
