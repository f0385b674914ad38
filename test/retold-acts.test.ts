import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { RecordOutcome } from '../src/collect/connector.ts'
import { connector as webhook } from '../src/collect/connectors/forge-webhook/index.ts'
import { connector as archive } from '../src/collect/connectors/gh-archive/index.ts'
import { connector as github } from '../src/collect/connectors/github/index.ts'
import { connector as gitlab } from '../src/collect/connectors/gitlab/index.ts'
import { forgetSource } from '../src/collect/forget-source.ts'
import { ingest, type Run, type Source } from '../src/collect/index.ts'
import type { Store } from '../src/store/index.ts'
import { dieAfter } from './support/connector-trial.ts'
import { makeTestFolder, openTestStore } from './support/workspace.ts'

const store = await openTestStore()
const now = new Date('2024-02-01T00:00:00Z')
let collected = 0
beforeEach(async () => {
  for (const table of ['events', 'retold_events', 'aliases', 'runs', 'read_pages'])
    await store.write(`TRUNCATE TABLE ${table}`)
})

/** A source of which only the asking is left out: what it was told is here. */
function toSource(connector: Source['connector'], config: unknown, records: readonly unknown[]): Source {
  if (connector.form === 'bulk') throw new Error('the engine reads those itself')
  const { toOutcome, ...facts } = connector
  return {
    id: `${connector.name}:test`,
    config,
    connector: {
      ...facts,
      form: 'stream',
      async *read() {
        yield { records, cursor: {} }
      },
      toOutcome: (record, own) => toOutcome(record, own, 'line 1'),
    },
  }
}

function collect(source: Source, into: Store = store): Promise<Run> {
  collected += 1
  return ingest(into, source, {
    io: {
      // Each collection is a minute after the one before.
      clock: { now: () => new Date(now.getTime() + collected * 60_000) },
      signal: new AbortController().signal,
      monthlyKey: () => Promise.reject(new Error('no addresses here')),
    },
  })
}

const ann = { id: 101, login: 'ann-ott', type: 'User' }
const bob = { id: 102, login: 'bob-boe', type: 'User' }
const at = (time: string): string => `2024-01-15T${time}Z`
const issue = { id: 1, number: 12, title: 'It forgets', user: ann, created_at: at('10:02:00') }
/** To the list of issues a proposal is an issue with another number than as a proposal. */
const proposal = { number: 13, title: 'Remember', user: bob, created_at: at('10:05:00') }
const pull = { ...proposal, id: 70, merged: true, merged_at: at('10:09:00') }
const comment = { id: 2, user: bob, created_at: at('10:04:00'), body: 'Why?' }
const lineComment = { id: 3, user: ann, created_at: at('10:08:00'), path: 'src/a.c' }
const review = { id: 4, user: ann, state: 'approved', submitted_at: at('10:07:00'), body: '' }
const fork = { id: 5, full_name: 'bob-boe/linker', owner: bob, created_at: at('10:01:00') }
const release = { id: 6, tag_name: 'v1', author: ann, published_at: at('10:12:00') }
const home = 'https://github.com/cache-makers/linker'

/** Nine acts in eight records: a merged proposal is one. */
function askGithub(): Source {
  const repository = { name: 'cache-makers/linker', id: '77', isPrivate: false }
  const config = github.config.parse({ repositories: [repository.name] })
  const tell = (list: string, raw: object, more: object = {}) => ({
    list,
    repository,
    answeredAt: now.getTime(),
    raw,
    ...more,
  })
  return toSource(github, config, [
    tell('issues', issue),
    tell('issues', { ...proposal, id: 8, pull_request: { merged_at: pull.merged_at } }),
    tell('issue comments', { ...comment, html_url: `${home}/issues/12` }),
    tell('review comments', { ...lineComment, html_url: `${home}/pull/13` }),
    tell('reviews', review, { number: 13, author: '102' }),
    tell('stars', { starred_at: at('10:00:00'), user: ann }),
    tell('forks', fork),
    tell('releases', release),
  ])
}

/** The same acts, which the webhook tells one by one, long after a renaming. */
function deliver(deliveries: readonly (readonly [string, object])[], path: string): Source {
  const config = webhook.config.parse({ name: 'test', secret: 'a-secret-of-the-test' })
  const records = deliveries.flatMap(([event, payload]) => {
    const accepted = webhook.accept(
      {
        path,
        headers: new Headers({ 'x-github-event': event, 'x-gitlab-instance': 'https://gitlab.com' }),
        body: Buffer.from(JSON.stringify(payload)),
        receivedAt: now,
      },
      config,
    )
    return 'records' in accepted ? accepted.records : []
  })
  return toSource(webhook, config, records)
}

function hookGithub(): Source {
  const repository = { id: 77, full_name: 'new-name/linker', private: false }
  const tell = (event: string, action: string, payload: object) =>
    [event, { action, repository, sender: ann, ...payload }] as const
  return deliver(
    [
      tell('issues', 'opened', { issue }),
      tell('pull_request', 'opened', { pull_request: pull }),
      tell('pull_request', 'closed', { pull_request: pull }),
      tell('issue_comment', 'created', { issue, comment }),
      tell('pull_request_review_comment', 'created', { pull_request: pull, comment: lineComment }),
      tell('pull_request_review', 'submitted', { pull_request: pull, review }),
      tell('star', 'created', { starred_at: at('10:00:00') }),
      ['fork', { repository, sender: bob, forkee: fork }],
      tell('release', 'published', { release }),
    ],
    '/hooks/github',
  )
}

/** The same acts, which the archive dates a little later. */
function readArchive(): Source {
  const folder = join(makeTestFolder(), 'archive')
  mkdirSync(folder)
  const tell = (type: string, actor: object, time: string, payload: object, action = 'created'): string =>
    JSON.stringify({
      id: `9${time}`,
      type,
      actor,
      repo: { id: 77, name: 'old-name/linker' },
      payload: { action, ...payload },
      public: true,
      created_at: at(time),
    })
  const lines = [
    tell('IssuesEvent', ann, '10:02:01', { issue }, 'opened'),
    tell('PullRequestEvent', bob, '10:05:02', { number: 13, pull_request: pull }, 'opened'),
    tell('PullRequestEvent', ann, '10:09:01', { number: 13, pull_request: pull }, 'closed'),
    tell('IssueCommentEvent', bob, '10:04:01', { issue, comment }),
    tell('PullRequestReviewCommentEvent', ann, '10:08:01', { pull_request: pull, comment: lineComment }),
    tell('PullRequestReviewEvent', ann, '10:07:03', { pull_request: pull, review }),
    tell('WatchEvent', ann, '10:00:01', {}, 'started'),
    tell('ForkEvent', bob, '10:01:01', { forkee: fork }, 'forked'),
    tell('ReleaseEvent', ann, '10:12:02', { release }, 'published'),
  ]
  writeFileSync(join(folder, '2024-01-15-10.json'), `${lines.join('\n')}\n`)
  return { id: 'gh-archive:test', connector: archive, config: archive.config.parse({ path: folder }) }
}

const told = { github: askGithub, 'forge-webhook': hookGithub, 'gh-archive': readArchive }
type Teller = keyof typeof told

const count = async (table: string, source = ''): Promise<number> => {
  const text = `SELECT count() AS n FROM ${table} FINAL WHERE source = {source:String} OR {source:String} = ''`
  return (await store.readOne({ text, params: { source }, row: z.object({ n: z.coerce.number() }) })).n
}

const orders: readonly (readonly [Teller, Teller, Teller])[] = [
  ['github', 'forge-webhook', 'gh-archive'],
  ['gh-archive', 'forge-webhook', 'github'],
  ['forge-webhook', 'github', 'gh-archive'],
]
describe.each(orders)('%s before %s before %s', (first, second, third) => {
  test('the same acts count once, and none is lost with the source that told them first', async () => {
    const sources = { [first]: told[first](), [second]: told[second](), [third]: told[third]() }
    const collectFrom = async (teller: Teller): Promise<Run['outcomes']> => {
      const source = sources[teller]
      if (source === undefined) throw new Error(teller)
      const run = await collect(source)
      expect(run.status, run.reason).toBe('complete')
      expect(run.outcomes.quarantinedBy).toEqual({})
      return run.outcomes
    }
    const { records, ...one } = await collectFrom(first)
    expect(one).toMatchObject({ appended: records, duplicate: 0, events: 9 })
    for (const teller of [second, third, first]) {
      const { records: again, ...none } = await collectFrom(teller)
      expect(none).toMatchObject({ appended: 0, duplicate: again, events: 0 })
    }
    const types = [
      'issue.comment',
      'issue.open',
      'pr.comment',
      'pr.merged',
      'pr.open',
      'pr.review',
      'release.publish',
    ]
    const row = z.object({ type: z.string(), source: z.string(), times: z.coerce.number() })
    const text =
      'SELECT type, any(source) AS source, count() AS times FROM events GROUP BY type ORDER BY type'
    expect(await store.read({ text, params: {}, row })).toEqual(
      [...types, 'repo.fork', 'repo.star'].map((type) => ({ type, source: `${first}:test`, times: 1 })),
    )
    expect(await count('retold_events')).toBe(18)

    await forgetSource(store, `${first}:test`)
    expect([await count('events'), await count('events', `${second}:test`)]).toEqual([9, 9])
    expect(await count('retold_events')).toBe(9)
    const aliases =
      'events WHERE (alias_id, source) NOT IN (SELECT alias_id, source FROM aliases) AND alias_id != 0'
    const nameless = await store.readOne({
      text: `SELECT count() AS n FROM ${aliases}`,
      params: {},
      row: z.object({ n: z.coerce.number() }),
    })
    expect(nameless.n).toBe(0)
    await forgetSource(store, `${third}:test`)
    expect([await count('events'), await count('retold_events')]).toEqual([9, 0])
    await forgetSource(store, `${second}:test`)
    expect(await count('events')).toBe(0)
  })
})

test('killed after any statement, the second telling and the forgetting of the first end as if undisturbed', async () => {
  const [first, second] = [hookGithub(), askGithub()]
  await collect(first)
  const collecting = dieAfter(store, Number.POSITIVE_INFINITY)
  await collect(second, collecting.store)
  for (let death = 1; death <= collecting.countStatements(); death++) {
    for (const table of ['retold_events', 'runs']) await store.write(`TRUNCATE TABLE ${table}`)
    await collect(first)
    await expect(collect(second, dieAfter(store, death).store)).rejects.toThrow('killed by the test')
    await collect(second)
    expect([await count('events'), await count('retold_events')], `statement ${death}`).toEqual([9, 9])
  }
  for (let death = 1, isDone = false; !isDone; death++) {
    for (const table of ['events', 'retold_events', 'runs']) await store.write(`TRUNCATE TABLE ${table}`)
    for (const source of [first, second]) await collect(source)
    const dying = dieAfter(store, death)
    isDone = await forgetSource(dying.store, first.id).then(
      () => true,
      () => false,
    )
    if (!isDone) await forgetSource(store, first.id)
    expect([await count('events', second.id), await count('events'), await count('retold_events')]).toEqual([
      9, 9, 0,
    ])
  }
})

test('what was appended before acts had names is not appended again', async () => {
  const source = askGithub()
  const { connector } = source
  if (connector.form !== 'stream') throw new Error('it is a stream')
  const forgetName = (outcome: RecordOutcome): RecordOutcome =>
    outcome.kind !== 'events'
      ? outcome
      : { kind: 'events', events: outcome.events.map(({ act: _, ...event }) => event) }
  const toOutcome = (record: unknown, config: unknown): RecordOutcome =>
    forgetName(connector.toOutcome(record, config))
  const nameless: Source = { ...source, connector: { ...connector, toOutcome } }
  expect((await collect(nameless)).outcomes.events).toBe(9)
  expect((await collect(source)).outcomes).toMatchObject({ events: 0, duplicate: 8 })
  expect(await count('retold_events')).toBe(0)
})

/** Of GitLab: five acts, of which an approval has no number in a webhook. */
describe('GitLab and its webhook', () => {
  const project = { id: 42, path_with_namespace: 'example/tool', visibility_level: 20 }
  const user = { id: 101, username: 'ann', name: 'Ann' }
  const thing = { id: 900, iid: 3, title: 'Remember', created_at: at('10:00:00') }
  const merge = { ...thing, merged_at: at('11:00:00') }
  const note = { id: 7, created_at: at('10:10:00') }

  const ask = (): Source => {
    const known = { name: 'example/tool', id: '42', isPrivate: false, stars: 0, forks: 0 }
    const on = { list: 'merge_requests', number: 3, isPrivate: false }
    const tell = (list: string, raw: object) => ({ list, project: known, answeredAt: now.getTime(), raw, on })
    return toSource(gitlab, gitlab.config.parse({ projects: ['example/tool'] }), [
      tell('merge requests', { ...merge, author: user }),
      tell('notes', { ...note, author: user, body: 'Why?' }),
      tell('notes', {
        ...note,
        id: 8,
        author: user,
        system: true,
        body: 'approved this merge request',
        created_at: at('10:50:00'),
      }),
      tell('releases', { tag_name: 'v1', released_at: at('12:00:00'), author: user }),
    ])
  }
  const hook = (): Source => {
    const send = (kind: string, attributes: object, more: object = {}) =>
      [
        '',
        { object_kind: kind, user, project, object_attributes: { ...attributes, author_id: 101 }, ...more },
      ] as const
    return deliver(
      [
        send('merge_request', { ...thing, action: 'open' }),
        send('merge_request', { ...thing, action: 'approved', updated_at: at('10:50:01') }),
        send('merge_request', { ...thing, action: 'merge', updated_at: at('11:00:01') }),
        send('note', { ...note, noteable_type: 'MergeRequest', note: 'Why?' }, { merge_request: thing }),
        ['', { object_kind: 'release', action: 'create', tag: 'v1', released_at: at('12:00:00'), project }],
      ],
      '/hooks/gitlab',
    )
  }
  test.each([
    ['gitlab', ask, hook, 5],
    ['forge-webhook', hook, ask, 4],
  ] as const)('%s first', async (_first, one, other, records) => {
    expect((await collect(one())).outcomes.events).toBe(5)
    expect((await collect(other())).outcomes).toMatchObject({ records, duplicate: records, events: 0 })
    expect(await count('events')).toBe(5)
  })
})
