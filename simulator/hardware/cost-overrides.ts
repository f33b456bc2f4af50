/** Costs that a machine has otherwise than the table (costs.ts), by name, in the table's units. */
import type * as COSTS from './costs';

export type CostName = keyof typeof COSTS;
export type CostOverrides = Readonly<Partial<Record<CostName, number>>>;

/** @throws for anything that is no number of cycles. */
export function checkCosts(overrides: CostOverrides): void {
  for (const [name, value] of Object.entries(overrides))
    if (!(Number.isSafeInteger(value) && value >= 0))
      throw new RangeError(`costs: ${name} must be a whole number of cycles, 0 or more, got ${value}`);
}
