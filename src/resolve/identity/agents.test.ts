import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type ObservedAct, observe } from '../../../test/support/observed.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { segment } from '../../segment/index.ts'
import { resolve } from '../resolve.ts'

const store = await openTestStore()
const options = { asOf: new Date('2026-01-01'), signal: new AbortController().signal }

const jane = { name: 'Jane Loom', email: 'jane@gmx.de' }
const cole = { name: 'Cole Weft', email: 'cole@gmx.de' }
const claude = { name: 'Claude', email: 'noreply@anthropic.com' }
const copilot = { name: 'copilot-swe-agent[bot]', email: '198982749+Copilot@users.noreply.github.com' }

const wanda = { platform: 'github', username: 'wanda-thread', accountId: '77' }
const copilotThere = { platform: 'github', username: 'copilot-swe-agent[bot]', accountId: '198982749' }

/** One change: who did what in it. */
const change = (id: string, acts: readonly (readonly [type: string, who: Partial<ObservedAct>])[]) =>
  acts.map(([type, who], at) => ({
    ...who,
    id: `${id} ${at}`,
    type: `commit.${type}`,
    at: '2025-05-05T10:00:00Z',
    object: { kind: 'commit', id },
    quantities: type === 'author' ? { 'added.source': 10 } : {},
  }))

beforeAll(async () => {
  await observe(store, [
    ...change('c1', [
      ['author', jane],
      ['trailer.co_authored_by', claude],
    ]),
    ...change('c2', [
      ['author', copilot],
      ['trailer.signed_off_by', cole],
      ['commit', jane],
    ]),
    ...change('c3', [
      ['author', copilot],
      ['trailer.co_authored_by', jane],
    ]),
    // Nobody is told to stand behind it.
    ...change('c4', [['author', copilot]]),
    // On a forge: who was assigned beside the agent asked for it, if it is one known here; and what is done through an app.
    {
      ...copilotThere,
      id: 'p1',
      type: 'pr.open',
      at: '2025-06-01T10:00:00Z',
      attrs: { assigned: '77', bot: '1' },
    },
    {
      ...copilotThere,
      id: 'p2',
      type: 'pr.open',
      at: '2025-06-02T10:00:00Z',
      attrs: { assigned: '99', bot: '1' },
    },
    { ...copilotThere, id: 'p3', type: 'pr.open', at: '2025-06-03T10:00:00Z', attrs: { bot: '1' } },
    // The account of that number on another forge is somebody else's.
    { platform: 'gitlab', username: 'dora', accountId: '99', id: 'd', type: 'issue.open' },
    {
      ...wanda,
      id: 'w1',
      type: 'issue.comment',
      at: '2025-06-04T10:00:00Z',
      attrs: { via_app: 'copilot-swe-agent' },
    },
    { ...wanda, id: 'w2', type: 'issue.comment', at: '2025-06-05T10:00:00Z', attrs: { via_app: 'stale' } },
    // A human of that name.
    ...change('c5', [['author', { name: 'Claude', email: 'claude@famille.example.org' }]]),
    ...change('c6', [['author', { name: 'Claude Monet', email: 'monet@gmx.de' }]]),
  ])
  await resolve(store, options)
  await segment(store, options)
})

test('coding agents are a class of their own, by exact names and addresses', async () => {
  const people = await store.read({
    text: `SELECT name, email, class, class_reason AS reason FROM people WHERE email != '' ORDER BY class, name, email`,
    params: {},
    row: z.object({ name: z.string(), email: z.string(), class: z.string(), reason: z.string() }),
  })
  expect(people.map(({ email, class: kind }) => [email, kind])).toEqual([
    ['noreply@anthropic.com', 'agent'],
    ['198982749+Copilot@users.noreply.github.com', 'agent'],
    ['claude@famille.example.org', 'human'],
    ['monet@gmx.de', 'human'],
    ['cole@gmx.de', 'human'],
    ['jane@gmx.de', 'human'],
  ])
  expect(people[1]?.reason).toBe('listed: Copilot, a coding agent')
})

test('what they did is their operator’s, who wrote, co-wrote, signed or committed it; it is credited where the operator has no such act', async () => {
  const acts = await store.read({
    text: `SELECT operators.name AS operator, agents.name AS agent, toString(type) AS type, is_credited AS isCredited, toString(evidence) AS evidence
      FROM agent_acts
      INNER JOIN people AS operators ON operators.person_id = operator_id
      INNER JOIN people AS agents ON agents.person_id = agent_id
      WHERE startsWith(type, 'commit.')
      ORDER BY operator, evidence`,
    params: {},
    row: z.object({
      operator: z.string(),
      agent: z.string(),
      type: z.string(),
      isCredited: z.boolean(),
      evidence: z.string(),
    }),
  })
  expect(
    acts.map(({ operator, agent, isCredited, evidence }) => [operator, agent, isCredited, evidence]),
  ).toEqual([
    ['Cole Weft', 'copilot-swe-agent[bot]', true, 'signed the change off'],
    ['Jane Loom', 'copilot-swe-agent[bot]', false, 'co-wrote the change'],
    ['Jane Loom', 'Claude', false, 'wrote the change it helped with'],
  ])
})

test('a credited act moves the operator up the ladder, and nobody else', async () => {
  const wrote = await store.read({
    text: `SELECT people.name AS name, countIf(act IN ('wrote a change', 'proposed a change')) AS changes
      FROM human_acts INNER JOIN people USING (person_id) GROUP BY name ORDER BY name`,
    params: {},
    row: z.object({ name: z.string(), changes: z.coerce.number() }),
  })
  expect(Object.fromEntries(wrote.map(({ name, changes }) => [name, changes]))).toEqual({
    Claude: 1,
    'Claude Monet': 1,
    'Cole Weft': 1,
    'Jane Loom': 1,
    dora: 0,
    'wanda-thread': 1,
  })
})

test('on a forge, whom it assigned beside the agent asked for the change; through an app somebody acts for themselves', async () => {
  const acts = await store.read({
    text: `SELECT username AS operator, toString(type) AS type, is_credited AS isCredited, toString(evidence) AS evidence,
        toString(toDate(occurred_at)) AS day
      FROM agent_acts INNER JOIN person_aliases ON person_aliases.person_id = operator_id
      WHERE NOT startsWith(type, 'commit.') ORDER BY day`,
    params: {},
    row: z.object({
      operator: z.string(),
      type: z.string(),
      isCredited: z.boolean(),
      evidence: z.string(),
      day: z.string(),
    }),
  })
  expect(acts.map((act) => Object.values(act))).toEqual([
    ['wanda-thread', 'pr.open', true, 'asked for the change it proposed', '2025-06-01'],
    ['wanda-thread', 'issue.comment', false, 'acted through it', '2025-06-04'],
  ])
})
