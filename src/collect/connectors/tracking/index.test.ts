import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Delivery, RecordOutcome } from '../../connector.ts'
import { type TrackingConfig, trackingConfig } from './config.ts'
import { connector } from './index.ts'

const receivedAt = new Date('2026-11-01T12:00:00Z')
const config = trackingConfig.parse({
  name: 'site',
  writeKey: 'a-key-of-sixteen-or-more',
  events: [{ event: 'Trial Started', type: 'trial.start' }],
})

function deliver(path: string, body: unknown, headers: Record<string, string> = {}): Delivery {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { path, headers: new Headers(headers), body: Buffer.from(text), receivedAt }
}

function observe(call: Record<string, unknown>, own: TrackingConfig = config): RecordOutcome[] {
  const acceptance = connector.accept(deliver('/v1/batch', { batch: [call] }), own)
  if ('refused' in acceptance) throw new Error(acceptance.refused)
  return acceptance.records.map((record) =>
    connector.toOutcome(JSON.parse(JSON.stringify(record)), own, 'inbox 1:1'),
  )
}

function observeEvent(call: Record<string, unknown>) {
  const [outcome] = observe(call)
  if (outcome?.kind !== 'events') throw new Error(JSON.stringify(outcome))
  return outcome.events[0]
}

describe('the key', () => {
  const basic = (user: string): Record<string, string> => ({
    authorization: `Basic ${Buffer.from(`${user}:`).toString('base64')}`,
  })
  test.each<[string, Delivery, boolean]>([
    ['as a user', deliver('/v1/batch', {}, basic('a-key-of-sixteen-or-more')), true],
    ['in the body', deliver('/v1/t', { writeKey: 'a-key-of-sixteen-or-more' }), true],
    ['another', deliver('/v1/batch', {}, basic('another-key-of-sixteen')), false],
    ['the beginning of it', deliver('/v1/batch', {}, basic('a-key')), false],
    [
      'a wrong user beside the right body',
      deliver('/v1/t', { writeKey: config.writeKey }, basic('x')),
      false,
    ],
    ['none', deliver('/v1/t', {}), false],
    ['none, and no body either', deliver('/v1/t', 'nonsense'), false],
    ['a list', deliver('/v1/t', { writeKey: ['a-key-of-sixteen-or-more'] }), false],
  ])('%s', (_how, delivery, owned) => {
    expect(connector.owns(delivery, config)).toBe(owned)
  })

  test('is made when none is given, another each time', () => {
    const keys = [1, 2].map(() => trackingConfig.parse({ name: 'site' }).writeKey)
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/)
    expect(keys[0]).not.toBe(keys[1])
  })
})

describe('what calls tell', () => {
  test('a page read by nobody known', () => {
    const event = observeEvent({
      type: 'page',
      messageId: 'm1',
      anonymousId: 'abc',
      timestamp: '2026-11-01T11:59:00Z',
      properties: {
        url: 'https://example.org/docs/start?token=secret#top',
        title: 'Start',
        referrer: 'https://example.com/q?x=1',
      },
      context: { ip: '192.0.2.7', userAgent: 'Mozilla/5.0' },
    })
    expect(event).toEqual({
      sourceEventId: 'm1',
      type: 'docs.visit',
      occurredAt: Date.parse('2026-11-01T11:59:00Z'),
      visitor: 'abc',
      object: { kind: 'path', id: '/docs/start' },
      visibility: 'anonymous',
      lawfulBasis: 'legitimate interest',
      attrs: { call: 'page', title: 'Start', referrer: 'example.com' },
      quantities: {},
      flags: [],
    })
  })

  test('who signed in, and for whom', () => {
    const event = observeEvent({
      type: 'identify',
      userId: 7,
      anonymousId: 'abc',
      traits: {
        email: 'ann@example.org',
        firstName: 'Ann',
        lastName: 'Lee',
        company: { name: 'Example Works' },
      },
    })
    expect(event).toMatchObject({
      type: 'product.use',
      actor: { accountId: 'site/7', name: 'Ann Lee', email: 'ann@example.org' },
      visitor: 'abc',
      organisationHint: 'Example Works',
      visibility: 'private',
      occurredAt: receivedAt.getTime(),
    })
  })

  test('tracked names mean what the source says they mean', () => {
    expect(observeEvent({ type: 'track', event: 'Trial Started', userId: '7' })?.type).toBe('trial.start')
    const bought = observeEvent({
      type: 'track',
      event: 'Bought',
      userId: '7',
      properties: { revenue: 12.5, colour: 'red' },
    })
    expect(bought).toMatchObject({
      type: 'product.use',
      object: { kind: 'action', id: 'Bought' },
      quantities: { revenue: 12.5 },
    })
  })

  test('prices, a group, another name', () => {
    expect(observeEvent({ type: 'page', userId: '7', properties: { path: '/pricing' } })?.type).toBe(
      'pricing.visit',
    )
    const group = observeEvent({
      type: 'group',
      userId: '7',
      groupId: 'g1',
      traits: { name: 'Example Works', email: 'info@example.org' },
    })
    expect(group).toMatchObject({ organisationHint: 'Example Works', actor: { accountId: 'site/7' } })
    expect(group?.actor?.email).toBeUndefined()
    expect(observeEvent({ type: 'alias', userId: '7', previousId: 'abc' })).toMatchObject({ visitor: 'abc' })
  })

  test('texts are cut, never refused', () => {
    const event = observeEvent({ type: 'track', userId: '7', event: 'x'.repeat(40_000) })
    expect(event?.object?.id).toHaveLength(2_000)
  })

  test('a wrong clock is set right by the minute, and comes out the same when sent twice', () => {
    const call = { type: 'page', messageId: 'm', anonymousId: 'abc', timestamp: '2026-11-01T10:00:00Z' }
    const first = observeEvent({ ...call, sentAt: '2026-11-01T10:00:01Z' })
    expect(first).toMatchObject({
      occurredAt: Date.parse('2026-11-01T12:00:00Z'),
      flags: ['clock-set-right'],
    })
    expect(observeEvent({ ...call, sentAt: '2026-11-01T10:00:09Z' })?.occurredAt).toBe(first?.occurredAt)
  })

  test('the network address does not even reach the inbox', () => {
    for (const call of [
      { type: 'page', anonymousId: 'a', context: { ip: '192.0.2.7' } },
      { type: 'odd', ip: '192.0.2.7', context: { ip: '192.0.2.7' } },
    ])
      expect(JSON.stringify(connector.accept(deliver('/v1/batch', { batch: [call] }), config))).not.toContain(
        '192.0.2',
      )
  })

  test.each([['dnt'], ['sec-gpc']])('who says %s is counted and nothing more', (header) => {
    const call = { type: 'page', anonymousId: 'abc', userId: 'ann', properties: { path: '/docs/' } }
    const acceptance = connector.accept(deliver('/v1/batch', { batch: [call] }, { [header]: '1' }), config)
    expect(JSON.stringify(acceptance)).not.toMatch(/abc|ann|docs/)
    const [record] = 'records' in acceptance ? acceptance.records : []
    const waiting: unknown = JSON.parse(JSON.stringify(record))
    expect(connector.toOutcome(waiting, config, 'inbox 1:1')).toMatchObject({ kind: 'ignored' })
  })
})

describe('what is wrong', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['an unknown type', { type: 'dance', userId: '7' }, 'not a call'],
    ['nobody', { type: 'page' }, 'userId or an anonymousId'],
    ['a time that is none', { type: 'page', userId: '7', timestamp: 'soon' }, 'timestamp'],
    ['an id of the wrong kind', { type: 'page', userId: { $ne: 1 } }, 'not a call'],
  ])('%s is quarantined', (_what, call, reason) => {
    const [outcome] = observe(call)
    expect(outcome).toMatchObject({
      kind: 'quarantined',
      position: 'inbox 1:1',
      reason: expect.stringContaining(reason),
    })
  })

  test.each<[string, unknown, 400 | 413]>([
    ['no JSON', '{"batch": [', 400],
    ['a list', [], 400],
    ['a batch that is no list', { batch: 'x' }, 400],
    ['too many calls', { batch: Array.from({ length: 2_501 }, () => ({})) }, 413],
  ])('%s is refused with a sentence', (_what, body, status) => {
    expect(connector.accept(deliver('/v1/batch', body), config)).toEqual({
      status,
      refused: expect.stringMatching(/\w+ .*\.$/),
    })
  })

  test('a damaged line of the inbox is quarantined', () => {
    expect(connector.toOutcome('{"call', config, 'inbox 1:2')).toMatchObject({
      kind: 'quarantined',
      record: '{"call',
    })
  })

  test('packed bodies are unpacked before they come here', () => {
    expect(
      connector.accept({ ...deliver('/v1/batch', ''), body: gzipSync('{"batch":[]}') }, config),
    ).toMatchObject({ status: 400 })
  })
})
