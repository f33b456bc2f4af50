/**
 * An enum as the code that tsc emits for it:
 *
 *      enum E { A, B = A << 2, C = 'c' }
 *
 *      (function (E) { E[E["A"] = 0] = "A"; E[E["B"] = E.A << 2] = "B"; E["C"] = "c"; })(E || (E = {}));
 *
 * A member whose value is a text has no way back from value to name; whether it is one is found out as tsc does,
 * by evaluating constants (source: TypeScript handbook, "Enums", and the language's rules for constant enum
 * expressions). A const enum is the same object here: its members have the same values.
 */
import { child, isFunction, isVariable, nodes, type SyntaxNode, walk } from './syntax-tree';

/** A number, that it is a text (whichever), or undefined: known only when it runs. An enum is the map of its members. */
type Constant = number | 'text' | undefined;
export type Constants = Map<string, Constant | Map<string, Constant>>;

/** Not assignable to an object where these are frozen, as in the confined realm. */
const INHERITED = new Set(Object.getOwnPropertyNames(Object.prototype));

export interface EnumContext {
  readonly erase: (node: SyntaxNode) => SyntaxNode;
  readonly refuse: (node: SyntaxNode, message: string) => void;
  /** Read, and given the enum. */
  readonly constants: Constants;
}

/** @param statement TSEnumDeclaration. @returns the statement that fills the enum's variable. */
export function lowerEnum(statement: SyntaxNode, { erase, refuse, constants }: EnumContext): SyntaxNode {
  const enumName = String(child(statement, 'id')?.name);
  const { loc } = statement;
  const earlier = constants.get(enumName);
  const all = earlier instanceof Map ? earlier : new Map<string, Constant>();
  const own = new Map<string, Constant>();
  constants.set(enumName, all);
  let previous: Constant = -1;
  const assignments: SyntaxNode[] = [];
  for (const member of nodes(child(statement, 'body') ?? statement, 'members')) {
    const at = member.loc;
    const id = child(member, 'id') as SyntaxNode;
    const key = id.type === 'Literal' ? id.value : id.type === 'Identifier' ? id.name : undefined;
    if (typeof key !== 'string' || member.computed === true) {
      refuse(id, 'The name of an enum member must be a word or a text.');
      continue;
    }
    if (INHERITED.has(key)) refuse(id, `Every object has a property ${key}: choose another name.`);
    const written = child(member, 'initializer');
    let value: SyntaxNode;
    if (written === undefined) {
      if (typeof previous !== 'number' || !Number.isFinite(previous)) {
        refuse(member, `Give ${key} a value: the member before it is no number that is known here.`);
        previous = -1;
      }
      previous++;
      value = numberNode(previous, at);
    } else {
      const initial = erase(written);
      previous = constantOf(initial, constants, own);
      value = withMembers(initial, enumName, own, refuse);
    }
    own.set(key, previous);
    all.set(key, previous);
    const name = () => literal(key, at);
    const forward = assign(memberOf(enumName, name(), at), value, at);
    const both = previous === 'text' ? forward : assign(memberOf(enumName, forward, at), name(), at);
    assignments.push({ type: 'ExpressionStatement', expression: both, loc: at });
  }
  return {
    type: 'ExpressionStatement',
    loc,
    expression: {
      type: 'CallExpression',
      loc,
      optional: false,
      callee: {
        type: 'FunctionExpression',
        loc,
        id: null,
        generator: false,
        async: false,
        params: [identifier(enumName, loc)],
        body: { type: 'BlockStatement', body: assignments, loc },
      },
      arguments: [
        {
          type: 'LogicalExpression',
          loc,
          operator: '||',
          left: identifier(enumName, loc),
          right: assign(identifier(enumName, loc), { type: 'ObjectExpression', properties: [], loc }, loc),
        },
      ],
    },
  };
}

/** The value of a constant enum expression; undefined when it is none. @param members of the enum that is being made. */
export function constantOf(
  node: SyntaxNode,
  constants: Constants,
  members: ReadonlyMap<string, Constant> = new Map(),
): Constant {
  const of = (field: string) => constantOf(node[field] as SyntaxNode, constants, members);
  switch (node.type) {
    case 'Literal':
      if (typeof node.value === 'string') return 'text';
      return typeof node.value === 'number' ? node.value : undefined;
    case 'Identifier': {
      const name = String(node.name);
      if (members.has(name)) return members.get(name);
      if (name === 'NaN' || name === 'Infinity') return Number(name);
      const value = constants.get(name);
      return typeof value === 'object' ? undefined : value;
    }
    case 'MemberExpression': {
      const enumeration = constants.get(String(child(node, 'object')?.name));
      const property = child(node, 'property');
      const name = node.computed === true ? property?.value : property?.name;
      return typeof enumeration === 'object' && typeof name === 'string' ? enumeration.get(name) : undefined;
    }
    case 'TemplateLiteral': {
      const holes = nodes(node, 'expressions').map((hole) => constantOf(hole, constants, members));
      return holes.includes(undefined) ? undefined : 'text';
    }
    case 'UnaryExpression': {
      const value = of('argument');
      if (typeof value !== 'number') return undefined;
      return node.operator === '-'
        ? -value
        : node.operator === '+'
          ? value
          : node.operator === '~'
            ? ~value
            : undefined;
    }
    case 'BinaryExpression':
      return combined(String(node.operator), of('left'), of('right'));
    default:
      return undefined;
  }
}

function combined(operator: string, left: Constant, right: Constant): Constant {
  if (left === undefined || right === undefined) return undefined;
  if (typeof left === 'number' && typeof right === 'number') return OPERATORS[operator]?.(left, right);
  return operator === '+' ? 'text' : undefined;
}

const OPERATORS: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '**': (a, b) => a ** b,
  '|': (a, b) => a | b,
  '&': (a, b) => a & b,
  '^': (a, b) => a ^ b,
  '<<': (a, b) => a << b,
  '>>': (a, b) => a >> b,
  '>>>': (a, b) => a >>> b,
};

/** A member that stands for itself in a later member's value is a property of the enum. */
function withMembers(
  value: SyntaxNode,
  enumName: string,
  members: ReadonlyMap<string, Constant>,
  refuse: EnumContext['refuse'],
): SyntaxNode {
  const holder: SyntaxNode = { type: 'ExpressionStatement', expression: value };
  const found: (() => void)[] = [];
  walk(holder, (node, parent, field) => {
    if (isFunction(node) || node.type === 'ClassExpression')
      refuse(node, 'A function inside the value of an enum member is not available: compute it before.');
    const name = String(node.name);
    if (node.type !== 'Identifier' || !members.has(name) || !isVariable(parent, field)) return;
    if (field === 'key' && parent.computed !== true) return;
    found.push(() => {
      parent.shorthand = false;
      const property = memberOf(enumName, literal(name, node.loc), node.loc);
      const held = parent[field];
      if (Array.isArray(held)) held[held.indexOf(node)] = property;
      else parent[field] = property;
    });
  });
  for (const replace of found) replace();
  return holder.expression as SyntaxNode;
}

type Location = SyntaxNode['loc'];

function identifier(name: string, loc: Location): SyntaxNode {
  return { type: 'Identifier', name, loc };
}

function literal(value: string | number, loc: Location): SyntaxNode {
  return { type: 'Literal', value, loc };
}

function numberNode(value: number, loc: Location): SyntaxNode {
  if (value >= 0) return literal(value, loc);
  return { type: 'UnaryExpression', operator: '-', prefix: true, argument: literal(-value, loc), loc };
}

function memberOf(enumName: string, property: SyntaxNode, loc: Location): SyntaxNode {
  const object = identifier(enumName, loc);
  return { type: 'MemberExpression', object, property, computed: true, optional: false, loc };
}

function assign(left: SyntaxNode, right: SyntaxNode, loc: Location): SyntaxNode {
  return { type: 'AssignmentExpression', operator: '=', left, right, loc };
}
