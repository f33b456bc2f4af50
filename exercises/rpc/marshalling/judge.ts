/**
 * The judge of marshalling: compares messages with their wire image, and what was rebuilt with what was sent.
 *
 * A message is aligned with the pieces that it should consist of, so that a missing padding is one mistake and
 * not fifty; each mistake breaks the rule of its piece.
 * - One cause, one message. Of a message the first mistake counts that certainly breaks a rule (message-blame.ts), of
 *   a round of unmarshalling the first break. Whether a message fits is looked at only if it is right where there is room for it.
 * - Nothing is credited for doing nothing: a rule of messages needs several different pieces that are right, and
 *   refusals count only where well-formed messages are rebuilt.
 */
import { counted } from '../../../simulator/engine/counted';
import { layoutOf } from '../../../simulator/network/rpc/record-type';
import type { Value } from '../../../simulator/network/rpc/record-value';
import type { Piece } from '../../../simulator/network/rpc/wire-image';
import { bytesOf, wireImage } from '../../../simulator/network/rpc/wire-image';
import type { Check, JudgeInput } from '../../exercise-definition';
import { RuleBook } from '../../judging/rule-book';
import { DEFECTS } from './defective-record';
import { MUTATIONS } from './hostile-message';
import { ruleOf, type StoredBytes } from './message-alignment';
import { blameFor, MESSAGE_RULES } from './message-blame';
import { firstDifference } from './record-value';
import { RULES, type RuleId } from './rules';
import type { MarshalRound, Parameters, Result, UnmarshalRound } from './simulation';
import { BUFFER, DESTINATION, EVENTS, roomyCapacity, TYPES } from './simulation';

const EVENT = EVENTS.index;
const RULE_IDS = RULES.map(({ id }) => id);

/** Different right pieces, messages or values, from which on a case shows that a rule is kept. */
const ENOUGH_PIECES = 2;
const ENOUGH_ROUNDS = 2;
/** A piece that is longer is not told whole. */
const TOLD_BYTES = 32;

export class Judge {
  private readonly book = new RuleBook(RULE_IDS);
  /** Rules of which a case shows no break, but what may be one. */
  private readonly doubtful = new Set<RuleId>();
  /** By rule, the contents of pieces that were right. */
  private readonly rightPieces = new Map<RuleId, Set<string>>();
  private readonly rebuilt = new Set<string>();
  /** Records of which the message was right where there was room for it. */
  private readonly madeRight = new Set<Value>();

  constructor(private readonly input: JudgeInput<Parameters, Result>) {}

  run(): readonly Check[] {
    for (const round of this.input.result)
      if (round.direction === 'marshal') this.marshal(round);
      else this.unmarshal(round);
    this.book.withhold(...RULE_IDS.filter((rule) => !this.isEarned(rule)));
    return this.book.checks();
  }

  private isEarned(rule: RuleId): boolean {
    if (MESSAGE_RULES.includes(rule))
      return !this.doubtful.has(rule) && (this.rightPieces.get(rule)?.size ?? 0) >= ENOUGH_PIECES;
    if (rule === 'RM6') return !this.doubtful.has(rule) && this.madeRight.size >= ENOUGH_ROUNDS;
    return this.rebuilt.size >= ENOUGH_ROUNDS && !this.book.isBroken('RM7');
  }

  private marshal(round: MarshalRound): void {
    const last = round.events[1] - 1;
    const pieces = wireImage(round.type, round.value);
    const expected = bytesOf(pieces);
    const isTight = round.capacity < roomyCapacity(expected.length);
    // A message that is wrong may fit, or not, because it is wrong.
    if (isTight && !this.madeRight.has(round.value)) {
      this.doubtful.add('RM6');
      return;
    }
    if (this.strayOfMarshal(round)) return;
    const defect = DEFECTS[round.defect];
    if (defect !== undefined) {
      if (round.answer < 0) this.book.kept('RM6');
      else
        this.broken(
          'RM6',
          last,
          `marshal answered ${round.answer}, but ${defect.description}: answer a negative number.`,
        );
      return;
    }
    if (round.answer < 0) {
      this.broken(
        'RM6',
        last,
        `marshal answered ${round.answer}, but the message has ${counted(expected.length, 'bytes')} and the buffer ${round.capacity}: it fits. ` +
          `${lastMember(round)}.`,
      );
      return;
    }
    const isTooLong = round.answer > expected.length && round.answer <= round.stored.length;
    const isContentRight = !isTooLong && expected.every((byte, offset) => round.stored[offset] === byte);
    if (isContentRight && round.answer !== expected.length)
      this.broken(
        'RM6',
        last,
        `marshal answered ${round.answer}, but the message that it made, which is right, has ${counted(expected.length, 'bytes')}.`,
      );
    else if (round.stored.length === 0)
      this.broken('RM6', last, `marshal answered ${round.answer}, but stored nothing in the buffer.`);
    else if (isContentRight) {
      this.madeRight.add(round.value);
      this.book.kept('RM6');
    } else this.doubtful.add('RM6');
    // What lies behind the message in the buffer is no part of it.
    const end = isContentRight ? expected.length : round.answer > 0 ? round.answer : round.stored.length;
    this.compare(round, pieces, round.stored.slice(0, end));
  }

  private compare(round: MarshalRound, pieces: readonly Piece[], stored: StoredBytes): void {
    const [first] = round.events;
    const { told, doubtful, wrong } = blameFor(pieces, stored);
    pieces.forEach((piece, at) => {
      const rule = ruleOf(piece);
      this.book.kept(rule);
      if (wrong.has(at)) return;
      const right = this.rightPieces.get(rule) ?? new Set();
      this.rightPieces.set(rule, right.add(piece.bytes.join()));
    });
    // What comes with a mistake may follow from it: not told, but nothing is credited either.
    for (const rule of doubtful) this.doubtful.add(rule);
    if (told === undefined) return;
    const { mistake, offset } = told.mistake;
    const piece = pieces[told.mistake.at];
    const noun = nounOf(piece);
    const messages = {
      wrong: () => describeWrong(stored, piece, offset),
      missing: () => `${piece.path}: the ${noun}, ${hexes(piece)}, is missing at offset ${offset}.`,
      extra: () =>
        `At offset ${offset} there are bytes too many before ${piece.path}, where its ${noun} should begin.`,
      tail: () => `The message should end at offset ${offset}, behind ${piece.path}.`,
    };
    const at = mistake === 'wrong' ? offset + Math.max(0, wrongByte(stored, piece, offset)) : offset;
    this.broken(told.rule, this.storeOf(round, at, first), messages[mistake]());
  }

  /** Index of the event that stored the byte at `offset` last; else of the round's first event. */
  private storeOf(round: MarshalRound, offset: number, first: number): number {
    const { trace } = this.input;
    for (let event = Math.min(round.events[1], trace.length) - 1; event >= first; event--)
      if (trace.kindAt(event) === EVENT.byte && trace.valueAt(event, 0) === offset) return event;
    return first;
  }

  private unmarshal(round: UnmarshalRound): void {
    const last = round.events[1] - 1;
    if (this.strayOfUnmarshal(round)) return;
    this.book.kept('RM10');
    const mutation = MUTATIONS[round.mutation];
    if (mutation === undefined) {
      const difference = this.difference(round);
      if (difference !== undefined) this.broken('RM7', last, difference);
      else {
        this.rebuilt.add(JSON.stringify(round.value));
        this.book.kept('RM7');
      }
      return;
    }
    const rule = mutation.family === 'beyond' ? 'RM8' : 'RM9';
    if (round.answer < 0) this.book.kept(rule);
    else if (mutation.lacksRoom)
      this.broken(
        rule,
        last,
        `unmarshal answered ${round.answer} for a message for which there is no room: ${mutation.description}, and allocate answers 0 then. Answer a negative number.`,
      );
    else
      this.broken(
        rule,
        last,
        `unmarshal answered ${round.answer} for a message that must be refused: ${mutation.description}. ` +
          `It is wrong at offset ${round.offset} (${round.path}): check before you use it, and answer a negative number.`,
      );
  }

  /** What is wrong with what a well-formed message was turned into. */
  private difference(round: UnmarshalRound): string | undefined {
    if (round.answer < 0) {
      const pieces = wireImage(round.type, round.value);
      const piece = pieces.findLast(({ offset }) => offset <= round.lastRead);
      const where =
        piece === undefined
          ? 'It read nothing of the message'
          : `The last that it read of the message is the ${nounOf(piece)} at offset ${piece.offset}, ${hexes(piece)}, of ${piece.path}`;
      return `unmarshal answered ${round.answer} for a well-formed message of ${counted(round.length, 'bytes')}. ${where}${round.type.members.length > 1 ? '' : ', the only member'}.`;
    }
    if (round.answer > 0)
      return `unmarshal answered ${round.answer} for a well-formed message: answer 0 when all is well.`;
    const difference =
      typeof round.found === 'string' ? round.found : firstDifference(round.type, round.value, round.found);
    return difference === undefined ? undefined : `After unmarshal: ${difference}.`;
  }

  /** The first stray event of a round. */
  private firstStray([first, end]: readonly [number, number]) {
    const { trace } = this.input;
    for (let event = first; event < Math.min(end, trace.length); event++) {
      const kind = trace.kindAt(event);
      if (kind === EVENT['stray-read'] || kind === EVENT['stray-write'])
        return {
          event,
          isStore: kind === EVENT['stray-write'],
          address: trace.valueAt(event, 0),
          bytes: trace.valueAt(event, 1),
        };
    }
    return undefined;
  }

  private strayOfMarshal(round: MarshalRound): boolean {
    const stray = this.firstStray(round.events);
    if (stray === undefined) return false;
    const { event, isStore, address, bytes } = stray;
    const end = BUFFER + round.capacity;
    const store = `marshal stored ${counted(bytes, 'bytes')} at address ${address}`;
    if (isStore && address + bytes > end && address < end + 0x1000 && isAligned(address, bytes))
      this.broken(
        'RM6',
        event,
        `${store}, but the buffer of ${counted(round.capacity, 'bytes')} ends at ${end}. Compare with the end before you write, padding included.`,
      );
    else
      this.broken(
        'RM6',
        event,
        isStore
          ? `${store}, ${isAligned(address, bytes) ? 'which is not in the buffer: nothing else may be written' : 'but words lie at multiples of 4'}.`
          : `marshal loaded ${counted(bytes, 'bytes')} at address ${address}, ${isAligned(address, bytes) ? 'where no memory is' : 'but words lie at multiples of 4'}. ${lastMember(round)}.`,
      );
    return true;
  }

  private strayOfUnmarshal(round: UnmarshalRound): boolean {
    const stray = this.firstStray(round.events);
    if (stray === undefined) return false;
    const { event, isStore, address, bytes } = stray;
    const did = `unmarshal ${isStore ? 'stored' : 'loaded'} ${counted(bytes, 'bytes')} at address ${address}`;
    this.broken('RM10', event, `${did}${this.explain(round, event, isStore, address, bytes)}`);
    return true;
  }

  /** What an address that went astray in unmarshalling is near to. */
  private explain(
    round: UnmarshalRound,
    event: number,
    isStore: boolean,
    address: number,
    bytes: number,
  ): string {
    const { trace } = this.input;
    if (!isAligned(address, bytes)) return ': words lie at multiples of 4.';
    const messageEnd = BUFFER + round.length;
    if (isStore && address >= BUFFER && address < DESTINATION)
      return ', in the message: it is for reading only.';
    if (address + bytes > messageEnd && address < DESTINATION && address >= BUFFER)
      return `, but the message of ${counted(round.length, 'bytes')} ends at ${messageEnd}. Compare with the end before you read.`;
    if (address < TYPES && this.wasRefusedBlock(round, event))
      return ', after allocate had answered 0: there was no room. Look at its answer before you use it, and answer a negative number.';
    const size = layoutOf(round.type).bytes;
    const blocks = [{ start: DESTINATION, size, name: 'destination' }];
    for (let at = round.events[0]; at < event; at++)
      if (trace.kindAt(at) === EVENT.allocate && trace.valueAt(at, 1) !== 0)
        blocks.push({
          start: trace.valueAt(at, 1),
          size: trace.valueAt(at, 0),
          name: 'block that allocate gave',
        });
    const block = blocks.findLast(({ start }) => start <= address);
    if (block === undefined || address > block.start + block.size + 0x1000)
      return ', which is neither message, destination nor a block that allocate gave.';
    return `: the ${block.name} at ${block.start} has ${counted(block.size, 'bytes')} and ends at ${block.start + block.size}. Ask for as much as you store, and store no more than the type has.`;
  }

  private wasRefusedBlock({ events: [first] }: UnmarshalRound, event: number): boolean {
    const { trace } = this.input;
    for (let at = first; at < event; at++)
      if (trace.kindAt(at) === EVENT.allocate && trace.valueAt(at, 1) === 0) return true;
    return false;
  }

  private broken(rule: RuleId, event: number, message: string): void {
    this.book.broken(rule, Math.min(event, this.input.trace.length - 1), message);
  }
}

function isAligned(address: number, bytes: number): boolean {
  return address % bytes === 0;
}

function lastMember({ lastMember: member, type }: MarshalRound): string {
  return member < 0
    ? 'It read nothing of the record'
    : `The last that it read of the record belongs to member ${member} (${type.members[member]?.kind})`;
}

/** Index in the piece of the first byte that is wrong; -1 for none. */
function wrongByte(stored: StoredBytes, piece: Piece, offset: number): number {
  return piece.bytes.findIndex((byte, i) => stored[offset + i] !== byte);
}

function describeWrong(stored: StoredBytes, piece: Piece, offset: number): string {
  const wrong = wrongByte(stored, piece, offset);
  if (piece.bytes.length > TOLD_BYTES)
    return `${piece.path}: in the ${nounOf(piece)} at offset ${offset}, the byte at offset ${offset + wrong} is ${hex(stored[offset + wrong])}; it should be ${hex(piece.bytes[wrong])}.`;
  const found = piece.bytes.map((_, i) => hex(stored[offset + i])).join(' ');
  return (
    `${piece.path}: the ${nounOf(piece)} at offset ${offset} is ${found}; ` +
    `the byte at offset ${offset + wrong} should be ${hex(piece.bytes[wrong])}.`
  );
}

function nounOf(piece: Piece): string {
  return piece.role === 'wide' ? piece.type.kind : piece.role;
}

function hexes({ bytes }: Piece): string {
  const told = bytes.slice(0, TOLD_BYTES).map(hex).join(' ');
  return bytes.length > TOLD_BYTES ? `${told} ... (${bytes.length} bytes)` : told;
}

function hex(byte: number | undefined): string {
  return byte === undefined ? '--' : byte.toString(16).padStart(2, '0');
}
