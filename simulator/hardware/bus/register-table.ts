/**
 * The registers of a device as a table: from it come decoding, documentation and pictures.
 *
 *      offset  name     access      description, fields by bits
 *      0x00    command  write-only
 *      0x04    status   read-only   busy [0], error [1] ...
 *
 * Registers are 32 bits wide at multiples of four. An access that the table does not have (no such register, a
 * read of a write-only one, a size that the row does not list) is refused, which a core sees as an access fault.
 */
export type RegisterAccess = 'read-only' | 'write-only' | 'read-write' | 'write-one-to-clear';

export interface RegisterField {
  readonly name: string;
  /** Lowest bit, and how many. */
  readonly bit: number;
  readonly bits?: number;
  readonly description: string;
}

export interface RegisterRow<Name extends string = string> {
  readonly offset: number;
  readonly name: Name;
  readonly access: RegisterAccess;
  readonly description: string;
  readonly fields?: readonly RegisterField[];
  /** Sizes of access in bytes; default only 4. */
  readonly sizes?: readonly number[];
  /** A row that stands for several registers, one after the other. Default 1. */
  readonly count?: number;
}

export class RegisterTable<Name extends string = string> {
  /** From offset 0 to behind the last register, a power of two: what a base address register asks for. */
  readonly byteLength: number;
  private readonly byOffset = new Map<number, RegisterRow<Name>>();

  constructor(
    readonly device: string,
    readonly rows: readonly RegisterRow<Name>[],
  ) {
    let end = 16;
    for (const row of rows) {
      if (row.offset % 4 !== 0)
        throw new Error(`${device}: register ${row.name} at ${row.offset} is not at a multiple of four`);
      for (let i = 0; i < (row.count ?? 1); i++) {
        const offset = row.offset + 4 * i;
        const other = this.byOffset.get(offset);
        if (other !== undefined)
          throw new Error(`${device}: registers ${other.name} and ${row.name} are both at ${offset}`);
        this.byOffset.set(offset, row);
        while (end < offset + 4) end *= 2;
      }
    }
    this.byteLength = end;
  }

  /** The register that a read reaches; undefined refuses it. */
  readable(offset: number, size: number): RegisterRow<Name> | undefined {
    const row = this.at(offset, size);
    return row === undefined || row.access === 'write-only' ? undefined : row;
  }

  /** The register that a write reaches; undefined refuses it. */
  writable(offset: number, size: number): RegisterRow<Name> | undefined {
    const row = this.at(offset, size);
    return row === undefined || row.access === 'read-only' ? undefined : row;
  }

  offsetOf(name: Name): number {
    const row = this.rows.find((each) => each.name === name);
    if (row === undefined) throw new Error(`${this.device} has no register ${name}`);
    return row.offset;
  }

  /** The table as text, one line a register and a field: for documentation and `describe` commands. */
  describe(): string {
    const lines = this.rows.map((row) => {
      const count = row.count === undefined ? '' : ` x${row.count}`;
      const head = `0x${row.offset.toString(16).padStart(2, '0')}  ${row.name}${count}  ${row.access}  ${row.description}`;
      return [head, ...(row.fields ?? []).map(describeField)].join('\n');
    });
    return [this.device, ...lines].join('\n');
  }

  private at(offset: number, size: number): RegisterRow<Name> | undefined {
    const row = this.byOffset.get(offset);
    return row?.sizes === undefined
      ? size === 4
        ? row
        : undefined
      : row.sizes.includes(size)
        ? row
        : undefined;
  }
}

function describeField({ name, bit, bits = 1, description }: RegisterField): string {
  return `      [${bits === 1 ? bit : `${bit + bits - 1}:${bit}`}] ${name}: ${description}`;
}
