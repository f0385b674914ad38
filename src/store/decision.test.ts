import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { modes, openTestStore } from '../../test/support/workspace.ts'
import { decide, decideAll, readDecisions, readVersions } from './decision.ts'

const at = (second: number): Date => new Date(Date.UTC(2024, 0, 1, 0, 0, second))
const by = { by: 'tester', reason: '' }

describe.each(modes)('decisions, %s', async (mode) => {
  const store = await openTestStore({ mode })

  test('the latest version of each subject holds, subjects in order', async () => {
    for (const [subject, body] of [
      ['b', { value: 1 }],
      ['a', { value: 2 }],
      ['b', { value: 3 }],
    ] as const)
      await decide(store, { kind: 'latest', subject, body, at: at(0), ...by })
    expect(await readDecisions(store, 'latest')).toEqual([
      {
        kind: 'latest',
        subject: 'a',
        version: 1,
        body: { value: 2 },
        decidedAt: at(0),
        decidedBy: 'tester',
        reason: '',
      },
      {
        kind: 'latest',
        subject: 'b',
        version: 2,
        body: { value: 3 },
        decidedAt: at(0),
        decidedBy: 'tester',
        reason: '',
      },
    ])
    expect(await readDecisions(store, 'another kind')).toEqual([])
  })

  test('many at once are each the next version of their subject, and hold what text they are given', async () => {
    const text = "It's \\ \"quoted\"\n{a:String} [1,'2']"
    const draft = (subject: string, value: number) => ({
      subject,
      body: { value, text },
      at: at(value),
      by: 'tester',
      reason: text,
    })
    await decide(store, { kind: 'many', ...draft('s1', 0) })
    const subjects = Array.from({ length: 1100 }, (_, index) => `s${index}`)
    await decideAll(
      store,
      'many',
      subjects.map((subject, index) => draft(subject, index % 7)),
    )
    const all = await readDecisions(store, 'many')
    expect(all).toHaveLength(1100)
    expect(all.filter(({ version }) => version === 2).map(({ subject }) => subject)).toEqual(['s1'])
    expect(all.find(({ subject }) => subject === 's1099')).toEqual({
      kind: 'many',
      version: 1,
      subject: 's1099',
      body: { value: 0, text },
      decidedAt: at(0),
      decidedBy: 'tester',
      reason: text,
    })
    await decideAll(store, 'many', [])
  })

  test('an earlier moment sees what held then, to the millisecond', async () => {
    const moment = new Date('2024-05-06T07:08:09.123Z')
    const shifted = (milliseconds: number): Date => new Date(moment.getTime() + milliseconds)
    await decide(store, { kind: 'past', subject: 's', body: 'first', at: moment, ...by })
    await decide(store, { kind: 'past', subject: 's', body: 'second', at: shifted(5), ...by })
    const bodyAt = async (asOf?: Date): Promise<unknown[]> =>
      (await readDecisions(store, 'past', asOf)).map(({ body }) => body)
    expect(await bodyAt(shifted(-1))).toEqual([])
    expect(await bodyAt(moment)).toEqual(['first'])
    expect(await bodyAt(shifted(4))).toEqual(['first'])
    expect(await bodyAt(shifted(5))).toEqual(['second'])
    expect(await bodyAt()).toEqual(['second'])
  })

  test('all versions stay, latest first', async () => {
    for (const body of [1, 2, 3])
      await decide(store, { kind: 'kept', subject: 's', body, at: at(body), ...by })
    expect((await readVersions(store, 'kept', 's')).map(({ version, body }) => [version, body])).toEqual([
      [3, 3],
      [2, 2],
      [1, 1],
    ])
  })

  test('decisions at the same time get one version each', async () => {
    const bodies = Array.from({ length: 12 }, (_, index) => index)
    const decided = await Promise.all(
      bodies.map((body) => decide(store, { kind: 'crowd', subject: `s${body % 2}`, body, at: at(0), ...by })),
    )
    expect(decided.map(({ version }) => version)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6])
    expect((await readVersions(store, 'crowd', 's1')).map(({ version }) => version)).toEqual([
      6, 5, 4, 3, 2, 1,
    ])
  })

  test('a decision that fails does not hold up the next', async () => {
    const draft = { kind: 'failing', subject: 's', at: at(0), ...by }
    await expect(decide(store, { ...draft, body: undefined })).rejects.toThrow()
    expect(await decide(store, { ...draft, body: null })).toMatchObject({ version: 1, body: null })
  })

  test('any body, subject and reason come back as they were', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(text, text, fc.jsonValue(), async (subject, reason, body) => {
        const plain: unknown = JSON.parse(JSON.stringify(body))
        const decided = await decide(store, {
          kind: 'any',
          subject,
          body: plain,
          at: at(1),
          by: reason,
          reason,
        })
        const [read] = await readVersions(store, 'any', subject)
        expect(read).toEqual(decided)
        expect(read?.body).toEqual(plain)
      }),
      { numRuns: 25 },
    )
  })
})
