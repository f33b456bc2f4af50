/**
 * Judges a dispatcher call by call: what the call was (from its number, the caller's permissions and what its pointers
 * reach) says what must come of it, and the trace says what did. Each call is judged by itself, so that a mistake is
 * not counted again at the calls behind it.
 */
import { counted } from '../../../simulator/engine/counted';
import { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
import {
  ARGUMENT,
  MAX_BUFFER_BYTES,
  MAX_TEXT_BYTES,
  SERVICE_GROUPS,
  SYSTEM_CALL_NAMES,
  SYSTEM_CALL_REFUSED,
  systemCallOf,
} from '../../../simulator/kernel/system-calls';
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { hexadecimal } from '../../processes/process-words';
import type { Reach } from '../reach';
import type { SystemCallParameters } from './calls';
import { type CallFact, EVENTS, type SystemCallResult } from './simulation';

const RULES = ['SC1', 'SC2', 'SC3', 'SC4', 'SC5', 'SC6', 'SC7', 'SC8', 'SC9'] as const;
type Rule = (typeof RULES)[number];
type CallEvent = EventOf<typeof EVENTS.kinds, 'call'>;

/** Calls with pointers that a run must have carried out before its refusals show anything. */
const SERVED = 3;

/** What a call was. */
type Demand =
  | {
      readonly is: 'good';
      /** Pages that it uses and nobody has touched yet. */
      readonly untouched: readonly number[];
      readonly copies: readonly (readonly number[])[];
    }
  | { readonly is: 'bad'; readonly rule: Rule; readonly why: string };

/** What an argument was. */
type ArgumentDemand =
  | { readonly good: true; readonly untouched: readonly number[]; readonly copy: readonly number[] }
  | { readonly good: false; readonly rule: Rule; readonly why: string };

export function judge(input: JudgeInput<SystemCallParameters, SystemCallResult>): readonly Check[] {
  return new SystemCallJudge(input).checks();
}

class SystemCallJudge {
  private readonly book = new RuleBook(RULES);
  private readonly events: Events<typeof EVENTS.kinds>;
  private readonly refused = new Set<Rule>();
  private readonly results = new Set<number>();
  private served = 0;
  private copied = 0;
  private touched = 0;

  constructor(private readonly input: JudgeInput<SystemCallParameters, SystemCallResult>) {
    this.events = new Events(input.trace, EVENTS.kinds);
  }

  checks(): readonly Check[] {
    for (const fact of this.input.result.calls) this.look(fact);
    const { book } = this;
    if (this.served >= SERVED) {
      book.kept('SC3', ...this.refused);
      if (this.results.size > 1) book.kept('SC4');
      if (this.copied > 0) book.kept('SC6', 'SC7');
      if (this.touched > 0) book.kept('SC9');
    }
    return book.checks();
  }

  private look(fact: CallFact): void {
    const { book } = this;
    const call = this.events.at(fact.event) as CallEvent;
    const demand = demandOf(call, fact);
    const [outside] = this.events.between(fact.event, fact.end, 'outside');
    if (outside !== undefined) {
      book.broken(
        'SC7',
        outside.index,
        `In ${told(call)} your dispatcher loads word ${outside.word} of frame ${outside.frame}, which is neither a page table nor a page of process ${call.process}. Walk the caller's own tables as they are at this call, and load only from pages whose entries have the bits valid, user and read.`,
      );
      // What it made of that word is a consequence.
      return;
    }
    if (demand.is === 'good') this.lookAtGood(call, fact, demand);
    else this.lookAtBad(call, fact, demand);
  }

  private lookAtBad(call: CallEvent, fact: CallFact, { rule, why }: Demand & { readonly is: 'bad' }): void {
    const [performed] = this.events.between(fact.event, fact.end, 'performed');
    const [another] = this.events.between(fact.event, fact.end, 'bad-perform');
    if (another !== undefined)
      this.book.broken(
        rule,
        another.index,
        `${told(call)} must be answered -1, for ${why}, and nothing carried out; but your dispatcher calls perform for ${nameOf(another.number)} of process ${another.process}.`,
      );
    else if (performed !== undefined)
      this.book.broken(rule, performed.index, `${told(call)} is carried out, but ${why}: answer -1 instead.`);
    else if (fact.answer !== SYSTEM_CALL_REFUSED)
      this.book.broken(
        rule,
        fact.end - 1,
        `${told(call)} is rightly not carried out, for ${why}, but the caller is answered ${fact.answer} instead of -1.`,
      );
    else this.refused.add(rule);
  }

  private lookAtGood(call: CallEvent, fact: CallFact, demand: Demand & { readonly is: 'good' }): void {
    const { book } = this;
    const inCall = <Name extends 'performed' | 'bad-perform' | 'bad-argument' | 'returned'>(name: Name) =>
      this.events.between(fact.event, fact.end, name).next().value as
        | EventOf<typeof EVENTS.kinds, Name>
        | undefined;
    const another = inCall('bad-perform');
    if (another !== undefined)
      book.broken(
        'SC3',
        another.index,
        `In ${told(call)} your dispatcher calls perform for ${nameOf(another.number)} of process ${another.process}, which is not the call in hand, or a second time. Call perform(process, number, first, second) once.`,
      );
    const performed = inCall('performed');
    if (performed === undefined) {
      if (another !== undefined) return;
      const untouched = this.leftUntouched(fact, demand);
      // With two pointers it may be the other one for which it was refused.
      if (untouched && pointersOf(call) > 1) return;
      const rule = untouched ? 'SC9' : 'SC3';
      const hint = untouched
        ? 'Its pointer reaches a page of heap or stack that nobody has touched yet: have it made with touch, and look at the entry again.'
        : 'It exists, the caller is permitted its group, and its arguments are good.';
      book.broken(
        rule,
        fact.end - 1,
        `${told(call)} is answered ${fact.answer} and not carried out. ${hint}`,
      );
      return;
    }
    if (performed.first !== call.first || performed.second !== call.second) {
      book.broken(
        'SC3',
        performed.index,
        `${told(call)} is carried out with the arguments ${performed.first} and ${performed.second}: pass on what the caller gave.`,
      );
      return;
    }
    const refused = inCall('bad-argument');
    if (refused?.why === 1) {
      book.broken(
        'SC9',
        refused.index,
        `${told(call)} is to store in a page that the caller may use and has not touched yet, and the page is not there. Have it made with touch before you call perform.`,
      );
      return;
    }
    if (!this.copiedRight(call, fact, demand, refused?.index ?? performed.index)) return;
    this.served += demand.copies.length > 0 ? 1 : 0;
    if (demand.untouched.length > 0) this.touched++;
    const returned = inCall('returned');
    if (returned === undefined) return;
    this.results.add(returned.result);
    if (returned.result !== fact.answer)
      book.broken(
        'SC4',
        fact.end - 1,
        `${told(call)} has the result ${returned.result}, but the caller is answered ${fact.answer}. Answer what perform returns.`,
      );
  }

  /** Whether the dispatcher did not touch a page that it ought to have touched. */
  private leftUntouched({ event, end }: CallFact, { untouched }: Demand & { readonly is: 'good' }): boolean {
    const touched = new Set<number>();
    for (const { address } of this.events.between(event, end, 'page-fault'))
      touched.add(Math.floor(address / PAGE_BYTES));
    return untouched.some((page) => !touched.has(page));
  }

  private copiedRight(
    call: CallEvent,
    fact: CallFact,
    { copies }: Demand & { readonly is: 'good' },
    event: number,
  ): boolean {
    for (const [argument, wanted] of copies.entries()) {
      const copy = fact.copies[argument] ?? [];
      const wrong = wanted.findIndex((byte, i) => copy[i] !== byte);
      if (wrong >= 0) {
        const found = copy[wrong] === undefined ? 'is not copied in' : `is copied in as ${copy[wrong]}`;
        this.book.broken(
          'SC6',
          event,
          `${told(call)} reads ${counted(wanted.length, 'bytes')} at its ${argument === 0 ? 'first' : 'second'} argument, and byte ${wrong} of them, ${wanted[wrong]}, ${found}. A word holds four bytes, the lowest first; behind the last word of a page comes another frame.`,
        );
        return false;
      }
      this.copied += wanted.length > 0 ? 1 : 0;
    }
    return true;
  }
}

function demandOf(event: CallEvent, { permissions, reach }: CallFact): Demand {
  const call = systemCallOf(event.number);
  if (call === undefined) return { is: 'bad', rule: 'SC1', why: 'there is no such call' };
  if (((permissions >>> call.group) & 1) === 0)
    return {
      is: 'bad',
      rule: 'SC2',
      why: `process ${event.process} is not permitted calls of the group ${SERVICE_GROUPS[call.group]}`,
    };
  const copies: (readonly number[])[] = [];
  const untouched: number[] = [];
  for (const [argument, [kind, bytes]] of (call.arguments ?? []).entries()) {
    const at = reach[argument];
    if (at === undefined) {
      copies.push([]);
      continue;
    }
    const [address, other] = argument === 0 ? [event.first, event.second] : [event.second, event.first];
    const found = argumentDemand(kind, bytes, address, other, at);
    if (!found.good)
      return {
        is: 'bad',
        rule: found.rule,
        why: `its ${argument === 0 ? 'first' : 'second'} argument ${found.why}`,
      };
    copies.push(found.copy);
    untouched.push(...found.untouched);
  }
  return { is: 'good', untouched, copies };
}

function argumentDemand(
  kind: number,
  bytes: number,
  address: number,
  other: number,
  { rights, bytes: there }: Reach,
): ArgumentDemand {
  if (kind === ARGUMENT.writesUnlessZero && address === 0) return { good: true, untouched: [], copy: [] };
  const isText = kind === ARGUMENT.text;
  if (kind === ARGUMENT.buffer && (other < 0 || other > MAX_BUFFER_BYTES))
    return { good: false, rule: 'SC8', why: `is a buffer of ${counted(other, 'bytes')}` };
  if (!isText && kind !== ARGUMENT.buffer && (address & 3) !== 0)
    return { good: false, rule: 'SC5', why: 'is no multiple of 4' };
  const isRead = isText || kind === ARGUMENT.buffer || kind === ARGUMENT.reads;
  const most = isText ? MAX_TEXT_BYTES : kind === ARGUMENT.buffer ? other : bytes;
  const untouched: number[] = [];
  const copy: number[] = [];
  for (let i = 0; i < most; i++) {
    const right = rights[i] ?? 0;
    if ((right & (isRead ? 1 : 2)) === 0)
      return {
        good: false,
        rule: 'SC5',
        why: `reaches ${hexadecimal(address + i)}, where the process may not ${isRead ? 'read' : 'store'}`,
      };
    const page = Math.floor(((address >>> 0) + i) / PAGE_BYTES);
    if ((right & 4) !== 0 && !untouched.includes(page)) untouched.push(page);
    if (!isRead) continue;
    copy.push(there[i] ?? -1);
    if (isText && there[i] === 0) return { good: true, untouched, copy };
  }
  if (isText)
    return { good: false, rule: 'SC8', why: `is a text without an end in its first ${MAX_TEXT_BYTES} bytes` };
  return { good: true, untouched, copy };
}

function pointersOf({ number }: CallEvent): number {
  const kinds = systemCallOf(number)?.arguments ?? [];
  return kinds.filter(([kind]) => kind !== ARGUMENT.value).length;
}

const nameOf = (number: number) => SYSTEM_CALL_NAMES[number] ?? `call ${number}`;

function told({ process, number, first, second }: CallEvent): string {
  const kinds = systemCallOf(number)?.arguments ?? [];
  const argument = (value: number, i: number) =>
    (kinds[i]?.[0] ?? ARGUMENT.value) === ARGUMENT.value ? String(value) : hexadecimal(value);
  return `${nameOf(number)}(${argument(first, 0)}, ${argument(second, 1)}) of process ${process}`;
}
