/**
 * Judges each call of fork by what it found and left. A mistake that leaves memory in disorder (a frame that two
 * processes use, or that is free and still used) ends the judging: what comes after it is its consequence. What is wrong
 * in the child alone does not: the next call is judged by what it finds.
 */

import { counted } from '../../../simulator/engine/counted';
import { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
import { ENTRY } from '../../../simulator/hardware/translation/sv32';
import { PROCESS_FIELD } from '../../../simulator/kernel/processes/process-record';
import { CONTROL_BLOCK } from '../../../simulator/kernel/threads/control-block';
import type { Check, JudgeInput } from '../../exercise-definition';
import { RuleBook } from '../../judging/rule-book';
import { CallFindings } from '../call-findings';
import {
  changeAbout,
  changeText,
  fieldName,
  hexadecimal,
  registerName,
  rightsText,
  strayText,
} from '../process-words';
import type { ForkCall, ForkParameters, ForkResult } from './simulation';

const RULES = ['FK1', 'FK2', 'FK3', 'FK4', 'FK5', 'FK6', 'FK7', 'FK8'] as const;
type Findings = CallFindings<(typeof RULES)[number]>;

const COPIED = ['codeEnd', 'heapStart', 'break', 'stackLimit', 'permissions'] as const;
const KEPT = ['number', 'parent', 'state', 'status', 'waiting'] as const;
/** What a page is for its process; accessed and dirty are the hardware's. */
const RIGHTS = ENTRY.valid | ENTRY.read | ENTRY.write | ENTRY.execute | ENTRY.user;
/** What the hardware must find in an entry, or it faults: it does not set them itself. */
const TOUCHED = ENTRY.accessed | ENTRY.dirty;

export function judge({ trace, result }: JudgeInput<ForkParameters, ForkResult>): readonly Check[] {
  const book = new RuleBook(RULES);
  for (const call of result.calls) {
    const { event, parent, child, answer } = call;
    const told = `fork(${parent}, ${child}) answered ${answer}`;
    const findings = new CallFindings(book, trace, event, told);
    if (!judgeCall(call, strayText(trace, call, true), findings)) return book.checks();
  }
  const answered = (answer: number) => result.calls.some((call) => call.answer === answer);
  if (answered(0) && answered(-1)) book.kept('FK1');
  return book.checks();
}

/** @returns whether what follows can be judged. */
function judgeCall(call: ForkCall, stray: string | undefined, findings: Findings): boolean {
  const { answer, change, freeFrames, parentSpace, taken, givenBack, childRecord } = call;
  const needed = 1 + parentSpace.tables.size + parentSpace.pages.length;
  if (stray !== undefined)
    findings.disordered(
      'FK8',
      `It ${stray}, which is not in use. Use frames that newRoot and allocateFrame gave you, and those of the parent.`,
    );
  if (change !== undefined) {
    const message = `Then ${changeText(change)}. fork changes nothing but the child: store into frames that were allocated in this call, and set fields and registers of the child.`;
    if (change.what === 'register') findings.broken('FK5', message, changeAbout(change));
    else findings.disordered('FK5', message, changeAbout(change));
  }
  const [lost] = givenBack;
  if (lost !== undefined)
    findings.disordered(
      'FK5',
      `Then frame ${lost} was free, which had been in use before the call. Give back only frames of the child.`,
    );
  if (answer !== 0 && answer !== -1) {
    findings.disordered('FK1', 'Answer 0 when the child is made, and -1 when memory does not suffice.');
    return false;
  }
  if (answer === -1) {
    if (freeFrames >= needed)
      findings.broken(
        'FK1',
        `But there were ${counted(freeFrames, 'free frames')}, and the child needs ${needed}: a root table, ${counted(parentSpace.tables.size, 'tables')} and ${counted(parentSpace.pages.length, 'pages')}.`,
      );
    const [left] = taken;
    if (left !== undefined)
      findings.broken(
        'FK7',
        `Of ${counted(freeFrames, 'free frames')} it took ${taken.length} and did not give back: ${taken.slice(0, 5).join(', ')}${taken.length > 5 ? ' ...' : ''}. When a frame cannot be had, give back all that this call took, tables and root too.`,
        { process: call.child, frame: left },
      );
    if (freeFrames < needed) findings.kept('FK7');
    return findings.isInOrder;
  }
  if (freeFrames < needed && !taken.includes(childRecord.root) && findings.isInOrder) {
    findings.disordered(
      'FK1',
      `But the child needs ${counted(needed, 'frames')}, and only ${freeFrames} of them could be had: a root table, ${counted(parentSpace.tables.size, 'tables')} and ${counted(parentSpace.pages.length, 'pages')}. Look at each answer of newRoot and allocateFrame: where one is -1, give back what this call took, and answer -1.`,
    );
    return false;
  }
  judgeRegisters(call, findings);
  judgeRecord(call, findings);
  findings.kept('FK2', 'FK6');
  if (findings.isInOrder) judgeSpace(call, findings);
  return findings.isInOrder;
}

function judgeRegisters({ parentRegisters, childRegisters, child }: ForkCall, findings: Findings): void {
  for (const [index, register] of parentRegisters.entries()) {
    const expected = index === CONTROL_BLOCK.result ? 0 : register;
    const found = childRegisters[index];
    if (found === expected) continue;
    const why =
      index === CONTROL_BLOCK.result
        ? '. It is the result of the call, which tells the child that it is the child'
        : `, as in the parent. Copy all 32, 0 to 31`;
    findings.broken(
      'FK2',
      `Then ${registerName(index)} of process ${child} is ${found}; it must be ${expected}${why}.`,
      { process: child, register: index },
    );
    return;
  }
}

function judgeRecord(call: ForkCall, findings: Findings): void {
  const { child, childRecord, parentRecord, bornRecord } = call;
  for (const name of COPIED)
    if (childRecord[name] !== parentRecord[name])
      findings.broken(
        'FK6',
        `${fieldName(PROCESS_FIELD[name])} of process ${child} is ${childRecord[name]}; the parent's is ${parentRecord[name]}. Copy codeEnd, heapStart, break, stackLimit and permissions.`,
        { process: child, field: PROCESS_FIELD[name] },
      );
  for (const name of KEPT)
    if (childRecord[name] !== bornRecord[name])
      findings.broken(
        'FK6',
        `${fieldName(PROCESS_FIELD[name])} of process ${child} is ${childRecord[name]}; the kernel had set it to ${bornRecord[name]}. It belongs to the kernel: leave it as it is.`,
        { process: child, field: PROCESS_FIELD[name] },
      );
}

function judgeSpace(call: ForkCall, findings: Findings): void {
  const { child, childRecord, childSpace, childPages, taken, kernelEntry } = call;
  const { root } = childRecord;
  if (!taken.includes(root)) {
    findings.disordered(
      'FK8',
      `PROCESS_FIELD.root of process ${child} is ${root}, which is no frame that was allocated in this call. Set it to what newRoot answered.`,
      { process: child, field: PROCESS_FIELD.root },
    );
    return;
  }
  if (kernelEntry >= 0)
    findings.disordered(
      'FK8',
      `Entry ${kernelEntry} of the root table of process ${child}, which is the kernel's, is not as in the parent's. Begin with newRoot, and store only entries 0 to 511.`,
    );
  for (const [index, { frame, bits }] of childSpace.tables)
    if (bits !== ENTRY.valid || !taken.includes(frame)) {
      findings.disordered(
        'FK8',
        `Entry ${index} of the root table of process ${child} names frame ${frame} with the low bits ${bits}. A table needs a frame of its own, allocated in this call, and no bit but VALID.`,
      );
      return;
    }
  findings.kept('FK5', 'FK3');
  judgePages(call, findings);
  if (!findings.isInOrder) return;
  findings.kept('FK4', 'FK8');
  const reached = new Set([
    root,
    ...[...childSpace.tables.values(), ...childPages].map(({ frame }) => frame),
  ]);
  const unreached = taken.filter((frame) => !reached.has(frame));
  if (unreached.length > 0)
    findings.broken(
      'FK8',
      `Frame ${unreached[0]} was allocated in this call, but neither the root table of process ${child} nor anything below it names it: nobody will ever give it back.`,
      { process: child, frame: unreached[0] },
    );
}

function judgePages(
  { child, childPages, parentSpace, childSpace, childRecord }: ForkCall,
  findings: Findings,
): void {
  const at = (address: number) => ({ process: child, page: address / PAGE_BYTES });
  const copies = new Map(childPages.map((page) => [page.address, page]));
  for (const original of parentSpace.pages) {
    const { address, bits } = original;
    const copy = copies.get(address);
    copies.delete(address);
    if (copy === undefined)
      findings.broken(
        'FK3',
        `The parent has a page at ${hexadecimal(address)} (${rightsText(bits)}), and process ${child} has none there. Look at every entry of every table below the parent's root.`,
        at(address),
      );
    else if ((copy.bits & RIGHTS) !== (bits & RIGHTS) || (bits & TOUCHED & ~copy.bits) !== 0)
      findings.broken(
        'FK3',
        `The page at ${hexadecimal(address)} is ${rightsText(bits)} in the parent (low bits ${bits}), and ${rightsText(copy.bits)} in process ${child} (low bits ${copy.bits}). Take over the low ten bits of the parent's entry.`,
        at(address),
      );
  }
  const [extra] = copies.values();
  if (extra !== undefined)
    findings.broken(
      'FK3',
      `Process ${child} has a page at ${hexadecimal(extra.address)}, and the parent has none there. Store an entry only where the parent's is valid.`,
      at(extra.address),
    );
  const owners = new Map<number, string>([
    [childRecord.root, 'its root table'],
    ...[...childSpace.tables].map(
      ([index, { frame }]) => [frame, `its table for ${hexadecimal(index * 1024 * PAGE_BYTES)}`] as const,
    ),
  ]);
  for (const { address, frame, isNew, firstDifference } of childPages) {
    const owner = owners.get(frame);
    if (!isNew || owner !== undefined)
      findings.disordered(
        'FK4',
        `The page at ${hexadecimal(address)} of process ${child} lies in frame ${frame}, which ${owner === undefined ? 'was in use before the call, or is not in use now' : `is also ${owner}`}. Every page needs a frame of its own: allocate one for each.`,
        at(address),
      );
    else if (firstDifference >= 0)
      findings.broken(
        'FK4',
        `Word ${firstDifference} of the page at ${hexadecimal(address)} of process ${child} is not as in the parent. Copy the whole frame.`,
        at(address),
      );
    owners.set(frame, `its page at ${hexadecimal(address)}`);
  }
}
