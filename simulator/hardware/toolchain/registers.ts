/** Names of the integer registers: x0 to x31 and the calling convention's (RISC-V psABI, table 1). */
export const REGISTER_NAMES: readonly string[] = [
  'zero',
  'ra',
  'sp',
  'gp',
  'tp',
  't0',
  't1',
  't2',
  's0',
  's1',
  'a0',
  'a1',
  'a2',
  'a3',
  'a4',
  'a5',
  'a6',
  'a7',
  's2',
  's3',
  's4',
  's5',
  's6',
  's7',
  's8',
  's9',
  's10',
  's11',
  't3',
  't4',
  't5',
  't6',
];

const NUMBERS: ReadonlyMap<string, number> = new Map([
  ...REGISTER_NAMES.map((name, number): [string, number] => [name, number]),
  ...REGISTER_NAMES.map((_, number): [string, number] => [`x${number}`, number]),
  ['fp', 8],
]);

/** @returns 0 to 31, or undefined when it is no register. */
export function registerNumber(name: string): number | undefined {
  return NUMBERS.get(name);
}
