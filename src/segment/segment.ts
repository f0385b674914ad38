import type { StageOptions, StageReport } from '../core/index.ts'
import type { Store } from '../store/index.ts'
import { gatherActivity } from './activity/gather.ts'
import { refreshDefinitions } from './definitions/place-definitions.ts'
import { splitIntoParts } from './part.ts'
import { measurePopulation, placeInSegments } from './place.ts'
import { readExtent, readMoment } from './placement-question.ts'
import { schemes } from './registry.gen.ts'
import { climbLadder } from './states/climb.ts'

/** A day counts at about thirteen month ends; so many are placed at once in some 400 MB. */
const daysPerPart = 250_000

/** Days and months are counted in a type that ends in 2149, and nothing soundly dated lies that far ahead. */
const endOfDates = new Date('2148-01-01T00:00:00Z')

/**
 * Rebuilds the ladder with its history, and who is in which segment of every scheme, from what happened before `asOf`. It can be
 * killed at any point: tables that were not finished keep their old rows, and the next run starts over.
 */
export async function segment(store: Store, options: StageOptions): Promise<StageReport> {
  const { signal } = options
  const asOf = options.asOf < endOfDates ? options.asOf : endOfDates
  const total = 4 + schemes.length
  let done = 0
  const announce = (step: string): void => options.onStep?.(step, done++, total)

  const { beganAt } = await store.readOne(readMoment(undefined))
  announce('gather what each person did, day by day')
  await gatherActivity(store, asOf, signal)
  announce('place people on the participation ladder')
  await climbLadder(store, asOf, signal)

  const { days } = await store.readOne(readExtent({ asOf }))
  const placing = { schemes, asOf, beganAt, signal, parts: splitIntoParts(days, daysPerPart) }
  announce('measure how active everybody was')
  await measurePopulation(store, placing)
  await placeInSegments(store, {
    ...placing,
    onScheme: ({ title }) => announce(`segment by ${title.toLowerCase()}`),
    onDefinitions: () => announce('look at the segments made of rules'),
  })
  return writeReport(store, options.asOf)
}

/** Places people and organisations by the rules somebody wrote down alone; nothing happened since everything was placed. */
export async function placeAnew(store: Store, options: StageOptions): Promise<void> {
  const asOf = options.asOf < endOfDates ? options.asOf : endOfDates
  const { people, organisations } = await store.readOne(readExtent({ asOf }))
  options.onStep?.('look at the segments made of rules', 0, 1)
  await refreshDefinitions(store, {
    asOf,
    signal: options.signal,
    subjects: { person: people, organisation: organisations },
  })
}

async function writeReport(store: Store, asOf: Date): Promise<StageReport> {
  const extent = await store.readOne(readExtent({ asOf }))
  const notes: string[] = []
  if (extent.people === 0)
    notes.push('Nobody is known by name before this date, so there is nobody to segment yet.')
  if (extent.undated > 0)
    notes.push(
      extent.undated === 1
        ? 'One person is known only from events with doubtful dates and is in no segment.'
        : `${extent.undated} people are known only from events with doubtful dates and are in no segment.`,
    )
  return { stage: 'segment', asOf, rows: extent.memberships, notes }
}
