/**
 * Judges each request by what it found in page tables and records, and by the grants that were answered before it. A
 * grant or mapping that should have been refused breaks a rule once; what becomes of it is not judged. A call that
 * leaves a frame mapped more often than it is to be given back, or stores elsewhere, ends the judging.
 */
import type { Trace } from '../../../simulator/engine/trace';
import { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
import { ENTRY } from '../../../simulator/hardware/translation/sv32';
import { GRANT_RIGHTS, MAX_GRANTS } from '../../../simulator/kernel/processes/grant-rights';
import { SYSTEM_EVENTS } from '../../../simulator/kernel/processes/process-events';
import { GUARD_PAGE, SHARED_BASE, STACK_TOP } from '../../../simulator/kernel/processes/process-record';
import type { Check, JudgeInput } from '../../exercise-definition';
import { Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { type About, CallFindings } from '../../processes/call-findings';
import { changeText, hexadecimal, rightsText, strayText } from '../../processes/process-words';
import type { Call, IsolationParameters, IsolationResult, OwnedPage } from './simulation';

const RULES = ['IS1', 'IS2', 'IS3', 'IS4', 'IS5', 'IS6', 'IS7', 'IS8'] as const;
type Rule = (typeof RULES)[number];

/** What an entry of a shared page has, besides the right to write. */
const NEEDED = ENTRY.valid | ENTRY.user | ENTRY.read | ENTRY.accessed | ENTRY.dirty;
const CHECKED = NEEDED | ENTRY.write | ENTRY.execute | ENTRY.global;
/** So many grants must have been mapped before a run shows anything. */
const SHOWN = 2;

export function judge({ trace, result }: JudgeInput<IsolationParameters, IsolationResult>): readonly Check[] {
  const book = new RuleBook(RULES);
  const run = new Run(book, trace);
  for (const call of result.calls) if (!run.judge(call)) break;
  if (run.mappings >= SHOWN) book.kept(...run.shown);
  return book.checks();
}

interface Grant {
  readonly granter: number;
  readonly address: number;
  readonly to: number;
  readonly rights: number;
  mappedAt: number | undefined;
  /** It should not be there, or is mapped as it should not be: judged no further. */
  isTainted: boolean;
}

const NOBODYS = { granter: 0, address: 0, to: 0, rights: 0, mappedAt: undefined } as const;

/** Why a request must be refused. */
interface Reason {
  readonly rule: Rule;
  /** A sentence without its end. */
  readonly why: string;
}

class Run {
  readonly shown = new Set<Rule>();
  mappings = 0;
  /** Those that are not over, by number. */
  private readonly grants = new Map<number, Grant>();
  /** Pages that are mapped and should not be. */
  private readonly loose = new Set<string>();
  private call!: Call;
  private findings!: CallFindings<Rule>;

  constructor(
    private readonly book: RuleBook<Rule>,
    private readonly trace: Trace,
  ) {}

  /** @returns whether what follows can be judged. */
  judge(call: Call): boolean {
    this.call = call;
    this.findings = new CallFindings(this.book, this.trace, call.event, told(call));
    switch (call.method) {
      case 'grant':
        return this.judgeGrant();
      case 'map':
        return this.judgeMap();
      case 'revoke':
        return this.judgeRevoke();
      case 'over':
        return this.judgeOver();
    }
  }

  private broken(rule: Rule, message: string, about?: About): void {
    this.findings.broken(rule, message, about);
  }

  /** Whether the call left memory so that nothing that comes can be judged. */
  private get isDisordered(): boolean {
    const { uneven, change } = this.call;
    return (uneven !== undefined && uneven.entries > uneven.users) || change !== undefined;
  }

  /** Frames and words that are none of its business. @returns whether what follows can be judged. */
  private judgeOrder(): boolean {
    const { uneven, change } = this.call;
    const stray = strayText(this.trace, this.call);
    if (stray !== undefined)
      this.broken(
        'IS8',
        `It ${stray}, which is not in use. Look whether an entry is valid before you follow it, and give back each frame once for each time that it was taken or shared.`,
      );
    if (uneven !== undefined) {
      const { frame, users, entries } = uneven;
      const named = times(entries, 'entry names', 'entries name');
      this.broken(
        'IS8',
        entries > users
          ? `${named} frame ${frame}, which is to be given back ${times(users, 'time', 'times')}: it will be free while somebody still has it. Call shareFrame for each further entry, and give back a frame when you take an entry out, not before.`
          : `${named} frame ${frame}, which is to be given back ${times(users, 'time', 'times')}: it will never be free. Give it back when you take an entry out, and what you took or shared when you refuse.`,
      );
    }
    if (change !== undefined)
      this.broken(
        'IS8',
        `Then ${changeText(change)}. Change entries of page tables of the process that maps, and nothing else.`,
      );
    return !this.isDisordered;
  }

  private judgeGrant(): boolean {
    const { process, numbers, answer, page } = this.call;
    const [address = 0, to = 0, rights = 0] = numbers;
    const reason = this.whyNotGrant(address, to, rights);
    if (!this.judgeOrder() || !this.judgeUnchanged()) return false;
    if (answer <= 0) {
      if (answer !== -1) {
        this.broken('IS1', 'Answer the number of the grant, from 1 on, or -1.');
        this.grants.set(answer, { ...NOBODYS, isTainted: true });
      } else if (reason === undefined)
        this.broken(
          'IS1',
          `Process ${process} has the page, mapped ${rightsText(page?.bits ?? 0)}, process ${to} is alive, and ${times(this.grantsOf(process), 'grant', 'grants')} of process ${process} ${this.grantsOf(process) === 1 ? 'is' : 'are'} not over. Answer a number.`,
        );
      else this.shown.add(reason.rule);
      return true;
    }
    const other = this.grants.get(answer);
    if (reason !== undefined) this.broken(reason.rule, `${reason.why}. Answer -1.`);
    // Of a number about which a mistake left doubt, nobody knows whether it is free.
    else if (other !== undefined && !other.isTainted)
      this.broken(
        'IS1',
        `That is the number of a grant that is not over, of process ${other.granter} to process ${other.to}.`,
      );
    const isTainted = reason !== undefined || other !== undefined;
    this.grants.set(answer, { granter: process, address, to, rights, mappedAt: undefined, isTainted });
    if (!isTainted) this.shown.add('IS1');
    return true;
  }

  private whyNotGrant(address: number, to: number, rights: number): Reason | undefined {
    const { process, page, isAlive } = this.call;
    if (address % PAGE_BYTES !== 0) return { rule: 'IS2', why: 'The address is not that of a page' };
    if (address >= STACK_TOP) return { rule: 'IS2', why: 'That is no address of a process' };
    if (isShared(address))
      return {
        rule: 'IS2',
        why: 'Pages from SHARED_BASE up to the guard are not its own: others granted them',
      };
    if (page === undefined || (page.bits & ENTRY.user) === 0)
      return { rule: 'IS2', why: `Process ${process} has no page there` };
    if (to === process) return { rule: 'IS4', why: 'A process grants nothing to itself' };
    if (!isAlive) return { rule: 'IS4', why: `There is no process ${to} that is alive` };
    if (!isRights(rights)) return { rule: 'IS3', why: 'Rights are 1 (read) or 3 (read and write)' };
    if ((rights & ~rightsOf(page.bits)) !== 0)
      return { rule: 'IS3', why: `Process ${process} itself has the page ${rightsText(page.bits)}` };
    if (this.grantsOf(process) >= MAX_GRANTS)
      return {
        rule: 'IS1',
        why: `${MAX_GRANTS} grants of process ${process} are not over: there is no room`,
      };
    return undefined;
  }

  private judgeMap(): boolean {
    const { process, numbers, answer, page, appeared, vanished, free, hasTable } = this.call;
    const [number = 0, address = 0, rights = 0] = numbers;
    const grant = this.grants.get(number);
    if (grant?.isTainted) return this.followTainted();
    const reason = this.whyNotMap(grant, address, rights);
    const [came] = appeared;
    if (reason !== undefined && answer !== -1) {
      this.broken(
        reason.rule,
        `${reason.why}. ${came === undefined ? '' : `Now ${pageText(came)}. `}Answer -1 and change nothing.`,
        came && pageOf(came),
      );
      if (grant !== undefined) grant.isTainted = true;
      else this.grants.set(number, { ...NOBODYS, isTainted: true });
      return this.followTainted();
    }
    if (!this.judgeOrder()) return false;
    if (reason !== undefined) {
      this.shown.add(reason.rule);
      return this.judgeUnchanged();
    }
    if (grant === undefined || page === undefined) return true;
    if (free === 0 && !hasTable) {
      if (answer !== -1)
        this.broken(
          'IS8',
          'No frame was free for the table that the page needs. Answer -1 and change nothing.',
        );
      return answer === -1 && this.judgeUnchanged();
    }
    const wanted = `Map frame ${page.frame}, which process ${grant.granter} has at ${hexadecimal(grant.address)}, at ${hexadecimal(address)}, ${rights === GRANT_RIGHTS.read ? 'to read' : 'to read and write'}, and answer 0.`;
    if (came === undefined) {
      this.broken('IS6', `The grant is not over, and nothing speaks against it. ${wanted}`);
      grant.isTainted = answer === 0;
      return true;
    }
    const bits = NEEDED | (rights === GRANT_RIGHTS.readWrite ? ENTRY.write : 0);
    const further = appeared[1] ?? vanished[0];
    if (came.process !== process || came.address !== address || came.frame !== page.frame)
      this.broken('IS6', `Now ${pageText(came)}. ${wanted}`, pageOf(came));
    else if (answer !== 0) this.broken('IS6', `The page is mapped. ${wanted}`);
    else if ((came.bits & CHECKED) !== bits)
      this.broken(
        (came.bits & ENTRY.write & ~bits) === 0 ? 'IS6' : 'IS3',
        `The page is mapped ${rightsText(came.bits)}, where ${rights === GRANT_RIGHTS.read ? 'r--' : 'rw-'} was asked for${bitsText(', and lacks', bits & ~came.bits)}${bitsText(', and has too', came.bits & CHECKED & ~bits)}. Its entry needs valid, user, read, accessed and dirty, write only for rights 3, and nothing else.`,
        pageOf(came),
      );
    else if (further !== undefined)
      this.broken(
        'IS6',
        `Also the page at ${hexadecimal(further.address)} of process ${further.process} came or went. ${wanted}`,
      );
    grant.mappedAt = came.address;
    this.mappings++;
    this.shown.add('IS6');
    return true;
  }

  private whyNotMap(grant: Grant | undefined, address: number, rights: number): Reason | undefined {
    const { process, isTaken, page, numbers } = this.call;
    if (grant === undefined) return { rule: 'IS4', why: `There is no grant ${numbers[0]}, or it is over` };
    if (grant.to !== process)
      return { rule: 'IS4', why: `That grant is for process ${grant.to}, not for process ${process}` };
    if (grant.mappedAt !== undefined)
      return { rule: 'IS5', why: `That grant is mapped already, at ${hexadecimal(grant.mappedAt)}` };
    if (address % PAGE_BYTES !== 0) return { rule: 'IS5', why: 'The address is not that of a page' };
    if (!isShared(address))
      return {
        rule: 'IS5',
        why: `Grants are mapped from ${hexadecimal(SHARED_BASE)} up to the guard, ${hexadecimal(GUARD_PAGE)}`,
      };
    if (isTaken) return { rule: 'IS5', why: 'Another page is mapped there' };
    if (!isRights(rights)) return { rule: 'IS3', why: 'Rights are 1 (read) or 3 (read and write)' };
    if ((rights & ~grant.rights) !== 0) return { rule: 'IS3', why: 'It was granted to read only' };
    if (page === undefined)
      return {
        rule: 'IS2',
        why: `Process ${grant.granter} has given its page at ${hexadecimal(grant.address)} up meanwhile: whoever has that frame now did not grant it`,
      };
    return undefined;
  }

  private judgeRevoke(): boolean {
    const { process, numbers, answer } = this.call;
    const [number = 0] = numbers;
    const grant = this.grants.get(number);
    if (grant?.isTainted) {
      if (grant.granter === process && answer === 0) this.grants.delete(number);
      return this.followTainted();
    }
    if (grant?.granter !== process) {
      if (answer === -1) {
        this.shown.add('IS4');
        return this.judgeOrder() && this.judgeUnchanged();
      }
      const why =
        grant === undefined
          ? `There is no grant ${number}, or it is over`
          : `Process ${grant.granter} granted that`;
      this.broken('IS4', `${why}. Answer -1 and change nothing.`);
      this.grants.set(number, { ...NOBODYS, isTainted: true });
      return this.followTainted();
    }
    if (!this.judgeOrder()) return false;
    if (answer !== 0) {
      this.broken(
        'IS7',
        `Process ${process} granted that to process ${grant.to}: take it back and answer 0.`,
      );
      grant.isTainted = true;
      return true;
    }
    this.grants.delete(number);
    return this.judgeEnds([grant]);
  }

  private judgeOver(): boolean {
    const { process } = this.call;
    const ended: Grant[] = [];
    let isTainted = false;
    for (const [number, grant] of this.grants) {
      if (grant.granter !== process && grant.to !== process) continue;
      this.grants.delete(number);
      isTainted ||= grant.isTainted;
      if (grant.granter === process && grant.to !== process) ended.push(grant);
    }
    if (isTainted) return this.followTainted();
    return this.judgeOrder() && this.judgeEnds(ended);
  }

  /** A call about a grant or mapping that should not be: its pages are nobody's business from now on. */
  private followTainted(): boolean {
    for (const { process, address } of this.call.appeared) this.loose.add(place(process, address));
    // What was mapped in its place, or taken out, may have been another grant's.
    for (const { process, address } of this.call.vanished)
      for (const grant of this.grants.values())
        if (grant.to === process && grant.mappedAt === address) grant.isTainted = true;
    return !this.isDisordered;
  }

  /** What was mapped by these grants is to be gone, and nothing else. */
  private judgeEnds(grants: readonly Grant[]): boolean {
    const { vanished, appeared, from, event } = this.call;
    const forgets = [...new Events(this.trace, SYSTEM_EVENTS.kinds).between(from, event, 'forget')];
    let whole = true;
    for (const { to, mappedAt, granter } of grants) {
      if (mappedAt === undefined) continue;
      const gone = vanished.find(({ process, address }) => process === to && address === mappedAt);
      if (gone === undefined) {
        this.broken(
          'IS7',
          `The page that process ${granter} granted to process ${to} is still mapped there, at ${hexadecimal(mappedAt)}. Take the entry out and give the frame back.`,
        );
        whole = false;
      } else if (!forgets.some((each) => each.process === to))
        this.broken(
          'IS7',
          `The page at ${hexadecimal(mappedAt)} of process ${to} went, but cores may remember where it was. Call flush(${to}).`,
        );
      this.shown.add('IS7').add('IS8');
    }
    const expected = (page: OwnedPage) =>
      grants.some(({ to, mappedAt }) => page.process === to && page.address === mappedAt);
    const isLoose = ({ process, address }: OwnedPage) => this.loose.has(place(process, address));
    const other = vanished.find((page) => !expected(page) && !isLoose(page)) ?? appeared[0];
    if (other !== undefined) {
      this.broken(
        'IS7',
        `The page at ${hexadecimal(other.address)} of process ${other.process} came or went as well. Take out what was mapped by this grant, and nothing else.`,
      );
      whole = false;
    }
    return whole;
  }

  /** After a refusal, and after a grant. @returns whether what follows can be judged. */
  private judgeUnchanged(): boolean {
    const { appeared, vanished, method } = this.call;
    const page = appeared[0] ?? vanished[0];
    if (page === undefined) return true;
    this.broken(
      'IS8',
      `The page at ${hexadecimal(page.address)} of process ${page.process} came, went or changed: ${method === 'grant' ? 'a grant maps nothing' : 'a refusal changes nothing'}.`,
    );
    return false;
  }

  private grantsOf(process: number): number {
    return [...this.grants.values()].filter(({ granter }) => granter === process).length;
  }
}

function told({ method, process, numbers, answer }: Call): string {
  const given = numbers.map((number, i) =>
    (method === 'grant' && i === 0) || (method === 'map' && i === 1) ? hexadecimal(number) : number,
  );
  return `${method}(${[process, ...given].join(', ')})${method === 'over' ? '' : ` answered ${answer}`}`;
}

const place = (process: number, address: number): string => `${process}/${address}`;
const isShared = (address: number): boolean => address >= SHARED_BASE && address < GUARD_PAGE;
const isRights = (rights: number): boolean =>
  rights === GRANT_RIGHTS.read || rights === GRANT_RIGHTS.readWrite;
const rightsOf = (bits: number): number => (bits & ENTRY.read ? 1 : 0) | (bits & ENTRY.write ? 2 : 0);
const pageOf = ({ process, address }: OwnedPage): About => ({ process, page: address / PAGE_BYTES });
const pageText = ({ process, address, frame, bits }: OwnedPage): string =>
  `process ${process} has frame ${frame} at ${hexadecimal(address)}, ${rightsText(bits)}`;
const times = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** Names of bits of an entry behind some words; nothing where there are none. */
function bitsText(words: string, bits: number): string {
  const names = Object.entries(ENTRY).flatMap(([name, bit]) => ((bits & bit) === 0 ? [] : [name]));
  return names.length === 0 ? '' : `${words} ${names.join(', ')}`;
}
