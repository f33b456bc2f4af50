/**
 * Judges each call of fault and setBreak by what it found and left: record, page tables and frames as they really
 * were, whatever earlier calls made of them. A call that leaves memory in disorder (a frame that two use, or that is free
 * and still mapped) ends the judging: what comes after it is its consequence.
 */
import { counted } from '../../../simulator/engine/counted';
import type { Trace } from '../../../simulator/engine/trace';
import { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
import { ENTRY } from '../../../simulator/hardware/translation/sv32';
import { SYSTEM_EVENTS } from '../../../simulator/kernel/processes/process-events';
import { pageUp, SHARED_BASE, STACK_TOP } from '../../../simulator/kernel/processes/process-record';
import type { Check, JudgeInput } from '../../exercise-definition';
import { Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { CallFindings } from '../call-findings';
import { changeText, hexadecimal, rightsText, strayText } from '../process-words';
import type { AddressSpaceParameters, AddressSpaceResult, Call } from './simulation';

const RULES = ['AS1', 'AS2', 'AS3', 'AS4', 'AS5', 'AS6', 'AS7', 'AS8'] as const;
type Rule = (typeof RULES)[number];
type Findings = CallFindings<Rule>;

const ACCESSES = ['fetch', 'load', 'store'] as const;
const TOUCHED = ENTRY.accessed | ENTRY.dirty;
/** What an entry of heap or stack has, and what it may not have. */
const NEEDED = ENTRY.valid | ENTRY.user | ENTRY.read | ENTRY.write | TOUCHED;
const FORBIDDEN = ENTRY.execute | ENTRY.global;
/** So many pages must have come, on heap and stack together, before a run shows anything. */
const SHOWN = 3;

type Input = JudgeInput<AddressSpaceParameters, AddressSpaceResult>;

export function judge({ trace, result }: Input): readonly Check[] {
  const book = new RuleBook(RULES);
  const done = new Set<Done>();
  let pages = 0;
  for (const call of result.calls) {
    const findings = new CallFindings(book, trace, call.event, told(call));
    const what =
      call.method === 'fault' ? judgeFault(call, trace, findings) : judgeBreak(call, trace, findings);
    if (!findings.isInOrder) return book.checks();
    if (what !== undefined) {
      done.add(what);
      if (what === 'page') pages++;
    }
  }
  if (pages < SHOWN) return book.checks();
  book.kept('AS1', 'AS3', 'AS4');
  if (done.has('refused')) book.kept('AS2');
  if (done.has('moved')) book.kept('AS5');
  if (done.has('shrunk')) book.kept('AS6', 'AS7');
  if (done.has('no memory')) book.kept('AS8');
  return book.checks();
}

/** What a call showed done. */
type Done = 'page' | 'refused' | 'no memory' | 'moved' | 'shrunk';

function told({ method, process, address, access, answer }: Call): string {
  const given = `${process}, ${hexadecimal(address)}${method === 'fault' ? `, ${access} ${ACCESSES[access]}` : ''}`;
  return `${method}(${given}) answered ${answer > 1 ? hexadecimal(answer) : answer}`;
}

/** What is in disorder after a call, or was changed that is none of its business. @returns whether anything is. */
function judgeDisorder(call: Call, trace: Trace, findings: Findings, rule: Rule): boolean {
  const { dangling, change, process } = call;
  const [free] = dangling;
  const stray = strayText(trace, call);
  if (stray !== undefined)
    findings.broken(
      rule,
      `It ${stray}, which is not in use. Use the root table of the process, the tables that its valid entries name, and frames that allocateFrame gave you; give each back once.`,
    );
  if (free !== undefined)
    findings.disordered(
      rule,
      `Frame ${free} was given back and is still mapped for process ${process}: whoever gets the frame next shares it. Take its entry out as well.`,
    );
  else if (change !== undefined)
    findings.disordered(
      rule,
      `Then ${changeText(change)}. Change the page tables of process ${process} and the end of its heap, and nothing else.`,
    );
  return !findings.isInOrder;
}

/** Which part of the address space a page lies in that comes when it is touched. */
function areaOf(call: Call): 'heap' | 'stack' | undefined {
  const page = call.address - (call.address % PAGE_BYTES);
  if (page >= call.stackLimit && page < STACK_TOP) return 'stack';
  return page >= call.heapStart && page < call.heapEnd ? 'heap' : undefined;
}

function judgeFault(call: Call, trace: Trace, findings: Findings): Done | undefined {
  const { access, free, hadTable, pageBefore, page, heapEndAfter, heapEnd, taken, freed, isTable } = call;
  const area = areaOf(call);
  const needed = hadTable ? 1 : 2;
  const allowed = area !== undefined && ACCESSES[access] !== 'fetch';
  // What an earlier mistake mapped wrongly is not asked about again.
  if (allowed && pageBefore !== undefined) return undefined;
  const rule = !allowed ? 'AS2' : free < needed ? 'AS8' : 'AS4';
  if (judgeDisorder(call, trace, findings, rule)) return undefined;
  if (heapEndAfter !== heapEnd)
    findings.broken(
      rule,
      `The end of the heap was ${hexadecimal(heapEnd)} and is ${hexadecimal(heapEndAfter)}: a fault does not move it.`,
    );
  if (allowed && page !== undefined && (isTable || !taken.includes(page.frame))) {
    findings.disordered(
      free < needed ? 'AS8' : 'AS3',
      `${free < needed ? `Only ${free} of ${counted(needed, 'frames')} were left, and nothing was to change. ` : ''}The entry of the page at ${hexadecimal(page.address)} names frame ${page.frame}, which ${isTable ? 'is a table too' : freed.includes(page.frame) ? 'is free' : 'was not given out for it'}: another page, a table or the kernel may be in it. Take a frame of its own by allocateFrame.`,
    );
    return undefined;
  }
  if (!allowed) return judgeRefusal(call, findings, 'AS2', `${whyNot(call)}. Answer 0 and change nothing.`);
  if (free < needed)
    return judgeRefusal(
      call,
      findings,
      'AS8',
      `${free === 0 ? 'No frame was' : `One frame was`} free, and the page needs ${needed === 1 ? 'one' : 'one, and its table another'}. Answer 0, and give back what this call took.`,
    );
  return judgePage(call, findings, area, needed);
}

/** Why an access is not allowed, as a sentence without its end. */
function whyNot(call: Call): string {
  const { access, heapStart, heapEnd, stackLimit, address } = call;
  const area = areaOf(call);
  if (area !== undefined) return `Nothing on the ${area} may be executed`;
  if (address >= STACK_TOP) return `No process has anything from ${hexadecimal(STACK_TOP)} on`;
  if (address >= stackLimit - PAGE_BYTES && address < stackLimit)
    return `That is the guard: the stack begins at ${hexadecimal(stackLimit)}`;
  if (address < heapStart)
    return `What lies below the heap, which begins at ${hexadecimal(heapStart)}, is there already or not at all, also for a ${ACCESSES[access]}`;
  return `The page does not belong to the heap, which lies from ${hexadecimal(heapStart)} up to ${hexadecimal(heapEnd)}: its first address is behind the end`;
}

function judgeRefusal(call: Call, findings: Findings, rule: Rule, message: string): Done | undefined {
  const { answer, appeared, vanished, taken, freed, pageBefore } = call;
  const [page] = appeared;
  const [gone] = vanished;
  if (answer !== 0) findings.broken(rule, message);
  else if (page !== undefined)
    findings.broken(rule, `Yet the page at ${hexadecimal(page.address)} is there now. ${message}`);
  else if (gone !== undefined)
    findings.broken(rule, `The page at ${hexadecimal(gone.address)} is no longer there. ${message}`);
  else if (taken.length + freed.length > 0)
    findings.broken(
      rule,
      taken.length > 0
        ? `It took frame ${taken[0]} and did not give it back. ${message}`
        : `It gave frame ${freed[0]} back, which was in use. ${message}`,
    );
  // A page of code or data that is there: what is refused is the access.
  if (rule === 'AS8') return 'no memory';
  return pageBefore === undefined ? 'refused' : undefined;
}

function judgePage(call: Call, findings: Findings, area: 'heap' | 'stack', needed: number): Done | undefined {
  const { process, answer, page, taken, lost, appeared, vanished, free, isZero, freed, hiddenTable } = call;
  const at = hexadecimal(call.address - (call.address % PAGE_BYTES));
  if (answer !== 1 || page === undefined) {
    findings.broken(
      'AS1',
      `The page at ${at} belongs to the ${area} and there were ${counted(free, 'free frames')}, but ${page === undefined ? 'it is not there' : 'the answer is not 1'}. ${areaText(call, area)} Give the page a frame, store its entry and answer 1.`,
    );
    return page && 'page';
  }
  if (hiddenTable !== undefined) {
    findings.disordered(
      'AS1',
      `Entry ${hiddenTable.index} of the root table has the bits 0x${hiddenTable.bits.toString(16)}: the hardware takes it for a page of 4 MiB, and does not find the page at ${at}. An entry that names a table has ENTRY.valid alone.`,
    );
    return undefined;
  }
  const other = appeared.find(({ address }) => address !== page.address);
  const [gone] = vanished;
  if ((page.bits & NEEDED) !== NEEDED || (page.bits & FORBIDDEN) !== 0)
    findings.broken(
      'AS3',
      `The page at ${at} is mapped ${rightsText(page.bits)}${(page.bits & ENTRY.global) === 0 ? '' : ', for every process'}${(page.bits & TOUCHED) === TOUCHED ? '' : ', without accessed and dirty'}. Its entry needs valid, user, read, write, accessed and dirty, and neither execute nor global.`,
    );
  if (!isZero)
    findings.broken(
      'AS3',
      `The page at ${at} is not all zeros. allocateFrame gives zeros: store nothing in it.`,
    );
  if (other !== undefined)
    findings.broken(
      'AS4',
      `The page at ${hexadecimal(other.address)} came or changed as well, and nobody touched it. Only the page at ${at} is to come.`,
    );
  else if (gone !== undefined || freed.length > 0)
    findings.broken(
      'AS4',
      gone === undefined
        ? `It gave back frame ${freed[0]}, which was in use.`
        : `The page at ${hexadecimal(gone.address)} went. A fault takes no page away.`,
    );
  else if (lost.length > 0)
    findings.broken(
      'AS4',
      `It took ${counted(taken.length, 'frames')}, and no entry of process ${process} names frame ${lost[0]}. Take one for the page, and one for its table only where the root table names none.`,
    );
  else if (taken.length > needed)
    findings.broken('AS4', `It took ${counted(taken.length, 'frames')}, where ${needed} would do.`);
  return 'page';
}

function areaText({ heapStart, heapEnd, stackLimit }: Call, area: 'heap' | 'stack'): string {
  return area === 'heap'
    ? `The heap lies from ${hexadecimal(heapStart)} up to ${hexadecimal(heapEnd)}.`
    : `The stack lies from ${hexadecimal(stackLimit)} up to ${hexadecimal(STACK_TOP)}.`;
}

function judgeBreak(call: Call, trace: Trace, findings: Findings): Done | undefined {
  const { address, heapStart, heapEnd, heapEndAfter, answer, appeared, vanished, taken, freed } = call;
  const allowed = address >= heapStart && address <= SHARED_BASE;
  const shrinks = allowed && address < heapEnd;
  if (judgeDisorder(call, trace, findings, shrinks ? 'AS6' : 'AS5')) return undefined;
  if (!allowed) {
    const bounds = `The heap may end from ${hexadecimal(heapStart)}, its start, up to ${hexadecimal(SHARED_BASE)}: answer -1, and change nothing.`;
    if (heapEndAfter !== heapEnd)
      findings.broken(
        'AS5',
        `Its end was ${hexadecimal(heapEnd)} and is ${hexadecimal(heapEndAfter)} in the record now. ${bounds}`,
      );
    else if (answer !== -1) findings.broken('AS5', bounds);
    else if (appeared.length + vanished.length + taken.length + freed.length > 0)
      findings.broken('AS5', `It changed pages or frames. ${bounds}`);
    return undefined;
  }
  if (answer !== address || heapEndAfter !== address) {
    findings.broken(
      'AS5',
      heapEndAfter === address
        ? 'The heap ends there now, as it may: answer the address.'
        : `The heap may end there, but its end is ${hexadecimal(heapEndAfter)} in the record. Set PROCESS_FIELD.break to the address, and answer it.`,
    );
    if (heapEndAfter !== address) return undefined;
  }
  const [page] = appeared;
  if (page !== undefined || taken.length > 0) {
    findings.broken(
      'AS4',
      `${page === undefined ? `It took frame ${taken[0]}` : `The page at ${hexadecimal(page.address)} came or changed`}, and nobody touched anything. Moving the end of the heap brings no page.`,
    );
    return undefined;
  }
  return judgeShrinking(call, trace, findings);
}

function judgeShrinking(call: Call, trace: Trace, findings: Findings): Done | undefined {
  const { address, process, heapEnd, vanished, freed, from, event, tablesGone, pagesBehind } = call;
  const end = pageUp(address);
  const wrongly = vanished.find((each) => each.address < end || each.address >= heapEnd);
  const [kept] = pagesBehind;
  if (wrongly !== undefined)
    findings.broken(
      'AS6',
      `The page at ${hexadecimal(wrongly.address)} went, which ${wrongly.address < end ? 'still belongs to the process: it begins before the new end' : 'does not belong to the heap'}. Take away the pages whose first address is behind the new end and before the old one.`,
    );
  else if (kept !== undefined)
    findings.broken(
      'AS6',
      `The page at ${hexadecimal(kept.address)} is still there (frame ${kept.frame}), though it begins behind the new end. Take away every page of the heap from ${hexadecimal(end)} on, in every table.`,
    );
  else if (freed.length !== vanished.length + tablesGone) {
    const held = vanished.find(({ frame }) => !freed.includes(frame));
    findings.broken(
      'AS6',
      held === undefined
        ? `${counted(freed.length, 'frames')} ${freed.length === 1 ? 'was' : 'were'} given back for ${counted(vanished.length, 'pages')} and ${counted(tablesGone, 'tables')} whose entries were taken out. Each has a frame: give all of them back, and no other.`
        : `The page at ${hexadecimal(held.address)} went, but its frame ${held.frame} was not given back.`,
    );
  }
  if (vanished.length === 0) return 'moved';
  const forgets = [...new Events(trace, SYSTEM_EVENTS.kinds).between(from, event, 'forget')];
  if (!forgets.some((each) => each.process === process))
    findings.broken(
      'AS7',
      `The page at ${hexadecimal(vanished[0]?.address ?? 0)} went, but cores may remember where it was: process ${process} could go on using the frame. Call flush(${process}) whenever you took a page away.`,
    );
  return 'shrunk';
}
