import { expect, test } from 'vitest'
import { asOf, fillDerivedCommunity } from '../../../test/support/derived-community.ts'
import { openTestDoor } from '../../../test/support/door.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { rebuildPages } from '../pages/rebuild-pages.ts'
import * as contract from './contract.ts'

const store = await openTestStore()
await fillDerivedCommunity(store)
await store.write(`INSERT INTO organisations (organisation_id, name, domain, kind, kind_reason, people, events) VALUES
  (30, 'Daughter', 'daughter.example', 'corporate', 'a company', 1, 5), (40, 'Grandchild', 'grandchild.example', 'corporate', 'a company', 1, 5)`)
// Daughter belongs to Example Works (10) from 10 March to 20 June 2007, Grandchild to Daughter for ever; Example Works to Grandchild is a circle.
await store.write(`INSERT INTO organisation_owners (organisation_id, owner_id, owner_name, owned_from, owned_to, is_decided, sentence) VALUES
  (30, 10, 'Example Works', '2007-03-10', '2007-06-20', false, 'listed'), (40, 30, 'Daughter', NULL, NULL, true, 'decided'),
  (10, 40, 'Grandchild', NULL, NULL, true, 'decided')`)
await store.write(`INSERT INTO affiliations (person_id, organisation_id, valid_from, valid_to, probability, events, evidence) VALUES
  (71, 30, NULL, NULL, 0.9, 5, ''), (72, 40, '2007-01-15 00:00:00', NULL, 0.9, 5, ''), (71, 10, '2007-05-10 00:00:00', NULL, 0.9, 5, '')`)
await store.write(`INSERT INTO activity (person_id, month, source, type, events, days, first_at, last_at, quantities)
  SELECT 71 + who, addMonths(toDate('2007-01-01'), number), 'git:demo', 'commit.author', 10 * who + 1, 1, toDateTime64('2007-01-01', 3), toDateTime64('2007-01-01', 3), map()
  FROM (SELECT number, arrayJoin([0, 1]) AS who FROM numbers(8))`)
await rebuildPages(store, asOf)
const door = openTestDoor(store, { now: asOf })

async function readOrganisation(id: number) {
  const response = await door.app.request(`http://localhost/api/v1/organisations/${String(id)}`)
  return contract.organisation.parse(await response.json())
}

test('acts are added up over what belonged to it, through others too, in the whole months while it did, each once', async () => {
  const works = await readOrganisation(10)
  const months = works.groupActivity.map(({ month, events, people }) => [month, events, people])
  expect(months).toEqual([
    ['2007-04-01', 12, 2],
    // From here on the person of the daughter acts for both, and counts once.
    ['2007-05-01', 12, 2],
    ['2007-06-01', 1, 1],
    ['2007-07-01', 1, 1],
    ['2007-08-01', 1, 1],
    ['2007-10-01', 40, 1],
  ])
  expect(works.groupParts).toEqual([
    { organisationId: '40', name: 'Grandchild', events: 22 },
    { organisationId: '30', name: 'Daughter', events: 2 },
  ])
})

test('a circle of owners ends, and who owns nothing has no group', async () => {
  const grandchild = await readOrganisation(40)
  expect(grandchild.groupParts.map(({ name }) => name)).toContain('Example Works')
  expect(await readOrganisation(20)).toMatchObject({ groupActivity: [], groupParts: [], owned: [] })
})
