/**
 * What a round's record is like at the moment of an event: by member what was built of it and what the event has to do
 * with it, and how the message compares with the one of the rules. No drawing here.
 */
import { fieldOf } from '../../../simulator/engine/event-words';
import type { Trace } from '../../../simulator/engine/trace';
import type { Round, StoredByte } from './bytes-model';
import { recordWords as words } from './bytes-words';
import {
  builtText,
  firstDifference,
  memberAt,
  memberInMemory,
  type RecordMember,
  valueText,
} from './record-model';

export interface MemberNow extends RecordMember {
  readonly text: string;
  /** Of a round of unmarshalling; undefined as long as it cannot be read. */
  readonly built: string | undefined;
  /** What was built is not what was sent, and nothing more will come. */
  readonly isWrong: boolean;
  /** What the current event has to do with it; empty for nothing. */
  readonly now: string;
}

export function membersAt(round: Round, trace: Trace, index: number): readonly MemberNow[] {
  const { record } = round;
  if (record === undefined) return [];
  const event = trace.event(index);
  const name = event.kind.name;
  const offset = fieldOf(event, 'offset');
  const cursor = offset === undefined || name === 'build' ? -1 : memberAt(record, offset);
  const readLast = name === 'byte' ? (fieldOf(event, 'field') ?? -1) : -1;
  const [destination] = round.areas;
  const builds =
    name === 'build' && destination !== undefined
      ? memberInMemory(record, (fieldOf(event, 'address') ?? 0) - destination.address)
      : -1;
  const isOver = name === 'unmarshalled';
  return record.members.map((member, number) => {
    const text = valueText(member.type, member.value);
    const built =
      destination === undefined
        ? undefined
        : builtText(
            member.type,
            destination.address + member.offset,
            (address) => round.built.get(address)?.at(index)?.value,
          );
    const told = [
      number === cursor && words.cursor,
      number === readLast && words.readLast,
      number === builds && words.builds,
    ];
    return {
      ...member,
      text,
      built,
      isWrong: isOver && fieldOf(event, 'answer') === 0 && built !== text,
      now: told.filter((each) => each !== false).join(', '),
    };
  });
}

export interface MessageStatus {
  readonly text: string;
  /** Offset of the first byte that the rules do not have; -1 for none. */
  readonly difference: number;
  /** The message of the rules; undefined where it says nothing new, or there is none. */
  readonly expected: readonly number[] | undefined;
}

/** @returns undefined when the trace does not tell the record. */
export function statusOf(
  round: Round,
  message: readonly (StoredByte | undefined)[],
): MessageStatus | undefined {
  const { record } = round;
  if (record === undefined) return undefined;
  const { expected } = record;
  if (round.direction === 'unmarshal') {
    const found = firstDifference(record, message);
    const isWhole = message.every((byte) => byte !== undefined);
    const difference = found < 0 && isWhole && message.length < expected.length ? message.length : found;
    return difference < 0
      ? { text: words.same, difference, expected: undefined }
      : { text: words.altered(difference), difference, expected };
  }
  if (record.refused !== undefined)
    return { text: words.noMessage(record.refused), difference: -1, expected: undefined };
  const difference = firstDifference(record, message);
  const text =
    expected.length > round.bytes
      ? words.noRoom(expected.length, round.bytes)
      : difference < 0
        ? words.fits(expected.length)
        : words.firstDifference(difference);
  return { text, difference, expected };
}
