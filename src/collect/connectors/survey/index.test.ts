import { cpSync, mkdirSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { askNobody } from '../../../../test/support/ask-nobody.ts'
import { testConnector } from '../../conformance.ts'
import type { EventDraft, RecordOutcome } from '../../connector.ts'
import { connector } from './index.ts'

const fixtures = fileURLToPath(new URL('./fixtures', import.meta.url))

testConnector(connector, {
  'answers from several tools': (folder) => {
    const path = join(folder, 'answers')
    mkdirSync(path)
    for (const name of ['google-form', 'limesurvey', 'surveymonkey'])
      cpSync(join(fixtures, `${name}.csv`), join(path, `${name}.csv`))
    return {
      path,
      config: { questions: [{ column: 'Tools*', attribute: 'tools' }] },
      records: 10,
      quarantined: 2,
      grow: () =>
        appendFile(
          join(path, 'google-form.csv'),
          '"2024/05/03 9:00:00 AM GMT+2","new@example.org","","","Designer","",""\n',
        ),
    }
  },
})

async function readOutcomes(name: string, config: object = {}): Promise<RecordOutcome[]> {
  const known = connector.config.parse({ path: join(fixtures, name), ...config })
  const signal = new AbortController().signal
  const io = {
    clock: { now: () => new Date() },
    signal,
    ask: askNobody,
    monthlyKey: async () => ({ key: '' }),
  }
  const outcomes: RecordOutcome[] = []
  for await (const page of connector.read(known, undefined, io))
    outcomes.push(...page.records.map((record) => connector.toOutcome(record, known)))
  return outcomes
}

const readEvents = async (name: string, config: object = {}): Promise<EventDraft[]> =>
  (await readOutcomes(name, config)).flatMap((outcome) => (outcome.kind === 'events' ? outcome.events : []))

test('only questions that are mapped or plainly ask for an attribute are kept', async () => {
  const [ada, nobody, ...others] = await readEvents('google-form.csv', {
    questions: [{ column: 'Which tools do you use? (select all)', attribute: 'tools' }],
  })
  expect(ada).toMatchObject({
    occurredAt: Date.UTC(2024, 4, 1, 8, 20, 30),
    actor: { email: 'ada@example.org' },
    attrs: { role: 'Developer', country: 'Norway', tools: 'vim;emacs' },
    lawfulBasis: 'consent',
  })
  expect(nobody).toMatchObject({ visibility: 'anonymous', attrs: { role: 'Student', country: 'Chile' } })
  expect(nobody?.actor).toBeUndefined()
  expect(others).toEqual([])
})

test('boxes that are ticked say their label, answers that were not submitted nothing', async () => {
  const outcomes = await readOutcomes('limesurvey.csv', {
    questions: [{ column: 'Tools*', attribute: 'tools' }],
  })
  const told = outcomes.map((outcome) => (outcome.kind === 'events' ? outcome.events[0]?.attrs : outcome))
  expect(told).toEqual([
    { role: 'Entwickler', tools: 'vim' },
    { kind: 'ignored', reason: 'not submitted' },
    { role: 'Tester, "senior"', tools: 'emacs; joe' },
  ])
})

test('columns without a header belong to the question before, and its second line is nobody', async () => {
  const outcomes = await readOutcomes('surveymonkey.csv', {
    questions: [{ column: 'Which languages do you write?', attribute: 'languages' }],
  })
  expect(outcomes[0]).toEqual({ kind: 'ignored', reason: 'numbers nobody: a second line of the header' })
  const [dee, other] = outcomes
    .slice(1)
    .map((outcome) => (outcome.kind === 'events' ? outcome.events[0] : undefined))
  expect(dee).toMatchObject({
    actor: { name: 'Dee Reed', email: 'dee@example.net' },
    attrs: { role: 'Analyst', languages: 'Python; Julia' },
    occurredAt: Date.UTC(2024, 4, 17, 10, 10),
  })
  expect(other).toMatchObject({ attrs: { role: 'Engineer', languages: 'R' }, visibility: 'anonymous' })
  expect(JSON.stringify(outcomes)).not.toContain('192.0.2')
})

test('what nobody dated is quarantined with the setting that mends it', async () => {
  const undated = { timeColumn: 'Seed', questions: [{ column: 'Your role', attribute: 'role' }] }
  const [first] = await readOutcomes('limesurvey.csv', undated)
  expect(first).toMatchObject({ kind: 'quarantined', reason: 'Seed is no date that is understood' })
})
