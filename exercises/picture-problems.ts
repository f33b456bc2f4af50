/**
 * What is wrong with a view: a table of what each kind of part and effect may say, and the check of a description
 * against it and against the events of the run. Not where exercises are defined: it decides no verdict, and so is part
 * of no exercise's version. The site asks it too: a stored trace may be of another version than today's picture.
 */
import { sentenceProblem } from '../simulator/engine/event-words';
import type { EventKinds } from '../simulator/engine/trace';
import { SPECIAL_VIEWS } from './exercise-definition';
import { type PartKind, STATE_COLORS } from './picture-description';

/** Of a special view or a description. @param parameters names of the case parameters, where they are known. */
export function viewProblems(view: unknown, kinds: EventKinds, parameters?: readonly string[]): string[] {
  if (typeof view !== 'string') return pictureProblems(view, kinds, parameters);
  return SPECIAL_VIEWS.some((each) => each === view)
    ? []
    : [`there is no picture ${view}: one of ${SPECIAL_VIEWS.join(', ')}, or definePicture(...)`];
}

/** What a property of a part or an effect may be. */
type Shape =
  | 'text'
  | 'sentence'
  | 'texts'
  | 'operand'
  | 'operands'
  | 'conditions'
  | 'told'
  | 'cells'
  | 'choice'
  | 'amount'
  | 'states'
  | 'true'
  | 'end'
  | 'stage'
  | 'name';

interface KindShape {
  readonly part: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
  readonly effect: Readonly<Record<string, Shape>>;
  /** Of these properties an effect has at least one. */
  readonly subject: readonly string[];
  /** What each naming property of an effect must be declared in. */
  readonly declared: Readonly<Record<string, string>>;
}

/** The vocabulary as a table. */
const SHAPES: Readonly<Record<PartKind, KindShape>> = {
  slots: {
    part: { noun: 'text', names: 'texts', count: 'amount', empty: 'text', flags: 'texts', pointers: 'texts' },
    required: [],
    effect: {
      slot: 'operand',
      holding: 'operand',
      value: 'operand',
      text: 'sentence',
      clear: 'true',
      flags: 'operands',
      every: 'true',
      pointer: 'name',
    },
    subject: ['slot', 'holding', 'clear', 'every'],
    declared: { flags: 'flags', pointer: 'pointers' },
  },
  queue: {
    part: { noun: 'text', names: 'texts', count: 'amount' },
    required: [],
    effect: {
      queue: 'operand',
      push: 'operand',
      text: 'sentence',
      at: 'end',
      pop: 'end',
      remove: 'operand',
      clear: 'true',
    },
    subject: ['queue', 'push', 'pop', 'remove', 'clear'],
    declared: {},
  },
  table: {
    part: { key: 'text', columns: 'texts' },
    required: ['key', 'columns'],
    effect: {
      row: 'operand',
      name: 'sentence',
      set: 'cells',
      column: 'choice',
      value: 'told',
      remove: 'true',
      clear: 'true',
    },
    subject: ['row', 'clear'],
    declared: { set: 'columns', column: 'columns' },
  },
  lanes: {
    part: { noun: 'text', names: 'texts', count: 'amount', states: 'states' },
    required: ['states'],
    effect: { lane: 'operand', state: 'choice', text: 'sentence' },
    subject: ['lane'],
    declared: { state: 'states' },
  },
  tree: {
    part: { noun: 'text', states: 'states' },
    required: [],
    effect: { node: 'operand', parent: 'operand', state: 'choice', text: 'sentence', remove: 'true' },
    subject: ['node'],
    declared: { state: 'states' },
  },
  space: {
    part: { noun: 'text', regions: 'texts', pageBytes: 'amount', frames: 'amount' },
    required: [],
    effect: {
      space: 'operand',
      region: 'choice',
      start: 'operand',
      end: 'operand',
      rights: 'told',
      remove: 'true',
      map: 'operand',
      frame: 'operand',
      unmap: 'operand',
      clear: 'true',
      access: 'operand',
      fault: 'told',
    },
    subject: ['region', 'map', 'unmap', 'clear', 'access', 'space'],
    declared: { region: 'regions' },
  },
  traffic: {
    part: { noun: 'text', names: 'texts', count: 'amount', transactions: 'texts', unit: 'text' },
    required: ['transactions'],
    effect: { by: 'operand', transaction: 'choice', text: 'sentence', amount: 'operand', stage: 'stage' },
    subject: ['by'],
    declared: { transaction: 'transactions' },
  },
  buffer: {
    part: { noun: 'text', bytes: 'amount', item: 'text' },
    required: [],
    effect: {
      buffer: 'operand',
      owner: 'operand',
      begins: 'true',
      text: 'sentence',
      put: 'operand',
      take: 'operand',
      length: 'operand',
      at: 'operand',
    },
    subject: ['buffer', 'owner', 'put', 'take', 'at'],
    declared: {},
  },
  diagram: {
    part: { noun: 'text', names: 'texts', count: 'amount', thing: 'text' },
    required: ['names'],
    effect: { of: 'operand', from: 'operand', to: 'operand', text: 'sentence', who: 'operand' },
    subject: ['of', 'to'],
    declared: {},
  },
  blocks: {
    part: { noun: 'text', count: 'amount', stretchBytes: 'amount', leastGapBytes: 'amount' },
    required: [],
    effect: {
      start: 'operand',
      end: 'operand',
      block: 'operand',
      bytes: 'operand',
      text: 'sentence',
      free: 'true',
      remove: 'true',
      access: 'operand',
      fault: 'told',
      clear: 'true',
    },
    subject: ['start', 'end', 'block', 'access', 'clear'],
    declared: {},
  },
};

/** What every effect may say beside that. */
const CONDITIONS: Readonly<Record<string, Shape>> = { when: 'conditions', unless: 'conditions' };

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const list = (names: readonly string[]) => (names.length === 0 ? 'none' : names.join(', '));

/**
 * What is wrong with a description of runs with these events; empty when nothing is. Of any value: a package's
 * description is data of unknown origin.
 * @param parameters names of the case parameters, where they are known.
 */
export function pictureProblems(
  description: unknown,
  kinds: EventKinds,
  parameters?: readonly string[],
): string[] {
  if (!isObject(description)) return ['a picture must be an object with parts and on'];
  const { time, parts, on, ...further } = description;
  const problems = Object.keys(further).map((key) => `a picture has no property ${key}`);
  if (time !== undefined && !isText(time)) problems.push('time must be a word: what the trace counts in');
  if (!isObject(parts) || !isObject(on) || Object.keys(parts).length === 0)
    return [...problems, 'a picture must have parts, each by its name, and on, by event'];
  for (const [name, part] of Object.entries(parts)) problems.push(...partProblems(name, part, parameters));
  const acted = new Set<unknown>();
  for (const [event, effects] of Object.entries(on)) {
    const kind = kinds.find((each) => each.name === event);
    if (kind === undefined) {
      problems.push(`on.${event}: there is no such event (there are ${list(kinds.map(({ name }) => name))})`);
      continue;
    }
    if (!Array.isArray(effects) || effects.length === 0) {
      problems.push(`on.${event} must be a list of effects`);
      continue;
    }
    effects.forEach((effect: unknown, i) => {
      const place = `on.${event}[${i}]`;
      if (!isObject(effect)) problems.push(`${place} must be an effect: { part, ... }`);
      else {
        acted.add(effect.part);
        problems.push(...effectProblems(place, effect, parts, kind.fields));
      }
    });
  }
  for (const name of Object.keys(parts))
    if (!acted.has(name)) problems.push(`part ${name}: no event acts on it`);
  return problems;
}

function shapeOf(part: unknown): KindShape | undefined {
  if (!isObject(part) || typeof part.kind !== 'string' || !Object.hasOwn(SHAPES, part.kind)) return undefined;
  return SHAPES[part.kind as PartKind];
}

function partProblems(name: string, part: unknown, parameters: readonly string[] | undefined): string[] {
  const shape = shapeOf(part);
  if (shape === undefined || !isObject(part))
    return [`part ${name} must have a kind: one of ${list(Object.keys(SHAPES))}`];
  const { kind, title, ...rest } = part;
  const problems = isText(title) ? [] : [`part ${name} has no title`];
  for (const key of shape.required)
    if (rest[key] === undefined) problems.push(`part ${name} (${kind}) must have ${key}`);
  for (const [key, value] of Object.entries(rest)) {
    const expected = Object.hasOwn(shape.part, key) ? shape.part[key] : undefined;
    if (expected === undefined)
      problems.push(`part ${name}: ${kind} have no property ${key} (but ${list(Object.keys(shape.part))})`);
    else if (value !== undefined) {
      const wrong = valueProblem(expected, value, []);
      if (wrong !== undefined) problems.push(`part ${name}: ${key} ${wrong}`);
      else if (
        expected === 'amount' &&
        isObject(value) &&
        parameters?.includes(value.parameter as string) === false
      )
        problems.push(
          `part ${name}: ${key} names the parameter ${value.parameter}, which a case does not have`,
        );
    }
  }
  return problems;
}

function effectProblems(
  place: string,
  { part, ...rest }: Fields,
  parts: Fields,
  fields: readonly string[],
): string[] {
  const target = typeof part === 'string' && Object.hasOwn(parts, part) ? parts[part] : undefined;
  const shape = shapeOf(target);
  if (!isObject(target))
    return [`${place}: there is no part ${String(part)} (there are ${list(Object.keys(parts))})`];
  if (shape === undefined) return [];
  const where = `${place} (part ${part})`;
  const problems: string[] = [];
  if (!shape.subject.some((key) => rest[key] !== undefined))
    problems.push(`${where} must say what it is about: one of ${list(shape.subject)}`);
  for (const [key, value] of Object.entries(rest)) {
    const allowed = { ...shape.effect, ...CONDITIONS };
    const expected = Object.hasOwn(allowed, key) ? allowed[key] : undefined;
    if (expected === undefined)
      problems.push(
        `${where}: effects on ${target.kind} have no property ${key} (but ${list(Object.keys(allowed))})`,
      );
    else if (value !== undefined) {
      const wrong = valueProblem(expected, value, fields);
      if (wrong !== undefined) problems.push(`${where}: ${key} ${wrong}`);
      else problems.push(...undeclared(where, key, value, target, shape));
    }
  }
  return problems;
}

/** Names that the part does not declare. */
function undeclared(where: string, key: string, value: unknown, target: Fields, shape: KindShape): string[] {
  const declaredIn = Object.hasOwn(shape.declared, key) ? shape.declared[key] : undefined;
  if (declaredIn === undefined) return [];
  const declared = declaredNames(target[declaredIn]);
  const names =
    typeof value === 'string' ? [value] : isObject(value) && !('field' in value) ? Object.keys(value) : [];
  return names
    .filter((name) => !declared.includes(name))
    .map((name) => `${where}: ${key} names ${name}, but the part's ${declaredIn} are ${list(declared)}`);
}

/** The names in a list of flags, or the states of a part. */
function declaredNames(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.filter(isText);
  return isObject(value) ? Object.keys(value) : [];
}

/** @returns what is wrong with the value, as the end of a sentence. */
function valueProblem(shape: Shape, value: unknown, fields: readonly string[]): string | undefined {
  const noField = (name: unknown) =>
    typeof name === 'string' && fields.includes(name)
      ? undefined
      : `names the field ${String(name)}, but the event has ${list(fields)}`;
  switch (shape) {
    case 'text':
    case 'name':
      return isText(value) ? undefined : 'must be a text';
    case 'sentence':
      return typeof value === 'string'
        ? sentenceProblem(value, fields)
        : 'must be a text, with fields in braces';
    case 'texts':
      return Array.isArray(value) &&
        value.length > 0 &&
        value.every(isText) &&
        new Set(value).size === value.length
        ? undefined
        : 'must be a list of different texts';
    case 'operand':
      if (typeof value === 'number') return Number.isFinite(value) ? undefined : 'must be a finite number';
      return typeof value === 'string' ? noField(value) : 'must be a number or the name of a field';
    case 'told':
      if (!isObject(value)) return valueProblem('operand', value, fields);
      return valueProblem('sentence', value.text, fields);
    case 'operands':
    case 'cells': {
      if (!isObject(value)) return 'must be an object by name';
      const each = shape === 'cells' ? 'told' : 'operand';
      return Object.values(value)
        .map((one) => valueProblem(each, one, fields))
        .find((wrong) => wrong !== undefined);
    }
    case 'conditions': {
      if (!isObject(value)) return 'must be numbers by field';
      if (!Object.values(value).every((each) => Number.isFinite(each))) return 'must be numbers by field';
      return Object.keys(value)
        .map(noField)
        .find((wrong) => wrong !== undefined);
    }
    case 'choice':
      if (isObject(value)) return noField(value.field);
      return isText(value) ? undefined : 'must be a name, or { field }';
    case 'amount':
      if (isObject(value)) return isText(value.parameter) ? undefined : 'must be a number, or { parameter }';
      return Number.isSafeInteger(value) && (value as number) > 0 ? undefined : 'must be a number from 1 on';
    case 'states':
      return isObject(value) &&
        Object.keys(value).length > 0 &&
        Object.values(value).every((color) => STATE_COLORS.some((each) => each === color))
        ? undefined
        : `must give each state a colour: one of ${list(STATE_COLORS)}`;
    case 'true':
      return value === true ? undefined : 'can only be true';
    case 'end':
      return value === 'front' || value === 'back' ? undefined : 'must be front or back';
    case 'stage':
      return value === 'asks' || value === 'begins' || value === 'ends'
        ? undefined
        : 'must be asks, begins or ends';
  }
}
