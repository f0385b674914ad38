import { expect, test } from 'vitest'
import type { ObservedAct } from '../../../../test/support/observed.ts'
import { tellAttribute } from '../../../../test/support/told-attributes.ts'
import { openTestStore } from '../../../../test/support/workspace.ts'
import { attribute } from './index.ts'

const store = await openTestStore()

/** A change on the fifteenth of each of these months of 2023, at the offset of each. */
const write = (
  name: string,
  offsets: Readonly<Record<number, number>>,
  email = 'somebody@example.com',
): ObservedAct[] =>
  Object.entries(offsets).map(([month, offset]) => ({
    id: `${name} ${month}`,
    name,
    email,
    offset,
    at: `2023-${month.padStart(2, '0')}-15T12:00:00Z`,
  }))
const year = (winter: number, summer: number, from: number, to: number): Record<number, number> =>
  Object.fromEntries(
    Array.from({ length: 12 }, (_unused, index) => [
      index + 1,
      index + 1 >= from && index + 1 < to ? summer : winter,
    ]),
  )

test('the region follows from offsets, and better from when they switch, but never beyond 0.6', async () => {
  const told = await tellAttribute(store, attribute, {
    acts: [
      ...write('Berta', year(60, 120, 4, 11)),
      ...write('Lagos', year(60, 60, 4, 11)),
      ...write('Boston', year(-300, -240, 3, 11)),
      ...write('Bogota', year(-300, -300, 4, 11)),
      ...write('Sydney', year(660, 600, 4, 10)),
      ...write('Mumbai', year(330, 330, 4, 10)),
      ...write('Winter', { 1: -300, 2: -300, 3: -300, 11: -300, 12: -300 }),
      ...write('Utc', year(0, 0, 4, 10)),
      ...write('London', year(0, 60, 4, 11)),
      ...write('Few', { 1: 60, 2: 60, 3: 60 }),
    ],
  })
  const said = Object.fromEntries(Object.entries(told).map(([name, [one]]) => [name, one?.value]))
  expect(said).toEqual({
    Berta: 'europe',
    // Some who keep these clocks live elsewhere.
    Bogota: 'unknown',
    Boston: 'north-america',
    Lagos: 'unknown',
    London: 'europe',
    Mumbai: 'south-asia',
    Sydney: 'oceania',
    Winter: 'north-america',
  })
  for (const [one] of Object.values(told)) expect(one?.probability).toBeLessThanOrEqual(0.6 + 1e-9)
  expect(told['Mumbai']?.[0]?.probability).toBeCloseTo(0.6, 9)
  expect(told['Berta']?.[0]?.evidence).toEqual([
    'clock: 12 acts, most at UTC+02:00, with summer time as in Europe',
  ])
  expect(told['Bogota']?.[0]?.evidence).toEqual(['clock: 12 acts, most at UTC−05:00, without summer time'])
})

test('an address under a country adds to it; what people say outranks both', async () => {
  const told = await tellAttribute(store, attribute, {
    acts: [
      ...write('Both', year(60, 120, 4, 11), 'both@example.de'),
      { name: 'Address', email: 'one@example.com.au' },
      { name: 'Sold', email: 'one@example.io' },
      ...write('Moved', year(60, 120, 4, 11), 'moved@example.de'),
      { name: 'Moved', email: 'moved@example.de', type: 'survey.answer', attrs: { country: 'New Zealand' } },
    ],
  })
  expect(told['Both']?.[0]?.probability).toBeCloseTo(0.978, 2)
  expect(told['Address']?.[0]).toMatchObject({
    value: 'oceania',
    evidence: ['address: an address under .au'],
  })
  expect(told['Address']?.[0]?.probability).toBeCloseTo(30 / 47, 6)
  expect(told['Sold']).toBeUndefined()
  expect(told['Moved']?.[0]).toMatchObject({ value: 'oceania', status: 'declared' })
})
