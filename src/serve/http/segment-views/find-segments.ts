import type { Clock } from '../../../core/index.ts'
import { UserError } from '../../../core/index.ts'
import { readDefinitions, saySegment } from '../../../segment/index.ts'
import type { Store } from '../../../store/index.ts'
import { readAsOf } from '../../jobs/as-of.ts'
import { refuseLaterThanKnown } from '../../jobs/known-moment.ts'
import type { Segment } from '../contract.ts'
import { oneSegment } from '../questions/schemes.ts'

export type FoundSegment = Awaited<ReturnType<typeof findNamed>>

/** A segment by its id, in which people have been placed. A UserError when there is none (404), or none yet (409). */
export async function findSegment(store: Store, id: string) {
  const [found] = await store.read(oneSegment({ segment: id }))
  if (found !== undefined) return found
  const { title } = await findPublished(store, id)
  throw new UserError(
    `“${title}” was published, but who is in it is not worked out yet. Ask again when the work under way is done.`,
    { status: 409 },
  )
}

/** What a segment made of a rule is called before anybody is placed in it. A UserError (404) when there is none. */
export async function findPublished(store: Store, id: string): Promise<DescribedSegment> {
  const found = (await readDefinitions(store)).find(({ segment }) => segment === id)
  if (found === undefined)
    throw new UserError(`There is no segment “${id}”. /api/v1/schemes lists those there are.`, {
      status: 404,
    })
  const { segment, subject, rule, written } = found
  return {
    segment,
    scheme: segment.split('/')[0] ?? '',
    schemeTitle: schemeTitles[subject],
    subjectKind: subject,
    title: written.title,
    sentence: saySegment(rule, subject),
  }
}

const schemeTitles = {
  person: 'Our own segments',
  organisation: 'Our own segments of organisations',
  visitor: 'Our own cohorts of visitors',
} as const

type DescribedSegment = Pick<
  Segment,
  'segment' | 'scheme' | 'schemeTitle' | 'subjectKind' | 'title' | 'sentence'
>

/** A segment whose members can be listed. A UserError (422) of one that holds visitors nobody can name. */
export async function findNamed(store: Store, id: string) {
  const { subjectKind, ...found } = await findSegment(store, id)
  if (subjectKind === 'visitor')
    throw new UserError(`“${found.title}” holds visitors nobody can name: they are counted, not listed.`, {
      status: 422,
    })
  return { ...found, subjectKind }
}

/** Segments to look at beside each other. A UserError when some hold people and others organisations. */
export async function findAlike(store: Store, ids: readonly string[]): Promise<FoundSegment[]> {
  const found = await Promise.all(ids.map((id) => findNamed(store, id)))
  const [first] = found
  const other = found.find(({ subjectKind }) => subjectKind !== first?.subjectKind)
  if (first !== undefined && other !== undefined)
    throw new UserError(
      `“${first.title}” and “${other.title}” have nobody in common: one holds people, the other organisations.`,
      { status: 422 },
    )
  return found
}

/** The moment looked at: the one asked for, else what the workspace speaks of. A UserError for one of which nothing is known yet. */
export async function readMoment(store: Store, clock: Clock, asOf: string | undefined): Promise<Date> {
  if (asOf === undefined) return (await readAsOf(store)) ?? clock.now()
  await refuseLaterThanKnown(store, asOf)
  return new Date(asOf)
}
