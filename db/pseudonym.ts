/**
 * Makes the name that a student bears on leaderboards: `Patient Semaphore 48213`. It says nothing of the student
 * and is drawn from 76 million, so that two seldom collide; the table's unique constraint refuses the rest.
 */
const QUALITIES =
  'Agile Brisk Calm Candid Careful Cheerful Clear Clever Curious Daring Eager Earnest Fair Frank Gentle Hardy Honest Humble Jolly Keen Lively Lucid Mellow Merry Modest Neat Nimble Patient Polite Prompt Quick Quiet Rapid Ready Sharp Steady Subtle Sunny Swift Tidy Trusty Warm Wise Witty'.split(
    ' ',
  );
const THINGS =
  'Barrier Block Buffer Cache Channel Clock Core Cursor Daemon Driver Fiber Frame Handler Inode Journal Kernel Latch Lock Mailbox Monitor Mutex Page Packet Pipe Port Process Quantum Queue Register Router Scheduler Sector Segment Semaphore Signal Socket Spindle Stack Stream Thread Ticket Timer Token Trap'.split(
    ' ',
  );
const NUMBERS = 90_000;

function draw(limit: number): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] % limit;
}

export function newPseudonym(): string {
  return `${QUALITIES[draw(QUALITIES.length)]} ${THINGS[draw(THINGS.length)]} ${10_000 + draw(NUMBERS)}`;
}
