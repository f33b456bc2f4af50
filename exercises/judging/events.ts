/**
 * The events of a trace with their fields by name, typed from the table of their kinds:
 *
 *      const events = new Events(trace, SCHEDULING_EVENTS.kinds);
 *      for (const event of events.of('dispatch', 'tick'))
 *        if (event.name === 'tick') event.answer ...            fields of `tick`: core, thread, answer, ticks
 *
 * The table comes from defineEvents (simulator/engine/define-events.ts), which knows its names.
 */
import { EVENT_PROPERTIES } from '../../simulator/engine/define-events';
import type { EventKinds, Trace } from '../../simulator/engine/trace';

export type KindName<Kinds extends EventKinds> = Kinds[number]['name'];

/** An event of the kind `Name`: its place, and a number for each of its fields. */
export type EventOf<Kinds extends EventKinds, Name extends KindName<Kinds> = KindName<Kinds>> = {
  [Each in Name]: {
    readonly name: Each;
    /** In the trace: what a finding names. */
    readonly index: number;
    readonly cycle: number;
  } & Readonly<Record<Extract<Kinds[number], { readonly name: Each }>['fields'][number], number>>;
}[Name];

export class Events<const Kinds extends EventKinds> {
  private readonly numbers: ReadonlyMap<string, number>;

  constructor(
    readonly trace: Trace,
    private readonly kinds: Kinds,
  ) {
    for (const { name, fields } of kinds)
      for (const field of fields)
        if (EVENT_PROPERTIES.includes(field)) throw new Error(`The event ${name} may have no field ${field}`);
    this.numbers = new Map(kinds.map(({ name }, number) => [name, number]));
  }

  /** @throws when the trace has no such event. */
  at(index: number): EventOf<Kinds> {
    const { trace } = this;
    const kind = this.kinds[trace.kindAt(index)];
    if (kind === undefined) throw new RangeError(`There is no event ${index} of ${trace.length}`);
    const event: Record<string, number | string> = { name: kind.name, index, cycle: trace.cycleAt(index) };
    const { fields } = kind;
    for (let place = 0; place < fields.length; place++) event[fields[place]] = trace.valueAt(index, place);
    return event as EventOf<Kinds>;
  }

  /** Undefined where there is no event. */
  nameAt(index: number): KindName<Kinds> | undefined {
    return this.kinds[this.trace.kindAt(index)]?.name;
  }

  /** Whether event `index` exists and is of one of these kinds. */
  isAt(index: number, ...names: readonly KindName<Kinds>[]): boolean {
    const name = this.nameAt(index);
    return name !== undefined && names.includes(name);
  }

  /** The events of these kinds (none named: of all), first to last. */
  of<Name extends KindName<Kinds> = KindName<Kinds>>(
    ...names: readonly Name[]
  ): Generator<EventOf<Kinds, Name>> {
    return this.between(0, this.trace.length, ...names);
  }

  /** As `of`, from event `from` up to, but without, `to`. */
  *between<Name extends KindName<Kinds> = KindName<Kinds>>(
    from: number,
    to: number,
    ...names: readonly Name[]
  ): Generator<EventOf<Kinds, Name>> {
    const wanted = this.wanted(names);
    const end = Math.min(to, this.trace.length);
    for (let index = from; index < end; index++)
      if (wanted === undefined || wanted[this.trace.kindAt(index)] === 1)
        yield this.at(index) as EventOf<Kinds, Name>;
  }

  /** As `of`, backwards from the event in front of `index`. */
  *before<Name extends KindName<Kinds> = KindName<Kinds>>(
    index: number,
    ...names: readonly Name[]
  ): Generator<EventOf<Kinds, Name>> {
    const wanted = this.wanted(names);
    for (let at = index - 1; at >= 0; at--)
      if (wanted === undefined || wanted[this.trace.kindAt(at)] === 1)
        yield this.at(at) as EventOf<Kinds, Name>;
  }

  /** By kind: 1 for those of these names; undefined for all. */
  private wanted(names: readonly string[]): Uint8Array | undefined {
    if (names.length === 0) return undefined;
    const wanted = new Uint8Array(this.kinds.length);
    for (const name of names) wanted[this.numbers.get(name) as number] = 1;
    return wanted;
  }
}
