/**
 * TLB shootdown: before a page's old translation may be relied upon to be gone, every core that may hold it must
 * have dropped it. RISC-V's sfence.vma acts on the own core only; the others are asked by an interprocessor
 * interrupt, and the initiator waits for their answers.
 *
 *      initiator                                   each target
 *      1. changes the page table, sfence.vma
 *      2. request into each target's mailbox
 *      3. msip of each target = 1         ──────▶  4. clears its msip
 *                                                  5. sfence.vma of what its mailbox says
 *      7. all mailboxes are empty: done   ◀──────  6. empties its mailbox
 *
 * This is the protocol for guests, as assembly text with two routines. A core runs one shootdown at a time, with
 * software interrupts masked. While it waits it serves requests to itself, so that two cores that shoot at each
 * other do not wait for ever; a mailbox in use is waited for, likewise.
 *
 * Sources: Black et al., Translation lookaside buffer consistency: a software approach (ASPLOS 1989); RISC-V manual
 * volume II, section 10.2.1 (what sfence.vma orders).
 */
import { MEMORY_MAP } from '../machine-memory-map';

/** A mailbox a core, by hart number: words. Empty when state is 0. */
const SHOOTDOWN_MAILBOX = {
  byteLength: 16,
  state: { offset: 0, description: '0 empty, 1 being filled, 2 a request' },
  address: { offset: 4, description: 'virtual address of the page; 0: all pages' },
  space: { offset: 8, description: 'address space; -1: all spaces' },
} as const;

/**
 * Routines for machine or supervisor code that may reach msip:
 *
 *      shootdown         a0 virtual address (0: all), a1 space (-1: all), a2 mask of target harts. Changes t0 to t6, a3.
 *      shootdown_serve   serves a request to the own core, if there is one. Changes t0 to t3.
 *
 * @param mailboxes label of 16 bytes a core, zero at the start. @param hartRegister holds the own hart number.
 */
export function tlbShootdownAssembly(mailboxes: string, hartRegister = 'tp'): string {
  const { state, address, space } = SHOOTDOWN_MAILBOX;
  return `
shootdown:
        mv    a3, ra
        mv    t4, zero                  # fill the mailboxes, ring
shootdown_next:
        srl   t0, a2, t4
        beqz  t0, shootdown_wait
        andi  t0, t0, 1
        beqz  t0, shootdown_skip
        slli  t5, t4, 4
        la    t6, ${mailboxes}
        add   t5, t5, t6
        li    t6, 1
shootdown_acquire:
        lr.w  t0, (t5)                  # the mailbox is empty: take it
        bnez  t0, shootdown_busy
        sc.w  t0, t6, (t5)
        bnez  t0, shootdown_acquire
        sw    a0, ${address.offset}(t5)
        sw    a1, ${space.offset}(t5)
        fence
        li    t0, 2
        sw    t0, ${state.offset}(t5)
        fence
        slli  t0, t4, 2
        li    t6, ${MEMORY_MAP.coreLocalInterruptor.base}
        add   t0, t0, t6
        li    t6, 1
        sw    t6, 0(t0)
shootdown_skip:
        addi  t4, t4, 1
        j     shootdown_next
shootdown_busy:
        call  shootdown_serve
        j     shootdown_acquire
shootdown_wait:
        mv    t4, zero
shootdown_check:
        srl   t0, a2, t4
        beqz  t0, shootdown_done
        andi  t0, t0, 1
        beqz  t0, shootdown_answered
        slli  t5, t4, 4
        la    t6, ${mailboxes}
        add   t5, t5, t6
shootdown_answer:
        lw    t0, ${state.offset}(t5)
        beqz  t0, shootdown_answered
        call  shootdown_serve
        j     shootdown_answer
shootdown_answered:
        addi  t4, t4, 1
        j     shootdown_check
shootdown_done:
        fence
        jr    a3

shootdown_serve:
        slli  t0, ${hartRegister}, 2
        li    t1, ${MEMORY_MAP.coreLocalInterruptor.base}
        add   t0, t0, t1
        sw    zero, 0(t0)
        fence
        slli  t0, ${hartRegister}, 4
        la    t1, ${mailboxes}
        add   t0, t0, t1
        lw    t1, ${state.offset}(t0)
        li    t2, 2
        bne   t1, t2, shootdown_served
        fence
        lw    t1, ${address.offset}(t0)
        lw    t2, ${space.offset}(t0)
        li    t3, -1
        bne   t2, t3, shootdown_one_space
        bnez  t1, shootdown_one_page
        sfence.vma
        j     shootdown_fenced
shootdown_one_page:
        sfence.vma t1, zero
        j     shootdown_fenced
shootdown_one_space:
        bnez  t1, shootdown_page_and_space
        sfence.vma zero, t2
        j     shootdown_fenced
shootdown_page_and_space:
        sfence.vma t1, t2
shootdown_fenced:
        fence
        sw    zero, ${state.offset}(t0)
shootdown_served:
        ret
`;
}
