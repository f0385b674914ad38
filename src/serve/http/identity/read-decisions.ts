import { knownAliases } from '../../../resolve/index.ts'
import type { Store } from '../../../store/index.ts'
import type { AliasRef, IdentityDecision } from '../contract.ts'
import type { Page } from '../filter.ts'
import { cardsOfPeople } from '../questions/cards.ts'
import { decisionsPage, decisionsTotal } from '../questions/identity-decisions.ts'

/** What was decided on who is who, the latest first; of an alias that is not known any more only the id is left. */
export async function readIdentityDecisions(
  store: Store,
  query: Page & { readonly person: string | undefined },
): Promise<{ items: IdentityDecision[]; total: number }> {
  const [rows, { total }] = await Promise.all([
    store.read(decisionsPage(query)),
    store.readOne(decisionsTotal(query)),
  ])
  const ids = [...new Set(rows.flatMap(({ a, b }) => [a, b]))].filter((id) => id !== '0')
  const people = rows.flatMap(({ kind, subject }) => (kind === 'locked-person' ? [subject] : []))
  const [known, cards] = await Promise.all([
    store.read(knownAliases({ ids })),
    store.read(cardsOfPeople({ people: people.filter((id) => /^\d+$/.test(id)) })),
  ])
  const aliasOf = new Map(known.map((alias) => [alias.aliasId, alias]))
  const nameOf = new Map(cards.map(({ personId, name }) => [personId, name]))
  const refer = (aliasId: string): AliasRef =>
    aliasOf.get(aliasId) ?? { aliasId, personId: null, platform: '', name: '', email: '', username: '' }
  const items = rows.map(({ kind, subject, verdict, a, b, aliases, ...decision }): IdentityDecision => {
    const isLock = kind === 'locked-person'
    return {
      ...decision,
      verdict: isLock ? (aliases > 0 ? 'locked' : 'unlocked') : toVerdict(verdict),
      a: isLock ? null : refer(a),
      b: isLock ? null : refer(b),
      person: isLock ? { personId: subject, name: nameOf.get(subject) ?? '' } : null,
    }
  })
  return { items, total }
}

const toVerdict = (text: string): 'same' | 'different' | 'undecided' =>
  text === 'same' || text === 'different' ? text : 'undecided'
