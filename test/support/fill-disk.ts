import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { UserError } from '../../src/core/index.ts'
import { examineWorkspace, openWorkspace, type Store } from '../../src/store/index.ts'

/**
 * Writes ever larger batches until the system refuses, tries the other ways of writing, then goes on in smaller batches. Prints
 * what happened as JSON. Arguments: folder, a file to delete before going on ('' for none).
 */
const [folder = '', ballast = ''] = process.argv.slice(2)
const clock = { now: () => new Date() }
const refusals: Record<string, string> = {}
const open = () => openWorkspace({ folder, clock, program: 'groundswell test' })

async function attempt(what: string, run: () => Promise<unknown>): Promise<boolean> {
  try {
    await run()
    return true
  } catch (error) {
    refusals[what] =
      error instanceof UserError ? `${error.status} ${error.message}` : `fault ${String(error)}`
    return false
  }
}

const write = (store: Store, batch: number, rows: number): Promise<void> =>
  store.write(
    `INSERT INTO quarantine (quarantine_id, source, record) SELECT {batch:UInt64} * 1000000 + number, 's', randomString(1000) FROM numbers({rows:UInt64})`,
    { batch, rows },
  )
const count = async (store: Store): Promise<number> => {
  const row = z.object({ rows: z.coerce.number(), bytes: z.coerce.number() })
  const text = 'SELECT count() AS rows, sum(length(record)) AS bytes FROM quarantine'
  const { rows, bytes } = await store.readOne({ text, params: {}, row })
  return bytes === rows * 1000 ? rows : Number.NaN
}

const wideClaims = `SELECT 's', 'k', now64(3), number, randomString(1000), '', '', '', generateUUIDv4() FROM numbers(300000)`

const workspace = await open()
const { store } = workspace
let acknowledged = 0
let size = 1000
for (let batch = 0; await attempt('write', () => write(store, batch, size)); batch += 1) {
  acknowledged += size
  size *= 2
}
const afterRefusal = await count(store)
const large = Buffer.from(`${'{"source":"s"}\n'.repeat(100)}`)
await attempt('append', () =>
  store.append(
    'quarantine',
    Array.from({ length: 150_000 }, () => large),
    'JSONEachRow',
  ),
)
await attempt('rebuild', () => store.rebuild('claims', wideClaims))
await attempt('export', () =>
  store.exportTo(join(folder, 'x.parquet'), 'SELECT randomString(1000) FROM numbers(300000)', {}, 'Parquet'),
)
const left = readdirSync(folder).filter((name) => name.startsWith('x.'))
const rebuilt = await store.readOne({
  text: 'SELECT count() AS rows FROM claims',
  params: {},
  row: z.object({ rows: z.coerce.number() }),
})

if (ballast !== '') rmSync(ballast)
const goesOn = await attempt('small', () => write(store, 900, 1000))
if (goesOn) acknowledged += 1000
await workspace.close()

const again = await open()
const afterReopening = await count(again.store)
const findings = await examineWorkspace({ folder, clock, store: again.store })
await again.close()
const unwell = findings.filter(
  ({ check, status }) => check !== 'disk' && check !== 'left tables' && status !== 'ok',
)
console.log(
  JSON.stringify({
    acknowledged,
    afterRefusal,
    afterReopening,
    goesOn,
    refusals,
    left,
    rebuilt: rebuilt.rows,
    unwell,
  }),
)
