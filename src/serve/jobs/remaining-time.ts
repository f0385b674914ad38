/**
 * Tells how long work that counts will still take, from an exponentially smoothed rate: a stall or a spurt moves the
 * estimate, but does not make it jump. Says nothing before there is something to go by.
 */
export class RemainingTime {
  #at: number | undefined
  #done = 0
  #rate: number | undefined
  #counted = 0

  /** Notes that `done` was reached at `now` (milliseconds). */
  note(done: number, now: number): void {
    if (this.#at === undefined || done < this.#done) {
      this.#at = now
      this.#done = done
      return
    }
    const seconds = (now - this.#at) / 1000
    if (seconds < sampleSeconds) return
    const rate = (done - this.#done) / seconds
    // A sample's weight grows with the time it covers, so a slow reporter is smoothed like a fast one.
    const weight = 1 - Math.exp(-seconds / memorySeconds)
    this.#rate = this.#rate === undefined ? rate : this.#rate + weight * (rate - this.#rate)
    this.#counted += seconds
    this.#at = now
    this.#done = done
  }

  /** Seconds until `total` is reached, or null when that cannot be told yet. */
  left(total: number | null): number | null {
    if (total === null || this.#rate === undefined || this.#rate <= 0 || this.#counted < firstWordSeconds)
      return null
    return Math.max(0, Math.round((total - this.#done) / this.#rate))
  }
}

const sampleSeconds = 0.2
const memorySeconds = 8
const firstWordSeconds = 1
