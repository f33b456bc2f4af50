import type { OperationRequest } from './operations';

/** What a Program that is no generator asks for, or hands on for another. (Not in operations.ts: submissions are given all of that.) @returns `kind`. */
export function setRequest(
  request: OperationRequest,
  kind: number,
  address: number,
  operand: number,
  expected: number,
): number {
  request.kind = kind;
  request.address = address;
  request.operand = operand;
  request.expected = expected;
  return kind;
}
