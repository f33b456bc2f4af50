/**
 * What a coherence protocol is: a table of (state, event) -> next state, actions, description, and its compiled
 * form, which the memory system interprets.
 *
 *      processor ──load, store──▶ ┌───────┐ ──busRead, busUpgrade ...──▶ bus
 *      software ──clean, evict──▶ │ line  │
 *      bus ──snooped events─────▶ └───────┘ ──supply, writeMemory──────▶ requester, memory
 *
 * The table is the protocol: there is no other code of it. Documents and pictures are made from the same rows
 * (`describeProtocol`). A transaction is one step: there are no transient states, since the bus carries out one
 * transaction at a time (Culler and Singh, Parallel Computer Architecture, section 5.3, "atomic bus").
 * Every protocol's first state is Invalid, and in it no row for a snooped event is needed.
 */

/** What happens to a line in one cache. The first five come from its own core, the others are seen on the bus. */
export const COHERENCE_EVENTS = [
  { name: 'load', description: 'the core reads a word of the line' },
  { name: 'store', description: 'the core writes a word of the line' },
  { name: 'evict', description: 'the line must leave the cache: replaced, or flushed by software' },
  { name: 'clean', description: 'software asks that memory gets the data; the line stays' },
  { name: 'atomic', description: 'an atomic operation at the memory controller, by any core, also this one' },
  { name: 'busRead', description: 'another core fetches the line to read it' },
  { name: 'busReadExclusive', description: 'another core fetches the line to write it' },
  { name: 'busUpgrade', description: 'another core, which holds the line, is about to write it' },
  { name: 'busUpdate', description: 'another core wrote a word and sends it to the other caches' },
  { name: 'busWrite', description: 'another core wrote a word through to memory' },
] as const;

export type CoherenceEvent = (typeof COHERENCE_EVENTS)[number]['name'];

/** What a cache does on a transition. */
const COHERENCE_ACTIONS = [
  { name: 'busRead', description: 'fetch the line; the other caches see it' },
  { name: 'busReadExclusive', description: 'fetch the line as the only holder' },
  { name: 'busUpgrade', description: 'announce the write, address only' },
  { name: 'busUpdate', description: 'send the written word to the other caches, not to memory' },
  { name: 'busWrite', description: 'write the word through to memory; the other caches see it' },
  { name: 'writeBack', description: 'write the whole line to memory' },
  { name: 'supply', description: 'give the line to the requester in place of memory' },
  { name: 'writeMemory', description: 'memory takes the line off the bus in the same transaction' },
  { name: 'takeUpdate', description: 'take the written word into the copy' },
] as const;

export type CoherenceAction = (typeof COHERENCE_ACTIONS)[number]['name'];

export interface CoherenceState<Letter extends string = string> {
  /** One letter, as in tables and pictures. */
  readonly letter: Letter;
  readonly name: string;
  readonly description: string;
}

export interface CoherenceTransition<Letter extends string = string> {
  readonly state: Letter;
  readonly event: CoherenceEvent;
  readonly next: Letter;
  readonly actions: readonly CoherenceAction[];
  /** What is different when another cache answers that it holds the line: the next state, and further actions. */
  readonly whenShared?: { readonly next: Letter; readonly actions: readonly CoherenceAction[] };
  readonly description: string;
}

export interface CoherenceProtocol<Letter extends string = string> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly source: string;
  /** Whether caches watch the bus. When not, software must keep them coherent. */
  readonly snoops: boolean;
  /** How other copies learn of a write. */
  readonly family: 'none' | 'write-invalidate' | 'write-update';
  /** The first is the invalid one. */
  readonly states: readonly CoherenceState<Letter>[];
  readonly transitions: readonly CoherenceTransition<Letter>[];
}

export const INVALID = 0;
/** The next state where the table has no row: an event that cannot happen in that state. */
export const NO_ROW = 255;

const indexOf = (name: CoherenceEvent) => COHERENCE_EVENTS.findIndex((event) => event.name === name);
/** Index of each event, in compiled tables. */
export const EVENT = {
  load: indexOf('load'),
  store: indexOf('store'),
  evict: indexOf('evict'),
  clean: indexOf('clean'),
  atomic: indexOf('atomic'),
  busRead: indexOf('busRead'),
  busReadExclusive: indexOf('busReadExclusive'),
  busUpgrade: indexOf('busUpgrade'),
  busUpdate: indexOf('busUpdate'),
  busWrite: indexOf('busWrite'),
} as const satisfies Record<CoherenceEvent, number>;

const bitOf = (name: CoherenceAction) => 1 << COHERENCE_ACTIONS.findIndex((action) => action.name === name);
/** One bit an action, in compiled tables. */
export const ACTION = {
  busRead: bitOf('busRead'),
  busReadExclusive: bitOf('busReadExclusive'),
  busUpgrade: bitOf('busUpgrade'),
  busUpdate: bitOf('busUpdate'),
  busWrite: bitOf('busWrite'),
  writeBack: bitOf('writeBack'),
  supply: bitOf('supply'),
  writeMemory: bitOf('writeMemory'),
  takeUpdate: bitOf('takeUpdate'),
} as const satisfies Record<CoherenceAction, number>;

/** A protocol as typed arrays, indexed by `state * EVENT_COUNT + event`. */
export interface CompiledProtocol {
  readonly protocol: CoherenceProtocol;
  readonly next: Uint8Array;
  readonly actions: Uint16Array;
  readonly nextWhenShared: Uint8Array;
  readonly actionsWhenShared: Uint16Array;
  /** By state: 1 when the line holds what memory does not have, so that leaving needs a write-back. */
  readonly dirty: Uint8Array;
}

export const EVENT_COUNT = COHERENCE_EVENTS.length;

/** @throws Error naming the protocol and the row, when the table is not complete or contradicts itself. */
export function compileProtocol(protocol: CoherenceProtocol): CompiledProtocol {
  const { states } = protocol;
  const size = states.length * EVENT_COUNT;
  const compiled: CompiledProtocol = {
    protocol,
    next: new Uint8Array(size).fill(NO_ROW),
    actions: new Uint16Array(size),
    nextWhenShared: new Uint8Array(size),
    actionsWhenShared: new Uint16Array(size),
    dirty: new Uint8Array(states.length),
  };
  const seen = new Set<number>();
  const codeOf = (letter: string) => {
    const code = states.findIndex((state) => state.letter === letter);
    if (code < 0) throw new Error(`protocol ${protocol.name}: no state ${letter}`);
    return code;
  };
  const bitsOf = (actions: readonly CoherenceAction[]) =>
    actions.reduce((bits, action) => bits | ACTION[action], 0);
  for (const row of protocol.transitions) {
    const at = codeOf(row.state) * EVENT_COUNT + EVENT[row.event];
    if (seen.has(at)) throw new Error(`protocol ${protocol.name}: two rows for ${row.state} on ${row.event}`);
    seen.add(at);
    compiled.next[at] = codeOf(row.next);
    compiled.actions[at] = bitsOf(row.actions);
    compiled.nextWhenShared[at] = codeOf(row.whenShared?.next ?? row.next);
    compiled.actionsWhenShared[at] = bitsOf(row.whenShared?.actions ?? []);
  }
  for (let state = 0; state < states.length; state++) {
    for (const event of ['load', 'store', 'evict', 'clean', 'atomic'] as const) {
      if (state === INVALID && event !== 'load' && event !== 'store') continue;
      if (!seen.has(state * EVENT_COUNT + EVENT[event]))
        throw new Error(`protocol ${protocol.name}: no row for ${states[state]?.letter} on ${event}`);
    }
    const load = state * EVENT_COUNT + EVENT.load;
    if (state !== INVALID && (compiled.next[load] !== state || compiled.actions[load] !== 0))
      throw new Error(`protocol ${protocol.name}: ${states[state]?.letter} must be readable without the bus`);
    const evict = state * EVENT_COUNT + EVENT.evict;
    compiled.dirty[state] = compiled.actions[evict] & ACTION.writeBack ? 1 : 0;
  }
  return compiled;
}

/** The protocol as text: states, then one line a transition. For documents and the command line. */
export function describeProtocol(protocol: CoherenceProtocol): string {
  const lines = [`${protocol.title}: ${protocol.description}`, `Source: ${protocol.source}`, ''];
  for (const state of protocol.states) lines.push(`  ${state.letter}  ${state.name}: ${state.description}`);
  lines.push('');
  for (const row of protocol.transitions) {
    const shared =
      row.whenShared === undefined
        ? ''
        : ` (if shared: ${[row.whenShared.next, ...row.whenShared.actions].join(', ')})`;
    const actions = row.actions.length === 0 ? '' : ` [${row.actions.join(', ')}]`;
    lines.push(`  ${row.state} ${row.event} -> ${row.next}${actions}${shared}: ${row.description}`);
  }
  return lines.join('\n');
}
