// Preloaded (`node --import`) into the processes that start.ts keeps: when it dies without having ended them, its
// end of the channel closes, and they end themselves. The channel alone keeps no process alive.
if (process.connected) {
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
