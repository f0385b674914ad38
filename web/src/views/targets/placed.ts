import type { Target } from '../../../../src/serve/http/contract.ts'
import { formatShare } from '../../parts/figures.ts'

export const quadrantTitles = {
  cash: 'Cash contributors',
  strategic: 'Strategic customers',
  periphery: 'Periphery',
  catalysts: 'Catalysts',
} as const
export const quadrantNames = ['strategic', 'catalysts', 'cash', 'periphery'] as const

/** Where a target stands, in a few words. */
export function sayPlace({ status, quadrant, probabilities }: Target['placement']): string {
  if (status === 'insufficient_data') return 'too little data'
  if (quadrant === null || probabilities === null) return 'not placed'
  const likely = `${quadrantTitles[quadrant]}, ${formatShare(probabilities[quadrant], 1)}`
  return status === 'undecided' ? `undecided (${likely})` : likely
}
