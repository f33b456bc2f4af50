/**
 * What a submission may import from './contract' besides types: operations of the machine, which the confined realm
 * has, and constants, which the compiler writes into the program, frozen.
 *
 *      import { load, PROCESS_FIELD } from './contract';
 */

/** A number, or constants by name. */
export type ContractConstant = number | { readonly [name: string]: ContractConstant };
export const OPERATION_VALUE = 'operation';
/** By name. */
export type ContractValues = Readonly<Record<string, typeof OPERATION_VALUE | ContractConstant>>;

/** @throws when a value of the contract is neither function nor constant. */
export function contractValuesOf(exported: Readonly<Record<string, unknown>>): ContractValues {
  const values: Record<string, ContractValues[string]> = {};
  for (const name of Object.keys(exported).sort()) {
    const value = exported[name];
    if (typeof value === 'function') values[name] = OPERATION_VALUE;
    else if (isConstant(value)) values[name] = value;
    else throw new Error(`contract.ts: ${name} is neither an operation, a number nor a table of numbers`);
  }
  return values;
}

function isConstant(value: unknown): value is ContractConstant {
  if (typeof value === 'number') return Number.isFinite(value);
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).every((name) => /^[A-Za-z]\w*$/.test(name)) &&
    Object.values(value).every(isConstant)
  );
}

/** As an expression of the program. @param freeze name of what freezes an object there. */
export function constantText(constant: ContractConstant, freeze: string): string {
  if (typeof constant === 'number') return `(${constant})`;
  const fields = Object.entries(constant).map(([name, value]) => `${name}:${constantText(value, freeze)}`);
  return `${freeze}({${fields.join(',')}})`;
}
