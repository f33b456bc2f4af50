/**
 * The ESTree as the compiler uses it: a node is a type and fields, looked at through three small accessors.
 *
 * The compiler treats most node types alike (walk, weigh, wrap), so a closed union with seventy members would
 * say less than this. Source of the node types: the ESTree specification, ES2015 to ES2022.
 */
import type { Diagnostic } from '../verdict';

export interface SyntaxNode {
  type: string;
  readonly loc?: {
    readonly start: { readonly line: number; readonly column: number };
    readonly end: { readonly line: number; readonly column: number };
  };
  [field: string]: unknown;
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string';
}

/** The node in `field`, or undefined when it is empty. */
export function child(node: SyntaxNode, field: string): SyntaxNode | undefined {
  const value = node[field];
  return isNode(value) ? value : undefined;
}

/** The nodes in `field`; holes of arrays are left out. */
export function nodes(node: SyntaxNode, field: string): SyntaxNode[] {
  const value = node[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** All nodes directly below, in the order of their fields. */
export function children(node: SyntaxNode): SyntaxNode[] {
  const below: SyntaxNode[] = [];
  for (const field in node) {
    if (field === 'loc') continue;
    const value = node[field];
    if (Array.isArray(value)) {
      for (const element of value) if (isNode(element)) below.push(element);
    } else if (isNode(value)) below.push(value);
  }
  return below;
}

export function isFunction(node: SyntaxNode): boolean {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression'
  );
}

export function isLoop(node: SyntaxNode): boolean {
  return (
    node.type === 'ForStatement' ||
    node.type === 'WhileStatement' ||
    node.type === 'DoWhileStatement' ||
    node.type === 'ForInStatement' ||
    node.type === 'ForOfStatement'
  );
}

export function lineOf(node: SyntaxNode): number {
  return node.loc?.start.line ?? 0;
}

/** A diagnostic over the whole of `node`. */
export function diagnosticAt(node: SyntaxNode, message: string): Diagnostic {
  const { start, end } = node.loc ?? { start: { line: 1, column: 0 }, end: { line: 1, column: 1 } };
  return {
    line: start.line,
    column: start.column + 1,
    endLine: end.line,
    endColumn: end.column + 1,
    message,
  };
}

/** What a name that is not computed says: of a property, a method or a field. */
export function plainKey(node: SyntaxNode, field = 'key'): string | undefined {
  const key = child(node, field);
  if (key === undefined) return undefined;
  if (key.type === 'Literal') return String(key.value);
  if (node.computed === true) return undefined;
  return key.type === 'Identifier' ? (key.name as string) : undefined;
}

/** Calls `visit` for every identifier that a pattern binds. */
export function boundNames(pattern: SyntaxNode, visit: (identifier: SyntaxNode) => void): void {
  switch (pattern.type) {
    case 'Identifier':
      visit(pattern);
      break;
    case 'ObjectPattern':
      for (const property of nodes(pattern, 'properties'))
        boundNames(property.type === 'RestElement' ? property : (property.value as SyntaxNode), visit);
      break;
    case 'ArrayPattern':
      for (const element of nodes(pattern, 'elements')) boundNames(element, visit);
      break;
    case 'AssignmentPattern':
      boundNames(pattern.left as SyntaxNode, visit);
      break;
    case 'RestElement':
      boundNames(pattern.argument as SyntaxNode, visit);
      break;
  }
}

/** Whether an identifier in this place reads, writes or declares a variable, rather than naming a property or label. */
export function isVariable(parent: SyntaxNode | undefined, field: string): boolean {
  if (parent === undefined) return false;
  switch (parent.type) {
    case 'MemberExpression':
      return field === 'object' || parent.computed === true;
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return field !== 'key' || parent.computed === true || parent.shorthand === true;
    case 'ImportSpecifier':
      return false;
    case 'ExportSpecifier':
      return field === 'local';
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return field !== 'label';
    case 'MetaProperty':
      return false;
    default:
      return true;
  }
}

/** Calls `visit` for every node below, with its parent and the field that it stands in. */
export function walk(
  node: SyntaxNode,
  visit: (node: SyntaxNode, parent: SyntaxNode, field: string) => void,
): void {
  for (const field in node) {
    if (field === 'loc') continue;
    const value = node[field];
    for (const below of Array.isArray(value) ? value : [value]) {
      if (!isNode(below)) continue;
      visit(below, node, field);
      walk(below, visit);
    }
  }
}

/** The patterns and names that a node declares: of variables, parameters, functions, classes, imports. */
export function declaredPatterns(node: SyntaxNode): SyntaxNode[] {
  switch (node.type) {
    case 'VariableDeclarator':
    case 'ClassDeclaration':
    case 'ClassExpression':
      return isNode(node.id) ? [node.id] : [];
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return [...(isNode(node.id) ? [node.id] : []), ...nodes(node, 'params')];
    case 'CatchClause':
      return isNode(node.param) ? [node.param] : [];
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
      return isNode(node.local) ? [node.local] : [];
    default:
      return [];
  }
}
