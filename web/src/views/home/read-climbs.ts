import type { Home } from '../../../../src/serve/http/contract.ts'

export interface Climb {
  /** How many stood on the rung at the end of each month. */
  people: number[]
  /** In the last month. */
  cameUp: number
  cameDown: number
}

/** For each rung its months in order, and what moved in the last of them. */
export function readClimbs(flow: Home['flow']): { climbs: Map<string, Climb>; month: string | undefined } {
  const months = [...new Set(flow.map((row) => row.month))].sort()
  const month = months.at(-1)
  const climbs = new Map<string, Climb>()
  for (const state of new Set(flow.map((row) => row.state))) {
    const rows = new Map(flow.filter((row) => row.state === state).map((row) => [row.month, row]))
    const last = month === undefined ? undefined : rows.get(month)
    climbs.set(state, {
      people: months.map((at) => rows.get(at)?.people ?? 0),
      cameUp: last?.cameUp ?? 0,
      cameDown: last?.cameDown ?? 0,
    })
  }
  return { climbs, month }
}
