import { formatShort } from '../../parts/figures.ts'

const space = '\u202f'

/** An amount in minor units, short: 12.3k EUR. */
export function formatMoney(minor: number, currency: string): string {
  return `${minor < 0 ? '−' : ''}${formatShort(Math.abs(minor) / 100)}${space}${currency}`
}
