/** One thing told of business with one organisation, in the terms of the ladder. */
export interface Told {
  readonly organisation: string
  readonly at: Date
  /** The deal, contract or company it is about; '' for a sign of interest. */
  readonly object: string
  readonly says: string
}

export interface CommercialStay {
  readonly organisation: string
  readonly rung: string
  readonly from: Date
  readonly to: Date | null
}

const order = 'known,signal,open,qualified,deal lost,customer,partner,won,signed,ended,lost'.split(',')
const day = 86_400_000

/**
 * The commercial ladder a second time, without an engine: at every moment at which anything was told or a month ended, what was
 * told until then is read through from the beginning.
 */
export function walkCommercial(
  told: readonly Told[],
  firstSeen: ReadonlyMap<string, Date>,
  asOf: Date,
): CommercialStay[] {
  const known = told.filter(({ at }) => at < asOf)
  const dealings = known.filter(({ object }) => object !== '').map(({ at }) => at.getTime())
  const begin = Math.min(...dealings)
  return [...firstSeen].sort().flatMap(([organisation, first]) => {
    const own = known.filter((one) => one.organisation === organisation)
    const looked = Math.max(begin, first.getTime())
    const moments = [...own.map(({ at }) => at.getTime()), ...monthEnds(own, asOf), looked]
    const stays: CommercialStay[] = []
    for (const moment of [...new Set(moments)].filter(Number.isFinite).sort((a, b) => a - b)) {
      if (moment >= asOf.getTime()) continue
      const rung = standAt(
        own.filter(({ at }) => at.getTime() <= moment),
        moment,
        moment >= looked,
      )
      const last = stays.at(-1)
      if ((last?.rung ?? '') === rung) continue
      if (last !== undefined) stays[stays.length - 1] = { ...last, to: new Date(moment) }
      stays.push({ organisation, rung, from: new Date(moment), to: null })
    }
    return stays.filter(({ rung }) => rung !== '')
  })
}

function monthEnds(own: readonly Told[], asOf: Date): number[] {
  const [first] = own.map(({ at }) => at).sort((a, b) => a.getTime() - b.getTime())
  const ends: number[] = []
  for (let month = 1; first !== undefined; month++) {
    const end = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + month, 1) - 1
    if (end >= asOf.getTime()) break
    ends.push(end)
  }
  return ends
}

function standAt(told: readonly Told[], moment: number, isLooked: boolean): string {
  let customer = Number.NEGATIVE_INFINITY
  let lost = Number.NEGATIVE_INFINITY
  let hasLostDeal = false
  const now: string[] = []
  for (const object of new Set(told.map((one) => one.object).filter(Boolean))) {
    let before = ''
    const own = told.filter((one) => one.object === object)
    for (const at of [...new Set(own.map((one) => one.at.getTime()))].sort((a, b) => a - b)) {
      const says = own.filter((one) => one.at.getTime() === at).map((one) => order.indexOf(one.says))
      const word = order[Math.max(...says)] ?? ''
      if (['won', 'signed', 'customer'].includes(word)) customer = Math.max(customer, at)
      if (['ended', 'lost'].includes(word)) lost = Math.max(lost, at)
      if (['customer', 'partner'].includes(before) && ['known', 'signal', 'qualified'].includes(word))
        lost = Math.max(lost, at)
      if (word === 'deal lost') hasLostDeal = true
      before = word
    }
    now.push(before)
  }
  const isNow = (...words: string[]): boolean => words.some((word) => now.includes(word))
  if (!isNow('signed') && isNow('partner', 'customer') && isNow('lost')) return 'conflicting'
  if (isNow('partner')) return 'B4'
  if (isNow('signed') || (Number.isFinite(customer) && customer >= lost)) return 'B3'
  if (isNow('open', 'qualified')) return 'B2'
  if (Number.isFinite(lost) || hasLostDeal) return 'Bx'
  if (isInterested(told, moment)) return 'B1'
  return isLooked ? 'B0' : ''
}

/** Interest is given up at the second month end in a row before which there was no sign of it for 365 days. */
function isInterested(told: readonly Told[], moment: number): boolean {
  const signs = told.filter(({ says }) => says === 'signal').map(({ at }) => at.getTime())
  if (signs.length === 0) return false
  const last = new Date(Math.max(...signs))
  let failed = 0
  for (let month = 1; ; month++) {
    const end = Date.UTC(last.getUTCFullYear(), last.getUTCMonth() + month, 1) - 1
    if (end > moment) return true
    if (last.getTime() + 365 * day <= end) failed++
    if (failed === 2) return false
  }
}
