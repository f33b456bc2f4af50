/**
 * What the explorer can find wrong with an interleaving: a table, so that messages, traces and documents agree.
 */
export interface ViolationKind {
  readonly name: string;
  readonly description: string;
  /** Whether the execution ends with it: `early`, though threads could go on; `over`, since none can; `no`, it goes on. */
  readonly ends: 'early' | 'over' | 'no';
}

export const VIOLATIONS = [
  {
    name: 'mutual-exclusion',
    description: 'A thread entered the critical section while another was inside.',
    ends: 'early',
  },
  {
    name: 'deadlock',
    description: 'No thread can go on, and not all have finished.',
    ends: 'over',
  },
  {
    name: 'lost-wake-up',
    description: 'A deadlock in which a thread sleeps on a channel whose wake came before it slept.',
    ends: 'over',
  },
  {
    name: 'overtaken',
    description: 'A thread that was already waiting was overtaken by one that arrived later.',
    ends: 'no',
  },
  {
    name: 'step-limit',
    description:
      'The execution did not end within the step limit: threads keep running without getting anywhere.',
    ends: 'early',
  },
  {
    name: 'data-race',
    description: 'Two threads accessed the same data word, at least one wrote, and nothing ordered the two.',
    ends: 'no',
  },
  {
    name: 'final-state',
    description: 'All threads finished, but the final state is not one that the scenario allows.',
    ends: 'over',
  },
  {
    name: 'fault',
    description: 'A thread used an address outside memory or not a multiple of 4, or an unknown operation.',
    ends: 'early',
  },
] as const satisfies readonly ViolationKind[];

export type ViolationName = (typeof VIOLATIONS)[number]['name'];

/** Index of a kind in VIOLATIONS: what the trace's `violation` event carries. */
export function violationIndex(name: ViolationName): number {
  return VIOLATIONS.findIndex((kind) => kind.name === name);
}

export interface Violation {
  readonly name: ViolationName;
  /** Who broke the property, or suffers from it (the thread overtaken, one that is stuck). */
  readonly thread: number;
  /** The other thread concerned; -1 where there is none. */
  readonly other: number;
  /** The address concerned; -1 where there is none. */
  readonly address: number;
}
