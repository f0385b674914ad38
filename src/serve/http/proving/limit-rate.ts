const windowMilliseconds = 60_000

/** Whether one more may be served: at most so many within a minute, whoever asks. Nothing is known of who asks. */
export function limitRate(most: number, now: () => Date): () => boolean {
  let begun = 0
  let served = 0
  return () => {
    const at = now().getTime()
    if (at - begun >= windowMilliseconds || at < begun) {
      begun = at
      served = 0
    }
    return ++served <= most
  }
}
