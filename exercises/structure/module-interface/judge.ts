/**
 * What the rules of the module table say about a run: it keeps which modules are loaded and open beside the trace, and
 * looks at each answer and at what was run for it. Where a mistake leaves a table that no rule speaks of, nothing else of
 * the run is looked at.
 */
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { EVENTS, type ModuleParameters } from './simulation';

const RULES = ['MI1', 'MI2', 'MI3', 'MI4', 'MI5', 'MI6'] as const;
type Rule = (typeof RULES)[number];
type Event = EventOf<typeof EVENTS.kinds>;
type Ran = Extract<Event, { readonly name: 'ran' | 'stray' }>;
/** So often a thing must have been done before its rule counts as shown. */
const SHOWN = 3;

interface Module {
  readonly image: number;
  readonly interface: number;
  readonly key: string;
  readonly present: number;
  opened: number;
}
/** What should have happened: an answer (undefined: a handle), and what should have been run for it. */
interface Expected {
  readonly rule: Rule;
  readonly what: string;
  readonly answer?: number;
  /** The handle that was answered is open already. */
  readonly taken?: true;
  readonly run?: { readonly image: number; readonly operation: number; readonly argument: number };
}

export function judge({ trace }: JudgeInput<ModuleParameters, null>): readonly Check[] {
  const book = new RuleBook(RULES);
  const shown = new Map<Rule, number>();
  const model = new Model();
  let ran: Ran[] = [];
  for (const event of new Events(trace, EVENTS.kinds).of()) {
    if (event.name === 'asked') continue;
    if (event.name === 'ran' || event.name === 'stray') ran.push(event);
    else if (event.name === 'described' || event.name === 'image') model.note(event);
    else {
      const expected = model.expected(event, ran);
      const wrong = whatIsWrong(expected, event.answer, ran);
      if (wrong !== undefined) {
        book.broken(expected.rule, event.index, `${expected.what}: ${wrong}.`);
        if (leavesDoubt(expected.rule, event)) break;
      } else shown.set(expected.rule, (shown.get(expected.rule) ?? 0) + 1);
      model.follow(event);
      ran = [];
    }
  }
  // Who opens and calls no module shows nothing.
  if ((shown.get('MI4') ?? 0) >= SHOWN || book.isBroken('MI4'))
    for (const rule of RULES) if ((shown.get(rule) ?? 0) >= SHOWN) book.kept(rule);
  return book.checks();
}

type Asked = Extract<Event, { readonly name: 'loaded' | 'opened' | 'called' | 'closed' | 'unloaded' }>;

/** Whether after a mistake one cannot say any more what is loaded and open. */
const leavesDoubt = (rule: Rule, { name }: Asked): boolean =>
  rule === 'MI2' || rule === 'MI3' || rule === 'MI6' || name === 'opened' || name === 'closed';

class Model {
  private readonly interfaces = new Map<number, { readonly operations: number; readonly required: number }>();
  private readonly modules = new Map<string, Module>();
  private readonly handles = new Map<number, Module>();
  /** Names that a module had which is not loaded: why not. */
  private readonly gone = new Map<string, string>();
  private lying: Module = { image: -1, interface: 0, key: '', present: 0, opened: 0 };

  note(event: Extract<Event, { readonly name: 'described' | 'image' }>): void {
    if (event.name === 'described') this.interfaces.set(event.interface, event);
    else {
      const { image, present } = event;
      this.lying = { image, interface: event.interface, key: keyOf(event), present, opened: 0 };
    }
  }

  /** @param ran for this event: what a start answered decides. */
  expected(event: Asked, ran: readonly Ran[]): Expected {
    const found = 'interface' in event ? this.modules.get(keyOf(event)) : undefined;
    switch (event.name) {
      case 'loaded':
        return this.load(event.image, ran);
      case 'opened': {
        const what = `open(${keyOf(event)})`;
        if (found === undefined)
          return { rule: 'MI5', what: `${what}, where no such module is loaded`, answer: -1 };
        const taken = this.handles.has(event.answer);
        return { rule: 'MI4', what: `${what}, a module that is loaded`, ...(taken ? { taken } : {}) };
      }
      case 'called':
        return this.call(event);
      case 'closed': {
        const isOpen = this.handles.has(event.handle);
        const what = `close(${event.handle}), a handle that is ${isOpen ? '' : 'not '}open`;
        return { rule: isOpen ? 'MI4' : 'MI5', what, answer: isOpen ? 0 : -1 };
      }
      default: {
        const what = `unload(${keyOf(event)})`;
        if (found === undefined)
          return { rule: 'MI5', what: `${what}, where no such module is loaded`, answer: -1 };
        if (found.opened > 0)
          return {
            rule: 'MI6',
            what: `${what}, which is open ${found.opened === 1 ? 'once' : `${found.opened} times`}`,
            answer: -1,
          };
        const run = { image: found.image, operation: 1, argument: 0 };
        return { rule: 'MI6', what: `${what}, which nobody has open`, answer: 0, run };
      }
    }
  }

  private load(image: number, ran: readonly Ran[]): Expected {
    const { lying } = this;
    const what = `load of module ${image} (${lying.key})`;
    const known = this.interfaces.get(lying.interface);
    if (known === undefined)
      return { rule: 'MI2', what: `${what}, an interface that was never described`, answer: -1 };
    const missing = known.required & ~lying.present;
    if (missing !== 0)
      return {
        rule: 'MI2',
        what: `${what}, which lacks operation ${31 - Math.clz32(missing & -missing)}`,
        answer: -1,
      };
    if (this.modules.has(lying.key))
      return { rule: 'MI2', what: `${what}, a name that its interface has already`, answer: -1 };
    const run = { image, operation: 0, argument: 0 };
    const start = ran[0]?.name === 'ran' ? ran[0].answer : 0;
    const before = this.gone.get(lying.key);
    const free = before === undefined ? '' : ` and a name that is free: its last module ${before}`;
    return start === 0
      ? { rule: 'MI1', what: `${what}, which has all that is required${free}`, answer: 0, run }
      : { rule: 'MI3', what: `${what}, whose start answered ${start}`, answer: -1, run };
  }

  private call({ handle, operation, argument }: Extract<Event, { readonly name: 'called' }>): Expected {
    const found = this.handles.get(handle);
    const what = `call(${handle}, ${operation}, ${argument})`;
    if (found === undefined) return { rule: 'MI5', what: `${what} by a handle that is not open`, answer: -1 };
    const count = this.interfaces.get(found.interface)?.operations ?? 0;
    if (operation < 2 || operation >= count)
      return {
        rule: 'MI5',
        what: `${what}: callers may call operations 2 to ${count - 1} of interface ${found.interface}`,
        answer: -1,
      };
    if (((found.present >> operation) & 1) === 0)
      return {
        rule: 'MI5',
        what: `${what}: module ${found.image} has no operation ${operation}`,
        answer: -1,
      };
    const run = { image: found.image, operation, argument };
    return { rule: 'MI4', what: `${what} by a handle of module ${found.image}`, run };
  }

  follow(event: Asked): void {
    if (event.name === 'loaded' && event.answer === -1) this.gone.set(this.lying.key, 'was refused');
    if (event.answer === -1 && event.name !== 'called') return;
    if (event.name === 'loaded') this.modules.set(this.lying.key, this.lying);
    else if (event.name === 'unloaded') {
      this.modules.delete(keyOf(event));
      this.gone.set(keyOf(event), 'was unloaded');
    } else if (event.name === 'closed') {
      const module = this.handles.get(event.handle);
      if (module !== undefined) module.opened--;
      this.handles.delete(event.handle);
    } else if (event.name === 'opened') {
      const module = this.modules.get(keyOf(event));
      if (module === undefined) return;
      module.opened++;
      this.handles.set(event.answer, module);
    }
  }
}

const keyOf = (event: { readonly interface: number; readonly module: number }): string =>
  `${event.interface}, ${event.module}`;

function whatIsWrong(
  { answer, taken, run }: Expected,
  answered: number,
  ran: readonly Ran[],
): string | undefined {
  const [first] = ran;
  if (run === undefined && first !== undefined)
    return `nothing of a module may run, but ${ranText(first)} did`;
  if (run !== undefined) {
    const needed = `operation ${run.operation} of module ${run.image} must run once, with ${run.argument}`;
    if (first === undefined) return `${needed}, but nothing ran`;
    if (
      first.name === 'stray' ||
      first.image !== run.image ||
      first.operation !== run.operation ||
      first.argument !== run.argument
    )
      return `${needed}, but ${ranText(first)} did`;
    if (ran.length > 1) return `${needed}, but then ${ranText(ran[1])} did too`;
    const result = answer ?? first.answer;
    return answered === result ? undefined : `the answer is ${answered}, and must be ${result}`;
  }
  if (taken)
    return `the answer is ${answered}, a handle that is open already: it must be one that nobody holds`;
  if (answer === undefined)
    return answered >= 0 ? undefined : `the answer is ${answered}, and must be a handle`;
  return answered === answer ? undefined : `the answer is ${answered}, and must be ${answer}`;
}

function ranText(event: Ran): string {
  return event.name === 'stray'
    ? `address ${event.address}, where no operation lies,`
    : `operation ${event.operation} of module ${event.image} with ${event.argument}`;
}
