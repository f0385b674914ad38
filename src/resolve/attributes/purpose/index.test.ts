import { expect, test } from 'vitest'
import { z } from 'zod'
import type { ObservedAct } from '../../../../test/support/observed.ts'
import { tellAttribute } from '../../../../test/support/told-attributes.ts'
import { openTestStore } from '../../../../test/support/workspace.ts'
import { attribute } from './index.ts'

const store = await openTestStore()
const hour = 3_600_000
const week = 168 * hour
/** A Monday at midnight, UTC. */
const monday = Date.parse('2024-01-01T00:00:00Z')

/** So many changes on Tuesdays at noon and so many at night, local time, spread over weeks. */
function write(
  who: string,
  office: number,
  night: number,
  { offset = 120, weeks = 10, email = `${who}@gmail.com`, gap = 60_000 } = {},
): ObservedAct[] {
  return Array.from({ length: office + night }, (_unused, index) => {
    const local = monday + (index % weeks) * week + (index < office ? 36 : 27) * hour + index * gap
    return {
      id: `${who} ${index}`,
      name: who,
      email,
      offset,
      at: new Date(local - offset * 60_000).toISOString(),
    }
  })
}

const only = (told: Awaited<ReturnType<typeof tellAttribute>>, who: string) => {
  const [one, ...others] = told[who] ?? []
  expect(others).toEqual([])
  return one
}

test('the worked examples of the method', async () => {
  await tellAttribute(store, attribute, {
    acts: [...write('a', 72, 28), ...write('b', 7, 3), ...write('c', 35, 65)],
  })
  const rows = await store.read({
    text: `SELECT name, weights['business'] AS weight FROM (${attribute.evidence}) AS told INNER JOIN people USING (person_id) ORDER BY name`,
    params: { ...attribute.params, as_of: new Date('2025-01-01'), doubtful_flags: [], fewest_acts: 10 },
    row: z.object({ name: z.string(), weight: z.number() }),
  })
  for (const [index, expected] of [2.385, 1.234, -2.142].entries())
    expect(Math.abs((rows[index]?.weight ?? 0) - expected)).toBeLessThan(1e-3)
})

test('hours say for work or for oneself', async () => {
  const told = await tellAttribute(store, attribute, {
    acts: [...write('Wanda Work', 72, 28), ...write('Hal Hobby', 35, 65)],
  })
  expect(only(told, 'Wanda Work')).toMatchObject({
    value: 'business',
    status: 'inferred',
    evidence: [
      'hours: 72 of 100 changes and mails were written Monday to Friday from 10 to 18 o’clock, local time',
    ],
  })
  expect(only(told, 'Wanda Work')?.probability).toBeCloseTo(0.916, 3)
  expect(only(told, 'Hal Hobby')?.value).toBe('hobby')
  expect(only(told, 'Hal Hobby')?.probability).toBeCloseTo(1 - 0.105, 3)
})

test('too few acts, too few weeks, and a clock that may be a server’s say nothing', async () => {
  const told = await tellAttribute(store, attribute, {
    acts: [
      ...write('Fay Few', 15, 4),
      ...write('Sid Short', 30, 0, { weeks: 4 }),
      ...write('Uma Utc', 30, 0, { offset: 0 }),
      ...write('Ian Isles', 30, 0, { offset: 0, email: 'ian@example.co.uk' }),
    ],
  })
  expect(only(told, 'Fay Few')).toEqual({
    value: 'unknown',
    probability: 1,
    status: 'too little data',
    evidence: ['hours: 19 acts tell their local time, in 10 weeks; 20 in 5 weeks are needed'],
  })
  expect(only(told, 'Sid Short')?.evidence[0]).toContain('in 4 weeks')
  expect(only(told, 'Uma Utc')).toMatchObject({
    value: 'unknown',
    evidence: ['hours: all 30 acts are dated in UTC, as servers do, so their hour says nothing'],
  })
  expect(only(told, 'Ian Isles')?.value).toBe('business')
})

test('a rebase and a bot do not work nights; Fridays are free where they are', async () => {
  const rebased = write('Reb Ase', 40, 0)
  const moment = rebased[0]?.at ?? ''
  const told = await tellAttribute(store, attribute, {
    acts: [
      ...rebased,
      ...Array.from({ length: 21 }, (_unused, index) => ({
        ...write('Reb Ase', 0, 1)[0],
        id: `rebase ${index}`,
        at: new Date(Date.parse(moment) + 15 * hour).toISOString(),
      })),
      ...write('build-bot', 40, 0).map((act) => ({ ...act, isBot: true })),
      // Fridays at noon.
      ...write('Dana Dusk', 40, 0, { email: 'dana@example.co.il' }).map((act) => ({
        ...act,
        at: new Date(Date.parse(act.at ?? '') + 72 * hour).toISOString(),
      })),
    ],
  })
  expect(only(told, 'Reb Ase')?.evidence[0]).toContain('40 of 40')
  expect(told['build-bot']).toBeUndefined()
  expect(only(told, 'Dana Dusk')).toMatchObject({ value: 'hobby' })
  expect(only(told, 'Dana Dusk')?.evidence).toContain(
    'hours: 0 of 40 changes and mails were written Sunday to Thursday from 10 to 18 o’clock, local time',
  )
})

test('an employer, a customer and a place of study weigh in; what people say of themselves outranks all', async () => {
  const signed: ObservedAct = {
    type: 'contract.sign',
    organisation: 'widgets.example',
    at: '2024-01-01T00:00:00Z',
  }
  const told = await tellAttribute(store, attribute, {
    acts: [
      { name: 'Ann Archer', email: 'ann@example.com' },
      { name: 'Cid Cole', email: 'cid@widgets.example' },
      { name: 'Eve Egg', email: 'eve@example.edu' },
      { name: 'Flo Finn', email: 'flo@example.com' },
      {
        name: 'Flo Finn',
        email: 'flo@example.com',
        type: 'survey.answer',
        attrs: { purpose: 'Mostly for fun' },
      },
      signed,
    ],
    employments: [
      { who: 'Ann Archer', organisation: 'Example', kind: 'corporate' },
      { who: 'Cid Cole', organisation: 'Widgets', kind: 'corporate', domain: 'widgets.example' },
      { who: 'Eve Egg', organisation: 'University', kind: 'education' },
      { who: 'Flo Finn', organisation: 'Example', kind: 'corporate' },
    ],
  })
  expect(only(told, 'Ann Archer')?.probability).toBeCloseTo(6 / 7, 6)
  expect(only(told, 'Cid Cole')?.probability).toBeCloseTo(60 / 61, 6)
  expect(only(told, 'Eve Egg')).toMatchObject({ value: 'hobby' })
  expect(only(told, 'Eve Egg')?.probability).toBeCloseTo(1 / 1.3, 6)
  expect(only(told, 'Flo Finn')).toMatchObject({ value: 'hobby', status: 'declared', probability: 0.97 })
  expect(only(told, 'Flo Finn')?.evidence).toContain(
    'declared: said “Mostly for fun” in a survey on 2020-01-01',
  )
})
