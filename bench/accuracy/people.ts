import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { connector as git } from '../../src/collect/connectors/git/index.ts'
import { type AnyConnector, ingest } from '../../src/collect/index.ts'
import { resolve } from '../../src/resolve/index.ts'
import { connectStore, migrate, type Store } from '../../src/store/index.ts'
import { type Agreement, compareGroupings } from './agreement.ts'
import { makeCommitRepository } from './commit-repository.ts'
import type { Identity, Truth } from './truth.ts'

/** How well people were found in one truth set. */
export interface PeopleMeasure {
  readonly truth: string
  readonly kind: Truth['kind']
  readonly identities: number
  /** Identities that were not found again among the aliases, e.g. because git writes them otherwise. */
  readonly unseen: number
  readonly agreement: Agreement
  /** Of pairs compared, by the probability they got: how many, and which share is one person by the truth. */
  readonly calibration: readonly { readonly from: number; readonly pairs: number; readonly right: number }[]
  /** People of more than ten aliases whose full names include three that share no word. */
  readonly crowds: number
  readonly seconds: number
}

/** Collects a truth set without its `.mailmap`, resolves it, and compares who is who. */
export async function measurePeople(truth: Truth): Promise<PeopleMeasure> {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-accuracy-'))
  const store = await connectStore({ workspace: join(folder, 'workspace'), url: undefined })
  try {
    await migrate(store)
    if (truth.kind === 'profiles') await collectProfiles(store, truth.identities)
    else await collectHistory(store, join(folder, 'history.git'), truth.identities)
    const started = performance.now()
    await resolve(store, { asOf: new Date('2030-01-01'), signal: new AbortController().signal })
    const seconds = Math.round(performance.now() - started) / 1000
    return { ...(await compare(store, truth)), seconds }
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const io = {
  clock: { now: () => new Date() },
  signal: new AbortController().signal,
  monthlyKey: () => Promise.reject(new Error('no network addresses here')),
}

async function collectHistory(store: Store, path: string, identities: readonly Identity[]): Promise<void> {
  await makeCommitRepository(
    path,
    identities.map(({ acts, ...identity }) => ({ ...identity, commits: acts })),
  )
  await collect(store, git, git.config.parse({ path, mailmap: false }))
}

async function collect(store: Store, connector: AnyConnector, config: unknown): Promise<void> {
  const source = { id: `${connector.name}:accuracy`, connector, config }
  const run = await ingest(store, source, { io })
  if (run.status !== 'complete') throw new Error(`The collection is ${run.status}: ${run.reason}`)
}

/** A source for each platform, telling one act by each identity. */
async function collectProfiles(store: Store, identities: readonly Identity[]): Promise<void> {
  for (const platform of new Set(identities.map((identity) => identity.platform))) {
    const own = identities.filter((identity) => identity.platform === platform)
    const connector: AnyConnector = {
      form: 'stream',
      name: platform.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
      title: platform,
      reads: 'profiles',
      config: z.object({}),
      emits: ['chat.join'],
      platform,
      recognise: () => Promise.resolve(undefined),
      nameSource: () => platform,
      async *read() {
        yield { records: own, cursor: {} }
      },
      toOutcome(record: unknown) {
        const { name, email, username, first } = record as Identity
        const actor = { name, email, username }
        const occurredAt = first * 1000
        const sourceEventId = JSON.stringify(actor)
        const told = { visibility: 'public', lawfulBasis: 'public record' } as const
        return {
          kind: 'events',
          events: [{ sourceEventId, type: 'chat.join', occurredAt, actor, ...told }],
        }
      },
    }
    await collect(store, connector, {})
  }
}

const aliasRow = z.object({
  alias: z.string(),
  person: z.string(),
  platform: z.string(),
  name: z.string(),
  email: z.string(),
  username: z.string(),
})

async function compare(store: Store, truth: Truth): Promise<Omit<PeopleMeasure, 'seconds'>> {
  const aliases = await store.read({
    text: 'SELECT toString(alias_id) AS alias, toString(person_id) AS person, platform, name, email, username FROM person_aliases',
    params: {},
    row: aliasRow,
  })
  const keyOf = (one: Pick<Identity, 'platform' | 'name' | 'email' | 'username'>): string =>
    JSON.stringify([one.platform, one.name.trim(), one.email.trim(), one.username])
  const found = new Map(aliases.map((alias) => [keyOf(alias), alias]))
  const seen = truth.identities.flatMap((identity) => {
    const alias = found.get(keyOf(identity))
    return alias === undefined ? [] : [{ identity, alias }]
  })
  const stated = seen.filter(({ identity }) => identity.isStated)
  return {
    truth: truth.name,
    kind: truth.kind,
    identities: truth.identities.length,
    unseen: truth.identities.length - seen.length,
    agreement: compareGroupings(
      stated.map(({ identity }) => identity.person),
      stated.map(({ alias }) => alias.person),
    ),
    calibration: await calibrate(
      store,
      new Map(stated.map(({ identity, alias }) => [alias.alias, identity.person])),
    ),
    crowds: countCrowds(aliases),
  }
}

const steps = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99]

async function calibrate(
  store: Store,
  personOf: ReadonlyMap<string, string>,
): Promise<PeopleMeasure['calibration']> {
  const pairs = await store.read({
    text: 'SELECT toString(a) AS a, toString(b) AS b, probability FROM alias_likenesses',
    params: {},
    row: z.object({ a: z.string(), b: z.string(), probability: z.number() }),
  })
  return steps.map((from, at) => {
    const to = steps[at + 1] ?? 2
    const inStep = pairs.filter(
      ({ a, b, probability }) =>
        probability >= from && probability < to && personOf.has(a) && personOf.has(b),
    )
    const right = inStep.filter(({ a, b }) => personOf.get(a) === personOf.get(b)).length
    return { from, pairs: inStep.length, right: right / inStep.length }
  })
}

function countCrowds(aliases: readonly z.infer<typeof aliasRow>[]): number {
  const people = new Map<string, { readonly name: string }[]>()
  for (const alias of aliases) people.set(alias.person, [...(people.get(alias.person) ?? []), alias])
  return [...people.values()].filter((members) => members.length > 10 && countNames(members) > 2).length
}

function countNames(members: readonly { readonly name: string }[]): number {
  const kept: Set<string>[] = []
  for (const { name } of members) {
    const words = new Set(name.toLowerCase().match(/\p{L}{3,}/gu))
    if (words.size >= 2 && !kept.some((other) => [...words].some((word) => other.has(word)))) kept.push(words)
  }
  return kept.length
}
