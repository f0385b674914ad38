import type { Store } from '../../../store/index.ts'
import type { Scheme } from '../contract.ts'
import { latestAdoption } from '../questions/adoption.ts'

/** What a scheme had to estimate before it could place anybody, with how sure it is; null where it estimates nothing. */
export async function readFinding(store: Store, scheme: string): Promise<Scheme['finding']> {
  if (scheme !== 'adopter-categories') return null
  const [fit] = await store.read(latestAdoption(undefined))
  if (fit === undefined)
    return {
      status: 'insufficient_data',
      sentence:
        'Nobody is placed: no act that shows who has the software is told by name, in a whole quarter.',
      estimate: null,
    }
  const { status, reason, adopters, quarters, market, low, high } = fit
  const seen = `By ${fit.fittedAt.slice(0, 10)}, ${adopters} adopted in ${quarters} quarters.`
  const estimate =
    market === null || low === null || high === null
      ? null
      : { point: market, lo: low, hi: high, level: 0.95 }
  const told =
    estimate === null
      ? ''
      : ` The fitted market is ${round(estimate.point)} (95 %: ${round(estimate.lo)} to ${round(estimate.hi)}).`
  const verdict = status === 'ok' ? '' : ` Nobody is placed (${status.replaceAll('_', ' ')}): ${reason}.`
  return { status, sentence: `${seen}${told}${verdict}`, estimate }
}

const round = (value: number): string => Math.round(value).toLocaleString('en')
