import { expect, test } from 'vitest'
import { z } from 'zod'
import { modes, openTestStore } from '../../test/support/workspace.ts'
import { appendBatch, Batch } from './batch.ts'
import { appendClaims } from './claim.ts'
import type { EventDraft } from './connector.ts'
import { forgetSource } from './forget-source.ts'

const at = new Date('2026-11-01T12:00:00Z')
const runId = '00000000-0000-0000-0000-000000000001'
const act = (id: string, name: string): EventDraft => ({
  sourceEventId: id,
  type: 'commit.author',
  occurredAt: 1_700_000_000_000,
  actor: { name, email: `${name}@example.org` },
  visibility: 'public',
  lawfulBasis: 'public record',
})

test.each(modes)('%s: everything that only one source said is gone, and nothing else', async (mode) => {
  const store = await openTestStore({ mode })
  for (const source of ['git:one', 'git:other']) {
    const batch = new Batch(source, 'git')
    batch.add({ kind: 'events', events: [act('a', 'ann'), act('b', source === 'git:one' ? 'bob' : 'cleo')] })
    batch.add({ kind: 'quarantined', reason: 'odd', position: 'line 3', record: '???' })
    await appendBatch(store, batch, { source, runId, at })
    const claim = {
      properName: 'Ann',
      properEmail: 'ann@example.org',
      aliasName: '',
      aliasEmail: 'a@example.org',
    }
    await appendClaims(store, source, runId, { kind: 'mailmap', claims: [claim] }, at)
  }
  const count = async (table: string, source: string): Promise<number> => {
    const text = `SELECT count() AS n FROM ${table} WHERE source = {source:String}`
    return (await store.readOne({ text, params: { source }, row: z.object({ n: z.coerce.number() }) })).n
  }
  await forgetSource(store, 'git:one')
  for (const [table, rows] of [
    ['events', 2],
    ['aliases', 2],
    ['claims', 1],
    ['quarantine', 1],
  ] as const) {
    expect(await count(table, 'git:one'), table).toBe(0)
    expect(await count(table, 'git:other'), table).toBe(rows)
  }
  await forgetSource(store, 'git:one')
  expect(await count('events', 'git:other')).toBe(2)
})
