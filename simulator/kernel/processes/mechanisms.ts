/**
 * The mechanisms of a system with processes: each the system's own, or one in its place; asked, observed and booked.
 *
 *      ask ─▶ observer ─▶ mechanism ─▶ services ...  ─▶ units and accesses, by method ─▶ observer ─▶ answer
 */
import { NativePolicies, type PolicyClass } from '../../engine/native-policies';
import type { PolicyHost, PolicyInstance, PolicyShape, Services } from '../../engine/policy';
import { ADDRESS_SPACE_SHAPE, AddressSpace } from './demand-paging';
import { DISPATCHER_SHAPE, Dispatcher } from './dispatcher';
import { FORK_SHAPE, Fork } from './fork';
import { GRANTS_SHAPE, Grants } from './grants';
import type { KernelMemory } from './kernel-memory';
import type { KernelServices } from './kernel-services';
import { EXEC_SHAPE, Exec } from './loader';
import { PROCESS_TREE_SHAPE, ProcessTree } from './process-tree';
import { TRAP_HANDLER_SHAPE, TrapHandler } from './trap-handler';

/** Each mechanism with its own implementation where none is given. */
const MECHANISMS = {
  addressSpace: { shape: ADDRESS_SPACE_SHAPE, own: AddressSpace },
  fork: { shape: FORK_SHAPE, own: Fork },
  exec: { shape: EXEC_SHAPE, own: Exec },
  processTree: { shape: PROCESS_TREE_SHAPE, own: ProcessTree },
  grants: { shape: GRANTS_SHAPE, own: Grants },
  dispatcher: { shape: DISPATCHER_SHAPE, own: Dispatcher },
  trapHandler: { shape: TRAP_HANDLER_SHAPE, own: TrapHandler },
} as const satisfies Record<string, { readonly shape: PolicyShape; readonly own: PolicyClass }>;
export type MechanismName = keyof typeof MECHANISMS;
/** Which mechanisms are exchanged, and who makes them. */
export type Mechanisms = Readonly<Partial<Record<MechanismName, PolicyHost>>>;

/** Sees what mechanisms are asked, without effect on the run: what exercises are judged by. */
export interface MechanismObserver {
  /** Before a mechanism is asked: everything is as it finds it. */
  asking?(method: string, numbers: readonly number[]): void;
  /** After it answered: everything is as it left it, and nothing else has happened. */
  answered?(method: string, numbers: readonly number[], answer: number): void;
}

export interface MechanismsOptions {
  readonly given: Mechanisms;
  readonly services: KernelServices;
  /** Of some mechanisms: services that are other ones than everybody's. */
  readonly ownServices: Readonly<Partial<Record<MechanismName, Partial<KernelServices>>>>;
  readonly memory: KernelMemory;
  /** Cycles of one unit of a mechanism's code. */
  readonly unitCycles: number;
  readonly observer: MechanismObserver | undefined;
}

export class AskedMechanisms {
  private readonly made = new Map<
    MechanismName,
    { readonly host: PolicyHost; readonly instance: PolicyInstance }
  >();
  /** Cycles of the units of each method. */
  private readonly cycles = new Map<string, number>();
  /** Accesses of each method; of all together, and of those of exchanged mechanisms. */
  private readonly accesses = new Map<string, number>();
  private bookedAccesses = 0;
  private givenAccesses = 0;

  constructor(private readonly options: MechanismsOptions) {
    for (const name of Object.keys(MECHANISMS) as MechanismName[]) {
      const { shape, own } = MECHANISMS[name];
      const host = options.given[name] ?? new NativePolicies(own, shape);
      const offered = { ...options.services, ...options.ownServices[name] } as unknown as Services;
      const services = Object.fromEntries(Object.keys(shape.services).map((each) => [each, offered[each]]));
      for (const method of Object.keys(shape.methods)) {
        this.cycles.set(method, 0);
        this.accesses.set(method, 0);
      }
      this.made.set(name, { host, instance: host.create(services as Services) });
      this.book('constructor', host.takeUnits());
    }
  }

  ask(name: MechanismName, method: string, ...numbers: number[]): number {
    const { observer, memory } = this.options;
    const { host, instance } = this.made.get(name) as { host: PolicyHost; instance: PolicyInstance };
    observer?.asking?.(method, numbers);
    const [before, booked] = [memory.accesses, this.bookedAccesses];
    const answer = instance.methods[method](...numbers);
    // Without those of the mechanisms that were asked meanwhile.
    const accesses = memory.accesses - before - (this.bookedAccesses - booked);
    this.bookedAccesses += accesses;
    if (this.options.given[name] !== undefined) this.givenAccesses += accesses;
    this.accesses.set(method, (this.accesses.get(method) ?? 0) + accesses);
    this.book(method, host.takeUnits());
    observer?.answered?.(method, numbers, answer);
    return answer;
  }

  counters(): Record<string, number> {
    const named = (numbers: ReadonlyMap<string, number>, suffix: string) =>
      Object.fromEntries([...numbers].map(([method, number]) => [`${method}${suffix}`, number]));
    return {
      ...named(this.cycles, 'PolicyCycles'),
      ...named(this.accesses, 'Accesses'),
      mechanismAccesses: this.givenAccesses,
      policyCycles: [...this.cycles.values()].reduce((sum, cycles) => sum + cycles, 0),
    };
  }

  private book(method: string, units: number): void {
    const cycles = units * this.options.unitCycles;
    this.cycles.set(method, (this.cycles.get(method) ?? 0) + cycles);
    this.options.memory.pay(cycles);
  }
}
