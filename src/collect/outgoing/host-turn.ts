import { Lane } from '../../core/index.ts'

/** The turns of all requests to one host, from whichever source they come: one at a time, and none before the host wants to be asked. */
export interface HostTurn {
  readonly lane: Lane
  /** Milliseconds since 1970; the host asked not to be asked before. */
  notBefore: number
}

export function openHostTurns(): (host: string) => HostTurn {
  const turns = new Map<string, HostTurn>()
  return (host) => {
    const known = turns.get(host)
    if (known !== undefined) return known
    const turn = { lane: new Lane(), notBefore: 0 }
    turns.set(host, turn)
    return turn
  }
}
