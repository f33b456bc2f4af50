/** What reads and writes of a pipe answer, who sleeps, and what is in the ring: by the simulator's own pipe. */
import { counted } from '../../../../simulator/engine/counted';
import type { Random } from '../../../../simulator/engine/random';
import { CHANNEL_ANSWER } from '../../../../simulator/kernel/communication/channel-interface';
import { Pipe } from '../../../../simulator/kernel/communication/pipe';
import type { Question, QuestionDefinition } from '../../../question-definition';

const WRITER = 0;
const READER = 1;

/** What a call did: its answer, -1 when it still sleeps; bytes in the pipe then; what the other's call that slept answers, -1 for none. */
export interface Effect {
  readonly answer: number;
  readonly inPipe: number;
  readonly woken: number;
  /** Who sleeps then: -1 nobody. */
  readonly asleep: number;
}

/** A pipe with one writer and one reader, call by call. */
export class PipeDesk {
  wakeUps = 0;
  inPipe = 0;
  private inHand = { bytes: 0, done: 0 };
  private readonly pipe: Pipe;
  private readonly calls = new Map<number, { readonly bytes: number; done: number }>();
  private readonly woken: number[] = [];

  constructor(capacity: number) {
    const move = (direction: number) => (_offset: number, bytes: number) => {
      this.inHand.done += bytes;
      this.inPipe += direction * bytes;
      return 0;
    };
    this.pipe = new Pipe(
      {
        ...{ copyIn: move(1), copyOut: move(-1) },
        wake: (process) => {
          this.wakeUps++;
          return this.woken.push(process);
        },
      },
      capacity,
    );
  }

  call(process: number, bytes: number): Effect {
    const own = { bytes, done: 0 };
    const answers = [-1, -1];
    answers[process] = this.proceed(process, own);
    for (let next = this.woken.shift(); next !== undefined; next = this.woken.shift()) {
      const call = this.calls.get(next) ?? own;
      this.calls.delete(next);
      answers[next] = this.proceed(next, call);
    }
    const asleep = [...this.calls.keys()][0] ?? -1;
    return { answer: answers[process], inPipe: this.inPipe, woken: answers[1 - process], asleep };
  }

  private proceed(process: number, call: { readonly bytes: number; done: number }): number {
    this.inHand = call;
    const left = call.bytes - call.done;
    const answer = process === WRITER ? this.pipe.send(process, left) : this.pipe.receive(process, left);
    if (answer === CHANNEL_ANSWER.done) return call.done;
    this.calls.set(process, call);
    return -1;
  }
}

const CALLS = 9;

function drawn(random: Random, capacity: number) {
  const desk = new PipeDesk(capacity);
  const rows: {
    readonly who: number;
    readonly bytes: number;
    readonly effect: Effect;
    readonly at: number;
  }[] = [];
  let asleep = -1;
  let at = 0;
  while (rows.length < CALLS) {
    // Only who is awake can call.
    const who = asleep === WRITER ? READER : asleep === READER ? WRITER : random.pick([WRITER, READER]);
    const bytes = random.between(3, capacity + 8);
    at += random.between(2, 30);
    const effect = desk.call(who, bytes);
    rows.push({ who, bytes, effect, at });
    asleep = effect.asleep;
  }
  return { rows, desk };
}

const NAMES = ['writer', 'reader'];

function generate(random: Random): Question {
  for (;;) {
    const capacity = random.between(10, 24);
    const { rows, desk } = drawn(random, capacity);
    const effects = rows.map(({ effect }) => effect);
    const slept = rows.filter(({ effect }) => effect.answer < 0);
    if (new Set(slept.map(({ who }) => who)).size < 2 || slept.length > 4) continue;
    const sleepers = (asleep: number) => (asleep < 0 ? 'nobody' : NAMES[asleep]);
    return {
      prompt: [
        `A **pipe** holds **${capacity} bytes**, none at first; one process writes to it, one reads from it. A write puts bytes in as long as there is room and sleeps with the rest; it answers only when **all** its bytes are in. A read sleeps only while the pipe is **empty**, else it answers at once with as many bytes as there are and it asked for.`,
        'A sleeper is woken as soon as it can go on, and goes on in the same instant, right behind the call that woke it. A call takes no time.',
      ].join('\n\n'),
      parts: [
        {
          kind: 'table',
          id: 'calls',
          label:
            'What the call answers (or: sleeps, if it still sleeps in the end), what the call of the other process answers that slept before and is over now (or: -), bytes in the pipe then, and who sleeps then (writer, reader or nobody)',
          points: CALLS,
          pointsPer: 'row',
          columns: ['answer', 'the other answers', 'in the pipe', 'asleep'],
          rowLabels: rows.map(
            ({ who, bytes, at }) => `${at} µs: ${who === WRITER ? 'write' : 'read'} of ${bytes} bytes`,
          ),
          given: rows.map(() => [null, null, null, null]),
          answer: effects.map(({ answer, woken, inPipe, asleep }) => [
            ...[
              answer < 0 ? 'sleeps' : `${answer}`,
              woken < 0 ? '-' : `${woken}`,
              `${inPipe}`,
              sleepers(asleep),
            ],
          ]),
        },
        {
          kind: 'number',
          id: 'wake-ups',
          label:
            'How often is somebody woken? A sleeping writer that gets a part of its bytes in and sleeps again was woken too',
          points: 2,
          answer: desk.wakeUps,
          tolerance: 0,
          unit: 'times',
        },
      ],
      explanation: [
        'A pipe carries bytes, not messages: what one write put in, several reads may take, and one read takes what several writes put in.',
        ...rows.map(({ who, bytes, effect, at }, i) => {
          const before = rows[i - 1]?.effect.inPipe ?? 0;
          const { answer, woken, inPipe } = effect;
          if (who === READER) {
            const goesOn = woken >= 0 ? '; the writer gets the rest of its bytes in and is done' : '';
            const own =
              answer < 0
                ? 'the pipe is empty: it sleeps'
                : `${counted(before, 'bytes')} ${before === 1 ? 'is' : 'are'} there: it answers ${answer}`;
            return `${at} µs, read of ${bytes}: ${own}${goesOn}. In the pipe: ${inPipe}.`;
          }
          const taken = woken >= 0 ? `; the reader, which slept, goes on and answers ${woken}` : '';
          const own = answer < 0 ? 'it sleeps with the rest' : 'all its bytes are in';
          return `${at} µs, write of ${bytes}: there is room for ${capacity - before}${taken}; ${own}. In the pipe: ${inPipe}.`;
        }),
      ].join('\n\n'),
    };
  }
}

export default {
  title: 'What a read of a pipe answers',
  summary: 'Follow a writer and a reader of a pipe: answers, sleepers, and the bytes that are in it.',
  rows: [107],
  generate,
} satisfies QuestionDefinition;
