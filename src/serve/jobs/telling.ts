import { openCourier } from '../../act/index.ts'
import type { Pipeline } from './pipeline-work.ts'

/** Tells webhooks what waits, for as long as the process serves. */
export interface Telling {
  close(): Promise<void>
}

const checkMilliseconds = 5_000

/** `onFault` hears why telling failed; what was not told is told at a later check, or by the next process. */
export function openTelling(
  { store, clock, asker, secrets }: Pick<Pipeline, 'store' | 'clock' | 'asker' | 'secrets'>,
  onFault: (error: unknown) => void,
): Telling {
  const courier = openCourier({ store, clock, asker, secrets })
  const closed = new AbortController()
  let underWay: Promise<unknown> | undefined
  const check = (): void => {
    underWay ??= courier
      .deliver(closed.signal)
      .catch((error: unknown) => {
        if (!closed.signal.aborted) onFault(error)
      })
      .finally(() => {
        underWay = undefined
      })
  }
  const timer = setInterval(check, checkMilliseconds).unref()
  check()
  return {
    async close() {
      clearInterval(timer)
      closed.abort()
      await underWay
    },
  }
}
