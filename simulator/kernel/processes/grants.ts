/**
 * Grants: a process lets another one use a page of its own, and takes it back.
 *
 *      granter   page ──▶ frame ◀── page   grantee, from SHARED_BASE up to the guard
 *                           └─ two users: the frame is free once both gave it back
 *
 *      grant ─▶ number ─▶ map (once, at an address of the grantee's choice) ─▶ revoke, or one of the two is over
 *
 * A grant is of a page, not of a frame: what is mapped is what the granter has there when it is mapped. Everything that
 * a process asks for is checked against the page tables as they are, whatever it was told before.
 */
import type { PolicyShape } from '../../engine/policy';
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import { ENTRY } from '../../hardware/translation/sv32';
import { RIGHTS, TABLE_ENTRIES } from '../memory/page-table';
import { GRANT_RIGHTS, MAX_GRANTS } from './grant-rights';
import { type KernelServices, servicesOf } from './kernel-services';
import { GUARD_PAGE, PROCESS_FIELD, PROCESS_STATE, SHARED_BASE, STACK_TOP } from './process-record';

export interface GrantsMechanism {
  /**
   * `process` lets `to`, another process that is alive, use the page of its own at `address`.
   * @returns the number of the grant, from 1 on, which no other grant has that is not over; -1 when it is refused.
   */
  grant(process: number, address: number, to: number, rights: number): number;
  /** `process` maps what was granted to it. @returns 0; -1 when it is refused, or memory does not suffice. */
  map(process: number, grant: number, address: number, rights: number): number;
  /** `process` takes back what it granted. @returns 0; -1 when it is refused. */
  revoke(process: number, grant: number): number;
  /** `process` ended or runs another program: its pages were given back already, those that it had mapped too. @returns nothing */
  over(process: number): number;
}

export const GRANTS_SHAPE: PolicyShape = {
  className: 'Grants',
  methods: { grant: 4, map: 4, revoke: 2, over: 1 },
  programs: {},
  services: servicesOf('load', 'store', 'allocateFrame', 'freeFrame', 'shareFrame', 'get', 'flush'),
};

interface Grant {
  readonly process: number;
  readonly address: number;
  readonly to: number;
  readonly rights: number;
  /** Where it is mapped; 0 for nowhere. */
  mappedAt: number;
}

export class Grants implements GrantsMechanism {
  private readonly grants = new Map<number, Grant>();
  private lastNumber = 0;

  constructor(private readonly kernel: KernelServices) {}

  grant(process: number, address: number, to: number, rights: number): number {
    const { kernel, grants } = this;
    if (!isRights(rights) || to === process) return -1;
    if (kernel.get(to, PROCESS_FIELD.state) !== PROCESS_STATE.alive) return -1;
    if (this.ownPage(process, address, rights) === 0) return -1;
    let own = 0;
    for (const each of grants.values()) if (each.process === process) own++;
    if (own === MAX_GRANTS) return -1;
    this.lastNumber++;
    grants.set(this.lastNumber, { process, address, to, rights, mappedAt: 0 });
    return this.lastNumber;
  }

  map(process: number, number: number, address: number, rights: number): number {
    const { kernel } = this;
    const grant = this.grants.get(number);
    if (grant === undefined || grant.to !== process || grant.mappedAt !== 0) return -1;
    if (!isRights(rights) || (rights & ~grant.rights) !== 0) return -1;
    if (address % PAGE_BYTES !== 0 || !isShared(address)) return -1;
    const page = this.ownPage(grant.process, grant.address, rights);
    if (page === 0 || this.leaf(process, address) !== 0) return -1;
    const root = kernel.get(process, PROCESS_FIELD.root);
    const upper = kernel.load(root, address >>> 22);
    let table = upper >>> 10;
    if ((upper & ENTRY.valid) === 0) {
      table = kernel.allocateFrame();
      if (table < 0) return -1;
      kernel.store(root, address >>> 22, (table << 10) | ENTRY.valid);
    }
    const frame = page >>> 10;
    kernel.shareFrame(frame);
    const bits = rights === GRANT_RIGHTS.read ? RIGHTS.readOnly : RIGHTS.readWrite;
    kernel.store(table, indexOf(address), (frame << 10) | bits);
    grant.mappedAt = address;
    return 0;
  }

  revoke(process: number, number: number): number {
    const grant = this.grants.get(number);
    if (grant?.process !== process) return -1;
    this.end(number, grant);
    return 0;
  }

  over(process: number): number {
    for (const [number, grant] of this.grants) {
      if (grant.to === process) this.grants.delete(number);
      else if (grant.process === process) this.end(number, grant);
    }
    return 0;
  }

  private end(number: number, { to, mappedAt }: Grant): void {
    const { kernel } = this;
    this.grants.delete(number);
    if (mappedAt === 0) return;
    const table = kernel.load(kernel.get(to, PROCESS_FIELD.root), mappedAt >>> 22) >>> 10;
    const frame = kernel.load(table, indexOf(mappedAt)) >>> 10;
    kernel.store(table, indexOf(mappedAt), 0);
    kernel.flush(to);
    kernel.freeFrame(frame);
  }

  /** The entry of a page that a process has of its own, with these rights; 0 when it has none there. */
  private ownPage(process: number, address: number, rights: number): number {
    if (address % PAGE_BYTES !== 0 || address >= STACK_TOP || isShared(address)) return 0;
    const leaf = this.leaf(process, address);
    const needed = ENTRY.user | ENTRY.read | (rights === GRANT_RIGHTS.readWrite ? ENTRY.write : 0);
    return (leaf & needed) === needed ? leaf : 0;
  }

  /** The entry of a page; 0 when it is not there. */
  private leaf(process: number, address: number): number {
    const { kernel } = this;
    const upper = kernel.load(kernel.get(process, PROCESS_FIELD.root), address >>> 22);
    if ((upper & ENTRY.valid) === 0) return 0;
    const leaf = kernel.load(upper >>> 10, indexOf(address));
    return (leaf & ENTRY.valid) === 0 ? 0 : leaf;
  }
}

const isRights = (rights: number): boolean =>
  rights === GRANT_RIGHTS.read || rights === GRANT_RIGHTS.readWrite;
const isShared = (address: number): boolean => address >= SHARED_BASE && address < GUARD_PAGE;
/** Of a page's entry in its table. */
const indexOf = (address: number): number => (address >>> 12) & (TABLE_ENTRIES - 1);
