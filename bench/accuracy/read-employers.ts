import { z } from 'zod'
import type { Store } from '../../src/store/index.ts'
import type { NamedOrganisation } from './company-name.ts'

/** A commit as our program sees it: who, when (seconds), for whom at most, and whose address it was. */
export interface CommitView {
  readonly name: string
  readonly email: string
  readonly person: string
  readonly at: number
  /** The likeliest employer of its author then; null when nothing speaks for any. */
  readonly organisation: NamedOrganisation | null
  readonly probability: number
  /** The employer whose address it was, if any. */
  readonly address: NamedOrganisation | null
}

const kinds = ['corporate', 'education', 'government']

/** What a resolved workspace says of every commit. */
export async function readCommitViews(store: Store): Promise<CommitView[]> {
  const named = await readOrganisations(store)
  const affiliations = await readAffiliations(store)
  const commits = await store.read({
    text: `SELECT name, email, toString(person_id) AS person, toUnixTimestamp(occurred_at) AS at, toString(ifNull(domains.organisation_id, 0)) AS address
      FROM (SELECT alias_id, occurred_at FROM events FINAL WHERE type = 'commit.author') AS commits
      INNER JOIN person_aliases USING (alias_id)
      INNER JOIN (SELECT alias_id, domain FROM alias_facts) AS facts USING (alias_id)
      LEFT JOIN (SELECT domain, organisation_id FROM domains WHERE kind IN {kinds:Array(String)}) AS domains ON domains.domain = facts.domain`,
    params: { kinds },
    row: z.object({
      name: z.string(),
      email: z.string(),
      person: z.string(),
      at: z.coerce.number(),
      address: z.string(),
    }),
  })
  return commits.map(({ address, ...commit }) => {
    const [likeliest] = (affiliations.get(commit.person) ?? []).filter(
      ({ from, to }) => from <= commit.at && commit.at < to,
    )
    return {
      ...commit,
      organisation: named.get(likeliest?.organisation ?? '') ?? null,
      probability: likeliest?.probability ?? 0,
      address: named.get(address) ?? null,
    }
  })
}

async function readOrganisations(store: Store): Promise<Map<string, NamedOrganisation>> {
  const rows = await store.read({
    text: `SELECT toString(organisation_id) AS id, organisations.name AS name, groupUniqArray(domains.domain) AS domains
      FROM organisations INNER JOIN domains USING (organisation_id) GROUP BY id, name`,
    params: {},
    row: z.object({ id: z.string(), name: z.string(), domains: z.array(z.string()) }),
  })
  return new Map(rows.map(({ id, ...organisation }) => [id, organisation]))
}

interface Affiliation {
  readonly organisation: string
  readonly from: number
  readonly to: number
  readonly probability: number
}

/** Of each person, the likeliest first. */
async function readAffiliations(store: Store): Promise<Map<string, Affiliation[]>> {
  const rows = await store.read({
    text: `SELECT toString(person_id) AS person, toString(organisation_id) AS organisation, probability,
        ifNull(toUnixTimestamp64Milli(valid_from) / 1000, -1e12) AS from, ifNull(toUnixTimestamp64Milli(valid_to) / 1000, 1e12) AS to
      FROM affiliations ORDER BY probability DESC, organisation`,
    params: {},
    row: z.object({
      person: z.string(),
      organisation: z.string(),
      from: z.number(),
      to: z.number(),
      probability: z.number(),
    }),
  })
  const byPerson = new Map<string, Affiliation[]>()
  for (const { person, ...affiliation } of rows) {
    const theirs = byPerson.get(person)
    if (theirs === undefined) byPerson.set(person, [affiliation])
    else theirs.push(affiliation)
  }
  return byPerson
}
