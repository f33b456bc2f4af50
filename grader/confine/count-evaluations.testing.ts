/**
 * Counts what a program evaluates, node by node, without knowing how it is metered: every expression becomes
 * `(counter += n, expression)`, every statement gets a `counter += n` before it, for the n nodes that are
 * evaluated there and are not counted on their own (names of properties, patterns, the function that a call
 * names). Runs the result in plain Node.
 */
import { parse } from 'acorn';
import { generate } from 'astring';
import { children, isFunction, isNode, nodes, type SyntaxNode } from '../compile/syntax-tree';

const COUNTER = '$count.nodes';

export interface CountedRun {
  /** What run() returned. */
  readonly result: unknown;
  /** Nodes that were evaluated, those of the module included. */
  readonly nodes: number;
}

/** @param source JavaScript that declares `class Policy`. @param limit of nodes, beyond which the run is given up. */
export function countEvaluations(source: string, limit: number): CountedRun | undefined {
  const program = parse(source, { ecmaVersion: 2022, sourceType: 'module' }) as unknown as SyntaxNode;
  instrument(program);
  const givenUp = new Error('given up');
  let counted = 0;
  const $count = {
    get nodes() {
      return counted;
    },
    set nodes(value: number) {
      counted = value;
      if (value > limit) throw givenUp;
    },
  };
  try {
    const Policy = new Function('$count', `"use strict";${generate(program as never)}; return Policy;`)(
      $count,
    );
    return { result: new Policy().run(1), nodes: counted };
  } catch (error) {
    if (error === givenUp) return undefined;
    throw error;
  }
}

function instrument(node: SyntaxNode): void {
  for (const below of children(node)) instrument(below);
  switch (node.type) {
    case 'Program':
    case 'BlockStatement':
    case 'StaticBlock':
      node.body = counted(nodes(node, 'body'));
      break;
    case 'SwitchCase':
      wrap(node, 'test');
      node.consequent = counted(nodes(node, 'consequent'));
      break;
    case 'IfStatement':
      wrap(node, 'test');
      asBlock(node, 'consequent');
      asBlock(node, 'alternate');
      break;
    case 'ForStatement':
      if (isNode(node.init) && node.init.type !== 'VariableDeclaration') wrap(node, 'init');
      wrap(node, 'test');
      wrap(node, 'update');
      asBlock(node, 'body');
      break;
    case 'ForInStatement':
    case 'ForOfStatement': {
      wrap(node, 'right');
      const bound = size(node.left as SyntaxNode);
      asBlock(node, 'body');
      (node.body as SyntaxNode).body = [count(bound), ...nodes(node.body as SyntaxNode, 'body')];
      break;
    }
    case 'WhileStatement':
    case 'DoWhileStatement':
      wrap(node, 'test');
      asBlock(node, 'body');
      break;
    case 'VariableDeclarator':
      wrap(node, 'init', size(node.id as SyntaxNode));
      break;
    case 'AssignmentPattern':
      wrap(node, 'right');
      break;
    case 'Property':
    case 'MethodDefinition':
      if (node.computed === true) wrap(node, 'key');
      break;
    case 'PropertyDefinition':
      if (node.computed === true) wrap(node, 'key');
      node.value ??= { type: 'Identifier', name: 'undefined' };
      wrap(node, 'value', 1);
      break;
    case 'CatchClause': {
      const body = node.body as SyntaxNode;
      body.body = [count(isNode(node.param) ? size(node.param) : 0), ...nodes(body, 'body')];
      break;
    }
    case 'ExpressionStatement':
      wrap(node, 'expression');
      break;
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'SpreadElement':
    case 'YieldExpression':
      wrap(node, 'argument');
      break;
    case 'UnaryExpression':
      if (node.operator !== 'delete' && node.operator !== 'typeof') wrap(node, 'argument');
      break;
    case 'BinaryExpression':
    case 'LogicalExpression':
      if ((node.left as SyntaxNode).type !== 'PrivateIdentifier') wrap(node, 'left');
      wrap(node, 'right');
      break;
    case 'AssignmentExpression':
      wrap(node, 'right', size(node.left as SyntaxNode));
      break;
    case 'ConditionalExpression':
      for (const field of ['test', 'consequent', 'alternate']) wrap(node, field);
      break;
    case 'SwitchStatement':
      wrap(node, 'discriminant');
      break;
    case 'MemberExpression':
      wrap(node, 'object');
      if (node.computed === true) wrap(node, 'property');
      break;
    case 'CallExpression':
    case 'NewExpression':
      wrapAll(node, 'arguments');
      if (node.type === 'NewExpression') wrap(node, 'callee');
      break;
    case 'ArrayExpression':
      wrapAll(node, 'elements');
      break;
    case 'ObjectExpression':
      for (const property of nodes(node, 'properties'))
        if (property.kind === 'init' && property.method !== true) wrap(property, 'value', 2);
      break;
    case 'SequenceExpression':
    case 'TemplateLiteral':
      wrapAll(node, 'expressions');
      break;
    case 'ClassDeclaration':
    case 'ClassExpression':
      wrap(node, 'superClass', 2 + nodes(node.body as SyntaxNode, 'body').length);
      break;
    default:
      if (isFunction(node)) instrumentFunction(node);
  }
}

function instrumentFunction(node: SyntaxNode): void {
  const body = node.body as SyntaxNode;
  if (body.type !== 'BlockStatement') wrap(node, 'body', parameters(node));
  else body.body = [count(parameters(node)), ...nodes(body, 'body')];
}

function parameters(node: SyntaxNode): number {
  return nodes(node, 'params').reduce((total, parameter) => total + size(parameter), 0);
}

/** Nodes of a place that is bound or assigned to, without the values and keys in it that count themselves. */
function size(pattern: SyntaxNode): number {
  switch (pattern.type) {
    case 'Identifier':
    case 'MemberExpression':
      return 1;
    case 'AssignmentPattern':
      return 1 + size(pattern.left as SyntaxNode);
    case 'Property':
      return 1 + (pattern.computed === true ? 0 : 1) + size(pattern.value as SyntaxNode);
    case 'VariableDeclaration':
      return nodes(pattern, 'declarations').reduce(
        (total, each) => total + 1 + size(each.id as SyntaxNode),
        1,
      );
    default:
      return children(pattern).reduce((total, below) => total + size(below), 1);
  }
}

const NEVER_WRAPPED = new Set(['Super', 'SpreadElement', 'PrivateIdentifier', 'Property']);

/** Nodes that counting one expression covers: itself, and what it names without evaluating. */
function own(node: SyntaxNode): number {
  if (node.type === 'MemberExpression') return 2;
  if (node.type === 'CallExpression') return 1 + own(node.callee as SyntaxNode);
  if (node.type === 'ChainExpression') return 1 + own(node.expression as SyntaxNode);
  return 1;
}

function counting(node: SyntaxNode, extra: number): SyntaxNode {
  const { expression } = count(own(node) + extra);
  return { type: 'SequenceExpression', expressions: [expression, node] };
}

function wrap(holder: SyntaxNode, field: string, extra = 0): void {
  const node = holder[field];
  if (!isNode(node) || NEVER_WRAPPED.has(node.type) || isPattern(node)) return;
  holder[field] = counting(node, extra);
}

function wrapAll(holder: SyntaxNode, field: string): void {
  holder[field] = (holder[field] as (SyntaxNode | null)[]).map((node) =>
    node === null || NEVER_WRAPPED.has(node.type) ? node : counting(node, 0),
  );
}

function isPattern(node: SyntaxNode): boolean {
  return node.type.endsWith('Pattern') || node.type === 'RestElement';
}

function asBlock(holder: SyntaxNode, field: string): void {
  const statement = holder[field];
  if (isNode(statement) && statement.type !== 'BlockStatement')
    holder[field] = { type: 'BlockStatement', body: counted([statement]) };
}

function counted(statements: readonly SyntaxNode[]): SyntaxNode[] {
  return statements.flatMap((statement) => [count(1), statement]);
}

function count(extra: number): SyntaxNode & { readonly expression: SyntaxNode } {
  const [object, name] = COUNTER.split('.');
  return {
    type: 'ExpressionStatement',
    expression: {
      type: 'AssignmentExpression',
      operator: '+=',
      left: {
        type: 'MemberExpression',
        object: { type: 'Identifier', name: object },
        property: { type: 'Identifier', name },
        computed: false,
        optional: false,
      },
      right: { type: 'Literal', value: extra, raw: String(extra) },
    },
  };
}
