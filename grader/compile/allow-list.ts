/**
 * Which constructs a submission may use, and what to write instead of the others.
 *
 * Refused is what cannot be confined (code from text, modules, the global object), what cannot be metered
 * (regular expressions, BigInt), what is not deterministic or runs later (async, Date), and names
 * that belong to the metering. The list of node types is an allow-list: a construct that a later version of the
 * language adds is refused until somebody has thought about it.
 */
import type { Diagnostic } from '../verdict';
import type { ContractValues } from './contract-values';
import {
  BOUND_GLOBALS,
  CONSTANT_GLOBALS,
  CONSTRUCTOR_PROPERTIES,
  METERED_CONSTRUCTORS,
  RESERVED_PREFIX,
  UNAVAILABLE_NAMES,
} from './reserved-names';
import { SYNTAX_FIELDS } from './syntax-fields';
import {
  boundNames,
  child,
  declaredPatterns,
  diagnosticAt,
  isFunction,
  isVariable,
  nodes,
  plainKey,
  type SyntaxNode,
  walk,
} from './syntax-tree';

const REFUSED_TYPES: Readonly<Record<string, string>> = {
  ImportExpression: 'import() is not available: write import { ... } from "./contract" at the top.',
  ImportDefaultSpecifier: 'The contract has no default export: write import { ... } from "./contract".',
  ImportNamespaceSpecifier: 'Import by name: write import { ... } from "./contract".',
  ExportDefaultDeclaration: 'Export the class by its name: write export class, without default.',
  ExportAllDeclaration: 'Only your own class is exported: write export class.',
  AwaitExpression: 'Nothing runs later here: methods return their result directly, without async and await.',
  DebuggerStatement: 'debugger is not available: print with console.log.',
  WithStatement: 'with is not available: name the object.',
};

const NESTED_REST =
  'Rest (...) works in a declaration or assignment of its own, such as const { first, ...others } = value, in the last parameter and in for (const [first, ...others] of list): take the value apart in two steps.';
const REST_OF_PATTERN = 'Give the rest a name, and take it apart in a statement of its own.';

/** Constructors that a class may extend (see lower-constructs.ts). */
const EXTENDABLE: readonly string[] = ['Array', 'Map', 'Set'];

/** A compartment refuses texts that look like calls of these anywhere, also at the end of a longer name. */
const LOOKS_LIKE_CODE_FROM_TEXT = /(?:^|[^A-Za-z0-9_])(?:import|eval)$/;

/** What the checks need to know about the exercise. */
export interface ImportRules {
  /** Values that may be imported from './contract'. */
  readonly contractValues: ContractValues;
}

/** @param program without types. @returns what is refused. */
export function checkConstructs(program: SyntaxNode, rules: ImportRules): Diagnostic[] {
  const checker = new ConstructChecker(rules);
  checker.declare(program);
  checker.visit(program, undefined, '');
  return checker.diagnostics;
}

class ConstructChecker {
  readonly diagnostics: Diagnostic[] = [];
  /** Names that the submission declares anywhere. */
  private readonly declared = new Set<string>();
  /** Patterns that may end in a rest element: the compiler charges what it copies. */
  private readonly meteredPatterns = new Set<SyntaxNode | undefined>();

  constructor(private readonly rules: ImportRules) {}

  declare(program: SyntaxNode): void {
    walk(program, (node) => {
      for (const pattern of declaredPatterns(node))
        boundNames(pattern, (identifier) => this.bind(identifier));
    });
  }

  visit(node: SyntaxNode, parent: SyntaxNode | undefined, field: string): void {
    if (!Object.hasOwn(SYNTAX_FIELDS, node.type)) {
      this.refuse(node, REFUSED_TYPES[node.type] ?? `This construct (${node.type}) is not available here.`);
      return;
    }
    this.checkNode(node, parent, field);
    for (const name in node) {
      if (name === 'loc') continue;
      const value = node[name];
      for (const below of Array.isArray(value) ? value : [value])
        if (typeof below === 'object' && below !== null && typeof below.type === 'string')
          this.visit(below as SyntaxNode, node, name);
    }
  }

  private checkNode(node: SyntaxNode, parent: SyntaxNode | undefined, field: string): void {
    switch (node.type) {
      case 'ImportDeclaration':
        this.checkImport(node);
        break;
      case 'ExportNamedDeclaration':
        if (child(node, 'source') !== undefined)
          this.refuse(node, 'Re-exporting is not available: declare the class in this file.');
        break;
      case 'Identifier':
      case 'PrivateIdentifier':
        this.checkName(node, parent, field);
        break;
      case 'Literal':
        if (node.regex != null)
          this.refuse(node, 'Regular expressions are not available: compare characters with charCodeAt.');
        else if (typeof node.bigint === 'string')
          this.refuse(node, 'BigInt is not available: numbers are exact up to 2^53.');
        break;
      case 'MetaProperty':
        if (child(node, 'meta')?.name !== 'new') this.refuse(node, 'import.meta is not available.');
        break;
      case 'MemberExpression':
        if (child(node, 'object')?.name === 'Math' && plainKey(node, 'property') === 'random')
          this.refuse(
            node,
            'Math.random is not available: every run must be the same. Write a small generator with a fixed seed.',
          );
        break;
      case 'ForOfStatement':
        if (node.await === true) this.refuse(node, REFUSED_TYPES.AwaitExpression);
        this.meterHead(node);
        break;
      case 'ForInStatement':
        this.meterHead(node);
        break;
      case 'CatchClause':
        this.meteredPatterns.add(child(node, 'param'));
        break;
      case 'RestElement':
        this.checkRest(node, parent, field);
        break;
      case 'NewExpression':
      case 'CallExpression':
        this.checkCall(node);
        break;
      case 'VariableDeclaration':
        if (node.kind !== 'var' && node.kind !== 'let' && node.kind !== 'const')
          this.refuse(
            node,
            `A ${String(node.kind)} declaration is not available: use const, and try { ... } finally { ... } for what must happen at the end.`,
          );
        break;
      case 'VariableDeclarator':
        if (child(node, 'init') !== undefined) this.meteredPatterns.add(child(node, 'id'));
        break;
      case 'AssignmentExpression':
        this.meteredPatterns.add(child(node, 'left'));
        break;
      default:
        if (isFunction(node)) this.checkFunction(node);
    }
  }

  private checkFunction(node: SyntaxNode): void {
    if (node.async === true) this.refuse(node, 'Nothing runs later here: write the function without async.');
    const last = nodes(node, 'params').at(-1);
    this.meteredPatterns.add(last?.type === 'AssignmentPattern' ? child(last, 'left') : last);
    // Such a function would take the place of what the rest copied before that is charged.
    const rests = new Set<unknown>();
    for (const parameter of nodes(node, 'params'))
      boundNames(parameter, (identifier) => rests.add(identifier.name));
    for (const statement of nodes(node.body as SyntaxNode, 'body'))
      if (statement.type === 'FunctionDeclaration' && rests.has(child(statement, 'id')?.name))
        this.refuse(statement, 'This function has the name of a parameter: choose another name.');
  }

  private meterHead(loop: SyntaxNode): void {
    const left = child(loop, 'left') as SyntaxNode;
    const [declarator] = nodes(left, 'declarations');
    this.meteredPatterns.add(declarator === undefined ? left : child(declarator, 'id'));
  }

  private checkImport(node: SyntaxNode): void {
    const source = child(node, 'source')?.value;
    if (source !== './contract') {
      this.refuse(
        node,
        `Only "./contract" can be imported, not ${JSON.stringify(source)}. A submission is one file: put what you need into it.`,
      );
      return;
    }
    if (nodes(node, 'attributes').length > 0) this.refuse(node, 'Import attributes are not available.');
    for (const specifier of nodes(node, 'specifiers')) {
      if (specifier.type !== 'ImportSpecifier') continue;
      const imported = child(specifier, 'imported');
      const name = String(imported?.type === 'Literal' ? imported.value : imported?.name);
      if (!Object.hasOwn(this.rules.contractValues, name))
        this.refuse(
          specifier,
          Object.keys(this.rules.contractValues).length === 0
            ? `The contract has no value ${name}: only types can be imported here (import type { ... }).`
            : `The contract has no value ${name}. It has: ${Object.keys(this.rules.contractValues).join(', ')}.`,
        );
    }
  }

  /** Every name is checked for the prefix; a name that is used as a variable must be known. */
  private checkName(node: SyntaxNode, parent: SyntaxNode | undefined, field: string): void {
    const name = node.name as string;
    if (name.startsWith(RESERVED_PREFIX)) {
      this.refuse(node, `Names that begin with ${RESERVED_PREFIX} are reserved: choose another name.`);
      return;
    }
    const called = node.type === 'PrivateIdentifier' || isMethodName(parent, field);
    if (LOOKS_LIKE_CODE_FROM_TEXT.test(name) && (called || (name !== 'import' && name !== 'eval'))) {
      this.refuse(
        node,
        `The name ${name} is not available here, because it ends in import or eval: choose another name.`,
      );
      return;
    }
    if (node.type === 'PrivateIdentifier' || !isVariable(parent, field)) return;
    if (METERED_CONSTRUCTORS.includes(name)) {
      this.checkConstructorUse(node, parent, field);
      return;
    }
    if (this.declared.has(name) || BOUND_GLOBALS.includes(name) || CONSTANT_GLOBALS.includes(name)) return;
    const advice = Object.hasOwn(UNAVAILABLE_NAMES, name) ? UNAVAILABLE_NAMES[name] : undefined;
    if (advice !== undefined) this.refuse(node, `${name} is not available here. ${advice}`);
    else if (Object.hasOwn(this.rules.contractValues, name))
      this.refuse(node, `${name} is not defined. Write at the top: import { ${name} } from "./contract".`);
    else this.refuse(node, `${name} is not defined. Declare it, or check its spelling.`);
  }

  private checkConstructorUse(node: SyntaxNode, parent: SyntaxNode | undefined, field: string): void {
    const name = node.name as string;
    if (parent === undefined) return;
    if (field === 'callee' && parent.type === 'NewExpression') return;
    if (field === 'callee' && parent.type === 'CallExpression' && name === 'Array') return;
    if (parent.type === 'BinaryExpression' && parent.operator === 'instanceof' && field === 'right') return;
    if (parent.type === 'MemberExpression' && field === 'object') {
      const property = plainKey(parent, 'property');
      if (property !== undefined && CONSTRUCTOR_PROPERTIES.includes(property)) return;
      this.refuse(parent, `Of ${name} only ${CONSTRUCTOR_PROPERTIES.join(', ')} can be used here.`);
      return;
    }
    if (field === 'superClass' && EXTENDABLE.includes(name)) return;
    if (field === 'superClass')
      this.refuse(node, `${name} cannot be extended here: keep one in a field and add methods around it.`);
    else
      this.refuse(
        node,
        `${name} cannot be passed around as a value: write new ${name}(...) where it is needed.`,
      );
  }

  private checkRest(node: SyntaxNode, parent: SyntaxNode | undefined, field: string): void {
    if (field === 'properties' || field === 'elements') {
      if (!this.meteredPatterns.has(parent)) this.refuse(node, NESTED_REST);
    }
    if (child(node, 'argument')?.type.endsWith('Pattern') === true) this.refuse(node, REST_OF_PATTERN);
  }

  private checkCall(node: SyntaxNode): void {
    const callee = child(node, 'callee');
    if (callee?.type !== 'Identifier' || !METERED_CONSTRUCTORS.includes(callee.name as string)) return;
    const spread = nodes(node, 'arguments').find((argument) => argument.type === 'SpreadElement');
    if (spread !== undefined)
      this.refuse(
        spread,
        `Spread is not available in the arguments of ${String(callee.name)}: use ${String(callee.name)}.from.`,
      );
  }

  /** Refuses declarations of names whose uses the compiler gives a meaning. */
  private bind(identifier: SyntaxNode): void {
    const name = identifier.name as string;
    this.declared.add(name);
    if (METERED_CONSTRUCTORS.includes(name) || CONSTANT_GLOBALS.includes(name))
      this.refuse(identifier, `${name} is built in: choose another name.`);
  }

  private refuse(node: SyntaxNode, message: string): void {
    this.diagnostics.push(diagnosticAt(node, message));
  }
}

/** Whether a name in this place is printed just before an opening parenthesis. */
function isMethodName(parent: SyntaxNode | undefined, field: string): boolean {
  if (field !== 'key' || parent === undefined || parent.computed === true) return false;
  return (
    parent.type === 'MethodDefinition' ||
    parent.method === true ||
    parent.kind === 'get' ||
    parent.kind === 'set'
  );
}
