/**
 * How often we name the right employer of a commit: for each truth set below a folder, a real git repository of its identities
 * is collected (mailmap off) and resolved, and what we say of each commit at its time is compared with the truth at that time.
 *
 *   tsx bench/accuracy/employers.ts DIR     prints JSON
 *   --joined                                the truth says which identities are one person: what better joining could bring
 *   --misses                                lists where most commits went wrong or silent
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { findConnector, ingest } from '../../src/collect/index.ts'
import { resolve } from '../../src/resolve/index.ts'
import { connectStore, migrate, type Store } from '../../src/store/index.ts'
import { makeCommitRepository } from './commit-repository.ts'
import { makeComparison } from './company-name.ts'
import { type Bound, boundByAddresses, estimateInterval } from './employer-bound.ts'
import { findTruth, type TruthSet, type TruthStay } from './employer-truth.ts'
import { type CommitView, readCommitViews } from './read-employers.ts'

type Verdict = 'right' | 'wrong' | 'silent'

/** Shares of all commits. `independent` are those whose author worked for nobody, counted as right when we name nobody. */
interface Shares {
  readonly right: number
  readonly wrong: number
  readonly silent: number
  /** The same when a commit of somebody who worked for nobody is left out instead. */
  readonly employed: { readonly right: number; readonly wrong: number; readonly silent: number }
}

export interface EmployerMeasure {
  readonly set: string
  readonly commits: number
  readonly identities: number
  readonly people: number
  readonly resolvedPeople: number
  /** What we assign (P >= 0.8). */
  readonly assigned: Shares & {
    readonly interval: Readonly<Record<'right' | 'wrong', readonly [number, number]>>
  }
  /** The most that addresses can tell, of the commits of people who worked for somebody. */
  readonly bound: Bound
  /** What we show, as possible too (P >= 0.5). */
  readonly possible: Shares
  /** The organisation of the commit's own address, whatever else is known. */
  readonly domainAlone: Shares
  /** The company list's word on the domain, where there is such a list: no work of ours. */
  readonly listAlone: Shares | null
  /** Of the commits for which the likeliest employer has such a probability, the share that is right. */
  readonly calibration: readonly Bin[]
  readonly comparison: string
  readonly misses?: readonly string[]
}

interface Bin {
  readonly from: number
  readonly to: number
  readonly commits: number
  readonly meanProbability: number
  readonly right: number
}

const nobody = '*independent'

/** Measures every truth set below a folder. Takes some seconds for each; throws what collecting and resolving throw. */
export async function measureEmployers(
  folder: string,
  { joined = false, misses: withMisses = false } = {},
): Promise<EmployerMeasure[]> {
  const { sets, companies } = findTruth(folder)
  const isSame = makeComparison(companies)
  const measures: EmployerMeasure[] = []
  for (const set of sets) {
    const views = await viewCommits(set, joined)
    const judge = (say: (view: CommitView) => Said): Shares => share(views, set, say, isSame)
    const assigned = (view: CommitView): Said => (view.probability >= 0.8 ? view.organisation : null)
    measures.push({
      set: basename(set.path),
      commits: views.length,
      identities: set.identities.length,
      people: set.stays.size,
      resolvedPeople: new Set(views.map(({ person }) => person)).size,
      assigned: { ...judge(assigned), interval: estimateIntervals(views, set, assigned, isSame) },
      bound: boundByAddresses(
        lookUpTruth(views, set).map(({ view, person, company }) => ({
          view,
          person,
          employed: company !== nobody,
          isEmployer: (said) => said !== null && isSame(company, said),
        })),
      ),
      possible: judge((view) => (view.probability >= 0.5 ? view.organisation : null)),
      domainAlone: judge(({ address }) => address),
      listAlone:
        companies.length === 0
          ? null
          : judge(({ email }) => {
              const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase()
              const isListed = companies.some(({ domains }) =>
                domains.some((one) => domain === one || domain.endsWith(`.${one}`)),
              )
              return isListed ? { name: domain, domains: [domain] } : null
            }),
      calibration: calibrate(views, set, isSame),
      comparison: describeComparison(companies.length),
      ...(withMisses ? { misses: listMisses(views, set, assigned, isSame) } : {}),
    })
  }
  return measures
}

type Said = CommitView['organisation']
type Compare = ReturnType<typeof makeComparison>

function describeComparison(companies: number): string {
  const names =
    'names are the same after lower case, without marks and legal forms, or when one begins with the other; or the truth’s name is a part of our organisation’s domain'
  return companies === 0
    ? `no list of companies was found: ${names}`
    : `by a list of ${companies} companies (domains and other names); else ${names}`
}

async function viewCommits(set: TruthSet, joined: boolean): Promise<CommitView[]> {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-accuracy-'))
  try {
    const repository = join(folder, 'history.git')
    await makeCommitRepository(repository, set.identities)
    const store = await connectStore({ workspace: join(folder, 'workspace'), url: undefined })
    try {
      await migrate(store)
      await collect(store, repository, joined)
      await resolve(store, { asOf: new Date('2100-01-01'), signal: new AbortController().signal })
      return await readCommitViews(store)
    } finally {
      await store.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function collect(store: Store, repository: string, mailmap: boolean): Promise<void> {
  const connector = findConnector('git')
  const config = connector.config.parse({ path: repository, mailmap })
  const run = await ingest(
    store,
    { id: 'git:truth', connector, config },
    {
      io: {
        clock: { now: () => new Date() },
        signal: new AbortController().signal,
        monthlyKey: () => Promise.reject(new Error('no addresses in git')),
      },
    },
  )
  if (run.status !== 'complete') throw new Error(`The collection is ${run.status}: ${run.reason}`)
}

/** What the truth says of each commit, by its author's name and address. */
function lookUpTruth(
  views: readonly CommitView[],
  set: TruthSet,
): { view: CommitView; person: string; company: string }[] {
  const people = new Map(set.identities.map(({ name, email, person }) => [`${name}\n${email}`, person]))
  return views.map((view) => {
    const person = people.get(`${view.name}\n${view.email}`) ?? ''
    return { view, person, company: employerAt(set.stays.get(person) ?? [], view.at) }
  })
}

function estimateIntervals(
  views: readonly CommitView[],
  set: TruthSet,
  say: (view: CommitView) => Said,
  isSame: Compare,
): Record<'right' | 'wrong', readonly [number, number]> {
  const judged = lookUpTruth(views, set).map(({ view, person, company }) => ({
    person,
    verdict: judgeCommit(company, say(view), isSame),
  }))
  const of = (wanted: Verdict) =>
    estimateInterval(judged.map(({ person, verdict }) => ({ person, counts: verdict === wanted })))
  return { right: of('right'), wrong: of('wrong') }
}

const employerAt = (stays: readonly TruthStay[], at: number): string =>
  stays.find(({ until }) => at < until)?.company ?? nobody

function judgeCommit(company: string, said: Said, isSame: Compare): Verdict {
  if (company === nobody) return said === null ? 'right' : 'wrong'
  if (said === null) return 'silent'
  return isSame(company, said) ? 'right' : 'wrong'
}

function share(
  views: readonly CommitView[],
  set: TruthSet,
  say: (view: CommitView) => Said,
  isSame: Compare,
): Shares {
  const all: Record<Verdict, number> = { right: 0, wrong: 0, silent: 0 }
  const employed: Record<Verdict, number> = { right: 0, wrong: 0, silent: 0 }
  for (const { view, company } of lookUpTruth(views, set)) {
    const verdict = judgeCommit(company, say(view), isSame)
    all[verdict] += 1
    if (company !== nobody) employed[verdict] += 1
  }
  return { ...toShares(all), employed: toShares(employed) }
}

function toShares(counts: Record<Verdict, number>): Record<Verdict, number> {
  const total = counts.right + counts.wrong + counts.silent
  const part = (count: number): number => (total === 0 ? 0 : Math.round((count / total) * 10_000) / 10_000)
  return { right: part(counts.right), wrong: part(counts.wrong), silent: part(counts.silent) }
}

const edges = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.000001]

function calibrate(views: readonly CommitView[], set: TruthSet, isSame: Compare): Bin[] {
  const known = lookUpTruth(views, set)
  return edges.slice(1).flatMap((to, index) => {
    const from = edges[index] ?? 0
    const within = known.filter(({ view }) => view.probability >= from && view.probability < to)
    if (within.length === 0) return []
    const right = within.filter(
      ({ view, company }) => judgeCommit(company, view.organisation, isSame) === 'right',
    )
    const mean = within.reduce((sum, { view }) => sum + view.probability, 0) / within.length
    const round = (share: number): number => Math.round(share * 1000) / 1000
    return [
      {
        from,
        to: Math.min(to, 1),
        commits: within.length,
        meanProbability: round(mean),
        right: round(right.length / within.length),
      },
    ]
  })
}

function listMisses(
  views: readonly CommitView[],
  set: TruthSet,
  say: (view: CommitView) => Said,
  isSame: Compare,
): string[] {
  const counts = new Map<string, number>()
  for (const { view, company } of lookUpTruth(views, set)) {
    const said = say(view)
    const verdict = judgeCommit(company, said, isSame)
    if (verdict === 'right') continue
    const line = `${verdict}: ${view.email}, truth ${company}, we say ${said?.name ?? '-'} (at most ${view.organisation?.name ?? '-'})`
    counts.set(line, (counts.get(line) ?? 0) + 1)
  }
  const sorted = [...counts].sort(([, a], [, b]) => b - a)
  return sorted.slice(0, 200).map(([line, count]) => `${count} ${line}`)
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values, positionals } = parseArgs({
    options: { misses: { type: 'boolean', default: false }, joined: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const [folder] = positionals
  if (folder === undefined) throw new Error('Say below which folder the truth lies.')
  console.log(JSON.stringify(await measureEmployers(folder, values), null, 2))
}
