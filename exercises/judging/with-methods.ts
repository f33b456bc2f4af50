/** A submission's policy, some of whose methods are something else to the simulation: told in the trace, or not asked at all. */
import type { PolicyHost, PolicyInstance, Services } from '../../simulator/engine/policy';

type Methods = PolicyInstance['methods'];

/** @param change is given the policy's own methods and its services, once for each policy. */
export function withMethods(
  policies: PolicyHost,
  change: (methods: Methods, services: Services) => Methods,
): PolicyHost {
  return {
    create(services, ...numbers) {
      const { methods, programs } = policies.create(services, ...numbers);
      return { methods: { ...methods, ...change(methods, services) }, programs };
    },
    takeUnits: () => policies.takeUnits(),
  };
}
