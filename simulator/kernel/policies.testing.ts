/** Reference policies for tests, as a kernel meets them. */
import { NativePolicies, type PolicyClass } from '../engine/native-policies';
import { RoundRobin } from './scheduling/round-robin';
import { SCHEDULING_SHAPE } from './scheduling/scheduling-policy';

/** @param unitsPerCall what each call of the policy costs. */
export function policiesOf(policy: PolicyClass = RoundRobin, unitsPerCall = 0): NativePolicies {
  return new NativePolicies(policy, SCHEDULING_SHAPE, unitsPerCall);
}
