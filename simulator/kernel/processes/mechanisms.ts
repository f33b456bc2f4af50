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

interface Count {
  readonly counter: string;
  count: number;
}

export class AskedMechanisms {
  private readonly made = new Map<
    MechanismName,
    { readonly host: PolicyHost; readonly instance: PolicyInstance }
  >();
  /** By method: cycles of its units, and its accesses. */
  private readonly cycles = new Map<string, Count>();
  private readonly accesses = new Map<string, Count>();
  /** Accesses of all together, and of exchanged mechanisms. */
  private bookedAccesses = 0;
  private givenAccesses = 0;
  private policyCycles = 0;

  constructor(private readonly options: MechanismsOptions) {
    for (const name of Object.keys(MECHANISMS) as MechanismName[]) {
      const { shape, own } = MECHANISMS[name];
      const host = options.given[name] ?? new NativePolicies(own, shape);
      const offered = { ...options.services, ...options.ownServices[name] } as unknown as Services;
      const services = Object.fromEntries(Object.keys(shape.services).map((each) => [each, offered[each]]));
      for (const method of Object.keys(shape.methods)) {
        this.countOf(this.cycles, method, 'PolicyCycles');
        this.countOf(this.accesses, method, 'Accesses');
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
    this.countOf(this.accesses, method, 'Accesses').count += accesses;
    this.book(method, host.takeUnits());
    observer?.answered?.(method, numbers, answer);
    return answer;
  }

  /** Written into the record given. */
  counters(counters: Record<string, number> = {}): Record<string, number> {
    for (const { counter, count } of this.cycles.values()) counters[counter] = count;
    for (const { counter, count } of this.accesses.values()) counters[counter] = count;
    counters.mechanismAccesses = this.givenAccesses;
    counters.policyCycles = this.policyCycles;
    return counters;
  }

  private book(method: string, units: number): void {
    const cycles = units * this.options.unitCycles;
    this.countOf(this.cycles, method, 'PolicyCycles').count += cycles;
    this.policyCycles += cycles;
    this.options.memory.pay(cycles);
  }

  /** Its name is put together once. */
  private countOf(counts: Map<string, Count>, method: string, suffix: string): Count {
    let found = counts.get(method);
    if (found === undefined) {
      found = { counter: `${method}${suffix}`, count: 0 };
      counts.set(method, found);
    }
    return found;
  }
}
