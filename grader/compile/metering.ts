/**
 * Metering: every piece of a program that can run again charges the units of its size first.
 *
 *      function f(a) { body }      →   function f(a) { charge; if (++depth > limit) stop; try { body } finally { depth-- } }
 *      while (test) body           →   while (test) { charge; body }
 *      (a) => value                →   (a) => { charge; ...; return value }
 *      catch { }, finally { }      →   charged at entry, so that swallowing a limit costs a unit and stops again
 *      a = default, field = value  →   (charge, value)
 *      f(...list), a + text, new Array(n), list.length = n, for (key in object), `${text}`
 *                                  →   the operand passes a function that charges its size
 *
 * The charge is the number of syntax nodes of the piece, without those of inner functions and loops, which
 * charge themselves; so counts are the same on every engine. Each charge also notes the source line, and so
 * does each statement: a stop can say "near line 12". Functions that call nothing do without the count of depth.
 *
 * A generator keeps its depth in a local (its frames come and go with every resume) and restores it after each
 * yield. The pass changes the tree in place; it leaves behind only nodes that can be printed, and `Verbatim`
 * ones, which hold text of ours.
 */
import { METERED_CONSTRUCTORS } from './reserved-names';
import {
  child,
  children,
  isFunction,
  isLoop,
  isNode,
  lineOf,
  nodes,
  plainKey,
  type SyntaxNode,
} from './syntax-tree';

/** What the program text defines for the metered code. */
export const METER = {
  fuel: '$$f',
  depth: '$$d',
  line: '$$l',
  spend: '$$x',
  tooDeep: '$$y',
  maxDepth: '$$D',
  ownDepth: '$$n',
  resumed: '$$z',
  /** Ends the level of depth that a value began. */
  shallower: '$$w',
  /** Charges and copies what is spread. */
  spread: '$$s',
  /** The same for the arguments of a call, which must fit the stack. */
  argumentSpread: '$$a',
  /** Charges a size: of an allocation or a new length. */
  size: '$$c',
  /** Charges what a collection is made from. */
  source: '$$m',
  /** Charges the properties of an object that is copied or enumerated. */
  properties: '$$o',
  /** Charges the length of a text that is appended. */
  text: '$$t',
} as const;

/** A text literal no longer than this is appended without a charge of its own. */
const SHORT_TEXT = 32;

/** Statements that do nothing by themselves. */
const UNCHECKED = new Set(['FunctionDeclaration', 'EmptyStatement', 'BreakStatement', 'ContinueStatement']);

const NUMERIC_OPERATORS = new Set(['-', '*', '/', '%', '**', '|', '&', '^', '<<', '>>', '>>>']);

/** Names by which a program can make the engine call it where nothing is written as a call. */
const IMPLICIT_CALLS = new Set([
  'defineProperty',
  'defineProperties',
  'create',
  '__defineGetter__',
  '__defineSetter__',
  'valueOf',
  'toString',
  'toJSON',
  'toPrimitive',
  'iterator',
  'hasInstance',
]);

export function meter(program: SyntaxNode): void {
  visit(program, makesImplicitCalls(program));
  program.body = withLines(nodes(program, 'body'));
}

function makesImplicitCalls(node: SyntaxNode): boolean {
  if (node.kind === 'get' || node.kind === 'set') return true;
  const name = node.type === 'Identifier' ? node.name : node.type === 'Literal' ? node.value : undefined;
  return (typeof name === 'string' && IMPLICIT_CALLS.has(name)) || children(node).some(makesImplicitCalls);
}

/** @param implicitCalls whether getters and the like may call functions anywhere. */
function visit(node: SyntaxNode, implicitCalls: boolean): void {
  // Weights are of the program as it was written: taken before anything below changes.
  const weight = isFunction(node) ? weigh(node.body as SyntaxNode) : isLoop(node) ? loopWeight(node) : 0;
  const value = sizeOfValue(node);
  const callsSomething = isFunction(node) && (implicitCalls || calls(node.body as SyntaxNode));
  for (const below of children(node)) visit(below, implicitCalls);
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      meterFunction(node, weight, callsSomething);
      break;
    case 'ForInStatement':
      node.right = call(METER.properties, node.right);
      node.body = chargedBlock(node.body as SyntaxNode, weight);
      break;
    case 'ForStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      node.body = chargedBlock(node.body as SyntaxNode, weight);
      break;
    case 'BlockStatement':
      node.body = withLines(nodes(node, 'body'));
      break;
    case 'StaticBlock':
      node.body = [charge(1, node), ...withLines(nodes(node, 'body'))];
      break;
    case 'SwitchCase':
      node.consequent = withLines(nodes(node, 'consequent'));
      break;
    case 'CatchClause':
      node.body = chargedBlock(node.body as SyntaxNode, 1);
      break;
    case 'TryStatement':
      if (isNode(node.finalizer)) node.finalizer = chargedBlock(node.finalizer, 1);
      break;
    case 'AssignmentPattern':
      node.right = chargedValue(node.right as SyntaxNode, value);
      break;
    case 'PropertyDefinition':
      if (isNode(node.value)) node.value = chargedValue(node.value, value);
      break;
    case 'YieldExpression':
      replace(node, call(METER.resumed, verbatim(METER.ownDepth), { ...node }));
      break;
    default:
      meterOperands(node);
  }
}

/** Operations whose cost depends on the size of an operand. */
function meterOperands(node: SyntaxNode): void {
  switch (node.type) {
    case 'ArrayExpression':
    case 'CallExpression':
    case 'NewExpression':
      for (const element of nodes(node, 'elements'))
        if (element.type === 'SpreadElement') element.argument = call(METER.spread, element.argument);
      for (const argument of nodes(node, 'arguments'))
        if (argument.type === 'SpreadElement')
          argument.argument = call(METER.argumentSpread, argument.argument);
      meterConstructor(node);
      break;
    case 'ObjectExpression':
      for (const property of nodes(node, 'properties'))
        if (property.type === 'SpreadElement') property.argument = call(METER.properties, property.argument);
      break;
    case 'VariableDeclarator':
      if (endsInRest(child(node, 'id')) && isNode(node.init)) node.init = call(METER.spread, node.init);
      break;
    case 'AssignmentExpression':
      if (endsInRest(child(node, 'left'))) node.right = call(METER.spread, node.right);
      else if (node.operator === '+=') node.right = charged(node.right as SyntaxNode);
      else if (isLength(node.left as SyntaxNode)) node.right = call(METER.size, node.right);
      break;
    case 'BinaryExpression':
      if (node.operator === '+' && !isNumeric(node.left as SyntaxNode))
        node.right = charged(node.right as SyntaxNode);
      break;
    case 'TemplateLiteral':
      node.expressions = nodes(node, 'expressions').map(charged);
      break;
  }
}

function meterConstructor(node: SyntaxNode): void {
  const callee = child(node, 'callee');
  if (callee?.type !== 'Identifier' || !METERED_CONSTRUCTORS.includes(callee.name as string)) return;
  const given = nodes(node, 'arguments');
  const first = given[0];
  if (first === undefined) return;
  const name = callee.name as string;
  if (name === 'DataView' || (name === 'Array' && given.length > 1)) return;
  const collection = name.endsWith('Map') || name.endsWith('Set');
  node.arguments = [call(collection ? METER.source : METER.size, first), ...given.slice(1)];
}

function meterFunction(node: SyntaxNode, weight: number, callsSomething: boolean): void {
  const body = node.body as SyntaxNode;
  const statements =
    body.type === 'BlockStatement' ? nodes(body, 'body') : [{ type: 'ReturnStatement', argument: body }];
  const { depth, maxDepth, ownDepth, tooDeep } = METER;
  const [enter, leave] =
    node.generator === true
      ? [
          `const ${ownDepth}=${depth}+1;if((${depth}=${ownDepth})>${maxDepth})${tooDeep}();`,
          `${depth}=${ownDepth}-1;`,
        ]
      : [`if(++${depth}>${maxDepth})${tooDeep}();`, `${depth}--;`];
  node.expression = false;
  if (node.generator !== true && !callsSomething) {
    node.body = block([charge(weight, body), ...statements]);
    return;
  }
  node.body = block([
    charge(weight, body),
    verbatim(enter),
    { type: 'TryStatement', block: block(statements), handler: null, finalizer: block([verbatim(leave)]) },
  ]);
}

/** Nodes of `node`, counting an inner function or loop as one. */
function weigh(node: SyntaxNode): number {
  let weight = 0;
  const pending = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    weight++;
    for (const below of children(next))
      if (isFunction(below) || isLoop(below) || below.type === 'ClassBody') weight++;
      else pending.push(below);
  }
  return weight;
}

function loopWeight(loop: SyntaxNode): number {
  const part = (field: string) => (isNode(loop[field]) ? weigh(loop[field]) : 0);
  return 1 + part('body') + part('test') + part('update') + part('left');
}

interface ValueSize {
  readonly weight: number;
  readonly calls: boolean;
}

/** Of a default value or the initial value of a field. */
function sizeOfValue(node: SyntaxNode): ValueSize {
  const value =
    node.type === 'AssignmentPattern'
      ? node.right
      : node.type === 'PropertyDefinition'
        ? node.value
        : undefined;
  return isNode(value) ? { weight: weigh(value), calls: calls(value) } : { weight: 0, calls: false };
}

/** Notes the line of each statement on a line of its own, and again after one that calls something. */
function withLines(statements: SyntaxNode[]): SyntaxNode[] {
  const noted: SyntaxNode[] = [];
  let current = 0;
  for (const statement of statements) {
    const line = lineOf(statement);
    if (line > 0 && line !== current && !UNCHECKED.has(statement.type)) {
      noted.push(verbatim(`${METER.line}=${line};`));
      current = line;
    }
    noted.push(statement);
    if (calls(statement) || isLoop(statement)) current = 0;
  }
  return noted;
}

/** Whether running `node` itself, not the functions that it makes, calls a function that is written as a call. */
function calls(node: SyntaxNode): boolean {
  if (node.type === 'CallExpression' || node.type === 'NewExpression' || node.type === 'YieldExpression')
    return true;
  return !isFunction(node) && children(node).some(calls);
}

function charge(weight: number, at: SyntaxNode): SyntaxNode {
  return verbatim(`${chargeText(weight, at)};`);
}

function chargeText(weight: number, at: SyntaxNode): string {
  return `${METER.line}=${lineOf(at)},(${METER.fuel}-=${weight})<0&&${METER.spend}()`;
}

/** A value that calls something counts as a level of depth: it can be the whole of a recursion. */
function chargedValue(value: SyntaxNode, size: ValueSize): SyntaxNode {
  const { depth, maxDepth, tooDeep, shallower } = METER;
  const result = size.calls
    ? call(shallower, verbatim(`++${depth}>${maxDepth}&&${tooDeep}()`), value)
    : value;
  return { type: 'SequenceExpression', expressions: [verbatim(chargeText(size.weight, value)), result] };
}

function chargedBlock(body: SyntaxNode, weight: number): SyntaxNode {
  const statements = body.type === 'BlockStatement' ? nodes(body, 'body') : [body];
  return block([charge(weight, body), ...statements]);
}

function charged(operand: SyntaxNode): SyntaxNode {
  const short = operand.type === 'Literal' && String(operand.value).length <= SHORT_TEXT;
  return short || isNumeric(operand) ? operand : call(METER.text, operand);
}

/** Whether the expression gives a number whatever its operands are. */
function isNumeric(node: SyntaxNode): boolean {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'number';
    case 'UnaryExpression':
      return node.operator === '-' || node.operator === '+' || node.operator === '~';
    case 'BinaryExpression':
      return NUMERIC_OPERATORS.has(node.operator as string);
    case 'UpdateExpression':
      return true;
    default:
      return false;
  }
}

function isLength(target: SyntaxNode): boolean {
  return target.type === 'MemberExpression' && plainKey(target, 'property') === 'length';
}

function endsInRest(pattern: SyntaxNode | undefined): boolean {
  return pattern?.type === 'ArrayPattern' && nodes(pattern, 'elements').at(-1)?.type === 'RestElement';
}

function block(body: SyntaxNode[]): SyntaxNode {
  return { type: 'BlockStatement', body };
}

function call(name: string, ...given: unknown[]): SyntaxNode {
  return {
    type: 'CallExpression',
    callee: { type: 'Identifier', name },
    arguments: given,
    optional: false,
  };
}

function verbatim(text: string): SyntaxNode {
  return { type: 'Verbatim', text };
}

/** Makes `node` become `replacement`, for a node whose parent is not at hand. */
function replace(node: SyntaxNode, replacement: SyntaxNode): void {
  for (const field of Object.keys(node)) if (field !== 'loc') delete node[field];
  Object.assign(node, replacement);
}
