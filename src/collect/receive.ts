import type { Clock } from '../core/index.ts'
import type { Store } from '../store/index.ts'
import type { Delivery, PushConnector } from './connector.ts'
import { Inbox, nameInbox } from './inbox.ts'
import { ingest } from './ingest.ts'
import type { IngestOptions } from './reading.ts'
import { connectors } from './registry.gen.ts'
import { readCursor } from './run.ts'
import type { SecretBox } from './secrets/secret-box.ts'
import { openSecrets } from './secrets/secret-field.ts'
import { readSources, type Source } from './source.ts'

/** How a delivery was answered; `sentence` is for who sent it. */
export interface Receipt {
  readonly status: 200 | 400 | 401 | 413
  readonly sentence?: string
}

/** Takes in what programs push, and collects it every few seconds. */
export interface Receiver {
  /** The paths that connectors answer at. */
  readonly routes: readonly string[]
  /** The scripts that connectors give to pages which send to them, by path. */
  readonly scripts: ReadonlyMap<string, string>
  /** Answers 200 when all records of the delivery are durable. */
  receive(delivery: Delivery): Promise<Receipt>
  /** Collects what waits, also what an earlier process left, and waits for it. */
  collect(): Promise<void>
  /** Takes in nothing more and leaves what waits for the next start. */
  close(): Promise<void>
}

export interface ReceiverOptions {
  readonly store: Store
  readonly clock: Clock
  readonly monthlyKey: IngestOptions['io']['monthlyKey']
  readonly secrets: SecretBox
  /** Collecting failed; what waits is kept and tried again. */
  onFault(error: unknown): void
}

const collectMilliseconds = 2_000
/** Sources are decisions, which change seldom; a new one is known at the latest after this. */
const sourcesMilliseconds = 1_000

const pushed = connectors.flatMap((connector) => (connector.form === 'push' ? [connector] : []))

type PushSource = Source & { readonly connector: PushConnector<unknown> }

export function openReceiver(options: ReceiverOptions): Receiver {
  const { store } = options
  const inboxes = new Map<string, Promise<Inbox>>()
  const abort = new AbortController()
  const readPushSources = remember(() => readOwnSources(options), sourcesMilliseconds)
  const openInbox = (source: string): Promise<Inbox> => {
    const known = inboxes.get(source)
    if (known !== undefined) return known
    const opening = readCursor(store, source).then((since) =>
      Inbox.open(nameInbox(store.workspace, source), since),
    )
    inboxes.set(source, opening)
    opening.catch(() => inboxes.delete(source))
    return opening
  }
  // An earlier process may have left something.
  let due = true
  let collecting: Promise<void> | undefined
  const collect = async (): Promise<void> => {
    due = false
    for (const source of await readPushSources()) {
      if (abort.signal.aborted) return
      await collectInbox(options, source, await openInbox(source.id), abort.signal)
    }
  }
  const collectOnce = (): Promise<void> => {
    collecting ??= collect().finally(() => {
      collecting = undefined
    })
    return collecting
  }
  const timer = setInterval(() => {
    if (due) collectOnce().catch(options.onFault)
  }, collectMilliseconds).unref()
  return {
    routes: pushed.flatMap((connector) => connector.routes),
    scripts: new Map(pushed.flatMap((connector) => Object.entries(connector.scripts ?? {}))),
    async receive(delivery) {
      const source = (await readPushSources()).find(
        ({ connector, config }) =>
          connector.routes.includes(delivery.path) && connector.owns(delivery, config),
      )
      if (source === undefined)
        return { status: 401, sentence: 'No source here has this key. Copy it from the page of the source.' }
      const acceptance = source.connector.accept(delivery, source.config)
      if ('refused' in acceptance) return { status: acceptance.status, sentence: acceptance.refused }
      if (acceptance.records.length > 0) await (await openInbox(source.id)).append(acceptance.records)
      due = true
      return { status: 200 }
    },
    collect: collectOnce,
    async close() {
      clearInterval(timer)
      abort.abort()
      await collecting?.catch(() => undefined)
      for (const inbox of inboxes.values()) await (await inbox).close()
    },
  }
}

/** Appends what waits to the workspace, then forgets it. */
async function collectInbox(
  { store, clock, monthlyKey }: ReceiverOptions,
  source: PushSource,
  inbox: Inbox,
  signal: AbortSignal,
): Promise<void> {
  if (!(await inbox.holdsMoreThan(await readCursor(store, source.id)))) return
  const run = await ingest(store, source, { io: { clock, signal, monthlyKey } })
  if (run.cursor !== undefined) await inbox.forget(run.cursor)
}

/** The sources programs send to, with their secrets; one whose secret does not open takes nothing in, and the others do. */
async function readOwnSources({ store, secrets, onFault }: ReceiverOptions): Promise<PushSource[]> {
  const own: PushSource[] = []
  for (const { id, connector, config } of await readSources(store)) {
    if (connector.form !== 'push') continue
    try {
      own.push({ id, connector, config: await openSecrets(connector, config, id, secrets) })
    } catch (error) {
      onFault(error)
    }
  }
  return own
}

/** Asks again only after a while. */
function remember<T>(ask: () => Promise<T>, milliseconds: number): () => Promise<T> {
  let answer: { readonly at: number; readonly value: Promise<T> } | undefined
  return () => {
    const now = performance.now()
    if (answer === undefined || now - answer.at > milliseconds) {
      const value = ask()
      answer = { at: now, value }
      value.catch(() => {
        answer = undefined
      })
    }
    return answer.value
  }
}
