/**
 * Operator mutants of a text: each is the text with one small mistake, such as students make.
 *
 *      comparison          <  to <= and >          === to !==         (and so on, each way round)
 *      constant            n to n + 1 and n - 1    true to false
 *      arithmetic          + to -, * to /, << to >>, & to |, && to ||, ++ to --, += to -= ...
 *      dropped statement   an expression, break, continue, return without a value, throw: to nothing
 *      branch              the condition of an if or of ? : to its opposite
 *      result              return of anything but a constant: to return 0
 *
 * They are made from the tree that the compiler parses, and kept as edits of the source; types are left alone. That
 * an edit compiles, or means something else than the text, is not said here. The shape of a policy beside its class
 * (which methods there are) is no part of it.
 */
import { measureNesting } from '../compile/nesting';
import { parseTypeScript } from '../compile/parse-typescript';
import { child, children, type SyntaxNode } from '../compile/syntax-tree';

export interface Edit {
  /** Offsets in the text. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** Of the place where it begins, from 1. */
  readonly line: number;
  readonly column: number;
  /** "`<` becomes `<=`". */
  readonly change: string;
}

/** What an operator is mistaken for, assignments included. */
const MISTAKEN: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>'],
  '<=': ['<', '>='],
  '>': ['>=', '<'],
  '>=': ['>', '<='],
  '===': ['!=='],
  '!==': ['==='],
  '==': ['!='],
  '!=': ['=='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '<<': ['>>'],
  '>>': ['<<'],
  '>>>': ['<<'],
  '&': ['|'],
  '|': ['&'],
  '^': ['&'],
  '&&': ['||'],
  '||': ['&&'],
  '++': ['--'],
  '--': ['++'],
};

const DROPPED = new Set(['ExpressionStatement', 'BreakStatement', 'ContinueStatement', 'ThrowStatement']);
const IN_QUOTES_AT_MOST = 60;

/** In the order of the text. @throws when the text cannot be parsed. */
export function mutationsOf(text: string): readonly Edit[] {
  const parsed = parseTypeScript(text, measureNesting(text).deepest);
  if ('diagnostic' in parsed) throw new Error(`line ${parsed.diagnostic.line}: ${parsed.diagnostic.message}`);
  const edits: Edit[] = [];
  const add = (from: number, to: number, instead: string, change?: string) => {
    const before = text.slice(0, from).split('\n');
    const column = (before.at(-1) as string).length + 1;
    edits.push({
      ...{ from, to, text: instead, line: before.length, column },
      change: change ?? `${quoted(text.slice(from, to))} becomes ${quoted(instead)}`,
    });
  };
  visit(parsed.program, text, add);
  return edits.sort((a, b) => a.from - b.from);
}

export function applyEdit(text: string, { from, to, text: instead }: Edit): string {
  return text.slice(0, from) + instead + text.slice(to);
}

type Add = (from: number, to: number, instead: string, change?: string) => void;

const startOf = (node: SyntaxNode) => node.start as number;
const endOf = (node: SyntaxNode) => node.end as number;

function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return `\`${line.length > IN_QUOTES_AT_MOST ? `${line.slice(0, IN_QUOTES_AT_MOST)}...` : line}\``;
}

function visit(node: SyntaxNode, text: string, add: Add): void {
  if (node.type === 'ImportDeclaration' || node.declare === true || isShape(node)) return;
  mutate(node, text, add);
  for (const below of children(node)) {
    // Of types only what is an expression in them: `value as Type`, `value!`.
    if (!below.type.startsWith('TS')) visit(below, text, add);
    else {
      const expression = child(below, 'expression');
      if (expression !== undefined) visit(expression, text, add);
    }
  }
}

function mutate(node: SyntaxNode, text: string, add: Add): void {
  const from = startOf(node);
  const to = endOf(node);
  switch (node.type) {
    case 'BinaryExpression':
    case 'LogicalExpression':
    case 'AssignmentExpression':
      mistakeOperator(node, text, add);
      break;
    case 'UpdateExpression': {
      const at = node.prefix === true ? from : to - 2;
      for (const instead of MISTAKEN[node.operator as string] ?? []) add(at, at + 2, instead);
      break;
    }
    case 'UnaryExpression':
      if (node.operator === '!') add(from, from + 1, '', '`!` is dropped');
      break;
    case 'Literal':
      if (typeof node.value === 'boolean') add(from, to, String(!node.value));
      else if (typeof node.value === 'number' && Number.isSafeInteger(node.value))
        for (const instead of [node.value + 1, node.value - 1])
          add(from, to, instead < 0 ? `(${instead})` : String(instead));
      break;
    case 'ConditionalExpression':
    case 'IfStatement': {
      const test = child(node, 'test') as SyntaxNode;
      const condition = text.slice(startOf(test), endOf(test));
      add(
        startOf(test),
        endOf(test),
        `!(${condition})`,
        `the condition ${quoted(condition)} becomes its opposite`,
      );
      break;
    }
    case 'ReturnStatement': {
      const value = child(node, 'argument');
      if (value === undefined) add(from, to, ';', '`return` is dropped');
      else if (!isConstant(value)) add(startOf(value), endOf(value), '0');
      break;
    }
    default:
      if (DROPPED.has(node.type) && !isSuper(node) && node.directive === undefined)
        add(from, to, ';', `${quoted(text.slice(from, to))} is dropped`);
  }
}

/** The operator stands between its operands, with nothing but blanks, brackets and comments around it. */
function mistakeOperator(node: SyntaxNode, text: string, add: Add): void {
  const operator = node.operator as string;
  const plain = node.type === 'AssignmentExpression' ? operator.slice(0, -1) : operator;
  const from = endOf(child(node, 'left') as SyntaxNode);
  const between = text.slice(from, startOf(child(node, 'right') as SyntaxNode));
  const withoutComments = between.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, (comment) =>
    ' '.repeat(comment.length),
  );
  const at = from + withoutComments.indexOf(operator);
  for (const mistaken of MISTAKEN[plain] ?? [])
    add(at, at + operator.length, mistaken + operator.slice(plain.length));
}

/** A number, with or without a sign, or a truth value as it stands: constants have mutants of their own. */
function isConstant(node: SyntaxNode): boolean {
  if (node.type === 'UnaryExpression')
    return node.operator === '-' && isConstant(node.argument as SyntaxNode);
  return node.type === 'Literal' && ['number', 'boolean'].includes(typeof node.value);
}

/** `export const FORK_SHAPE: PolicyShape = {...}` */
function isShape(node: SyntaxNode): boolean {
  if (node.type !== 'VariableDeclarator') return false;
  const type = child(child(node, 'id') as SyntaxNode, 'typeAnnotation');
  const reference = type && child(type, 'typeAnnotation');
  return reference !== undefined && child(reference, 'typeName')?.name === 'PolicyShape';
}

function isSuper(node: SyntaxNode): boolean {
  const call = child(node, 'expression');
  return call !== undefined && child(call, 'callee')?.type === 'Super';
}
