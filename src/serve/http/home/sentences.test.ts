import { describe, expect, test } from 'vitest'
import type { Source } from '../contract.ts'
import type { HomeFacts } from './facts.ts'
import { lastFullMonths, sayMonths } from './month-span.ts'
import { sayHome } from './sentences.ts'

const now = new Date('2007-10-16T00:00:00Z')

const source = (change: Partial<Source> = {}): Source => ({
  id: 'git:demo',
  connector: 'git',
  title: 'Git',
  config: {},
  form: 'stream',
  schedule: null,
  nextRun: null,
  lastRun: {
    runId: 'r',
    source: 'git:demo',
    startedAt: '2007-10-15T00:00:00Z',
    updatedAt: '2007-10-15T00:00:00Z',
    status: 'complete',
    reason: '',
    outcomes: {
      records: 1,
      appended: 1,
      duplicate: 0,
      quarantined: 0,
      ignored: 0,
      events: 1,
      quarantinedBy: {},
      ignoredBy: {},
    },
  },
  events: 100,
  aliases: 10,
  quarantined: 0,
  firstEvent: '2007-02-01T00:00:00Z',
  lastEvent: '2007-10-15T00:00:00Z',
  ...change,
})

const withRun = (status: 'partial' | 'failed', reason: string): Source => {
  const base = source()
  return { ...base, lastRun: base.lastRun === null ? null : { ...base.lastRun, status, reason } }
}

const facts = (change: Partial<HomeFacts> = {}): HomeFacts => ({
  counts: { people: 121, bots: 1, organisations: 1, events: 2000, anonymousVisitors: 0 },
  ladder: [
    { state: 'P1', people: 60 },
    { state: 'P3', people: 40 },
    { state: 'P5', people: 1 },
  ],
  seen: [
    { month: '2007-02-01', people: 30, visitors: 0 },
    { month: '2007-10-01', people: 20, visitors: 0 },
  ],
  flow: [],
  contribution: [
    { fileClass: 'source', added: 10, removed: 3, people: 40 },
    { fileClass: 'translation', added: 80, removed: 7, people: 61 },
  ],
  contributors: 100,
  sources: [source()],
  stages: [{ stage: 'resolve', finishedAt: now, stale: false }],
  active: { ...lastFullMonths(now, 3), later: 45, earlier: 44 },
  top: { events: 2000, top: [600, 300, 200, 100] },
  toReview: 0,
  now,
  asOf: now,
  ...change,
})

const texts = (change: Partial<HomeFacts> = {}): string[] =>
  sayHome(facts(change)).map((sentence) => sentence.text)

test('an empty workspace is told what to do, and nothing else', () => {
  const empty = {
    counts: { people: 0, bots: 0, organisations: 0, events: 0, anonymousVisitors: 0 },
    sources: [],
  }
  expect(sayHome(facts(empty))).toMatchObject([{ href: '/sources/add', tone: 'attention' }])
})

test('says who is here, who makes what, what changed, who carries it, and what is missing', () => {
  expect(texts()).toEqual([
    '121 people from 1 organisation left a trace in February to October 2007; 41 of them are contributors now.',
    'Translation makes up 87 % of the 100 changed lines and occupies 61 % of the 100 people who changed any.',
    '45 people were active in July to September 2007, about as many as in the three months before (44).',
    'Half of all acts come from 3 people.',
    'Only those who left a name are counted here. Add a web server or download log to see how many stay silent.',
  ])
})

describe('what changed', () => {
  test('is called a change only beyond its own noise', () => {
    const active = lastFullMonths(now, 3)
    expect(texts({ active: { ...active, later: 90, earlier: 40 } })[2]).toContain('50 more than')
    expect(texts({ active: { ...active, later: 40, earlier: 90 } })[2]).toContain('50 fewer than')
    expect(texts({ active: { ...active, later: 50, earlier: 40 } })[2]).toContain('about as many')
    expect(texts({ active: { ...active, later: 1, earlier: 0 } })[2]).toBe(
      '1 person was active in July to September 2007, about as many as in the three months before (0).',
    )
  })

  test('counts the steps on the ladder of these months only', () => {
    const flow = [
      { month: '2007-06-01', state: 'P3' as const, people: 9, cameUp: 9, cameDown: 9 },
      { month: '2007-09-01', state: 'P3' as const, people: 9, cameUp: 7, cameDown: 1 },
    ]
    expect(texts({ flow })[2]).toContain('The ladder saw 7 moves up, newcomers included, and 1 move down.')
  })

  test('silence is said as silence', () => {
    const active = { ...lastFullMonths(now, 3), later: 0, earlier: 0 }
    expect(texts({ active })[2]).toBe(
      'Nobody with a name has left a trace in the last six months; the last was in October 2007.',
    )
  })
})

describe('trouble comes first, advice last', () => {
  test('a source read in part, with its reason', () => {
    const said = sayHome(facts({ sources: [withRun('partial', 'object 1a2b is missing')] }))
    expect(said[0]).toEqual({
      text: 'git:demo could be read only in part: object 1a2b is missing.',
      href: '/sources/git%3Ademo',
      tone: 'attention',
    })
  })

  test('people who may be one', () => {
    const [said] = sayHome(facts({ toReview: 1 })).filter(({ href }) => href === '/people/review')
    expect(said).toMatchObject({ text: 'Two people here may be one: decide.', tone: 'attention' })
    expect(texts({ toReview: 3 })).toContain('3 pairs of people may each be one person: decide.')
  })

  test('quarantine, a source never read, and stages behind', () => {
    const sources = [source({ quarantined: 1 }), source({ id: 'git:new', lastRun: null })]
    const said = texts({ sources, stages: [{ stage: 'segment', finishedAt: null, stale: true }] })
    expect(said).toContain('1 record of git:demo could not be understood and waits in quarantine.')
    expect(said).toContain('git:new was added but never read: collect now.')
    expect(said).toContain('There is news that people and groups do not show yet: run the stages.')
  })

  test('a source grows old only when the pages speak of now', () => {
    const later = new Date('2007-12-01T00:00:00Z')
    expect(texts({ now: later, asOf: undefined })).toContain(
      'git:demo was last read on 15 October 2007: collect again.',
    )
    expect(texts({ now: later, asOf: now }).join(' ')).not.toContain('last read')
  })
})

test('the waterline is told once there is somebody below it', () => {
  const seen = [{ month: '2007-09-01', people: 45, visitors: 1204 }]
  expect(texts({ seen })).toContain(
    'In September 2007 1,204 visitors without a name came by, against 45 people with one (as of 16 October 2007).',
  )
})

test.each([
  ['2007-02-01', '2007-10-01', 'February to October 2007'],
  ['2006-11-01', '2007-01-01', 'November 2006 to January 2007'],
  ['2007-07-01', '2007-07-01', 'July 2007'],
])('%s to %s is %s', (first, last, expected) => {
  expect(sayMonths(first, last)).toBe(expected)
})

test('full months end before the moment', () => {
  expect(lastFullMonths(new Date('2007-01-01T00:00:00Z'), 3)).toEqual({
    start: '2006-07-01',
    middle: '2006-10-01',
    end: '2007-01-01',
  })
})
