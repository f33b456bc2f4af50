/** Reference policies for tests, as a kernel meets them. */
import { NativePolicies, type PolicyClass } from '../engine/native-policies';
import { RoundRobin } from './scheduling/round-robin';

/** @param unitsPerCall what each call of the policy costs. */
export function policiesOf(policy: PolicyClass = RoundRobin, unitsPerCall = 0): NativePolicies {
  const methods = { enqueue: 2, pickNext: 1, tick: 2 };
  const shape = { className: policy.name, methods, programs: {}, services: { now: 0 } };
  return new NativePolicies(policy, shape, unitsPerCall);
}
