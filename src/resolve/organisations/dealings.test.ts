import { expect, test } from 'vitest'
import { z } from 'zod'
import { type ObservedAct, observe } from '../../../test/support/observed.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { resolve } from '../resolve.ts'

const store = await openTestStore()
const told = (
  type: string,
  at: string,
  organisation: string,
  kind: string,
  attrs: Record<string, string> = {},
): ObservedAct => ({
  id: `${type} ${organisation} ${kind} ${at}`,
  source: 'crm:export',
  type,
  at: `${at}T00:00:00Z`,
  organisation,
  object: { kind, id: `${kind} of ${organisation}` },
  attrs,
})

await observe(store, [
  { name: 'Ann Archer', email: 'ann@widgets.example', at: '2021-06-01T00:00:00Z' },
  // A CRM writes the name in one table and the domain in another.
  told('crm.stage_change', '2020-02-01', 'Fine Widgets', 'company', {
    domain: 'widgets.example',
    stage: 'customer',
  }),
  told('contract.sign', '2021-03-01', 'Fine Widgets', 'deal'),
  told('crm.stage_change', '2021-03-01', 'Silent & Sons', 'deal', { stage: 'No', outcome: 'lost' }),
  told('crm.stage_change', '2021-04-01', '\u{1f4a5} n/a', 'deal', { stage: 'opened' }),
  told('contract.sign', '2031-03-01', 'Later Ltd', 'deal'),
  { ...told('contract.sign', '1970-01-02', 'Undated Ltd', 'deal'), flags: ['dated-too-early'] },
  { ...told('pr.open', '2021-03-01', 'some-group', 'change'), source: 'github:made-up' },
])

test('business is bound to who writes from the domain, and shows organisations of which nobody is known', async () => {
  await resolve(store, { asOf: new Date('2030-01-01'), signal: new AbortController().signal })
  const dealings = await store.read({
    text: `SELECT name, type, toString(toDate(occurred_at)) AS day, stage, outcome
      FROM organisation_dealings INNER JOIN organisations USING (organisation_id) ORDER BY name, day`,
    params: {},
    row: z.object({
      name: z.string(),
      type: z.string(),
      day: z.string(),
      stage: z.string(),
      outcome: z.string(),
    }),
  })
  expect(dealings.map((row) => Object.values(row))).toEqual([
    ['Silent & Sons', 'crm.stage_change', '2021-03-01', 'No', 'lost'],
    ['widgets.example', 'crm.stage_change', '2020-02-01', 'customer', ''],
    ['widgets.example', 'contract.sign', '2021-03-01', '', ''],
  ])
  const organisations = await store.read({
    text: `SELECT name, people, events, toString(toDate(assumeNotNull(first_seen))) AS seen FROM organisations ORDER BY name`,
    params: {},
    row: z.object({ name: z.string(), people: z.number(), events: z.coerce.number(), seen: z.string() }),
  })
  expect(organisations).toEqual([
    { name: 'Silent & Sons', people: 0, events: 0, seen: '2021-03-01' },
    { name: 'widgets.example', people: 1, events: 1, seen: '2020-02-01' },
  ])
})
