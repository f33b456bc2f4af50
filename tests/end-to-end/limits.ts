/**
 * How long the end-to-end tests wait. They end what hangs, and decide nothing: how long a test takes on a busy machine
 * is no finding.
 */

/** For something to become so on a page; an expectation. */
export const EXPECTATION_MS = 60_000;
/** A test, or the product until it is ready. */
export const TEST_MS = 5 * EXPECTATION_MS;
