/** Rewind and replay: what the machine asks, and what it offers. Only numbers cross. */
import type { PolicyShape } from '../../../engine/policy';

/** What a process asks of the kernel. */
export const ASKED = { clock: 0, packet: 1, freeFrames: 2, word: 3, steps: 4 } as const;
/** Of these: what does not follow from the state of the process. */
export const isFromOutside = (kind: number): boolean => kind < ASKED.word;

/** What may not be now, or names what is not there, changes nothing and is answered -1. */
export interface ReplayServices {
  /** Steps of the process since its start. */
  now(): number;
  /** Within `asked`: what the kernel answers to it now; within one request always the same. */
  answer(): number;
  /** While it is recorded: one more entry of the log. @returns its number, from 0 on. */
  log(first: number, second: number): number;
  /** How many entries the log has. */
  entries(): number;
  first(entry: number): number;
  second(entry: number): number;
  /** Within `standing`: keeps what was written since the checkpoint before. @returns its number, from 0 on. */
  checkpoint(): number;
  checkpoints(): number;
  /** The step at which it was taken. */
  stepOf(checkpoint: number): number;
  /** While it is rewound: the process as it was then, `now()` included. */
  restore(checkpoint: number): number;
  /** While it is rewound: the process handles this signal, now. */
  deliver(signal: number): number;
}

export interface ReplayMechanism {
  /** Recording. The process stands between two steps; it has done so many. Called before each of them. */
  standing(step: number): void;
  /** Recording. A signal arrives; the process handles it before its next step. */
  signal(signal: number): void;
  /** The process asks the kernel, while it is recorded or rewound. @returns what it gets. */
  asked(kind: number): number;
  /** The process is to stand again as it stood after so many steps, before any signal that arrived then. */
  rewind(step: number): void;
  /** Again and again after `rewind`. @returns 1: the process does one more step; 0: it stands there. */
  next(): number;
}

/** The constructor gets the services, and about how many steps should lie between checkpoints. */
export const REPLAY_SHAPE: PolicyShape = {
  className: 'Rewind',
  methods: { standing: 1, signal: 1, asked: 1, rewind: 1, next: 0 },
  programs: {},
  services: {
    ...{ now: 0, answer: 0, log: 2, entries: 0, first: 1, second: 1 },
    ...{ checkpoint: 0, checkpoints: 0, stepOf: 1, restore: 1, deliver: 1 },
  },
};
