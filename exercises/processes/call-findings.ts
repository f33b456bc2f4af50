/** What a judge finds in one call of a mechanism, told with the cycle and the call in front. */
import type { Trace } from '../../simulator/engine/trace';
import type { RuleBook } from '../judging/rule-book';

/** What of a process a finding is about: where the trace tells it behind the call, the finding stands there. */
export type About =
  | ({ readonly process: number } & (
      | { readonly field: number }
      | { readonly register: number }
      | { readonly page: number }
      /** One that is left in use. */
      | { readonly frame: number }
      /** A word of its stack. */
      | { readonly address: number }
    ))
  /** A frame, and a word of it. */
  | { readonly changed: number; readonly word: number };

/** The events that tell what a call left. */
const TOLD = [
  ...['answered', 'unreached', 'frame-word', 'field', 'register', 'stack-word'],
  ...['born', 'exec', 'grant-rights', 'frame-users', 'granted', 'grant-mapped', 'unmap', 'map'],
];

export class CallFindings<Rule extends string> {
  private disorder = false;
  private readonly event: number;
  private readonly start: string;

  /**
   * @param event index in the trace of the event behind the call. @param told the call and its answer, without an end.
   */
  constructor(
    private readonly book: RuleBook<Rule>,
    private readonly trace: Trace,
    event: number,
    told: string,
  ) {
    this.event = Math.min(event, trace.length - 1);
    this.start = `Cycle ${trace.cycleAt(this.event)}: ${told}.`;
  }

  /** Whether memory is as the kernel expects it. */
  get isInOrder(): boolean {
    return !this.disorder;
  }

  /** This call showed these rules kept, as far as it went. */
  kept(...rules: readonly Rule[]): void {
    this.book.kept(...rules);
  }

  broken(rule: Rule, message: string, about?: About): void {
    this.book.broken(rule, this.placeOf(about), `${this.start} ${message}`);
  }

  /** Broken, and memory is in disorder from now on: what comes is its consequence. */
  disordered(rule: Rule, message: string, about?: About): void {
    this.broken(rule, message, about);
    this.disorder = true;
  }

  /** A page that is not there is missed where all others are told; of frames that are left, all have been told. */
  private placeOf(about: About | undefined): number {
    if (about === undefined) return this.event;
    let last = this.event;
    let lastFrame = this.event;
    for (let index = this.event; index < this.trace.length; index++) {
      const { kind, values } = this.trace.event(index);
      if (!TOLD.includes(kind.name)) break;
      last = index;
      const isAbout = ([field, value]: [string, number]) => values[kind.fields.indexOf(field)] === value;
      if (kind.name === 'unreached') lastFrame = index;
      if ('frame' in about) continue;
      if (kind.name !== 'unmap' && Object.entries(about).every(isAbout)) return index;
    }
    if ('frame' in about) return lastFrame;
    return 'page' in about ? last : this.event;
  }
}
