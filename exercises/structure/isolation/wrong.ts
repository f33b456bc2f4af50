import type { WrongSolution } from '../../wrong-solution';

/** Texts of the reference that several patches change. */
const GRANT_RIGHTS_CHECK = 'if (!isRights(rights) || to === process) return -1;';
const ALIVE = 'if (kernel.get(to, PROCESS_FIELD.state) !== PROCESS_STATE.alive) return -1;';
const OWN = 'if (this.ownPage(process, address, rights) === 0) return -1;';
const ROOM = 'if (own === MAX_GRANTS) return -1;';
const WHOSE = 'if (grant === undefined || grant.to !== process || grant.mappedAt !== 0) return -1;';
const MAP_RIGHTS = 'if (!isRights(rights) || (rights & ~grant.rights) !== 0) return -1;';
const PLACE = 'if (address % PAGE_BYTES !== 0 || !isShared(address)) return -1;';
const FREE_PAGE = 'if (page === 0 || this.leaf(process, address) !== 0) return -1;';
const PAGE = 'const page = this.ownPage(grant.process, grant.address, rights);';
const BITS = 'const bits = rights === GRANT_RIGHTS.read ? RIGHTS.readOnly : RIGHTS.readWrite;';
const MAPPED = 'grant.mappedAt = address;\n    return 0;';
const GRANTER = 'if (grant?.process !== process) return -1;';
const END = 'this.end(number, grant);\n    return 0;\n  }\n\n  over';
const OVER_TO = 'if (grant.to === process) this.grants.delete(number);';
const OVER_FROM = 'else if (grant.process === process) this.end(number, grant);';
const FORGET_GRANT = 'this.grants.delete(number);\n    if (mappedAt === 0) return;';
const TAKE = 'kernel.store(table, indexOf(mappedAt), 0);';
const FLUSH = 'kernel.flush(to);';
const GIVE_BACK = 'kernel.flush(to);\n    kernel.freeFrame(frame);';
const OWN_PLACE = 'if (address % PAGE_BYTES !== 0 || address >= STACK_TOP || isShared(address)) return 0;';
const NO_TABLE = 'if (table < 0) return -1;';
const NUMBER = 'this.lastNumber++;';

const wrong: readonly WrongSolution[] = [
  // IS1: grants that are right.
  {
    name: 'numbers-from-zero',
    fails: 'IS1',
    why: 'Gives the first grant the number 0.',
    replace: [['private lastNumber = 0;', 'private lastNumber = -1;']],
  },
  {
    name: 'no-stack',
    fails: 'IS1',
    why: 'Takes only pages below the shared area for its own: those of the stack are refused.',
    replace: [
      [OWN_PLACE, OWN_PLACE.replace('address >= STACK_TOP || isShared(address)', 'address >= SHARED_BASE')],
    ],
  },
  {
    name: 'as-many-as-they-like',
    fails: 'IS1',
    why: 'Lets a process have any number of grants.',
    replace: [[ROOM, '']],
  },
  {
    name: 'room-never-comes-back',
    fails: 'IS1',
    why: 'Counts grants that are over.',
    replace: [
      [
        'private lastNumber = 0;',
        'private lastNumber = 0;\n  private readonly made = new Map<number, number>();',
      ],
      [
        ROOM,
        'own = this.made.get(process) ?? 0;\n    if (own === MAX_GRANTS) return -1;\n    this.made.set(process, own + 1);',
      ],
    ],
  },
  {
    name: 'room-for-all-together',
    fails: 'IS1',
    why: 'Counts the grants of all processes together.',
    replace: [
      [
        'for (const each of grants.values()) if (each.process === process) own++;',
        'own = Math.min(grants.size, MAX_GRANTS);',
      ],
    ],
  },
  {
    name: 'one-less',
    fails: 'IS1',
    why: 'Has room for seven.',
    replace: [[ROOM, ROOM.replace('MAX_GRANTS', 'MAX_GRANTS - 1')]],
  },
  {
    name: 'nothing-for-init',
    fails: 'IS1',
    why: 'Takes process 1 for the kernel, to which nobody grants.',
    replace: [[GRANT_RIGHTS_CHECK, `${GRANT_RIGHTS_CHECK}\n    if (to === 1) return -1;`]],
  },
  {
    name: 'nothing-from-init',
    fails: 'IS1',
    why: 'Takes process 1 for the kernel, which grants nothing.',
    replace: [[GRANT_RIGHTS_CHECK, `${GRANT_RIGHTS_CHECK}\n    if (process === 1) return -1;`]],
  },
  // IS2: pages of its own.
  {
    name: 'rounds-down',
    fails: 'IS2',
    why: 'Grants the page in which the address lies.',
    replace: [
      [
        OWN,
        'address -= address % PAGE_BYTES;\n    if (this.ownPage(process, address, rights) === 0) return -1;',
      ],
    ],
  },
  {
    name: 'grants-what-was-granted',
    fails: 'IS2',
    why: 'Lets a process grant on what it has mapped from others.',
    replace: [[OWN_PLACE, OWN_PLACE.replace(' || isShared(address)', '')]],
  },
  {
    name: 'grants-what-is-not-there',
    fails: 'IS2',
    why: 'Looks at the page only when it is mapped.',
    replace: [
      [
        OWN,
        'if (address % PAGE_BYTES !== 0 || address >= STACK_TOP || isShared(address)) return -1;\n    const there = this.leaf(process, address);\n    if (there !== 0 && this.ownPage(process, address, rights) === 0) return -1;',
      ],
    ],
  },
  {
    name: 'remembers-the-frame',
    fails: 'IS2',
    why: 'Maps the frame that the page had when it was granted, if the granter gave it up: it may be anybody’s.',
    replace: [
      ['readonly rights: number;\n', 'readonly rights: number;\n  readonly entry: number;\n'],
      ['rights, mappedAt: 0 }', 'rights, mappedAt: 0, entry: this.leaf(process, address) }'],
      [PAGE, 'const page = this.ownPage(grant.process, grant.address, rights) || grant.entry;'],
    ],
  },
  {
    name: 'pages-of-the-kernel',
    fails: 'IS2',
    why: 'Does not ask whether user mode may use the page.',
    replace: [['const needed = ENTRY.user | ENTRY.read |', 'const needed = ENTRY.read |']],
  },
  // IS3: rights.
  {
    name: 'any-rights',
    fails: 'IS3',
    why: 'Takes any number for rights when a page is granted.',
    replace: [[GRANT_RIGHTS_CHECK, 'if (to === process) return -1;']],
  },
  {
    name: 'writes-to-what-is-read-only',
    fails: 'IS3',
    why: 'Lets a process grant its code to be written.',
    replace: [['(rights === GRANT_RIGHTS.readWrite ? ENTRY.write : 0);', '0;']],
  },
  {
    name: 'maps-with-more',
    fails: 'IS3',
    why: 'Does not compare with the rights that were granted.',
    replace: [[MAP_RIGHTS, 'if (!isRights(rights)) return -1;']],
  },
  {
    name: 'always-writable',
    fails: 'IS3',
    why: 'Maps everything to be written.',
    replace: [[BITS, 'const bits = RIGHTS.readWrite;']],
  },
  {
    name: 'rights-as-granted',
    fails: 'IS3',
    why: 'Maps with the rights that were granted, though fewer were asked for.',
    replace: [[BITS, BITS.replace('rights ===', 'grant.rights ===')]],
  },
  {
    name: 'compares-rights-as-numbers',
    fails: 'IS3',
    why: 'Takes any number up to the granted rights for fewer rights.',
    replace: [[MAP_RIGHTS, 'if (rights > grant.rights) return -1;']],
  },
  // IS4: who and whom.
  {
    name: 'to-itself',
    fails: 'IS4',
    why: 'Lets a process grant to itself.',
    replace: [[GRANT_RIGHTS_CHECK, 'if (!isRights(rights)) return -1;']],
  },
  {
    name: 'to-nobody',
    fails: 'IS4',
    why: 'Does not ask whether the other process is alive: who gets its number next may map the page.',
    replace: [[ALIVE, '']],
  },
  {
    name: 'to-the-dead',
    fails: 'IS4',
    why: 'Asks only whether there is such a process.',
    replace: [[ALIVE, 'if (kernel.get(to, PROCESS_FIELD.state) < PROCESS_STATE.alive) return -1;']],
  },
  {
    name: 'maps-what-is-for-others',
    fails: 'IS4',
    why: 'Does not ask for whom a grant is.',
    replace: [[WHOSE, 'if (grant === undefined || grant.mappedAt !== 0) return -1;']],
  },
  {
    name: 'anybody-revokes',
    fails: 'IS4',
    why: 'Does not ask whose grant it is.',
    replace: [[GRANTER, 'if (grant === undefined) return -1;']],
  },
  {
    name: 'both-may-revoke',
    fails: 'IS4',
    why: 'Lets the grantee take a grant back as well.',
    replace: [
      [GRANTER, 'if (grant === undefined || (grant.process !== process && grant.to !== process)) return -1;'],
    ],
  },
  {
    name: 'revokes-nothing',
    fails: 'IS4',
    why: 'Answers 0 for a grant that there is not.',
    replace: [[GRANTER, 'if (grant === undefined) return 0;\n    if (grant.process !== process) return -1;']],
  },
  {
    name: 'goes-on-after-its-end',
    fails: 'IS4',
    why: 'Takes the mapping away when a grant ends, but lets it be mapped again.',
    replace: [
      [
        'private lastNumber = 0;',
        'private lastNumber = 0;\n  private readonly ended = new Map<number, Grant>();',
      ],
      [
        'const grant = this.grants.get(number);\n    if (grant === undefined ||',
        'const grant = this.grants.get(number) ?? this.ended.get(number);\n    if (grant === undefined ||',
      ],
      [
        FORGET_GRANT,
        `this.ended.set(number, { ...(this.grants.get(number) as Grant), mappedAt: 0 });\n    ${FORGET_GRANT}`,
      ],
    ],
  },
  {
    name: 'numbers-outlive-their-process',
    fails: 'IS4',
    why: 'Leaves grants to a process that is over: who has its number next may map them.',
    replace: [
      ['private lastNumber = 0;', 'private lastNumber = 0;\n  private readonly left = new Set<number>();'],
      [
        'for (const each of grants.values()) if (each.process === process) own++;',
        'for (const [number, each] of grants) if (each.process === process && !this.left.has(number)) own++;',
      ],
      [
        OVER_TO,
        'if (grant.to === process) {\n        grant.mappedAt = 0;\n        this.left.add(number);\n      }',
      ],
    ],
  },
  // IS5: where.
  {
    name: 'anywhere',
    fails: 'IS5',
    why: 'Maps at any free page.',
    replace: [[PLACE, 'if (address % PAGE_BYTES !== 0 || address >= STACK_TOP) return -1;']],
  },
  {
    name: 'over-what-is-there',
    fails: 'IS5',
    why: 'Does not look whether something is mapped there: that frame is lost.',
    replace: [[FREE_PAGE, 'if (page === 0) return -1;']],
  },
  {
    name: 'within-a-page',
    fails: 'IS5',
    why: 'Maps the page in which the address lies.',
    replace: [[PLACE, 'if (!isShared(address)) return -1;']],
  },
  {
    name: 'as-often-as-asked',
    fails: 'IS5',
    why: 'Maps a grant any number of times.',
    replace: [[WHOSE, 'if (grant === undefined || grant.to !== process) return -1;']],
  },
  {
    name: 'guard-too',
    fails: 'IS5',
    why: 'Takes the guard for a part of the shared area.',
    replace: [
      ['address >= SHARED_BASE && address < GUARD_PAGE;', 'address >= SHARED_BASE && address <= GUARD_PAGE;'],
    ],
  },
  // IS6: mappings that are right.
  {
    name: 'without-user-mode',
    fails: 'IS6',
    why: 'Leaves the bit for user mode out.',
    replace: [
      [
        BITS,
        BITS.replace('const bits =', 'const bits = ~ENTRY.user &')
          .replace('rights ===', '(rights ===')
          .replace('readWrite;', 'readWrite);'),
      ],
    ],
  },
  {
    name: 'maps-a-copy',
    fails: 'IS6',
    why: 'Maps a frame of its own instead of the frame that was granted.',
    replace: [
      [
        'const frame = page >>> 10;\n    kernel.shareFrame(frame);',
        'const frame = kernel.allocateFrame();\n    if (frame < 0) return -1;',
      ],
    ],
  },
  {
    name: 'maps-the-frame-of-the-grant',
    fails: 'IS6',
    why: 'Looks whether the granter has a page there, and maps the frame that it had when it granted it.',
    replace: [
      ['readonly rights: number;\n', 'readonly rights: number;\n  readonly entry: number;\n'],
      ['rights, mappedAt: 0 }', 'rights, mappedAt: 0, entry: this.leaf(process, address) }'],
      ['const frame = page >>> 10;', 'const frame = grant.entry >>> 10;'],
    ],
  },
  {
    name: 'reads-only',
    fails: 'IS6',
    why: 'Maps everything to be read only.',
    replace: [[BITS, 'const bits = RIGHTS.readOnly;']],
  },
  {
    name: 'last-page-refused',
    fails: 'IS6',
    why: 'Refuses the page right below the guard.',
    replace: [
      [
        PLACE,
        'if (address % PAGE_BYTES !== 0 || !isShared(address) || address + PAGE_BYTES >= GUARD_PAGE) return -1;',
      ],
    ],
  },
  {
    name: 'all-or-nothing',
    fails: 'IS6',
    why: 'Refuses to map with fewer rights than were granted.',
    replace: [[MAP_RIGHTS, 'if (rights !== grant.rights) return -1;']],
  },
  {
    name: 'answers-the-address',
    fails: 'IS6',
    why: 'Answers where it mapped the page.',
    replace: [[MAPPED, 'grant.mappedAt = address;\n    return address;']],
  },
  // IS7: ends.
  {
    name: 'revokes-on-paper',
    fails: 'IS7',
    why: 'Forgets the grant and leaves the mapping.',
    replace: [[END, 'this.grants.delete(number);\n    return 0;\n  }\n\n  over']],
  },
  {
    name: 'no-flush',
    fails: 'IS7',
    why: 'Leaves the translations of the page that went.',
    replace: [[GIVE_BACK, 'kernel.freeFrame(frame);']],
  },
  {
    name: 'flushes-the-granter',
    fails: 'IS7',
    why: 'Forgets the translations of who takes the page back, not of who had it mapped.',
    replace: [
      [
        'private end(number: number, { to, mappedAt }: Grant)',
        'private end(number: number, { process, to, mappedAt }: Grant)',
      ],
      [FLUSH, 'kernel.flush(process);'],
    ],
  },
  {
    name: 'lives-on-after-the-granter',
    fails: 'IS7',
    why: 'Leaves what a process granted when that is over.',
    replace: [[OVER_FROM, 'else if (grant.process === process) this.grants.delete(number);']],
  },
  {
    name: 'ends-the-first-only',
    fails: 'IS7',
    why: 'Takes one page back that a process granted which is over, and forgets the others.',
    replace: [
      ['over(process: number): number {', 'over(process: number): number {\n    let ended = false;'],
      [
        OVER_FROM,
        'else if (grant.process === process) {\n        if (ended) this.grants.delete(number);\n        else this.end(number, grant);\n        ended = true;\n      }',
      ],
    ],
  },
  {
    name: 'does-not-revoke-what-is-not-mapped',
    fails: 'IS7',
    why: 'Refuses to take back a grant that nobody mapped.',
    replace: [[GRANTER, 'if (grant?.process !== process || grant.mappedAt === 0) return -1;']],
  },
  // IS8: frames.
  {
    name: 'does-not-share',
    fails: 'IS8',
    why: 'Maps the frame and does not say that two use it now: who gives it back first frees it for both.',
    replace: [['    kernel.shareFrame(frame);\n', '']],
  },
  {
    name: 'shares-when-granted',
    fails: 'IS8',
    why: 'Shares the frame when it is granted as well, and never gives that back.',
    replace: [
      [NUMBER, 'kernel.shareFrame(this.ownPage(process, address, rights) >>> 10);\n    this.lastNumber++;'],
    ],
  },
  {
    name: 'gives-nothing-back',
    fails: 'IS8',
    why: 'Takes the entry out and keeps the frame.',
    replace: [[GIVE_BACK, FLUSH]],
  },
  {
    name: 'table-before-it-looks',
    fails: 'IS8',
    why: 'Takes a frame for the table before it knows whether it may map, and loses it.',
    replace: [
      [WHOSE, `${WHOSE}\n    const spare = kernel.allocateFrame();`],
      ['table = kernel.allocateFrame();', 'table = spare;'],
    ],
  },
  {
    name: 'takes-no-table-for-one',
    fails: 'IS8',
    why: 'Does not look whether a frame was left for the table.',
    replace: [[NO_TABLE, '']],
  },
  {
    name: 'shares-before-it-can',
    fails: 'IS8',
    why: 'Shares the frame, finds no memory for the table, and leaves it shared.',
    base: 'right/two-maps',
    replace: [['kernel.freeFrame(own >>> 10);\n        return -1;', 'return -1;']],
  },
  {
    name: 'gives-back-what-is-gone',
    fails: 'IS8',
    why: 'Takes out what a process had mapped after that is over: its pages were given back already.',
    replace: [[OVER_TO, 'if (grant.to === process) this.end(number, grant);']],
  },
  // Budgets.
  {
    name: 'searches-for-the-mapping',
    exceeds: ['memory-accesses'],
    why: 'Looks through all tables of the shared area for the page that goes.',
    replace: [
      [
        TAKE,
        'for (let i = SHARED_BASE >>> 22; i < TABLE_ENTRIES / 2; i++) {\n      const upper = kernel.load(kernel.get(to, PROCESS_FIELD.root), i);\n      if ((upper & ENTRY.valid) !== 0) for (let j = 0; j < TABLE_ENTRIES; j++) kernel.load(upper >>> 10, j);\n    }\n    kernel.store(table, indexOf(mappedAt), 0);',
      ],
    ],
  },
];

export default wrong;
