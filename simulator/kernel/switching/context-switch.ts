/**
 * The context switch: a thread's registers go into its control block when it leaves a core, and come back from there
 * when it gets one, together with the page table of its process.
 *
 *      save      core's registers ──▶ control block of the thread              only then is the block written
 *      restore   control block ──▶ core's registers; page table of the process, under an address-space identifier
 *
 * With identifiers, translations of several processes lie in the translation buffers side by side. Without, those of
 * the last process have to go, and only when the process changes: its threads share them.
 *
 * Source: The RISC-V Instruction Set Manual, volume II, 20240411, sections 12.1.11 and 12.2.1 (satp, sfence.vma).
 */
import type { ContextSwitchMechanism, ContextSwitchServices } from './context-switch-interface';

/** The program counter and x1 to x31. */
const REGISTERS = 32;

export class ContextSwitch implements ContextSwitchMechanism {
  /** @param identifiers how many address-space identifiers the machine has: 0, or one for each process at least. */
  constructor(
    private readonly kernel: ContextSwitchServices,
    private readonly identifiers: number,
  ) {}

  save(thread: number): void {
    const { kernel } = this;
    for (let i = 0; i < REGISTERS; i++) kernel.store(thread, i, kernel.register(i));
  }

  restore(thread: number, process: number): void {
    const { kernel } = this;
    for (let i = 0; i < REGISTERS; i++) kernel.setRegister(i, kernel.load(thread, i));
    if (kernel.loadedProcess() === process) return;
    if (this.identifiers > 0) kernel.loadPageTable(process, process);
    else {
      kernel.loadPageTable(process, 0);
      kernel.flush();
    }
  }
}
