/** The unit that translates each access of a core by a table of Sv32: what is asked of it. Only numbers cross. */
import type { PolicyShape } from '../../../engine/policy';

/** Instead of a physical address; the first one in this order of checks that applies (memory-management-unit.ts). */
export const FAULT = { illegalAddress: -1, notPresent: -2, permission: -3 } as const;

export const MODE = { user: 0, supervisor: 1 } as const;

export interface MemoryServices {
  /** The word at a physical address, a multiple of 4, signed. */
  loadWord(address: number): number;
  storeWord(address: number, word: number): number;
}

export interface AddressTranslation {
  /** @param access of ACCESS. @param mode of MODE. @returns the physical address, or a number of FAULT. */
  translate(address: number, access: number, mode: number): number;
}

export const ADDRESS_TRANSLATION_SHAPE: PolicyShape = {
  className: 'MemoryManagementUnit',
  methods: { translate: 3 },
  programs: {},
  services: { loadWord: 1, storeWord: 2 },
};
