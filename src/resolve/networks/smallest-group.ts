import { z } from 'zod'
import { UserError } from '../../core/index.ts'
import { decide, readDecisions, type Store } from '../../store/index.ts'
import type { Author } from '../organisations/decided-stay.ts'

const subject = 'smallest-group'
const body = z.object({ addresses: z.number().int() })
const usual = 5
const least = 3
const most = 10_000

/** From how many distinct addresses in a month on an organisation seen in logs is shown; fewer could be one person. */
export async function readSmallestGroup(store: Store): Promise<number> {
  const setting = (await readDecisions(store, 'setting')).find((decision) => decision.subject === subject)
  return setting === undefined ? usual : body.parse(setting.body).addresses
}

/** Sets that number; it holds from the next resolve on. */
export async function decideSmallestGroup(store: Store, addresses: number, author: Author): Promise<void> {
  if (!Number.isInteger(addresses) || addresses < least || addresses > most)
    throw new UserError(
      `The smallest group is a whole number from ${least} to ${most.toLocaleString('en')}: with fewer than ${least} addresses, who stands behind them could be guessed.`,
      { status: 422 },
    )
  await decide(store, { kind: 'setting', subject, body: { addresses }, ...author })
}
