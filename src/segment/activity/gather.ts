import { readModel, type Store } from '../../store/index.ts'
import { fillBeside, swapIn } from '../derived-table.ts'
import { splitIntoParts } from '../part.ts'
import { countActs, countThreadActs } from './extent-question.ts'

const model = (name: string): string => readModel(import.meta.url, `./models/${name}.sql`)

/** Acts, days and months of about so many rows are worked on at once; half a million take about 300 MB. */
const rowsPerPart = 500_000

/** Rebuilds what every rung and scheme counts from: acts of humans, their days, months and kinds of work before `asOf`. */
export async function gatherActivity(store: Store, asOf: Date, signal: AbortSignal): Promise<void> {
  await fillBeside(store, 'human_acts', [{ select: model('human-acts'), params: [{ as_of: asOf }] }], signal)
  await swapIn(store, ['human_acts'])
  const { acts } = await store.readOne(countActs(undefined))
  const parts = splitIntoParts(acts, rowsPerPart).map((part) => ({ ...part }))
  for (const [table, name] of [
    ['activity_days', 'activity-days'],
    ['contribution_months', 'contribution-months'],
    ['work_months', 'work-months'],
  ] as const) {
    await fillBeside(store, table, [{ select: model(name), params: parts }], signal)
    await swapIn(store, [table])
  }
  await gatherThings(store, asOf, signal)
}

/** Rebuilds what was acted on: threads, releases and forks. */
async function gatherThings(store: Store, asOf: Date, signal: AbortSignal): Promise<void> {
  const { told } = await store.readOne(countThreadActs(undefined))
  const parts = Math.max(1, Math.ceil(told / rowsPerPart))
  const threads = Array.from({ length: parts }, (_, part) => ({ as_of: asOf, part, parts }))
  for (const [table, name, params] of [
    ['threads', 'threads', threads],
    ['releases', 'releases', [{ as_of: asOf }]],
    ['fork_pushes', 'fork-pushes', [{ as_of: asOf }]],
  ] as const) {
    await fillBeside(store, table, [{ select: model(name), params }], signal)
    await swapIn(store, [table])
  }
}
