// Preloaded (`node --import`) into the processes that a Supervisor keeps. The channel to it alone keeps no process
// alive. They beat from their event loop, so that the supervisor knows when one is blocked; and when the supervisor
// dies without having ended them, its end of the channel closes, and they end themselves.

const BEAT_INTERVAL_MS = 1_000;
/** For ending in order after the supervisor's death. */
const LONGEST_END_MS = 10_000;

if (process.connected) {
  const beating = setInterval(() => {
    // What goes wrong when the other end is just closing, 'disconnect' tells.
    if (process.connected) process.send('beat', undefined, {}, () => {});
  }, BEAT_INTERVAL_MS);
  beating.unref();
  process.on('disconnect', () => {
    clearInterval(beating);
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), LONGEST_END_MS).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  process.channel.unref();
}
