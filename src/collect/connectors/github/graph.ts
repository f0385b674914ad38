import type { Graph } from './api.ts'
import { findIn } from './find-in.ts'

/** A page of a connection. */
export interface Connection {
  readonly nodes: readonly unknown[]
  readonly hasNext: boolean
  readonly end: string | undefined
}

export function readConnection(value: unknown): Connection {
  const nodes = findIn(value, 'nodes')
  const end = findIn(value, 'pageInfo', 'endCursor')
  return {
    nodes: Array.isArray(nodes) ? nodes : [],
    hasNext: findIn(value, 'pageInfo', 'hasNextPage') === true && typeof end === 'string',
    end: typeof end === 'string' ? end : undefined,
  }
}

/** GitHub's own words for why something is not there, for a note. */
export function readFaults({ faults }: Graph): string | undefined {
  if (faults.length === 0) return undefined
  return [...new Set(faults.map(({ message }) => message.slice(0, 200)))].slice(0, 3).join('; ')
}

/** Whether GitHub does not know a cursor any more. */
export function isExpired({ faults }: Graph): boolean {
  return faults.some(
    ({ type, message }) => type === 'INVALID_CURSOR_ARGUMENTS' || /\bcursor\b/i.test(message),
  )
}
