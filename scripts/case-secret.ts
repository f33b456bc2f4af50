/**
 * The secret for hidden cases on the command line: RUNQUEUE_CASE_SECRET where it is set, else a fixed text. It
 * protects nothing: whoever runs the command line has the whole project.
 */
export const LOCAL_CASE_SECRET = process.env.RUNQUEUE_CASE_SECRET ?? 'command line';
