// Asks of a state what it means: is the line here, is it the only copy, does memory lack it?
import {
  BUS_READ,
  BUS_READ_EXCLUSIVE,
  BUS_UPGRADE,
  type CoherenceProtocol,
  EXCLUSIVE,
  FLUSH,
  INVALID,
  MODIFIED,
  type Services,
  SHARED,
} from '../contract';

const isHere = (state: number) => state !== INVALID;
const isOnly = (state: number) => state === EXCLUSIVE || state === MODIFIED;
const memoryLacks = (state: number) => state === MODIFIED;

export class Protocol implements CoherenceProtocol {
  constructor(
    _services: Services,
    private readonly hasExclusive: number,
  ) {}

  onLoadMiss(others: number): number {
    if (others === 1 || this.hasExclusive === 0) return SHARED | BUS_READ;
    return EXCLUSIVE | BUS_READ;
  }

  onStore(state: number): number {
    if (!isHere(state)) return MODIFIED | BUS_READ_EXCLUSIVE;
    return isOnly(state) ? MODIFIED : MODIFIED | BUS_UPGRADE;
  }

  onEvict(state: number): number {
    return memoryLacks(state) ? INVALID | FLUSH : INVALID;
  }

  onBus(state: number, request: number): number {
    let answer = request === BUS_READ ? SHARED : INVALID;
    if (memoryLacks(state)) answer |= FLUSH;
    return answer;
  }
}
