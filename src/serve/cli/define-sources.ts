import { type AnyConnector, addSource, detect, readSources } from '../../collect/index.ts'
import { UserError } from '../../core/index.ts'
import { decide, readDecisions } from '../../store/index.ts'
import { decideAsOf } from '../jobs/as-of.ts'
import type { Pipeline } from '../jobs/pipeline-work.ts'
import { exampleFiles } from '../session.ts'
import { type Terminal, toInert } from './terminal.ts'

/** What paths turned out to hold. */
type Understood = readonly { readonly connector: AnyConnector; readonly config: unknown }[]

const exampleDate = new Date('2007-10-16T00:00:00Z')
const by = 'groundswell start'

/** Looks at each path. Those that are not understood are named and left out; when none is understood, that is a UserError. */
export async function understandPaths(paths: readonly string[], terminal: Terminal): Promise<Understood> {
  const found = await Promise.allSettled(paths.map((path) => detect(path)))
  const failures = found.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []))
  const sentences = failures.map((reason) => {
    if (reason instanceof UserError) return reason.message
    throw reason
  })
  const understood = found.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  if (understood.length === 0 && sentences.length > 0)
    throw new UserError(sentences.join('\n'), { status: 422 })
  for (const sentence of sentences) terminal.tell(toInert(`Left out: ${sentence}`))
  return understood
}

/** Adds what paths hold to a workspace, unless it holds the bundled example: the two never mix. */
export async function defineSources(
  { store, clock, secrets }: Pipeline,
  understood: Understood,
  terminal: Terminal,
): Promise<void> {
  if (understood.length > 0 && (await holdsExample({ store })))
    throw new UserError(
      `The workspace ${store.workspace} holds the bundled example. Give your own community another one with --workspace.`,
      { status: 409 },
    )
  for (const { connector, config } of understood) {
    const { source, added } = await addSource(store, connector, config, { at: clock.now(), by, secrets })
    if (added) terminal.tell(toInert(`Added ${source.id} (${connector.title}).`))
  }
}

/** Fills a workspace that holds nothing with the bundled example, which speaks of its own time. */
export async function defineExample(pipeline: Pipeline, terminal: Terminal): Promise<void> {
  const { store, clock } = pipeline
  if ((await holdsExample(pipeline)) || (await readSources(store)).length > 0) return
  await defineSources(pipeline, await understandPaths(exampleFiles, terminal), terminal)
  const decision = { at: clock.now(), by, reason: 'the bundled example speaks of its own time' }
  await decideAsOf(store, exampleDate, decision)
  await decide(store, { kind: 'setting', subject: 'example', body: { bundled: true }, ...decision })
}

async function holdsExample({ store }: Pick<Pipeline, 'store'>): Promise<boolean> {
  return (await readDecisions(store, 'setting')).some((setting) => setting.subject === 'example')
}
