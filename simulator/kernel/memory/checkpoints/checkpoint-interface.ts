/** Checkpoints of a process that goes on writing: what is asked, what it may ask for. Only numbers cross. */
import type { PolicyShape } from '../../../engine/policy';

/** Bits of a page-table entry; above them, from bit 10 on, the frame. */
export const PRESENT = 1 << 0;
export const WRITABLE = 1 << 2;
/** Left to the kernel by the hardware. */
export const PROTECTED = 1 << 8;

export interface PageServices {
  /** A page-table entry of the process as it stands in memory; 0: no such page. */
  entry(page: number): number;
  setEntry(page: number, entry: number): void;
  /** The processor forgets what it knows of the entries. */
  flush(): void;
}

export interface CheckpointServices extends PageServices {
  /** Writes the page, as it is now, into the checkpoint that is being taken. */
  save(page: number): void;
}

export interface CheckpointMechanism {
  /** A checkpoint is to be taken; the process stands still. */
  checkpoint(): void;
  /** A write to a page that may not be written. @returns 1: it is made again; 0: the process is ended. */
  fault(page: number): number;
}

export const CHECKPOINT_SHAPE: PolicyShape = {
  className: 'Checkpoints',
  methods: { checkpoint: 0, fault: 1 },
  programs: {},
  services: { entry: 1, setEntry: 2, flush: 0, save: 1 },
};
