import { readFileSync } from 'node:fs'
import type { OrganisationKind } from './kind.ts'

/** What the hand-kept tables say about a domain. */
export interface Listing {
  readonly kind: OrganisationKind
  /** '' when no organisation stands behind it. */
  readonly organisation: string
}

const listedKinds = [
  'corporate',
  'foundation',
  'education',
  'government',
  'free-mail',
  'isp',
  'forge',
  'forwarder',
  'disposable',
] as const satisfies readonly OrganisationKind[]

/** The tables in tables/, one file per kind, by domain. */
export function readListings(): Map<string, Listing> {
  const listings = new Map<string, Listing>()
  for (const kind of listedKinds) {
    const text = readFileSync(new URL(`./tables/${kind}.tsv`, import.meta.url), 'utf8')
    for (const line of text.split('\n')) {
      if (line === '' || line.startsWith('#')) continue
      const [domain = '', organisation = ''] = line.split('\t')
      listings.set(domain, { kind, organisation })
    }
  }
  return listings
}

/** Words that stand for an organisation in user names, by word; the table is tables/handles.tsv. */
export function readHandleWords(): Map<string, string> {
  const text = readFileSync(new URL('./tables/handles.tsv', import.meta.url), 'utf8')
  return new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const [word = '', organisation = ''] = line.split('\t')
        return [word, organisation]
      }),
  )
}
