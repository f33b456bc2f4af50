/**
 * From TypeScript nodes to JavaScript nodes: what tsc would emit for the newest language version, as a tree. Types
 * vanish, enums and parameter properties become code, and what has no plain meaning here is refused.
 *
 *      (a as T), <T>a, a!, a satisfies T, f<T>     the expression inside
 *      interface, type, declare, abstract members,
 *      overloads, import type, unused imports      nothing
 *      enum                                        lower-enum.ts
 *      constructor(private x: T) { ... }           x; constructor(x) { this.x = x; ... }       after super(...)
 *      namespace with values, decorators,
 *      accessor, import = , export =               refused
 *
 * The result holds only fields of syntax-fields.ts and places of the student's text. Nodes that are no JavaScript
 * are left as empty nodes of their type, for allow-list.ts to refuse.
 */
import type { Diagnostic } from '../verdict';
import { type Constants, constantOf, lowerEnum } from './lower-enum';
import { SYNTAX_FIELDS } from './syntax-fields';
import {
  boundNames,
  child,
  declaredPatterns,
  diagnosticAt,
  isNode,
  isVariable,
  nodes,
  type SyntaxNode,
  walk,
} from './syntax-tree';

export interface ErasedProgram {
  readonly program: SyntaxNode;
  readonly diagnostics: readonly Diagnostic[];
}

export function eraseTypes(parsed: SyntaxNode): ErasedProgram {
  const eraser = new TypeEraser();
  const body = eraser.statements(nodes(parsed, 'body'), true);
  const program: SyntaxNode = { type: 'Program', body: withoutUnused(body), loc: parsed.loc };
  return { program, diagnostics: eraser.diagnostics };
}

/** Expressions that only say something about the type of the expression inside. */
const TRANSPARENT = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
  'TSNonNullExpression',
  'TSInstantiationExpression',
]);

const ONLY_TYPES = new Set(['TSInterfaceDeclaration', 'TSTypeAliasDeclaration', 'TSDeclareFunction']);

const REFUSED_STATEMENTS: Readonly<Record<string, string>> = {
  TSImportEqualsDeclaration: 'import = is not available: write import { ... } from "./contract", or a const.',
  TSExportAssignment: 'export = is not available: write export class.',
  TSNamespaceExportDeclaration: 'export as namespace is not available: write export class.',
};
const NAMESPACE =
  'A namespace that holds values is not available: declare its functions and constants at the top of the file, or as static members of a class.';
const DECORATOR = 'Decorators are not available: call the function yourself where it is needed.';
const ACCESSOR = 'accessor is not available: write a private field with a get and a set method.';
const PATTERN_PROPERTY =
  'A parameter that declares a field must have a name: take the object apart in the constructor.';
const SUPER_FIRST =
  'With parameters that declare fields, super(...) must be a statement of its own in the constructor.';

class TypeEraser {
  readonly diagnostics: Diagnostic[] = [];
  /** Values of constants and enums so far, as enum members may use them. */
  private readonly constants: Constants = new Map();

  /** @param top of the file: enums are then declared with var. */
  statements(list: readonly SyntaxNode[], top = false): SyntaxNode[] {
    const enums = new Set<string>();
    const erased: SyntaxNode[] = [];
    for (const statement of list) erased.push(...this.statement(statement, enums, top));
    return erased;
  }

  private statement(statement: SyntaxNode, enums: Set<string>, top: boolean): SyntaxNode[] {
    const { type } = statement;
    if (ONLY_TYPES.has(type)) return [];
    if (type === 'TSEnumDeclaration') return this.enumeration(statement, enums, top);
    if (statement.declare === true) return [];
    if (type === 'TSModuleDeclaration') {
      if (holdsValues(statement)) this.refuse(statement, NAMESPACE);
      return [];
    }
    const refused = REFUSED_STATEMENTS[type];
    if (refused !== undefined) {
      if (statement.importKind !== 'type') this.refuse(statement, refused);
      return [];
    }
    if (type === 'ImportDeclaration') return this.importing(statement);
    if (type === 'ExportNamedDeclaration') return this.exporting(statement, enums, top);
    if (type === 'ExportAllDeclaration' && statement.exportKind === 'type') return [];
    if (type === 'ExportDefaultDeclaration' && ONLY_TYPES.has(child(statement, 'declaration')?.type ?? ''))
      return [];
    const erased = this.node(statement);
    if (top && erased.type === 'VariableDeclaration') this.noteConstants(statement, erased);
    return [erased];
  }

  private importing(statement: SyntaxNode): SyntaxNode[] {
    if (statement.importKind === 'type') return [];
    const all = nodes(statement, 'specifiers');
    const values = all.filter((each) => each.importKind !== 'type');
    if (all.length > 0 && values.length === 0) return [];
    const specifiers = values.map((each) => ({
      ...this.node(each),
      local: this.node(each.local as SyntaxNode), // also of those that are refused later: the name is known
    }));
    return [{ ...this.node({ ...statement, specifiers: [] }), specifiers }];
  }

  private exporting(statement: SyntaxNode, enums: Set<string>, top: boolean): SyntaxNode[] {
    const declaration = child(statement, 'declaration');
    if (declaration !== undefined) {
      const [first, ...others] = this.statement(declaration, enums, top);
      if (first === undefined) return [];
      // The second part of an enum declares nothing: there is nothing left to export.
      if (first.type === 'ExpressionStatement') return [first, ...others];
      return [{ ...this.node({ ...statement, declaration: null }), declaration: first }, ...others];
    }
    if (statement.exportKind === 'type') return [];
    const all = nodes(statement, 'specifiers');
    const values = all.filter((each) => each.exportKind !== 'type');
    if (all.length > 0 && values.length === 0) return [];
    return [this.node({ ...statement, specifiers: values })];
  }

  private enumeration(statement: SyntaxNode, enums: Set<string>, top: boolean): SyntaxNode[] {
    // A const enum that is only declared has its values written in at each use; an object does the same.
    if (statement.declare === true && statement.const !== true) return [];
    const lowered = lowerEnum(statement, {
      erase: (node) => this.node(node),
      refuse: (node, message) => this.refuse(node, message),
      constants: this.constants,
    });
    const name = String(child(statement, 'id')?.name);
    if (enums.has(name)) return [lowered];
    enums.add(name);
    const id = this.node(child(statement, 'id') as SyntaxNode);
    const { loc } = statement;
    const declarator: SyntaxNode = { type: 'VariableDeclarator', id, init: null, loc };
    return [
      { type: 'VariableDeclaration', kind: top ? 'var' : 'let', declarations: [declarator], loc },
      lowered,
    ];
  }

  private noteConstants(statement: SyntaxNode, erased: SyntaxNode): void {
    if (erased.kind !== 'const') return;
    const typed = nodes(statement, 'declarations').map((each) => child(each, 'id')?.typeAnnotation != null);
    nodes(erased, 'declarations').forEach(({ id, init }, i) => {
      if (!typed[i] && isNode(id) && id.type === 'Identifier' && isNode(init))
        this.constants.set(String(id.name), constantOf(init, this.constants));
    });
  }

  private node(node: SyntaxNode): SyntaxNode {
    const [decorator] = nodes(node, 'decorators');
    if (decorator !== undefined) this.refuse(decorator, DECORATOR);
    if (TRANSPARENT.has(node.type)) return this.node(node.expression as SyntaxNode);
    const erased: SyntaxNode = { type: node.type, loc: node.loc };
    for (const field of SYNTAX_FIELDS[node.type] ?? []) erased[field] = this.field(node, field);
    if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression')
      this.addParameterProperties(node, erased);
    return erased;
  }

  private field(node: SyntaxNode, field: string): unknown {
    const value = node[field];
    if (Array.isArray(value)) {
      switch (`${node.type}.${field}`) {
        case 'BlockStatement.body':
        case 'StaticBlock.body':
        case 'SwitchCase.consequent':
          return this.statements(value);
        case 'ClassBody.body':
          return value.filter((member) => this.isKept(member)).map((member) => this.node(member));
      }
      const kept = field === 'params' ? value.filter((each) => each?.name !== 'this') : value;
      return kept.map((each) => (isNode(each) ? this.node(parameterOf(each)) : each));
    }
    return isNode(value) ? this.node(value) : value;
  }

  /** Whether a member of a class is more than a type. */
  private isKept(member: SyntaxNode): boolean {
    if (member.type === 'AccessorProperty') this.refuse(member, ACCESSOR);
    return !(
      member.type.startsWith('TS') ||
      member.type === 'AccessorProperty' ||
      member.declare === true ||
      member.abstract === true ||
      child(member, 'value')?.type === 'TSEmptyBodyFunctionExpression' ||
      (member.type === 'MethodDefinition' && !isNode(child(member, 'value')?.body))
    );
  }

  private addParameterProperties(node: SyntaxNode, erased: SyntaxNode): void {
    const isConstructor = (member: SyntaxNode) => member.kind === 'constructor';
    const members = child(erased, 'body') as SyntaxNode;
    const written = nodes(node.body as SyntaxNode, 'body')
      .filter(isConstructor)
      .at(-1);
    const emitted = nodes(members, 'body').find(isConstructor);
    if (written === undefined || emitted === undefined) return;
    const fields: SyntaxNode[] = [];
    const assignments: SyntaxNode[] = [];
    for (const parameter of nodes(child(written, 'value') as SyntaxNode, 'params')) {
      for (const decorator of nodes(parameter, 'decorators')) this.refuse(decorator, DECORATOR);
      if (parameter.type !== 'TSParameterProperty') continue;
      const inner = parameter.parameter as SyntaxNode;
      const id = inner.type === 'AssignmentPattern' ? (inner.left as SyntaxNode) : inner;
      if (id.type !== 'Identifier') {
        this.refuse(inner, PATTERN_PROPERTY);
        continue;
      }
      const { loc } = id;
      const name = (): SyntaxNode => ({ type: 'Identifier', name: id.name, loc });
      const target: SyntaxNode = {
        type: 'MemberExpression',
        object: { type: 'ThisExpression', loc },
        property: name(),
        computed: false,
        optional: false,
        loc,
      };
      fields.push({
        type: 'PropertyDefinition',
        static: false,
        computed: false,
        key: name(),
        value: null,
        loc,
      });
      assignments.push({
        type: 'ExpressionStatement',
        expression: { type: 'AssignmentExpression', operator: '=', left: target, right: name(), loc },
        loc,
      });
    }
    if (fields.length === 0) return;
    const body = child(child(emitted, 'value') as SyntaxNode, 'body') as SyntaxNode;
    const statements = nodes(body, 'body');
    const superCall = statements.findIndex(isSuperCall);
    if (superCall < 0 && isNode(node.superClass)) this.refuse(written, SUPER_FIRST);
    body.body = [...statements.slice(0, superCall + 1), ...assignments, ...statements.slice(superCall + 1)];
    members.body = [...fields, ...nodes(members, 'body')];
  }

  private refuse(node: SyntaxNode, message: string): void {
    this.diagnostics.push(diagnosticAt(node, message));
  }
}

function isSuperCall(statement: SyntaxNode): boolean {
  const call = child(statement, 'expression');
  return call?.type === 'CallExpression' && child(call, 'callee')?.type === 'Super';
}

function parameterOf(parameter: SyntaxNode): SyntaxNode {
  return parameter.type === 'TSParameterProperty' ? (parameter.parameter as SyntaxNode) : parameter;
}

/** Whether a namespace does anything when it runs. */
function holdsValues(namespace: SyntaxNode): boolean {
  const body = child(namespace, 'body');
  if (namespace.declare === true || body === undefined) return false;
  if (body.type === 'TSModuleDeclaration') return holdsValues(body);
  return nodes(body, 'body').some((statement) => {
    const inner = child(statement, 'declaration') ?? statement;
    if (ONLY_TYPES.has(inner.type) || inner.declare === true || statement.exportKind === 'type') return false;
    return inner.type === 'TSModuleDeclaration' ? holdsValues(inner) : inner.type !== 'EmptyStatement';
  });
}

/** Leaves out imports that only types use, and exports of what was only a type. */
function withoutUnused(body: readonly SyntaxNode[]): SyntaxNode[] {
  const used = new Set<string>();
  const declared = new Set<string>();
  walk({ type: 'Program', body }, (node, parent, field) => {
    if (node.type === 'Identifier' && isVariable(parent, field)) used.add(String(node.name));
    for (const pattern of declaredPatterns(node))
      boundNames(pattern, ({ name }) => declared.add(String(name)));
  });
  return body.flatMap((statement) => {
    const all = nodes(statement, 'specifiers');
    const known =
      statement.type === 'ImportDeclaration'
        ? used
        : statement.type === 'ExportNamedDeclaration' && !isNode(statement.source)
          ? declared
          : undefined;
    const specifiers =
      known === undefined ? all : all.filter((each) => known.has(String(child(each, 'local')?.name)));
    if (specifiers.length === all.length) return [statement];
    return specifiers.length === 0 ? [] : [{ ...statement, specifiers }];
  });
}
