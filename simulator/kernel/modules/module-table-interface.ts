/** What a table of modules may do and must be able to: the interface behind which one can be exchanged. */
import type { PolicyShape } from '../../engine/policy';

export interface ModuleServices {
  load(address: number): number;
  /** Runs an operation of a module. */
  run(address: number, argument: number): number;
}

export const MODULE_TABLE_SHAPE: PolicyShape = {
  className: 'ModuleTable',
  methods: { describe: 3, load: 1, open: 2, call: 3, close: 1, unload: 2 },
  programs: {},
  services: { load: 1, run: 2 },
};
