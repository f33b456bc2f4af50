/**
 * What the kernel charges for scheduling, taken from the one table of costs.
 *
 *      entry ── trapEntry + (timerTick | deviceInterrupt | systemCall) ──▶ policy units × policyUnit
 *            ──▶ switch: contextSwitch + registers × registerTransfer ──▶ trapReturn
 */
import type { CostOverrides } from '../../hardware/cost-overrides';
import * as COSTS from '../../hardware/costs';

export interface SchedulingCosts {
  readonly trapEntry: number;
  readonly trapReturn: number;
  readonly timerTick: number;
  readonly deviceInterrupt: number;
  readonly systemCall: number;
  readonly contextSwitch: number;
  /** One register stored to or loaded from a thread's control block. */
  readonly registerTransfer: number;
  /** One metered unit of policy code. */
  readonly policyUnit: number;
}

/** @param overrides what the machine has otherwise than the table. */
export function schedulingCosts(overrides: CostOverrides = {}): SchedulingCosts {
  const {
    trapEntry = COSTS.trapEntry.value,
    trapReturn = COSTS.trapReturn.value,
    timerTick = COSTS.timerTick.value,
    deviceInterrupt = COSTS.deviceInterrupt.value,
    systemCall = COSTS.systemCall.value,
    contextSwitch = COSTS.contextSwitch.value,
    registerSave = COSTS.registerSave.value,
    cacheHit = COSTS.cacheHit.value,
    policyUnit = COSTS.policyUnit.value,
  } = overrides;
  return {
    ...{ trapEntry, trapReturn, timerTick, deviceInterrupt, systemCall, contextSwitch, policyUnit },
    registerTransfer: registerSave + cacheHit,
  };
}

export const SCHEDULING_COSTS: SchedulingCosts = schedulingCosts();

/** The ideal machine of textbook exercises, where only computing takes time. */
export const NO_SCHEDULING_COSTS: SchedulingCosts = schedulingCosts({
  trapEntry: 0,
  trapReturn: 0,
  timerTick: 0,
  deviceInterrupt: 0,
  systemCall: 0,
  contextSwitch: 0,
  registerSave: 0,
  cacheHit: 0,
  policyUnit: 0,
});
