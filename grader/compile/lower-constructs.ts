/**
 * Constructs that copy or allocate by themselves, written so that the meter sees it. After the checks and before
 * metering, in place.
 *
 *      const { a, ...others } = value               value passes the function that charges properties
 *      f({ a, ...others }), for (const [a, ...b]    the copy is charged first thing in the body: nothing else of the
 *      of list), catch ({ ...c })                   submission runs between
 *      tag`a${b}c`                                  tag($$q0, b), where $$q0 is made once, as the language does
 *      class Queue extends Array                    extends $$kit.bases.Array, whose constructor charges
 */
import { METER } from './metering';
import { METERED_CONSTRUCTORS } from './reserved-names';
import { child, isFunction, isNode, nodes, type SyntaxNode, walk } from './syntax-tree';

export function lowerConstructs(program: SyntaxNode): void {
  const templates: SyntaxNode[] = [];
  walk(program, (node) => {
    switch (node.type) {
      case 'VariableDeclarator':
        if (isNode(node.init) && objectRest(node.id) !== undefined)
          node.init = call(identifier(METER.properties), node.init);
        break;
      case 'AssignmentExpression':
        if (objectRest(node.left) !== undefined) node.right = call(identifier(METER.properties), node.right);
        break;
      case 'ForOfStatement':
      case 'ForInStatement': {
        const left = node.left as SyntaxNode;
        chargeInBody(node, [child(nodes(left, 'declarations')[0] ?? {}, 'id') ?? left]);
        break;
      }
      case 'CatchClause':
        chargeInBody(node, [node.param]);
        break;
      case 'TaggedTemplateExpression':
        lowerTemplate(node, templates);
        break;
      case 'ClassDeclaration':
      case 'ClassExpression': {
        const base = child(node, 'superClass');
        if (base?.type === 'Identifier' && METERED_CONSTRUCTORS.includes(String(base.name)))
          node.superClass = kit('bases', String(base.name));
        break;
      }
      default:
        if (isFunction(node)) chargeInBody(node, nodes(node, 'params'));
    }
  });
  program.body = [...templates, ...nodes(program, 'body')];
}

/** Charges, at the start of the node's body, what the rest elements of patterns copied. */
function chargeInBody(node: SyntaxNode, patterns: readonly unknown[]): void {
  const charges: SyntaxNode[] = [];
  for (const pattern of patterns) {
    const object = objectRest(pattern);
    const rest = object ?? arrayRest(pattern);
    if (rest === undefined) continue;
    const charge = identifier(object === undefined ? METER.spread : METER.properties);
    const copied = { ...(rest.argument as SyntaxNode) };
    charges.push({ type: 'ExpressionStatement', expression: call(charge, copied), loc: rest.loc });
  }
  if (charges.length === 0) return;
  const body = node.body as SyntaxNode;
  const statements =
    body.type === 'BlockStatement'
      ? nodes(body, 'body')
      : [isFunction(node) ? { type: 'ReturnStatement', argument: body, loc: body.loc } : body];
  node.body = { type: 'BlockStatement', body: [...charges, ...statements], loc: body.loc };
}

function objectRest(pattern: unknown): SyntaxNode | undefined {
  return restOf(pattern, 'ObjectPattern', 'properties');
}

function arrayRest(pattern: unknown): SyntaxNode | undefined {
  return restOf(pattern, 'ArrayPattern', 'elements');
}

function restOf(pattern: unknown, type: string, field: string): SyntaxNode | undefined {
  if (!isNode(pattern)) return undefined;
  if (pattern.type === 'AssignmentPattern') return restOf(pattern.left, type, field);
  const last = pattern.type === type ? nodes(pattern, field).at(-1) : undefined;
  return last?.type === 'RestElement' ? last : undefined;
}

function lowerTemplate(node: SyntaxNode, templates: SyntaxNode[]): void {
  const { loc } = node;
  const tag = node.tag as SyntaxNode;
  const quasi = node.quasi as SyntaxNode;
  const name = `$$q${templates.length}`;
  const texts = nodes(quasi, 'quasis').map(({ value }) => value as { cooked?: string | null; raw: string });
  const list = (values: readonly (string | undefined)[]): SyntaxNode => ({
    type: 'ArrayExpression',
    elements: values.map((value) =>
      value === undefined ? identifier('undefined') : { type: 'Literal', value, loc },
    ),
  });
  const made = call(
    kit('template'),
    list(texts.map(({ cooked }) => cooked ?? undefined)),
    list(texts.map(({ raw }) => raw)),
  );
  const declarator: SyntaxNode = { type: 'VariableDeclarator', id: identifier(name), init: made, loc };
  templates.push({ type: 'VariableDeclaration', kind: 'const', declarations: [declarator], loc });
  for (const field of Object.keys(node)) if (field !== 'loc') delete node[field];
  Object.assign(node, call(tag, identifier(name), ...nodes(quasi, 'expressions')));
}

function kit(...path: string[]): SyntaxNode {
  let object = identifier('$$kit');
  for (const name of path)
    object = {
      type: 'MemberExpression',
      object,
      property: identifier(name),
      computed: false,
      optional: false,
    };
  return object;
}

function call(callee: SyntaxNode, ...given: unknown[]): SyntaxNode {
  return { type: 'CallExpression', callee, arguments: given, optional: false };
}

function identifier(name: string): SyntaxNode {
  return { type: 'Identifier', name };
}
