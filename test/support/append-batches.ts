import { openWorkspace } from '../../src/store/index.ts'
import './end-with-parent.ts'

/** Appends batch after batch of events and says which are acknowledged, until killed. Arguments: folder, first batch, rows a batch. */
const [folder = '', first = '0', rows = '0'] = process.argv.slice(2)
const workspace = await openWorkspace({
  folder,
  clock: { now: () => new Date() },
  program: 'groundswell test',
})
for (let batch = Number(first); ; batch += 1) {
  const lines = Array.from({ length: Number(rows) }, (_, row) =>
    JSON.stringify({
      event_id: `${batch * 1_000_000 + row}`,
      source: 'killed',
      source_event_id: `${batch}`,
      object_id: 'x'.repeat(row % 200),
    }),
  )
  await workspace.store.append('events', [Buffer.from(lines.join('\n'))], 'JSONEachRow')
  process.stdout.write(`acknowledged ${batch}\n`)
}
