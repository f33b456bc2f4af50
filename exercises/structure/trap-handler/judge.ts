/**
 * Judges a trap handler trap by trap: the instruction, the registers before it and what its address reaches say what
 * must come of it. Each trap is judged by itself, from the registers that it found.
 */
import { CAUSE, CSR } from '../../../simulator/hardware/riscv/control-registers';
import { findInstruction } from '../../../simulator/hardware/riscv/instruction-set';
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { hexadecimal } from '../../processes/process-words';
import type { TrapParameters } from './programs';
import { EVENTS, type TrapFact, type TrapResult } from './simulation';

const RULES = ['TH1', 'TH2', 'TH3', 'TH4', 'TH5', 'TH6', 'TH7', 'TH8'] as const;
type Rule = (typeof RULES)[number];
type Trapped = EventOf<typeof EVENTS.kinds, 'trapped'>;

/** Instructions that a run must have had done before its ends show anything. */
const DONE = 3;

/** What must come of a trap. */
type Demand =
  | { readonly does: 'end'; readonly why: string }
  | {
      readonly does: 'go on';
      readonly rule: Rule;
      readonly name: string;
      /** Whether x0 is its target or an operand. */
      readonly zero: boolean;
      /** The value, or the bytes, that it would have if x0 were the program counter. */
      readonly ifCounter: number;
      /** Register and what it holds afterwards; x0: none. */
      readonly target: number;
      readonly value: number;
      readonly stores: ReadonlyMap<number, number>;
    };

const COUNTERS: ReadonlySet<number> = new Set([CSR.cycle, CSR.time, CSR.cycleh, CSR.timeh]);
const NO_STORES: ReadonlyMap<number, number> = new Map();

export function judge(input: JudgeInput<TrapParameters, TrapResult>): readonly Check[] {
  return new TrapJudge(input).checks();
}

class TrapJudge {
  private readonly book = new RuleBook(RULES);
  private readonly events: Events<typeof EVENTS.kinds>;
  private done = 0;
  private ended = 0;

  constructor(private readonly input: JudgeInput<TrapParameters, TrapResult>) {
    this.events = new Events(input.trace, EVENTS.kinds);
  }

  checks(): readonly Check[] {
    for (const fact of this.input.result.traps) this.look(fact);
    const { book } = this;
    this.book.keepShown(DONE);
    if (this.done >= DONE) {
      book.kept('TH5', 'TH7');
      if (this.ended > 0) book.kept('TH6');
    }
    return book.checks();
  }

  private look(fact: TrapFact): void {
    const { book } = this;
    const trap = this.events.at(fact.event) as Trapped;
    const demand = demandOf(trap, fact);
    const stored = new Map<number, number>();
    for (const { process, address, byte } of this.events.between(fact.event, fact.end, 'byte-stored'))
      if (process === trap.process) stored.set(address, byte);
      else this.strangerChanged(trap, fact, process);
    if (fact.stranger > 0) this.strangerChanged(trap, fact, fact.stranger);
    if (demand.does === 'go on') {
      this.lookAtDone(trap, fact, demand, stored);
      return;
    }
    const at = told(trap, fact);
    const [address] = stored.keys();
    if (address !== undefined)
      book.broken(
        'TH7',
        this.storeOf(fact, address),
        `${at} must end it (${demand.why}), with nothing changed, but your handler stores a byte at ${hexadecimal(address)}. Check everything before the first byte is stored.`,
      );
    const changed = fact.after.findIndex((value, i) => i > 0 && value !== fact.before[i]);
    if (changed > 0)
      book.broken(
        'TH7',
        this.changeOf(fact, changed),
        `${at} must end it (${demand.why}), with nothing changed, but your handler sets x${changed} to ${fact.after[changed]}.`,
      );
    if (fact.answer === 1)
      book.broken(
        'TH6',
        this.endOf(fact),
        `${at} must end it: ${demand.why}. Your handler answers 1, and it goes on.`,
      );
    else this.ended++;
  }

  private strangerChanged({ process }: Trapped, fact: TrapFact, stranger: number): void {
    this.book.broken(
      'TH7',
      this.endOf(fact),
      `In a trap of process ${process} your handler changes process ${stranger}. Give the process that trapped to every service.`,
    );
  }

  private lookAtDone(
    trap: Trapped,
    fact: TrapFact,
    demand: Demand & { readonly does: 'go on' },
    stored: ReadonlyMap<number, number>,
  ): void {
    const { book } = this;
    const at = told(trap, fact);
    const { before, after } = fact;
    const { rule, name, target, value, stores } = demand;
    if (fact.answer !== 1) {
      book.broken(
        rule,
        this.endOf(fact),
        `${at}: your handler answers ${fact.answer} and ends it, but ${name} is to be done for it.`,
      );
      return;
    }
    let right = true;
    if (target > 0 && after[target] !== value) {
      right = false;
      book.broken(
        demand.zero && after[target] === demand.ifCounter ? 'TH8' : rule,
        this.changeOf(fact, target),
        `${at}: x${target} holds ${hexadecimal(after[target])} afterwards and ought to hold ${hexadecimal(value)}. ${hintFor(demand, fact)}`,
      );
    }
    const places = [...stores];
    const [wrong] = places.filter(([address, byte]) => stored.get(address) !== byte);
    if (wrong !== undefined) {
      right = false;
      const isCounter = places.every(
        ([address], i) => stored.get(address) === ((demand.ifCounter >>> (8 * i)) & 0xff),
      );
      book.broken(
        demand.zero && isCounter ? 'TH8' : rule,
        this.storeOf(fact, wrong[0]),
        `${at}: it stores ${wrong[1]} at ${hexadecimal(wrong[0])}, but your handler stores ${stored.get(wrong[0]) ?? 'nothing'} there. ${hintFor(demand, fact)}`,
      );
    }
    const other = after.findIndex((now, i) => i > 0 && i !== target && now !== before[i]);
    const place = [...stored.keys()].find((address) => !stores.has(address));
    if (other > 0 || place !== undefined) {
      const what = other > 0 ? `x${other}` : `the byte at ${hexadecimal(place ?? 0)}`;
      const event = other > 0 ? this.changeOf(fact, other) : this.storeOf(fact, place ?? 0);
      book.broken('TH7', event, `${at}: your handler changes ${what}, which ${name} leaves as it is.`);
    }
    if (right) {
      const hasEffect = (target > 0 && value !== before[target]) || stores.size > 0;
      if (hasEffect) this.done++;
      if (hasEffect) this.book.show(rule);
      if (demand.zero && after[0] === ((trap.programCounter + 4) | 0)) this.book.show('TH8');
    }
    this.lookAtCounter(trap, fact, demand);
  }

  /** The event that tells what came of the trap. */
  private endOf({ end }: TrapFact): number {
    return Math.min(end, this.input.trace.length - 1);
  }

  /** The event at which a register was changed; where it was not, the end of the trap. */
  private changeOf(fact: TrapFact, register: number): number {
    for (const each of this.events.between(fact.event, fact.end, 'register-set'))
      if (each.register === register) return each.index;
    return this.endOf(fact);
  }

  /** The same of a byte that was stored. */
  private storeOf(fact: TrapFact, address: number): number {
    for (const each of this.events.between(fact.event, fact.end, 'byte-stored'))
      if (each.address === address) return each.index;
    return this.endOf(fact);
  }

  /** Where the process goes on. */
  private lookAtCounter(trap: Trapped, fact: TrapFact, demand: Demand & { readonly does: 'go on' }): void {
    const next = (trap.programCounter + 4) | 0;
    const [now = 0] = fact.after;
    if (now === next) return;
    const at = `${told(trap, fact)}: the process goes on at ${hexadecimal(now)}, not behind the instruction, at ${hexadecimal(next)}.`;
    if (demand.stores.size === 0 && demand.target === 0 && now === demand.value)
      this.book.broken(
        'TH8',
        this.changeOf(fact, 0),
        `${at} Register 0 of the services is the program counter: what is computed for x0 is lost.`,
      );
    else
      this.book.broken(
        'TH5',
        this.changeOf(fact, 0),
        `${at} Set register 0, the program counter, to programCounter + 4; else the same instruction traps again.`,
      );
  }
}

function demandOf(trap: Trapped, fact: TrapFact): Demand {
  const { word } = fact;
  const instruction = findInstruction(word);
  const name = instruction?.name ?? '';
  const target = (word >>> 7) & 31;
  const [a, b] = [(word >>> 15) & 31, (word >>> 20) & 31];
  const value = (register: number) => (register === 0 ? 0 : (fact.before[register] ?? 0));
  const goOn = { does: 'go on', name, target, zero: target === 0, stores: NO_STORES, ifCounter: 0 } as const;
  const counter = (register: number) => fact.before[register] ?? 0;
  if (trap.cause === CAUSE.illegalInstruction) {
    if (/^csrr[sc]i?$/.test(name) && a === 0 && COUNTERS.has(word >>> 20)) {
      const isLow = word >>> 20 === CSR.cycle || word >>> 20 === CSR.time;
      const cycle = trap.cycle;
      return { ...goOn, rule: 'TH1', value: isLow ? cycle | 0 : Math.floor(cycle / 2 ** 32) };
    }
    const product = arithmetic(name, value(a), value(b));
    if (product !== undefined)
      return {
        ...goOn,
        rule: 'TH2',
        value: product,
        zero: target === 0 || a === 0 || b === 0,
        ifCounter: arithmetic(name, counter(a), counter(b)) ?? 0,
      };
    return { does: 'end', why: whyEnded(name, word) };
  }
  const bytes = { lw: 4, lh: 2, lhu: 2, sw: 4, sh: 2 }[name];
  const isMisaligned = trap.cause === CAUSE.loadMisaligned || trap.cause === CAUSE.storeMisaligned;
  if (!isMisaligned || bytes === undefined)
    return {
      does: 'end',
      why: isMisaligned ? `${name} is no plain load or store` : `${name} is not done for programs`,
    };
  const stores = name === 'sw' || name === 'sh';
  const { rights, bytes: there } = fact.reach;
  const beyond = rights.findIndex((right, i) => i < bytes && (right & (stores ? 2 : 1)) === 0);
  const address = trap.value >>> 0;
  if (beyond >= 0)
    return {
      does: 'end',
      why: `it may not ${stores ? 'store' : 'load'} the byte at ${hexadecimal(address + beyond)}`,
    };
  if (stores) {
    const word = value(b);
    const map = new Map(
      Array.from({ length: bytes }, (_, i) => [address + i, (word >>> (8 * i)) & 0xff] as const),
    );
    return { ...goOn, rule: 'TH4', target: 0, zero: b === 0, value: 0, ifCounter: counter(0), stores: map };
  }
  const loaded = there.slice(0, bytes).reduce((so, byte, i) => so | (byte << (8 * i)), 0);
  return { ...goOn, rule: 'TH3', value: name === 'lh' ? (loaded << 16) >> 16 : loaded };
}

/** Why an illegal instruction is not done for a program. */
function whyEnded(name: string, word: number): string {
  if (name === '') return 'there is no such instruction';
  if (!name.startsWith('csrr')) return `${name} is not done for programs`;
  const register = hexadecimal(word >>> 20);
  if (!COUNTERS.has(word >>> 20)) return `${register} is no counter that programs may be told`;
  if (name.startsWith('csrrw')) return `${name} writes the counter ${register}`;
  const source = (word >>> 15) & 31;
  return `with ${name.endsWith('i') ? `the number ${source}` : `x${source}`} it writes the counter ${register}, whatever that holds`;
}

function arithmetic(name: string, a: number, b: number): number | undefined {
  const [unsignedA, unsignedB] = [a >>> 0, b >>> 0];
  if (name === 'mul') return Math.imul(a, b);
  if (name === 'divu') return unsignedB === 0 ? -1 : Math.floor(unsignedA / unsignedB) | 0;
  if (name === 'remu') return unsignedB === 0 ? a : (unsignedA % unsignedB) | 0;
  return undefined;
}

function hintFor({ name, rule }: Demand & { readonly does: 'go on' }, { before, word }: TrapFact): string {
  const operand = (at: number) => {
    const register = (word >>> at) & 31;
    return register === 0 ? 'x0 (0)' : `x${register} (${before[register]})`;
  };
  if (rule === 'TH1') return 'The two registers with the high words tell clock(1), the others clock(0).';
  if (rule === 'TH2') return `It is ${name} of ${operand(15)} and ${operand(20)}.`;
  if (rule === 'TH3')
    return 'The byte at the lowest address is the lowest; lh extends the sign of 16 bits, lhu does not.';
  return `It stores from ${operand(20)}, the lowest byte at the lowest address.`;
}

function told({ process, programCounter }: Trapped, { word }: TrapFact): string {
  const name = findInstruction(word)?.name ?? 'an instruction that does not exist';
  return `${name} (${hexadecimal(word)}) of process ${process} at ${hexadecimal(programCounter)}`;
}
