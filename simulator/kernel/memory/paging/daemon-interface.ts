/** A pageout daemon that chooses its victims itself: what the pager asks, and what it offers. Only numbers cross. */
import type { PolicyShape } from '../../../engine/policy';
import type { ReplacementServices } from './page-replacement-interface';

export interface DaemonServices extends ReplacementServices {
  /** The page in this frame leaves; if it is dirty the disk writes it first. @returns 0; -1: nothing may leave any more. */
  giveUp(frame: number): number;
}

export interface Daemon {
  /** @param used frames in use. @param busyPercent of the processor's time since the last look. */
  look(used: number, busyPercent: number): void;
}

/** The constructor gets the services, frames, usedAbove, usedTarget and busyBelow (PageoutThresholds). */
export const DAEMON_SHAPE: PolicyShape = {
  className: 'PageoutDaemon',
  methods: { look: 2 },
  programs: {},
  services: { bits: 1, clearAccessed: 1, isPinned: 1, giveUp: 1 },
};
