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
