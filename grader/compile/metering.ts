/**
 * Metering: whatever a program evaluates lies in a region, and entering a region charges the units of its size.
 *
 *      module                            charge; statements               once for every instance
 *      function f(a) { body }            { charge; if (++depth > limit) stop; try { body } finally { depth-- } }
 *      while (test) body                 while (test) { charge; body }
 *      (a = value, { [key]: b }) => c    a = (charge, value), { [(charge, key)]: b }: evaluated before the body
 *      class { a = 1; b = 2 }            a = (charge for both, 1): of each object that is made
 *      catch { }, finally { }            charged at entry, so that swallowing a limit costs a unit and stops again
 *      f(...list), a + text, new Array(n), list.length = n, a[k] = v, for (key in object), `${text}`
 *                                        an operand or the result passes a function that charges its size
 *
 * The charge of a region is the number of syntax nodes that can be evaluated in it once it was entered, each at
 * most once: both branches of an if, all cases of a switch, but not the functions and loops inside, which are
 * regions of their own. What a loop evaluates once (its head, its first test, its first binding) belongs to the
 * region around it. A class belongs to the region around it too, with its computed keys, static fields and static
 * blocks. So no more nodes are evaluated than are charged, and counts are the same on every engine
 * (metering-covers.test.ts counts them one by one). `REGIONS` says for every type of node where it is charged;
 * a type that it does not name is refused.
 *
 * Each charge also notes the source line, and so does each statement: a stop can say "near line 12". Functions
 * that call nothing do without the count of depth; generators are counted where they are resumed
 * (grader/confine/metered-builtins.ts). The pass changes the tree in place; it leaves behind only nodes that can
 * be printed, and `Verbatim` ones, which hold text of ours.
 */
import type { Diagnostic } from '../verdict';
import type { Region, SourceFunction, Tally } from './profile';
import { METERED_CONSTRUCTORS } from './reserved-names';
import {
  child,
  children,
  diagnosticAt,
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
  /** Charges and copies what is spread. */
  spread: '$$s',
  /** The same for the arguments of a call, which must fit the stack. */
  argumentSpread: '$$a',
  /** Charges the length that an array is made with. */
  size: '$$c',
  /** Charges what a typed array or a buffer is made from. */
  elements: '$$b',
  /** The same for arrays of floats, which may not look at memory of others. */
  floats: '$$n',
  /** Charges a new length, if the object is an array. */
  length: '$$r',
  /** Charges what a collection is made from. */
  source: '$$m',
  /** Charges the properties of an object that is copied or enumerated. */
  properties: '$$o',
  /** Charges the length of a text that was put together, and bounds it. */
  text: '$$t',
  /** The object that is assigned to, and the name under which: refuses what would change a length unseen. */
  target: '$$u',
  key: '$$k',
  /** Bounds how many objects inherit from one another. */
  parent: '$$w',
  /** What a catch clause catches: while it is looked at, the meter is spent. */
  caught: '$$e',
  kept: '$$g',
  look: '$$z',
  /** Where a program is profiled: how often each region was entered. */
  visits: '$$v',
} as const;

/**
 * The longest text that a submission can have or make: what is done with texts (comparing them, say) cannot be
 * charged everywhere.
 */
export const MAX_TEXT = 1_000;

/** Units for catching: an engine takes as long for throwing. */
const CATCH_UNITS = 500;

/** And for every node of the program: for its message an engine reads the function again that threw. */
const REREAD_UNITS = 4;

/** Units for what is made, beside those of the nodes: engines take long over these. */
const MAKING_UNITS: Readonly<Record<string, number>> = {
  ClassBody: 500,
  FunctionExpression: 8,
  FunctionDeclaration: 8,
  ArrowFunctionExpression: 8,
  NewExpression: 10,
  ArrayPattern: 8,
};

/** What the meter holds while a caught value is looked at: spent, and told from a meter that ran out. */
export const LOOKING = -(2 ** 29);

/** How many nodes the patterns of a function's parameters may have: they are taken apart before the body charges. */
const MAX_PARAMETER_NODES = 200;

/** How many fields a class may have: engines take long over objects with more. */
const MAX_FIELDS = 200;

/** Where the evaluation of a node of this type is charged. */
type Charged =
  /** With the region around it. */
  | 'around'
  /** Is a region. */
  | 'function'
  | 'loop'
  /** What of it runs with the class: around it; what runs with each object: at the first field. */
  | 'class';

export const REGIONS: Readonly<Record<string, Charged>> = {
  Program: 'around',
  VariableDeclaration: 'around',
  VariableDeclarator: 'around',
  FunctionDeclaration: 'function',
  FunctionExpression: 'function',
  ArrowFunctionExpression: 'function',
  ClassDeclaration: 'around',
  ClassExpression: 'around',
  ClassBody: 'class',
  MethodDefinition: 'around',
  PropertyDefinition: 'class',
  StaticBlock: 'around',
  PrivateIdentifier: 'around',
  Identifier: 'around',
  Literal: 'around',
  TemplateLiteral: 'around',
  TemplateElement: 'around',
  ThisExpression: 'around',
  Super: 'around',
  ArrayExpression: 'around',
  ObjectExpression: 'around',
  Property: 'around',
  SpreadElement: 'around',
  RestElement: 'around',
  ArrayPattern: 'around',
  ObjectPattern: 'around',
  AssignmentPattern: 'around',
  UnaryExpression: 'around',
  UpdateExpression: 'around',
  BinaryExpression: 'around',
  LogicalExpression: 'around',
  AssignmentExpression: 'around',
  ConditionalExpression: 'around',
  SequenceExpression: 'around',
  MemberExpression: 'around',
  ChainExpression: 'around',
  CallExpression: 'around',
  NewExpression: 'around',
  MetaProperty: 'around',
  YieldExpression: 'around',
  BlockStatement: 'around',
  EmptyStatement: 'around',
  ExpressionStatement: 'around',
  IfStatement: 'around',
  SwitchStatement: 'around',
  SwitchCase: 'around',
  ForStatement: 'loop',
  ForInStatement: 'loop',
  ForOfStatement: 'loop',
  WhileStatement: 'loop',
  DoWhileStatement: 'loop',
  BreakStatement: 'around',
  ContinueStatement: 'around',
  LabeledStatement: 'around',
  ReturnStatement: 'around',
  ThrowStatement: 'around',
  TryStatement: 'around',
  CatchClause: 'around',
};

/** What a loop evaluates once, and what again and again. */
const ONCE = ['init', 'test', 'left', 'right'];
const AGAIN = ['test', 'update', 'left', 'body'];

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

/**
 * Meters a program, in place.
 * @param regions filled where it is to be profiled: the program then counts how often each of them is entered, and
 * costs not a unit more.
 * @returns what cannot be metered; then the tree is of no use.
 */
export function meter(program: SyntaxNode, regions?: Region[]): Diagnostic[] {
  const metering = new Metering(program, regions);
  if (metering.diagnostics.length === 0) metering.meterModule(program);
  return metering.diagnostics;
}

class Metering {
  readonly diagnostics: Diagnostic[] = [];
  /** Nodes whose own evaluation, not that of functions that they make, meets something written as a call. */
  private readonly calling = new Set<SyntaxNode>();
  /** Whether getters and the like may call functions anywhere. */
  private implicitCalls = false;
  private nodeCount = 0;
  /** Of the profile: the function that is looked at, and what functions are called. */
  private within: SourceFunction = { name: '', line: 1 };
  private readonly functionNames = new Map<SyntaxNode, string>();

  constructor(
    program: SyntaxNode,
    private readonly regions: Region[] | undefined,
  ) {
    this.survey(program);
  }

  meterModule(program: SyntaxNode): void {
    // Weights are of the program as it was written: taken before anything changes.
    const tally = this.tally();
    const weight = weigh(program, tally);
    for (const below of children(program)) this.visit(below);
    program.body = [this.charge(weight, program, tally), ...this.withLines(nodes(program, 'body'))];
  }

  /** One look at everything, deepest first. @returns whether `node` is calling. */
  private survey(node: SyntaxNode): boolean {
    this.nodeCount++;
    if (!Object.hasOwn(REGIONS, node.type))
      this.refuse(node, `This construct (${node.type}) is not available here.`);
    if (node.kind === 'get' || node.kind === 'set') this.implicitCalls = true;
    const name = textOf(node);
    if (typeof name === 'string' && IMPLICIT_CALLS.has(name)) this.implicitCalls = true;
    if (typeof name === 'string' && name.length > MAX_TEXT)
      this.refuse(
        node,
        `A text or name has at most ${MAX_TEXT} characters here: this one has ${name.length}.`,
      );
    if (isFunction(node) && patternNodes(nodes(node, 'params')) > MAX_PARAMETER_NODES)
      this.refuse(node, 'These parameters are too many: take an object, and take it apart in the body.');
    if (node.type === 'ClassBody' && instanceFields(node).length > MAX_FIELDS)
      this.refuse(node, `A class has at most ${MAX_FIELDS} fields here: keep the values in an array.`);
    let calling =
      node.type === 'CallExpression' || node.type === 'NewExpression' || node.type === 'YieldExpression';
    for (const below of children(node)) if (this.survey(below)) calling = true;
    if (calling) this.calling.add(node);
    return calling && !isFunction(node);
  }

  private visit(node: SyntaxNode): void {
    const region = REGIONS[node.type];
    const tally = this.tally();
    const weight =
      region === 'function' ? functionWeight(node, tally) : region === 'loop' ? turnWeight(node, tally) : 0;
    const fields = node.type === 'ClassBody' ? instanceFields(node) : [];
    const fieldWeights = fields.map((field) => 2 + (isNode(field.value) ? weigh(field.value) : 0));
    const own = isFunction(node) ? beforeBody(nodes(node, 'params')) : [];
    const ownWeights = own.map(({ holder, field }) => weigh(holder[field] as SyntaxNode));
    const { within } = this;
    if (this.regions !== undefined) this.nameFunctions(node);
    for (const below of children(node)) this.visit(below);
    own.forEach(({ holder, field }, i) => {
      const value = holder[field] as SyntaxNode;
      holder[field] = this.chargedValue(value, ownWeights[i], value);
    });
    switch (node.type) {
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        this.meterFunction(node, weight, tally);
        break;
      case 'ForInStatement':
      case 'ForOfStatement':
        meterTarget(node.left as SyntaxNode);
        if (node.type === 'ForInStatement') node.right = call(METER.properties, node.right);
        node.body = this.chargedBlock(node.body as SyntaxNode, weight, tally);
        break;
      case 'ForStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        node.body = this.chargedBlock(node.body as SyntaxNode, weight, tally);
        break;
      case 'BlockStatement':
      case 'StaticBlock':
        node.body = this.withLines(nodes(node, 'body'));
        break;
      case 'SwitchCase':
        node.consequent = this.withLines(nodes(node, 'consequent'));
        break;
      case 'TryStatement':
        this.meterTry(node, CATCH_UNITS + this.nodeCount * REREAD_UNITS);
        break;
      case 'ClassBody':
        this.meterFields(fields, fieldWeights);
        break;
      case 'ClassDeclaration':
      case 'ClassExpression':
        if (isNode(node.superClass)) node.superClass = call(METER.parent, node.superClass);
        break;
      default:
        meterTargets(node);
        meterOperands(node);
    }
    this.within = within;
  }

  private tally(): Tally | undefined {
    return this.regions && new Map();
  }

  /** Functions are called as what they are assigned to. */
  private nameFunctions(node: SyntaxNode): void {
    const isVariable = node.type === 'VariableDeclarator';
    const value = child(node, isVariable ? 'init' : 'value');
    const called = isVariable ? textOf(node.id as SyntaxNode) : plainKey(node);
    if (value !== undefined && isFunction(value) && typeof called === 'string')
      this.functionNames.set(value, called);
    if (!isFunction(node)) return;
    const own = child(node, 'id');
    const line = lineOf(node);
    const name = (own && String(own.name)) ?? this.functionNames.get(node) ?? `function of line ${line}`;
    this.within = { name, line };
  }

  private meterFunction(node: SyntaxNode, weight: number, tally: Tally | undefined): void {
    const body = node.body as SyntaxNode;
    const statements =
      body.type === 'BlockStatement' ? nodes(body, 'body') : [{ type: 'ReturnStatement', argument: body }];
    node.expression = false;
    const counted = node.generator !== true && (this.implicitCalls || this.calling.has(node));
    const entry = this.charge(weight, body, tally, true);
    node.body = block([entry, ...(counted ? counting(statements) : statements)]);
  }

  /** All fields of an object are charged when its first one is made. */
  private meterFields(fields: readonly SyntaxNode[], weights: readonly number[]): void {
    const [first] = fields;
    if (first === undefined) return;
    for (const field of fields) {
      const value = isNode(field.value) ? field.value : undefined;
      const weight = field === first ? weights.reduce((total, each) => total + each, 0) : 1;
      if (field === first || (value !== undefined && this.calls(value)))
        field.value = this.chargedValue(value ?? verbatim('void 0'), weight, field);
    }
  }

  /**
   * A value that is evaluated outside of any body. One that calls something can be the whole of a recursion: it
   * becomes a function, so that its depth is counted.
   */
  private chargedValue(value: SyntaxNode, weight: number, at: SyntaxNode): SyntaxNode {
    if (!this.calls(value))
      return { type: 'SequenceExpression', expressions: [verbatim(this.chargeText(weight, at)), value] };
    const statements = [{ type: 'ReturnStatement', argument: value }];
    const callee: SyntaxNode = {
      type: 'ArrowFunctionExpression',
      params: [],
      body: block([this.charge(weight, at), ...counting(statements)]),
      expression: false,
    };
    return { type: 'CallExpression', callee, arguments: [], optional: false };
  }

  private charge(weight: number, at: SyntaxNode, tally?: Tally, isBody = false): SyntaxNode {
    return verbatim(`${this.chargeText(weight, at, tally, isBody)};`);
  }

  /** @param tally how the weight is spread over lines; what it leaves belongs to the line of `at`. */
  private chargeText(weight: number, at: SyntaxNode, tally?: Tally, isBody = false): string {
    const line = lineOf(at);
    const text = `${METER.line}=${line},(${METER.fuel}-=${weight})<0&&${METER.spend}()`;
    if (this.regions === undefined) return text;
    const { within } = this;
    this.regions.push({ line, units: weight, byLine: tally ?? new Map(), within, isBody });
    return `${text},${METER.visits}[${this.regions.length - 1}]++`;
  }

  private chargedBlock(body: SyntaxNode, weight: number, tally?: Tally): SyntaxNode {
    const statements = body.type === 'BlockStatement' ? nodes(body, 'body') : [body];
    return block([this.charge(weight, body, tally), ...statements]);
  }

  /**
   * Catching costs what throwing costs the engine. What is caught is looked at: an end of the engine's own stack,
   * which is not the same everywhere, ends the run. While it is looked at the meter is spent, so that a stack
   * which ends right there ends the run too. For the same reason `finally` does not let it pass.
   */
  private meterTry(node: SyntaxNode, catchUnits: number): void {
    const caught: SyntaxNode = { type: 'Identifier', name: METER.caught };
    const look = ({ name }: SyntaxNode) => {
      const { kept, fuel, look } = METER;
      return verbatim(`${kept}=${fuel};${fuel}=${LOOKING};${look}(${String(name)});${fuel}=${kept};`);
    };
    const handler = child(node, 'handler');
    if (handler !== undefined) {
      const body = handler.body as SyntaxNode;
      const param = child(handler, 'param') ?? caught;
      const known = param.type === 'Identifier' ? param : caught;
      const statements =
        known === param ? nodes(body, 'body') : [declare(param, caught), block(nodes(body, 'body'))];
      handler.param = known;
      handler.body = block([this.charge(catchUnits, body), look(known), ...statements]);
    }
    if (!isNode(node.finalizer)) return;
    node.finalizer = this.chargedBlock(node.finalizer, 1);
    node.handler ??= {
      type: 'CatchClause',
      param: caught,
      body: block([look(caught), { type: 'ThrowStatement', argument: caught }]),
    };
  }

  /** Notes the line of each statement on a line of its own, and again after one that calls something. */
  private withLines(statements: SyntaxNode[]): SyntaxNode[] {
    const noted: SyntaxNode[] = [];
    let current = 0;
    for (const statement of statements) {
      const line = lineOf(statement);
      if (line > 0 && line !== current && !UNCHECKED.has(statement.type)) {
        noted.push(verbatim(`${METER.line}=${line};`));
        current = line;
      }
      noted.push(statement);
      if (this.calls(statement) || isLoop(statement)) current = 0;
    }
    return noted;
  }

  private calls(node: SyntaxNode): boolean {
    return this.calling.has(node) && !isFunction(node);
  }

  private refuse(node: SyntaxNode, message: string): void {
    this.diagnostics.push(diagnosticAt(node, message));
  }
}

/** The text that a node is or names. */
function textOf(node: SyntaxNode): unknown {
  switch (node.type) {
    case 'Identifier':
    case 'PrivateIdentifier':
      return node.name;
    case 'Literal':
      return node.value;
    case 'TemplateElement':
      return (node.value as { readonly cooked?: unknown }).cooked;
    default:
      return undefined;
  }
}

/** Operations whose cost depends on the size of an operand or of what comes out. */
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
        else if (setsPrototype(property)) property.value = call(METER.parent, property.value);
      break;
    case 'VariableDeclarator':
      if (isNode(node.init)) node.init = chargedRest(child(node, 'id'), node.init);
      break;
    case 'AssignmentExpression':
      meterAssignment(node);
      break;
    case 'BinaryExpression':
      if (node.operator === '+' && !isNumeric(node)) replace(node, call(METER.text, { ...node }));
      break;
    case 'TemplateLiteral':
      if (nodes(node, 'expressions').length > 0) replace(node, call(METER.text, { ...node }));
      break;
  }
}

function meterAssignment(node: SyntaxNode): void {
  const target = node.left as SyntaxNode;
  const value = node.right as SyntaxNode;
  node.right = chargedRest(target, value);
  const name = target.type === 'MemberExpression' ? plainKey(target, 'property') : undefined;
  if (name === 'prototype' || name === '__proto__') node.right = call(METER.parent, node.right);
  else if (node.operator === '+=') replace(node, call(METER.text, { ...node }));
}

/** `value` as it is taken apart by `pattern`: what a rest element copies is charged (others: lower-constructs.ts). */
function chargedRest(pattern: SyntaxNode | undefined, value: SyntaxNode): SyntaxNode {
  if (pattern?.type === 'ArrayPattern' && nodes(pattern, 'elements').at(-1)?.type === 'RestElement')
    return call(METER.spread, value);
  return value;
}

/** Looks at the places right below `node` that are assigned to. */
function meterTargets(node: SyntaxNode): void {
  switch (node.type) {
    case 'AssignmentExpression':
      meterAssignmentTarget(node);
      break;
    case 'UpdateExpression':
      // A length that goes up or down by one costs what a push and a pop cost.
      if (plainKey(node.argument as SyntaxNode, 'property') !== 'length')
        meterTarget(node.argument as SyntaxNode);
      break;
    case 'ArrayPattern':
      for (const element of nodes(node, 'elements')) meterTarget(element);
      break;
    case 'ObjectPattern':
      for (const property of nodes(node, 'properties'))
        if (isNode(property.value)) meterTarget(property.value);
      break;
    case 'AssignmentPattern':
      meterTarget(node.left as SyntaxNode);
      break;
    case 'RestElement':
      meterTarget(node.argument as SyntaxNode);
      break;
  }
}

/** A length or a parent may be set here, where the new value can be charged; list.length -= 1 is such a place too. */
function meterAssignmentTarget(node: SyntaxNode): void {
  const target = node.left as SyntaxNode;
  const name = target.type === 'MemberExpression' ? plainKey(target, 'property') : undefined;
  const operator = (node.operator as string).slice(0, -1);
  const plain = operator === '';
  if (plain && (name === 'prototype' || name === '__proto__')) return;
  const arithmetic = plain || NUMERIC_OPERATORS.has(operator) || operator === '+';
  if (name !== 'length' || !arithmetic) {
    meterTarget(target);
    return;
  }
  const object = target.object as SyntaxNode;
  const holder: SyntaxNode =
    object.type === 'Super' ? { type: 'ThisExpression' } : { type: 'Identifier', name: METER.target };
  if (object.type !== 'Super') target.object = kept(object);
  const right = node.right as SyntaxNode;
  const left: SyntaxNode = { ...target, object: object.type === 'Super' ? object : holder };
  const value: SyntaxNode = plain ? right : { type: 'BinaryExpression', operator, left, right };
  node.operator = '=';
  node.right = call(METER.length, holder, operator === '+' ? call(METER.text, value) : value);
}

/**
 * A place that is assigned to in any other way. A name that only running tells may be a length or a parent there:
 * it passes a function that refuses those.
 */
function meterTarget(target: SyntaxNode): void {
  if (target.type !== 'MemberExpression') return;
  const name = plainKey(target, 'property');
  const property = target.property as SyntaxNode;
  const harmless = name !== undefined && name !== 'length' && name !== 'prototype' && name !== '__proto__';
  if (harmless || property.type === 'PrivateIdentifier' || isNumeric(property)) return;
  const key = target.computed === true ? property : { type: 'Literal', value: name };
  const object = target.object as SyntaxNode;
  const keyOf: SyntaxNode =
    object.type === 'Super' ? { type: 'ThisExpression' } : { type: 'Identifier', name: METER.target };
  if (object.type !== 'Super') target.object = kept(object);
  target.property = call(METER.key, keyOf, key);
  target.computed = true;
}

/** The object, kept at hand for what is evaluated next. */
function kept(object: SyntaxNode): SyntaxNode {
  return {
    type: 'AssignmentExpression',
    operator: '=',
    left: { type: 'Identifier', name: METER.target },
    right: object,
  };
}

function meterConstructor(node: SyntaxNode): void {
  const callee = child(node, 'callee');
  if (callee?.type !== 'Identifier' || !METERED_CONSTRUCTORS.includes(callee.name as string)) return;
  const given = nodes(node, 'arguments');
  const [first = unary('void', { type: 'Literal', value: 0 }), ...others] = given;
  const name = callee.name as string;
  if (name === 'Array' && given.length !== 1) return;
  const measure =
    name.endsWith('Map') || name.endsWith('Set')
      ? METER.source
      : name.startsWith('Float')
        ? METER.floats
        : name === 'Array'
          ? METER.size
          : METER.elements;
  // A second argument of ArrayBuffer would reserve more than the first asks for.
  const kept = name === 'ArrayBuffer' ? others.map((argument) => unary('void', argument)) : others;
  node.arguments = [call(measure, first), ...kept];
}

/** `{ __proto__: parent }` */
function setsPrototype(property: SyntaxNode): boolean {
  return (
    property.computed !== true &&
    property.shorthand !== true &&
    property.method !== true &&
    plainKey(property) === '__proto__'
  );
}

/** Nodes that can be evaluated once `node` is entered, each at most once: without those of regions inside. */
function weigh(node: SyntaxNode, tally?: Tally): number {
  let weight = 0;
  const pending = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const region = REGIONS[next.type];
    const units = 1 + (MAKING_UNITS[next.type] ?? 0);
    weight += units;
    tally?.set(lineOf(next), (tally.get(lineOf(next)) ?? 0) + units);
    if (region === 'function') continue;
    if (region === 'loop') pending.push(...partsOf(next, ONCE));
    else if (next.type === 'PropertyDefinition' && next.static !== true) pending.push(next.key as SyntaxNode);
    else pending.push(...children(next));
  }
  return weight;
}

/** Units of a function's own region: its body, and the patterns of its parameters. */
function functionWeight(node: SyntaxNode, tally?: Tally): number {
  return 1 + patternNodes(nodes(node, 'params')) + weigh(node.body as SyntaxNode, tally);
}

/** Nodes of patterns, without the values and keys in them that charge themselves. */
function patternNodes(patterns: readonly SyntaxNode[]): number {
  const own = beforeBody(patterns);
  const total = (count: number, pattern: SyntaxNode) => count + weigh(pattern);
  return (
    patterns.reduce(total, 0) -
    own.reduce((count, { holder, field }) => total(count, holder[field] as SyntaxNode), 0)
  );
}

interface Place {
  readonly holder: SyntaxNode;
  readonly field: string;
}

/** Values and computed keys in patterns. */
function beforeBody(patterns: readonly SyntaxNode[]): Place[] {
  const places: Place[] = [];
  const pending = [...patterns];
  for (let next = pending.pop(); next !== undefined; next = pending.pop())
    switch (next.type) {
      case 'AssignmentPattern':
        places.push({ holder: next, field: 'right' });
        pending.push(next.left as SyntaxNode);
        break;
      case 'Property':
        if (next.computed === true) places.push({ holder: next, field: 'key' });
        pending.push(next.value as SyntaxNode);
        break;
      default:
        pending.push(...children(next));
    }
  return places;
}

function instanceFields(classBody: SyntaxNode): SyntaxNode[] {
  return nodes(classBody, 'body').filter(
    (member) => member.type === 'PropertyDefinition' && member.static !== true,
  );
}

function partsOf(node: SyntaxNode, fields: readonly string[]): SyntaxNode[] {
  return fields.map((field) => node[field]).filter(isNode);
}

/** Units of one turn of a loop. */
function turnWeight(loop: SyntaxNode, tally?: Tally): number {
  return partsOf(loop, AGAIN).reduce((total, part) => total + weigh(part, tally), 1);
}

/** Statements that count as a level of depth. */
function counting(statements: SyntaxNode[]): SyntaxNode[] {
  const { depth, maxDepth, tooDeep } = METER;
  return [
    verbatim(`if(++${depth}>${maxDepth})${tooDeep}();`),
    {
      type: 'TryStatement',
      block: block(statements),
      handler: null,
      finalizer: block([verbatim(`${depth}--;`)]),
    },
  ];
}

/** Whether the expression gives a number whatever its operands are. */
function isNumeric(node: SyntaxNode): boolean {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'number';
    case 'UnaryExpression':
      return node.operator === '-' || node.operator === '+' || node.operator === '~';
    case 'BinaryExpression':
      return (
        NUMERIC_OPERATORS.has(node.operator as string) ||
        (node.operator === '+' && isNumeric(node.left as SyntaxNode) && isNumeric(node.right as SyntaxNode))
      );
    case 'UpdateExpression':
      return true;
    default:
      return false;
  }
}

function block(body: SyntaxNode[]): SyntaxNode {
  return { type: 'BlockStatement', body };
}

function declare(pattern: SyntaxNode, value: SyntaxNode): SyntaxNode {
  return {
    type: 'VariableDeclaration',
    kind: 'let',
    declarations: [{ type: 'VariableDeclarator', id: pattern, init: value }],
  };
}

function call(name: string, ...given: unknown[]): SyntaxNode {
  return {
    type: 'CallExpression',
    callee: { type: 'Identifier', name },
    arguments: given,
    optional: false,
  };
}

function unary(operator: string, argument: SyntaxNode): SyntaxNode {
  return { type: 'UnaryExpression', operator, prefix: true, argument };
}

function verbatim(text: string): SyntaxNode {
  return { type: 'Verbatim', text };
}

/** Makes `node` become `replacement`, for a node whose parent is not at hand. */
function replace(node: SyntaxNode, replacement: SyntaxNode): void {
  for (const field of Object.keys(node)) if (field !== 'loc') delete node[field];
  Object.assign(node, replacement);
}
