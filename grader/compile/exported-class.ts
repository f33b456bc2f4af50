/**
 * Finds the class that a submission must export, checks what can be seen of its methods without running it, and
 * takes imports and exports out of the tree: a program text is a function body, not a module.
 *
 * Methods of a class that extends another one of the same file are looked for there too. What a class inherits
 * from an expression that only running would tell is left to the run.
 */
import type { PolicyShape } from '../../simulator/engine/policy';
import type { Diagnostic } from '../verdict';
import { boundNames, child, diagnosticAt, nodes, plainKey, type SyntaxNode } from './syntax-tree';

export interface ModuleParts {
  /** The tree's statements without import and export. */
  readonly body: SyntaxNode[];
  /** Contract values: name in the contract, name in the submission. */
  readonly imports: readonly { readonly imported: string; readonly local: string }[];
  /** Exported name to local name. */
  readonly exports: ReadonlyMap<string, string>;
}

export function splitModule(program: SyntaxNode): ModuleParts {
  const body: SyntaxNode[] = [];
  const imports: { imported: string; local: string }[] = [];
  const exports = new Map<string, string>();
  for (const statement of nodes(program, 'body')) {
    if (statement.type === 'ImportDeclaration') {
      for (const specifier of nodes(statement, 'specifiers'))
        imports.push({
          imported: nameOf(child(specifier, 'imported')),
          local: nameOf(child(specifier, 'local')),
        });
    } else if (statement.type === 'ExportNamedDeclaration') {
      const declaration = child(statement, 'declaration');
      if (declaration !== undefined) {
        body.push(declaration);
        for (const name of declaredBy(declaration)) exports.set(name, name);
      }
      for (const specifier of nodes(statement, 'specifiers'))
        exports.set(nameOf(child(specifier, 'exported')), nameOf(child(specifier, 'local')));
    } else body.push(statement);
  }
  return { body, imports, exports };
}

/** @returns what is missing or of the wrong kind. */
export function checkExportedClass(parts: ModuleParts, shape: PolicyShape): Diagnostic[] {
  const local = parts.exports.get(shape.className);
  const classes = classesOf(parts.body);
  if (local === undefined) {
    const unexported = classes.get(shape.className);
    return [
      unexported === undefined
        ? { line: 1, column: 1, message: `export class ${shape.className} is missing.` }
        : diagnosticAt(
            unexported,
            `${shape.className} is not exported: write export class ${shape.className}.`,
          ),
    ];
  }
  const found = classes.get(local);
  if (found === undefined) return [];
  const diagnostics: Diagnostic[] = [];
  const require = (name: string, generator: boolean) => {
    const method = findMember(classes, found, name);
    if (method === 'unknown') return;
    const asked = generator ? `*${name}` : name;
    if (method === undefined)
      diagnostics.push(
        diagnosticAt(
          child(found, 'id') ?? found,
          `The method ${asked}(...) of ${shape.className} is missing.`,
        ),
      );
    else diagnostics.push(...checkKind(method, name, generator));
  };
  for (const name of Object.keys(shape.methods)) require(name, false);
  for (const name of Object.keys(shape.programs)) require(name, true);
  return diagnostics;
}

function checkKind(member: SyntaxNode, name: string, generator: boolean): Diagnostic[] {
  const key = child(member, 'key') ?? member;
  if (member.static === true)
    return [diagnosticAt(key, `${name} must be a method of each object: write it without static.`)];
  if (member.kind === 'get' || member.kind === 'set')
    return [diagnosticAt(key, `${name} must be a method, not a ${String(member.kind)}ter.`)];
  const run = child(member, 'value');
  if (member.type === 'PropertyDefinition' && run?.type !== 'FunctionExpression')
    return generator && run?.type === 'ArrowFunctionExpression'
      ? [diagnosticAt(key, `${name} must be a generator method: write *${name}(...) { ... }.`)]
      : [];
  if (generator && run?.generator !== true)
    return [
      diagnosticAt(
        key,
        `${name} must be a generator method, because it can be interrupted at each operation: write *${name}(...).`,
      ),
    ];
  if (!generator && run?.generator === true)
    return [
      diagnosticAt(key, `${name} must be an ordinary method that returns a number: write it without *.`),
    ];
  return [];
}

/** The member `name` of a class or of those it extends; 'unknown' when only running would tell. */
function findMember(
  classes: ReadonlyMap<string, SyntaxNode>,
  start: SyntaxNode,
  name: string,
): SyntaxNode | undefined | 'unknown' {
  const seen = new Set<SyntaxNode>();
  for (let current = start; !seen.has(current); ) {
    seen.add(current);
    const members = nodes(child(current, 'body') as SyntaxNode, 'body');
    const own = members.find(
      (member) => plainKey(member) === name && child(member, 'key')?.type !== 'PrivateIdentifier',
    );
    if (own !== undefined) return own;
    if (members.some((member) => member.computed === true || assigns(member, name))) return 'unknown';
    const base = child(current, 'superClass');
    if (base === undefined) return undefined;
    const next = base.type === 'Identifier' ? classes.get(base.name as string) : undefined;
    if (next === undefined) return 'unknown';
    current = next;
  }
  return undefined;
}

/** Whether a constructor mentions `name` as a property: `this.pickNext = ...`. */
function assigns(member: SyntaxNode, name: string): boolean {
  if (member.kind !== 'constructor') return false;
  const pending: unknown[] = [member.value];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const node = next as SyntaxNode;
    if (node.type === 'MemberExpression' && plainKey(node, 'property') === name) return true;
    for (const [field, value] of Object.entries(node))
      if (field !== 'loc' && value !== undefined) pending.push(value);
  }
  return false;
}

/** The classes declared at the top of the module, by name: `class A {}` or `const A = class {}`. */
function classesOf(body: readonly SyntaxNode[]): ReadonlyMap<string, SyntaxNode> {
  const classes = new Map<string, SyntaxNode>();
  for (const statement of body) {
    if (statement.type === 'ClassDeclaration') classes.set(nameOf(child(statement, 'id')), statement);
    for (const declarator of nodes(statement, 'declarations')) {
      const value = child(declarator, 'init');
      if (value?.type === 'ClassExpression') classes.set(nameOf(child(declarator, 'id')), value);
    }
  }
  return classes;
}

function declaredBy(declaration: SyntaxNode): string[] {
  const names: string[] = [];
  if (declaration.type === 'VariableDeclaration')
    for (const declarator of nodes(declaration, 'declarations'))
      boundNames(declarator.id as SyntaxNode, (identifier) => names.push(nameOf(identifier)));
  else names.push(nameOf(child(declaration, 'id')));
  return names;
}

function nameOf(node: SyntaxNode | undefined): string {
  return String(node?.type === 'Literal' ? node.value : node?.name);
}
