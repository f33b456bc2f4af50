/**
 * Reads 32-bit little-endian ELF executables for RISC-V: what to load where, the entry, the symbols.
 *
 * Source: Tool Interface Standard, Executable and Linking Format 1.2, and the RISC-V ELF psABI (machine 243).
 * Sections other than the symbol table are ignored; nothing is relocated.
 */
const MAGIC = 0x464c_457f;
const CLASS_32 = 1;
const LITTLE_ENDIAN = 1;
const MACHINE_RISCV = 243;
const SEGMENT_LOAD = 1;
const SECTION_SYMBOLS = 2;
const SECTION_ATTRIBUTES = 0x7000_0003;
/**
 * Flags of e_flags that this core has nothing for; RVE (fewer registers) and RVTSO (stronger order) do no harm. A
 * program built for an instruction set without compressed instructions may still hold some, and have the flag, in
 * parts that it runs only where misa tells of them, as conformance programs do: its attributes say so.
 */
const FLAG_COMPRESSED = 0x0001;
const FLAG_FLOAT_ABI = 0x0006;
const FLOAT_ABIS = ['', 'single', 'double', 'quad'] as const;
const HEADER_BYTES = 52;
const PROGRAM_HEADER_BYTES = 32;
const SECTION_HEADER_BYTES = 40;
const SYMBOL_BYTES = 16;
const MAX_SYMBOLS = 1 << 20;
const MAX_NAME_BYTES = 1024;

export interface ElfSegment {
  readonly physicalAddress: number;
  /** What the file holds; memory behind it up to `memoryBytes` is zero. */
  readonly content: Uint8Array;
  readonly memoryBytes: number;
}

export interface ElfProgram {
  readonly entry: number;
  readonly segments: readonly ElfSegment[];
  readonly symbols: ReadonlyMap<string, number>;
}

/** The file is no ELF file that this machine can load. */
export class ElfError extends Error {
  constructor(detail: string) {
    super(`Not a 32-bit RISC-V ELF executable: ${detail}`);
    this.name = 'ElfError';
  }
}

/** @throws ElfError that says what is wrong. */
export function parseElf(file: Uint8Array): ElfProgram {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const u16 = (at: number) => view.getUint16(at, true);
  const u32 = (at: number) => view.getUint32(at, true);
  if (file.length < HEADER_BYTES) throw new ElfError(`${file.length} bytes are too few for a header`);
  if (u32(0) !== MAGIC) throw new ElfError('it does not begin with 7f 45 4c 46');
  if (file[4] !== CLASS_32) throw new ElfError('it is a 64-bit file');
  if (file[5] !== LITTLE_ENDIAN) throw new ElfError('it is big-endian');
  if (u16(18) !== MACHINE_RISCV)
    throw new ElfError(`it is for machine ${u16(18)}, not for RISC-V (${MACHINE_RISCV})`);

  const inside = (at: number, bytes: number, what: string) => {
    if (at + bytes > file.length) throw new ElfError(`${what} lies beyond the end of the file (truncated?)`);
  };
  const flags = u32(36);
  if ((flags & FLAG_COMPRESSED) !== 0 && !builtWithoutCompressed())
    throw new ElfError(
      'it has compressed instructions, which this core (RV32IMA) lacks; build it with -march=rv32ima_zicsr_zifencei -mabi=ilp32',
    );
  const floatAbi = FLOAT_ABIS[(flags & FLAG_FLOAT_ABI) >>> 1];
  if (floatAbi !== '')
    throw new ElfError(
      `it passes floating-point numbers in registers (${floatAbi}), which this core (RV32IMA) lacks; build it with -march=rv32ima_zicsr_zifencei -mabi=ilp32`,
    );

  const segments: ElfSegment[] = [];
  const programHeaders = u32(28);
  for (let i = 0; i < u16(44); i++) {
    const at = programHeaders + i * u16(42);
    inside(at, PROGRAM_HEADER_BYTES, `program header ${i}`);
    if (u32(at) !== SEGMENT_LOAD) continue;
    const [offset, physicalAddress, fileBytes, memoryBytes] = [
      u32(at + 4),
      u32(at + 12),
      u32(at + 16),
      u32(at + 20),
    ];
    inside(offset, fileBytes, `segment ${i}`);
    if (fileBytes > memoryBytes)
      throw new ElfError(`segment ${i} has ${fileBytes} bytes in the file and room for ${memoryBytes}`);
    if (memoryBytes === 0) continue;
    segments.push({ physicalAddress, content: file.subarray(offset, offset + fileBytes), memoryBytes });
  }
  if (segments.length === 0) throw new ElfError('it has nothing to load');
  return { entry: u32(24), segments, symbols: readSymbols() };

  /** Offset, bytes and link of each section of a kind. */
  function* sectionsOf(kind: number, what: string): Generator<[number, number, number]> {
    for (let i = 0; i < u16(48); i++) {
      const at = u32(32) + i * u16(46);
      inside(at, SECTION_HEADER_BYTES, `section header ${i}`);
      if (u32(at + 4) !== kind) continue;
      inside(u32(at + 16), u32(at + 20), what);
      yield [u32(at + 16), u32(at + 20), u32(at + 24)];
    }
  }

  /** By Tag_RISCV_arch, such as rv32i2p1_m2p0_zicsr2p0: no extension c, and none whose name begins with zc. */
  function builtWithoutCompressed(): boolean {
    for (const [offset, bytes] of sectionsOf(SECTION_ATTRIBUTES, 'the attributes')) {
      const text = String.fromCharCode(...file.subarray(offset, offset + Math.min(bytes, MAX_NAME_BYTES)));
      const extensions = /rv32([a-z0-9_]+)/
        .exec(text)?.[1]
        ?.replace(/\d+(p\d+)?/g, '')
        .split('_');
      if (extensions !== undefined)
        return extensions.every(
          (name) => !(/^[zsx]/.test(name) ? name.startsWith('zc') : name.includes('c')),
        );
    }
    return false;
  }

  function readSymbols(): Map<string, number> {
    const symbols = new Map<string, number>();
    let read = 0;
    for (const [offset, bytes, link] of sectionsOf(SECTION_SYMBOLS, 'the symbol table')) {
      const names = u32(32) + link * u16(46);
      inside(names, SECTION_HEADER_BYTES, 'the symbol names');
      const [nameOffset, nameBytes] = [u32(names + 16), u32(names + 20)];
      inside(nameOffset, nameBytes, 'the symbol names');
      for (let symbol = offset; symbol + SYMBOL_BYTES <= offset + bytes; symbol += SYMBOL_BYTES) {
        if (++read > MAX_SYMBOLS) throw new ElfError(`it has more than ${MAX_SYMBOLS} symbols: strip it`);
        const name = readName(nameOffset + u32(symbol), nameOffset + nameBytes);
        if (name !== '') symbols.set(name, u32(symbol + 4));
      }
    }
    return symbols;
  }

  function readName(from: number, end: number): string {
    let name = '';
    const last = Math.min(end, from + MAX_NAME_BYTES);
    for (let at = from; at < last && file[at] !== 0; at++) name += String.fromCharCode(file[at]);
    return name;
  }
}
