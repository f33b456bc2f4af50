/**
 * Marshalling as an exercise: its rules, and the judge that compares messages with their wire image.
 *
 * A message is aligned with the pieces that it should consist of, so that a missing padding is one mistake and
 * not fifty; each mistake breaks the rule of its piece.
 */
import type { Check, JudgeInput } from '../../exercise-definition';
import { defineExercise } from '../../exercise-definition';
import { MUTATIONS } from './hostile-message';
import { mistakesIn } from './message-alignment';
import { firstDifference } from './record-value';
import type { MarshalRound, Parameters, Result, UnmarshalRound } from './simulation';
import { DEFECTS, EVENT, EVENTS, simulate } from './simulation';
import type { Piece } from './wire-image';
import { wireImage } from './wire-image';

const RULES = [
  {
    id: 'RM1',
    title: 'Integers, bools and enums take four bytes, most significant first, with their sign',
    points: 10,
  },
  {
    id: 'RM2',
    title:
      'Hypers and doubles take eight bytes, floats four: the high word and the most significant byte first',
    points: 5,
  },
  {
    id: 'RM3',
    title:
      'Byte sequences and strings have their length in front (opaque has none), and zero bytes behind up to a multiple of four',
    points: 10,
  },
  {
    id: 'RM4',
    title: 'A vector has its count in front, an array has none; their elements follow in order',
    points: 10,
  },
  {
    id: 'RM5',
    title:
      'An optional value and each node of a list have a 1 in front; a 0 says that there is none, or no more',
    points: 10,
  },
  {
    id: 'RM6',
    title:
      'marshal answers the length of what it wrote, refuses what does not fit or exceeds a maximum, and writes nowhere else',
    points: 10,
  },
  { id: 'RM7', title: 'unmarshal rebuilds every value', points: 15 },
  {
    id: 'RM8',
    title: 'unmarshal refuses lengths, counts and chains beyond the message or the maximum of the type',
    points: 10,
  },
  {
    id: 'RM9',
    title: 'unmarshal refuses padding, flags and values that no sender writes, and bytes left over',
    points: 5,
  },
  {
    id: 'RM10',
    title: 'unmarshal reads only the message, and writes only the destination and its own blocks',
    points: 5,
  },
] as const;

type RuleId = (typeof RULES)[number]['id'];
const MESSAGE_RULES: readonly RuleId[] = ['RM1', 'RM2', 'RM3', 'RM4', 'RM5'];
const REFUSAL_RULES: readonly RuleId[] = ['RM8', 'RM9', 'RM10'];

class Judge {
  private readonly checks = new Map<RuleId, Check>();

  constructor(private readonly input: JudgeInput<Parameters, Result>) {}

  run(): Check[] {
    const marshalled = this.input.result.filter((round) => round.direction === 'marshal');
    const unmarshalled = this.input.result.filter((round) => round.direction === 'unmarshal');
    for (const round of marshalled) this.marshal(round);
    for (const round of unmarshalled) this.unmarshal(round);

    const wholesome = marshalled.filter((round) => round.defect === 0);
    if (wholesome.length > 0 && wholesome.every((round) => round.stored.length === 0))
      this.withhold(
        [...MESSAGE_RULES, 'RM6'],
        'marshal made no message in this case, so nothing shows that the rule holds.',
      );
    const { trace } = this.input;
    const tried = unmarshalled.some(
      ({ mutation, answer, events }) => mutation < 0 && answer >= 0 && trace.valueAt(events[1] - 1, 1) > 0,
    );
    if (unmarshalled.length > 0 && !tried)
      this.withhold(
        REFUSAL_RULES,
        'unmarshal accepted no well-formed message in this case: refusing everything does not count.',
      );
    return [...this.checks.values()].sort(
      (a, b) => a.rule.length - b.rule.length || (a.rule < b.rule ? -1 : 1),
    );
  }

  private marshal(round: MarshalRound): void {
    const [first, end] = round.events;
    this.strays(round.events, 'RM6');
    if (round.defect !== 0) {
      if (round.answer < 0) this.kept('RM6');
      else
        this.broken(
          'RM6',
          end - 1,
          `marshal answered ${round.answer}, but ${DEFECTS[round.defect]?.description}: answer a negative number.`,
        );
      return;
    }
    const pieces = wireImage(round.type, round.value);
    const length = pieces.reduce((sum, piece) => sum + piece.bytes.length, 0);
    if (round.answer < 0) {
      this.broken(
        'RM6',
        end - 1,
        `marshal answered ${round.answer} for a record of ${length} bytes and a buffer of ${round.capacity}: it fits.`,
      );
      return;
    }
    if (round.answer !== round.stored.length)
      this.broken(
        'RM6',
        end - 1,
        `marshal answered ${round.answer}, but the last byte that it stored in the buffer lies at offset ${round.stored.length - 1}.`,
      );
    else this.kept('RM6');
    this.compare(round, pieces, first);
  }

  private compare(round: MarshalRound, pieces: readonly Piece[], first: number): void {
    for (const piece of pieces) this.kept(ruleOf(piece));
    for (const { mistake, at, offset } of mistakesIn(pieces, round.stored)) {
      const piece = pieces[at] as Piece;
      const event = this.storeOf(round, offset, first);
      switch (mistake) {
        case 'wrong':
          this.broken(ruleOf(piece), event, describeWrong(round, piece, offset));
          break;
        case 'missing':
          this.broken(
            ruleOf(piece),
            event,
            `${piece.path}: the ${nounOf(piece)}, ${piece.bytes.map(hex).join(' ')}, is missing at offset ${offset}.`,
          );
          break;
        case 'extra':
          this.broken(
            structureRule(piece, pieces[at - 1]),
            event,
            `At offset ${offset} there are bytes too many before ${piece.path}, where its ${nounOf(piece)} should begin.`,
          );
          break;
        case 'tail':
          this.broken(
            ruleOf(piece),
            event,
            `The message should end at offset ${offset}, behind ${piece.path}.`,
          );
          break;
      }
    }
  }

  /** Index of the event that stored the byte at `offset` last; else of the round's first event. */
  private storeOf(round: MarshalRound, offset: number, first: number): number {
    const { trace } = this.input;
    for (let event = Math.min(round.events[1], trace.length) - 1; event >= first; event--)
      if (trace.kindAt(event) === EVENT.byte && trace.valueAt(event, 0) === offset) return event;
    return first;
  }

  private unmarshal(round: UnmarshalRound): void {
    const [, end] = round.events;
    this.strays(round.events, 'RM10');
    const mutation = MUTATIONS[round.mutation];
    if (mutation === undefined) {
      const difference = this.difference(round);
      if (difference === undefined) this.kept('RM7');
      else this.broken('RM7', end - 1, `After unmarshal: ${difference}.`);
      return;
    }
    const rule = mutation.family === 'beyond' ? 'RM8' : 'RM9';
    if (round.answer < 0) this.kept(rule);
    else
      this.broken(
        rule,
        end - 1,
        `unmarshal answered ${round.answer} for a hostile message: ${mutation.description}. ` +
          `It is wrong at offset ${round.offset} (${round.path}): check before you use it, and answer a negative number.`,
      );
  }

  /** What is wrong with what a well-formed message was turned into. */
  private difference(round: UnmarshalRound): string | undefined {
    if (round.answer < 0) return `it answered ${round.answer} for a well-formed message`;
    if (typeof round.found === 'string') return round.found;
    return firstDifference(round.type, round.value, round.found);
  }

  private strays([first, end]: readonly [number, number], rule: RuleId): void {
    const { trace } = this.input;
    this.kept(rule);
    for (let event = first; event < Math.min(end, trace.length); event++) {
      const kind = trace.kindAt(event);
      if (kind !== EVENT.strayRead && kind !== EVENT.strayWrite) continue;
      const [address, offset] = [trace.valueAt(event, 0), trace.valueAt(event, 2)];
      this.broken(
        rule,
        event,
        kind === EVENT.strayRead
          ? `unmarshal read at address ${address}, ${offset} bytes behind the start of the message: that belongs to neither message nor destination. Compare with the end before you read.`
          : `A store went to address ${address}, ${offset} bytes behind the start of the buffer, where nothing may be written. Compare with the end before you write.`,
      );
      return;
    }
  }

  /** Rules that a case cannot credit although nothing broke them. */
  private withhold(rules: readonly RuleId[], message: string): void {
    for (const rule of rules)
      if (this.checks.get(rule)?.passed !== false) this.checks.set(rule, { rule, passed: false, message });
  }

  private kept(rule: RuleId): void {
    if (!this.checks.has(rule)) this.checks.set(rule, { rule, passed: true, message: '' });
  }

  private broken(rule: RuleId, event: number, message: string): void {
    if (this.checks.get(rule)?.passed === false) return;
    const shown = Math.min(event, this.input.trace.length - 1);
    this.checks.set(rule, { rule, passed: false, message, event: shown });
  }
}

function ruleOf(piece: Piece): RuleId {
  switch (piece.role) {
    case 'length':
    case 'data':
    case 'padding':
      return 'RM3';
    case 'count':
      return 'RM4';
    case 'flag':
      return 'RM5';
    case 'wide':
      return 'RM2';
    case 'number':
      return piece.type.kind === 'float' ? 'RM2' : 'RM1';
  }
}

/** Which rule is broken when bytes are missing or too many in front of `piece`. */
function structureRule(piece: Piece, before: Piece | undefined): RuleId {
  if (piece.opens === 'array' || piece.opens === 'vector') return 'RM4';
  if (before !== undefined && ruleOf(before) === 'RM3') return 'RM3';
  if (before !== undefined && (ruleOf(before) === 'RM5' || ruleOf(before) === 'RM4')) return ruleOf(before);
  return ruleOf(before ?? piece);
}

function describeWrong(round: MarshalRound, piece: Piece, offset: number): string {
  const wrong = piece.bytes.findIndex((byte, i) => round.stored[offset + i] !== byte);
  const found = piece.bytes.map((_, i) => hex(round.stored[offset + i])).join(' ');
  return (
    `${piece.path}: the ${nounOf(piece)} at offset ${offset} is ${found}; ` +
    `the byte at offset ${offset + wrong} should be ${hex(piece.bytes[wrong])}.`
  );
}

function nounOf(piece: Piece): string {
  return piece.role === 'wide' ? 'word' : piece.role;
}

function hex(byte: number | undefined): string {
  return byte === undefined ? '--' : byte.toString(16).padStart(2, '0');
}

export default defineExercise<Parameters, Result>({
  title: 'Marshalling in XDR',
  summary: 'Turn records into messages and back, byte for byte, and survive messages that lie.',
  rows: [169, 170, 171, 172],
  difficulty: 3,
  view: 'bytes',
  shape: {
    className: 'XdrCodec',
    methods: { marshal: 4, unmarshal: 4 },
    programs: {},
    services: { loadByte: 1, storeByte: 2, loadWord: 1, storeWord: 2, allocate: 1 },
  },
  events: EVENTS,
  rules: RULES,
  budgets: [
    {
      id: 'memory-accesses',
      title: 'Loads and stores of both directions',
      counter: 'memoryAccesses',
      unit: 'accesses',
      points: 5,
    },
    {
      id: 'copied-bytes',
      title: 'Bytes stored into message buffers: one copy for each argument',
      counter: 'copiedBytes',
      unit: 'bytes',
      points: 5,
      factor: 1.5,
      margin: 0.3,
    },
  ],
  metric: { counter: 'memoryAccesses', title: 'Loads and stores', unit: 'accesses' },
  limits: { unitsPerCase: 50_000_000 },
  showFailures: true,
  simulate,
  judge: (input) => new Judge(input).run(),
});
