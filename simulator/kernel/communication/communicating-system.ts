/** A system with processes that communicate: createSystem, and what communication.ts adds. */
import { createSystem, type ProcessSystem, type ProcessSystemOptions } from '../system';
import { Communication, type CommunicationMechanisms } from './communication';

export interface CommunicatingSystemOptions extends ProcessSystemOptions {
  /** Which of them are not the system's own. */
  readonly communication?: CommunicationMechanisms;
}

export interface CommunicatingSystem extends ProcessSystem {
  readonly communication: Communication;
}

/** @param options its trace is of the kinds of COMMUNICATION_EVENTS. */
export function createCommunicatingSystem(options: CommunicatingSystemOptions): CommunicatingSystem {
  const system = createSystem(options);
  const communication = new Communication(system, options.trace, options.communication);
  system.kernel.services = communication;
  return { ...system, communication };
}
