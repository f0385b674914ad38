import type { Target } from '../http/contract.ts'
import { formatNumber } from '../sentence.ts'

export const quadrantTitles = {
  cash: 'Cash contributors',
  strategic: 'Strategic customers',
  periphery: 'Periphery',
  catalysts: 'Catalysts',
} as const

/** Money from minor units, in whole ones. */
export const sayMoney = (minor: number, currency: string): string =>
  `${formatNumber(Math.round(minor / 100))} ${currency}`

export const percent = (share: number): string => `${Math.round(share * 100)} %`

/** Where a target lies, as sure as it is. */
export function sayQuadrant({ status, quadrant, probabilities }: Target['placement']): string {
  if (quadrant === null || probabilities === null) return 'too little'
  const likely = `${quadrantTitles[quadrant]} ${percent(probabilities[quadrant])}`
  return status === 'undecided' ? `undecided: ${likely}` : likely
}
