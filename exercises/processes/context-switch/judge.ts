/**
 * Judges each call on its own: registers and control block in front of it and behind it (the simulation's result), and
 * what it stored, loaded and flushed (the trace). A wrong control block is blamed on who wrote it: what is later
 * restored from it is not looked at.
 */
import { NATIVE_REGISTERS } from '../../../simulator/hardware/native/native-core';
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { hexadecimal } from '../process-words';
import { EVENTS, type SwitchCall, type SwitchParameters } from './simulation';

const RULES = ['CS1', 'CS2', 'CS3', 'CS4', 'CS5', 'CS6'] as const;
type Kinds = typeof EVENTS.kinds;
type Begin = EventOf<Kinds, 'save' | 'restore'>;
type End = EventOf<Kinds, 'saved' | 'restored'>;

/** So often a thing must have been done before its rule counts as shown. */
const SHOWN = 5;
/** What was refused. */
const REGISTER = 0;
const PAGE_TABLE = 2;

const nameOf = (register: number) => (register === 0 ? 'the program counter' : `x${register}`);

/** A core's translations. */
class CoreModel {
  process = 0;
  identifier = 0;
  /** By identifier: whose translations may be in the buffers. */
  readonly left = new Map<number, Set<number>>();
}

/** What a call has done so far. */
class Call {
  flushes = 0;
  /** Index of the event that tells of the first register unlike its word. */
  unlike: number | undefined;
  readonly before: number;

  constructor(
    readonly begin: Begin,
    { process }: CoreModel,
    /** Whether the control block was wrong already. */
    readonly isSpoilt: boolean,
  ) {
    this.before = process;
  }

  get name(): string {
    const { begin } = this;
    return begin.name === 'save' ? `save(${begin.thread})` : `restore(${begin.thread}, ${begin.process})`;
  }
}

export function judge({
  parameters,
  trace,
  result,
}: JudgeInput<SwitchParameters, readonly SwitchCall[]>): readonly Check[] {
  const { cores, identifiers } = parameters;
  const book = new RuleBook(RULES);
  const models = Array.from({ length: cores }, () => new CoreModel());
  const byEvent = new Map(result.map((each) => [each.event, each]));
  /** Threads whose control blocks no longer hold what they should. */
  const spoilt = new Set<number>();
  let call: Call | undefined;
  const shown = { saves: 0, restores: 0, stores: 0, changes: 0, stays: 0, returns: 0 };

  const modelOf = (core: number) => models[core];
  const where = ({ cycle }: { readonly cycle: number }, core: number) =>
    cores > 1 ? `Cycle ${cycle}, core ${core}` : `Cycle ${cycle}`;

  for (const event of new Events(trace, EVENTS.kinds).of()) {
    if (event.name === 'save' || event.name === 'restore')
      call = new Call(event, modelOf(event.core), spoilt.has(event.thread));
    else if (call === undefined) continue;
    else if (event.name === 'control-word') onStore(event, call);
    else if (event.name === 'unlike') call.unlike ??= event.index;
    else if (event.name === 'page-table') {
      const model = modelOf(event.core);
      model.process = event.process;
      model.identifier = event.identifier;
    } else if (event.name === 'flush') {
      modelOf(event.core).left.clear();
      call.flushes++;
      onFlush(event, call);
    } else if (event.name === 'refused') onRefusal(event, call);
    else if (event.name === 'saved') onSaved(event, call);
    else if (event.name === 'restored') onRestored(event, call);
  }
  if (shown.saves >= SHOWN) book.kept('CS1');
  if (shown.restores >= SHOWN) book.kept('CS2');
  if (shown.stores >= SHOWN) book.kept('CS3');
  if (shown.changes >= SHOWN) book.kept('CS4');
  if (shown.returns >= SHOWN) book.kept('CS5');
  if (shown.changes >= SHOWN && (identifiers || shown.stays >= SHOWN)) book.kept('CS6');
  return book.checks();

  function onStore(event: EventOf<Kinds, 'control-word'>, { begin, name }: Call): void {
    const isOwn = event.thread === begin.thread && event.word < NATIVE_REGISTERS;
    if (begin.name === 'save' && isOwn) return;
    if (event.word < NATIVE_REGISTERS) spoilt.add(event.thread);
    const what =
      event.word < NATIVE_REGISTERS
        ? `word ${event.word} (${nameOf(event.word)})`
        : `word ${event.word}, which is no register`;
    book.broken(
      'CS3',
      event.index,
      `${where(event, event.core)}: ${name} stored ${event.value} into ${what} of the control block of thread ${event.thread}. Only save stores into control blocks: words 0 to 31 of the thread that leaves.`,
    );
  }

  function onFlush(event: EventOf<Kinds, 'flush'>, { begin, name, before, flushes }: Call): void {
    const at = where(event, event.core);
    const broken = (why: string) => book.broken('CS6', event.index, `${at}: ${name} ${why}`);
    if (begin.name === 'save')
      broken('flushed, but which process comes next is not known yet. Leave it to restore.');
    else if (identifiers)
      broken(
        'flushed. This machine has identifiers: under one of its own, what is kept of each process can stay.',
      );
    else if (begin.process === before)
      broken(
        `flushed, but the page table of process ${before} was loaded already, as loadedProcess() tells: its threads share all translations.`,
      );
    else if (flushes === 2) broken('flushed twice for one change of process.');
  }

  function onRefusal(event: EventOf<Kinds, 'refused'>, { begin, name }: Call): void {
    const { index, what, first, second } = event;
    const asked = `${where(event, event.core)}: ${name} asked for`;
    if (what === PAGE_TABLE)
      book.broken(
        'CS4',
        index,
        `${asked} the page table of process ${first} under identifier ${second}, which was refused: processes go from 0 to ${parameters.processes - 1}, identifiers from 0 to 63.`,
      );
    else
      book.broken(
        begin.name === 'save' ? 'CS1' : 'CS2',
        index,
        what === REGISTER
          ? `${asked} register ${first}. There are registers 0 to 31.`
          : `${asked} word ${second} of the control block of thread ${first}. There are words 0 to 63, of which 0 to 31 are registers, and threads that the kernel named.`,
      );
  }

  function onSaved(event: End, { begin, name, unlike }: Call): void {
    const made = byEvent.get(event.index);
    if (made === undefined) return;
    shown.saves++;
    if (event.stores > 0) shown.stores++;
    const wrong = differing(made);
    if (wrong.length === 0) {
      spoilt.delete(begin.thread);
      return;
    }
    spoilt.add(begin.thread);
    const [first] = wrong;
    book.broken(
      'CS1',
      unlike ?? event.index,
      `${where(event, event.core)}: after ${name}, word ${first} of the control block is ${told(first, made.to)}, but ${nameOf(first)} of the core was ${told(first, made.from)}.${others(wrong)} What is not put away now is lost when the next thread gets the core.`,
    );
  }

  function onRestored(event: End, call: Call): void {
    const { name, before, isSpoilt } = call;
    const made = byEvent.get(event.index);
    if (made === undefined) return;
    if (event.stores > 0)
      book.broken(
        'CS3',
        event.index,
        `${where(event, event.core)}: ${name} made ${event.stores} stores into control blocks. They are stored into when a thread leaves a core, and at no other time.`,
      );
    if (!isSpoilt) judgeRegisters(event, call, made);
    judgeTranslations(event, name, made.process, before);
  }

  function judgeRegisters(event: End, { name, unlike }: Call, made: SwitchCall): void {
    shown.restores++;
    const wrong = differing(made);
    if (wrong.length === 0) return;
    const [first] = wrong;
    book.broken(
      'CS2',
      unlike ?? event.index,
      `${where(event, event.core)}: after ${name}, ${nameOf(first)} of the core is ${told(first, made.to)}, but word ${first} of the control block was ${told(first, made.from)}.${others(wrong)} The thread goes on with what it finds in registers.`,
    );
  }

  function judgeTranslations(event: End, name: string, process: number, before: number): void {
    const model = modelOf(event.core);
    const at = where(event, event.core);
    const left = model.left.get(model.identifier) ?? new Set();
    model.left.set(model.identifier, left);
    const stale = [...left].find((each) => each !== model.process);
    left.add(model.process);
    if (model.process !== process) {
      book.broken(
        'CS4',
        event.index,
        `${at}: after ${name}, the page table of process ${model.process} is loaded. Every address that thread ${event.thread} uses now leads into the memory of that process. Ask for loadPageTable(${process}, ...) when loadedProcess() answers another one.`,
      );
      return;
    }
    if (process === before) shown.stays++;
    else shown.changes++;
    if (left.size === 1 && process !== before) shown.returns++;
    if (stale === undefined) return;
    left.clear();
    left.add(process);
    book.broken(
      'CS5',
      event.index,
      `${at}: after ${name}, translations of process ${stale} are still kept under identifier ${model.identifier}, under which process ${process} runs now. Where they are used, thread ${event.thread} meets the memory of process ${stale}: ${identifiers ? 'give each process an identifier that no other one has' : 'this machine has one identifier for all, so that flush() is needed when the process changes'}.`,
    );
  }
}

function differing({ from, to }: SwitchCall): readonly number[] {
  return from.flatMap((value, i) => (value === to[i] ? [] : [i]));
}

/** A register's value: of the program counter as an address. */
function told(register: number, values: readonly number[]): string {
  const value = values[register];
  return register === 0 ? hexadecimal(value) : `${value}`;
}

function others({ length }: readonly number[]): string {
  return length > 1 ? ` ${length - 1} more of the 32 differ too.` : '';
}
