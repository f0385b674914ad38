const windowMilliseconds = 60_000

/** How often a minute those may ask whose link was good before, each for itself, and all others together. */
export interface Turns {
  readonly ofEach: number
  readonly ofOthers: number
}

export interface RateLimit {
  /** Whether one more may be served, who names these links. */
  allows(links: readonly string[]): boolean
  /** These links are good. */
  admit(links: readonly string[]): void
}

/** Nothing is known of who asks but the links they name; so whoever asks without one keeps nobody out who was let in before. */
export function limitRate({ ofEach, ofOthers }: Turns, now: () => Date): RateLimit {
  const good = new Set<string>()
  const served = new Map<string, number>()
  let begun = 0
  const count = (who: string, most: number): boolean => {
    const turns = (served.get(who) ?? 0) + 1
    served.set(who, turns)
    return turns <= most
  }
  return {
    allows(links) {
      const at = now().getTime()
      if (at - begun >= windowMilliseconds || at < begun) {
        begun = at
        served.clear()
      }
      const isKnown = links.every((link) => good.has(link))
      return isKnown ? links.every((link) => count(link, ofEach)) : count('others', ofOthers)
    },
    admit(links) {
      for (const link of links) good.add(link)
    },
  }
}
