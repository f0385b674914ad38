import { UserError } from '../../core/index.ts'
import { listSegments } from '../rules/rule.ts'
import type { DefinitionDraft } from './definition.ts'

export type Nested = Pick<DefinitionDraft, 'name' | 'segment' | 'rule'>

/** Definitions in layers: each asks only about those of layers before. A cycle is a UserError (422). */
export function orderByNesting<D extends Nested>(definitions: readonly D[]): D[][] {
  const layers: D[][] = []
  let left = [...definitions]
  while (left.length > 0) {
    const waiting = new Set(left.map(({ segment }) => segment))
    const next = left.filter(({ rule }) => listSegments(rule).every((segment) => !waiting.has(segment)))
    if (next.length === 0)
      throw new UserError(
        `These segments ask about each other in a circle: ${left.map(({ name }) => name).join(', ')}.`,
        { status: 422 },
      )
    layers.push(next)
    left = left.filter((definition) => !next.includes(definition))
  }
  return layers
}
