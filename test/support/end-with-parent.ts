/**
 * Ends this process when the one that started it is gone, however it ended: its end of the pipe closes. Listening alone
 * does not keep the process alive.
 */
process.stdin
  .resume()
  .unref()
  .on('close', () => process.exit(0))
