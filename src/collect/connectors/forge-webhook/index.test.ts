import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Delivery, EventDraft, RecordOutcome } from '../../connector.ts'
import { forgeWebhookConfig } from './config.ts'
import { connector } from './index.ts'

type Thing = Record<string, unknown>
interface Sent {
  readonly event: string
  readonly payload: Thing
}

const readFixture = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')) as T
const fromGithub = readFixture<Sent[]>('github-deliveries')
const fromGitlab = readFixture<Thing[]>('gitlab-deliveries')

const receivedAt = new Date('2026-11-01T12:00:00Z')
const config = forgeWebhookConfig.parse({ name: 'example', secret: 'a-secret-of-the-test' })
/** Made by the clock at 2014-04-25T12:52:24.582Z. */
const deliveryId = '72d3162e-cc78-11e3-81ab-4c9367dc0958'

const sign = (body: string, secret = config.secret): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

function deliverGithub(event: string, payload: unknown, headers: Record<string, string> = {}): Delivery {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload)
  const own = {
    'x-github-event': event,
    'x-github-delivery': deliveryId,
    'x-hub-signature-256': sign(body),
    'content-type': 'application/json',
  }
  return {
    path: '/hooks/github',
    headers: new Headers({ ...own, ...headers }),
    body: Buffer.from(body),
    receivedAt,
  }
}

function deliverGitlab(payload: unknown, headers: Record<string, string> = {}): Delivery {
  return {
    path: '/hooks/gitlab',
    headers: new Headers({
      'x-gitlab-token': config.secret,
      'x-gitlab-instance': 'https://gitlab.com',
      ...headers,
    }),
    body: Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)),
    receivedAt,
  }
}

function observe(delivery: Delivery): RecordOutcome {
  const acceptance = connector.accept(delivery, config)
  if ('refused' in acceptance) throw new Error(acceptance.refused)
  const [record] = acceptance.records
  return connector.toOutcome(JSON.parse(JSON.stringify(record)), config, 'inbox 1:1')
}

function observeEvent(delivery: Delivery): EventDraft {
  const outcome = observe(delivery)
  const [event] = outcome.kind === 'events' ? outcome.events : []
  if (event === undefined) throw new Error(JSON.stringify(outcome))
  return event
}

const findSent = (event: string, action?: string): Sent => {
  const found = fromGithub.find(
    (sent) => sent.event === event && (action === undefined || sent.payload['action'] === action),
  )
  if (found === undefined) throw new Error(`there is no example of ${event}`)
  return found
}

test('its configuration can be drawn as a form, each field explained, and a secret is made', () => {
  const { properties } = z.toJSONSchema(connector.config, { io: 'input' })
  for (const field of Object.values(properties ?? {}))
    expect(field).toMatchObject({ description: expect.stringMatching(/\w/) })
  const secrets = [1, 2].map(() => forgeWebhookConfig.parse({ name: 'example' }).secret)
  expect(secrets[0]).toMatch(/^[0-9a-f]{40}$/)
  expect(secrets[0]).not.toBe(secrets[1])
})

describe('who may deliver', () => {
  const body = JSON.stringify({ zen: 'ü' })
  test.each<[string, Delivery, boolean]>([
    ['a right signature', deliverGithub('ping', body), true],
    [
      'a signature of another secret',
      deliverGithub('ping', body, { 'x-hub-signature-256': sign(body, 'x') }),
      false,
    ],
    [
      'a signature of another body',
      deliverGithub('ping', body, { 'x-hub-signature-256': sign('{}') }),
      false,
    ],
    [
      'the beginning of it',
      deliverGithub('ping', body, { 'x-hub-signature-256': sign(body).slice(0, 20) }),
      false,
    ],
    ['only the old kind of signature', deliverGithub('ping', body, { 'x-hub-signature-256': '' }), false],
    [
      'the token of GitLab shown as GitHub',
      deliverGithub('ping', body, { 'x-hub-signature-256': '', 'x-gitlab-token': config.secret }),
      false,
    ],
    ['a right token', deliverGitlab({}), true],
    ['another token', deliverGitlab({}, { 'x-gitlab-token': 'another-secret' }), false],
    ['none', deliverGitlab({}, { 'x-gitlab-token': '' }), false],
  ])('%s', (_how, delivery, owned) => {
    expect(connector.owns(delivery, config)).toBe(owned)
  })
})

describe('what GitHub sends', () => {
  test.each<[string, string | undefined, EventDraft['type']]>([
    ['issues', 'opened', 'issue.open'],
    ['issue_comment', 'created', 'issue.comment'],
    ['pull_request', 'closed', 'pr.merged'],
    ['pull_request_review', 'submitted', 'pr.review'],
    ['pull_request_review_comment', 'created', 'pr.comment'],
    ['discussion', 'created', 'forum.topic'],
    ['discussion_comment', 'created', 'forum.reply'],
    ['star', 'created', 'repo.star'],
    ['star', 'deleted', 'repo.unstar'],
    ['release', 'published', 'release.publish'],
    ['sponsorship', 'created', 'sponsor.start'],
    ['member', 'added', 'maintainer.grant'],
  ])('%s %s is %s, the same when it is sent again', (name, action, type) => {
    const { event, payload } = findSent(name, action)
    const told = observeEvent(deliverGithub(event, payload))
    expect(told.type).toBe(type)
    expect(connector.emits).toContain(type)
    expect(told.actor).toMatchObject({
      platform: 'github',
      username: expect.stringMatching(/-example$/),
      accountId: expect.stringMatching(/^\d+$/),
    })
    const again = { ...deliverGithub(event, payload), receivedAt: new Date('2026-11-03T12:00:00Z') }
    expect(observeEvent(again)).toEqual(told)
  })

  test('a fork of an organisation names no person', () => {
    const { payload } = findSent('fork')
    const fork = observeEvent(deliverGithub('fork', payload))
    expect(fork).toMatchObject({
      type: 'repo.fork',
      organisationHint: 'example-works',
      attrs: { repository: 'example/tool', fork: 'example-works/tool' },
    })
    expect(fork.actor).toBeUndefined()
  })

  test.each([
    ['ping', 'GitHub tried whether somebody answers'],
    ['watch', 'a star, which GitHub tells as `star` with its moment'],
    ['push', 'push is not read'],
  ])('%s is ignored', (name, reason) => {
    const { event, payload } = findSent(name)
    expect(observe(deliverGithub(event, payload))).toEqual({ kind: 'ignored', reason })
  })

  test('a merged change is its author’s, in its thread', () => {
    const { payload } = findSent('pull_request')
    expect(observeEvent(deliverGithub('pull_request', payload))).toMatchObject({
      sourceEventId: expect.stringMatching(/^github:merged:\d+$/),
      occurredAt: Date.parse('2019-05-15T15:20:33Z'),
      object: { kind: 'thread', id: 'example/tool#2' },
      visibility: 'public',
    })
    const closed = {
      ...payload,
      pull_request: { ...(payload['pull_request'] as Thing), merged: false, merged_at: null },
    }
    expect(observe(deliverGithub('pull_request', closed)).kind).toBe('ignored')
  })

  test('what has no moment of its own is dated by the name of the delivery', () => {
    const { payload } = findSent('star', 'deleted')
    expect(observeEvent(deliverGithub('star', payload)).occurredAt).toBe(
      Date.parse('2014-04-25T12:52:24.582Z'),
    )
    const odd = deliverGithub('star', payload, { 'x-github-delivery': 'odd' })
    expect(observeEvent(odd).occurredAt).toBe(receivedAt.getTime())
  })

  test('an answer of authors in their own proposal is no review, a reader is no maintainer', () => {
    const { payload } = findSent('pull_request_review')
    const user = (payload['pull_request'] as Thing)['user']
    const own = { ...payload, review: { ...(payload['review'] as Thing), user, body: null } }
    expect(observe(deliverGithub('pull_request_review', own)).kind).toBe('ignored')
    const member = { ...findSent('member').payload, changes: { permission: { to: 'read' } } }
    expect(observe(deliverGithub('member', member)).kind).toBe('ignored')
  })

  test('a form is read as well, and another server’s accounts are others', () => {
    const { payload } = findSent('issues')
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
    const form = deliverGithub('issues', body, {
      'content-type': 'application/x-www-form-urlencoded',
      'x-github-enterprise-host': 'github.example.org',
    })
    expect(connector.owns(form, config)).toBe(true)
    expect(observeEvent(form)).toMatchObject({
      type: 'issue.open',
      actor: { platform: 'github.example.org' },
    })
  })

  test('what happens in a private repository is private', () => {
    const { payload } = findSent('issues')
    const hidden = { ...payload, repository: { ...(payload['repository'] as Thing), private: true } }
    expect(observeEvent(deliverGithub('issues', hidden))).toMatchObject({ visibility: 'private' })
  })
})

describe('what GitLab sends', () => {
  test('each thing is the event it should be', () => {
    const outcomes = fromGitlab.map((payload) => observe(deliverGitlab(payload)))
    expect(outcomes).toMatchObject([
      {
        events: [
          {
            type: 'issue.open',
            visibility: 'private',
            occurredAt: Date.parse('2026-01-02T10:00:00Z'),
            object: { id: 'example/tool#23' },
            actor: { platform: 'gitlab', accountId: '101', username: 'ann.example', name: 'Ann Lee' },
          },
        ],
      },
      {
        events: [
          { type: 'pr.merged', occurredAt: Date.parse('2026-01-04T10:00:00Z'), actor: { accountId: '102' } },
        ],
      },
      { events: [{ type: 'pr.review', object: { id: 'example/tool!1' }, actor: { accountId: '101' } }] },
      { events: [{ type: 'pr.comment', quantities: { characters: 19 } }] },
      { kind: 'ignored', reason: 'what GitLab wrote down itself' },
      { events: [{ type: 'release.publish', object: { version: 'v1.0' } }] },
      { kind: 'ignored', reason: 'push is not read' },
    ])
    const [, merged] = outcomes
    expect(merged?.kind === 'events' ? merged.events[0]?.actor?.username : '').toBeUndefined()
  })

  test('another server’s accounts are others', () => {
    const delivery = deliverGitlab(fromGitlab[0], { 'x-gitlab-instance': 'https://gitlab.example.org' })
    expect(observeEvent(delivery)).toMatchObject({ actor: { platform: 'gitlab.example.org' } })
  })
})

describe('what is kept in the inbox', () => {
  test('no texts, links or addresses', () => {
    const accepted = [
      ...fromGithub.map(({ event, payload }) => connector.accept(deliverGithub(event, payload), config)),
      ...fromGitlab.map((payload) => connector.accept(deliverGitlab(payload), config)),
    ]
    expect(JSON.stringify(accepted)).not.toMatch(/says so|192\.0\.2|https?:|this helps|@example|Enjoy/)
  })

  test('a payload of great depth and length is pruned', () => {
    const depth = 100_000
    const body = `{"action":"${'x'.repeat(9_000)}","issue":${'{"issue":'.repeat(depth)}{}${'}'.repeat(depth)}}`
    const acceptance = connector.accept(deliverGithub('issues', body), config)
    expect(JSON.stringify(acceptance).length).toBeLessThan(1_000)
  })
})

describe('what is wrong', () => {
  test.each<[string, Delivery]>([
    ['no JSON', deliverGithub('issues', '{"action": ')],
    ['a list', deliverGithub('issues', [])],
    ['no event', deliverGithub('', {})],
    ['no event of GitLab', deliverGitlab({ object_kind: 7 })],
  ])('%s is refused with a sentence', (_what, delivery) => {
    expect(connector.accept(delivery, config)).toEqual({
      status: 400,
      refused: expect.stringMatching(/\w+ .*\.$/),
    })
  })

  test.each<[string, Delivery]>([
    ['an issue without anything', deliverGithub('issues', { action: 'opened' })],
    [
      'a number that is none',
      deliverGithub('star', { action: 'created', repository: { id: '1' }, sender: [] }),
    ],
    [
      'a moment that is none',
      deliverGithub('star', {
        action: 'created',
        starred_at: 'soon',
        repository: { id: 1 },
        sender: { id: 1 },
      }),
    ],
    [
      'a note on nothing',
      deliverGitlab({ object_kind: 'note', object_attributes: { id: 1, noteable_type: 'Issue' } }),
    ],
  ])('%s is quarantined', (_what, delivery) => {
    expect(observe(delivery)).toMatchObject({
      kind: 'quarantined',
      position: 'inbox 1:1',
      reason: expect.stringContaining('lacks what is needed'),
    })
  })

  test('a name such as every object has is no event', () => {
    expect(observe(deliverGithub('constructor', {}))).toMatchObject({ kind: 'ignored' })
    expect(observe(deliverGithub('__proto__', { action: 'toString' }))).toMatchObject({ kind: 'ignored' })
  })

  test('a damaged line of the inbox is quarantined', () => {
    expect(connector.toOutcome('{"forge', config, 'inbox 1:2')).toMatchObject({
      kind: 'quarantined',
      record: '{"forge',
    })
  })
})
