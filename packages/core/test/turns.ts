/** Does work in every turn of the event loop, and remembers the longest turn, in the thread's own time. */
export function watchTurns(work: () => void): () => { longestMs: number; turns: number } {
  let [longestMs, turns, going] = [0, 0, true]
  let before = process.threadCpuUsage()
  const turn = () => {
    const { user, system } = process.threadCpuUsage(before)
    longestMs = Math.max(longestMs, (user + system) / 1000)
    turns += 1
    before = process.threadCpuUsage()
    work()
    // A test that fails must end all the same.
    if (going) setImmediate(turn).unref()
  }
  setImmediate(turn)
  return () => {
    going = false
    return { longestMs, turns }
  }
}
