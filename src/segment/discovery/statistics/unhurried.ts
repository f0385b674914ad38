import { setImmediate } from 'node:timers/promises'

/** After so long others get their turn. */
const turnMilliseconds = 25

/** A pause for long computing: costs next to nothing until a turn is over; throws once the signal aborts. */
export function openPauses(signal: AbortSignal): () => Promise<void> {
  let began = performance.now()
  const rest: Promise<void> = Promise.resolve()
  return () => {
    if (performance.now() - began < turnMilliseconds) return rest
    return (async () => {
      await setImmediate()
      signal.throwIfAborted()
      began = performance.now()
    })()
  }
}
