import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { deriveProofCode, digestCode } from '../core/index.ts'
import type { AnyConnector, RecordOutcome } from './connector.ts'
import { connectors } from './registry.gen.ts'

const code = deriveProofCode('a secret of the test')
const digest = digestCode(code)

const named = (name: string): AnyConnector => {
  const found = connectors.find((connector) => connector.name === name)
  if (found === undefined) throw new Error(`no connector ${name}`)
  return found
}

/** What each event of an outcome says of codes written in it, by its type. */
function proofsOf(outcome: RecordOutcome): Record<string, string | undefined> {
  if (outcome.kind !== 'events') throw new Error(JSON.stringify(outcome))
  return Object.fromEntries(outcome.events.map(({ type, attrs }) => [type, attrs?.['proof']]))
}

function tell(name: string, record: unknown, config: unknown): Record<string, string | undefined> {
  const connector = named(name)
  if (connector.form !== 'stream') throw new Error(`${name} has no records`)
  return proofsOf(connector.toOutcome(record, config))
}

const at = '2026-05-05T10:00:00Z'
const answeredAt = Date.parse('2026-06-01')

test('a commit tells of a code for who wrote it, not for whom its message names', () => {
  const moment = { at: Date.parse(at), offset: 0, doubt: undefined }
  const commit = {
    kind: 'commit',
    hash: 'a'.repeat(40),
    isMerge: false,
    author: { name: 'Jane Loom', email: 'jane@example.org' },
    authored: moment,
    committer: { name: 'Cole Weft', email: 'cole@example.org' },
    committed: moment,
    message: `Mend the loom\n\n${code}\n\nCo-authored-by: Ann Warp <ann@example.org>\n`,
    stat: undefined,
    flags: [],
  }
  expect(tell('git', commit, { path: '.', fileClasses: [] })).toEqual({
    'commit.author': digest,
    'commit.commit': undefined,
    'commit.trailer.co_authored_by': undefined,
  })
})

test('what somebody says on GitHub and GitLab', () => {
  const repository = { name: 'example/tool', id: '1', isPrivate: false }
  const user = { login: 'jane', id: 7, type: 'User' }
  const comment = (body: string) => ({
    list: 'issue comments',
    repository,
    answeredAt,
    raw: {
      id: 1,
      body,
      user,
      created_at: at,
      issue_url: 'https://api.github.com/repos/example/tool/issues/3',
    },
  })
  const github = { url: 'https://api.github.com' }
  expect(tell('github', comment(`This is me: ${code}`), github)).toEqual({ 'issue.comment': digest })
  expect(tell('github', comment(`> ${code}\nWhat is that?`), github)).toEqual({ 'issue.comment': undefined })
  const issue = { id: 2, number: 3, title: 'Loom', body: code, user, created_at: at }
  expect(tell('github', { list: 'issues', repository, answeredAt, raw: issue }, github)).toEqual({
    'issue.open': digest,
  })
  const note = { id: 5, body: code, author: { id: 7, username: 'jane' }, created_at: at }
  const project = { name: 'example/tool', id: '1', isPrivate: false }
  const on = { list: 'issues', number: 3, isPrivate: false }
  expect(
    tell('gitlab', { list: 'notes', project, answeredAt, raw: note, on }, { url: 'https://gitlab.com' }),
  ).toEqual({ 'issue.comment': digest })
})

test('a webhook keeps the digest, and nothing of the text', () => {
  const hook = named('forge-webhook')
  if (hook.form !== 'push') throw new Error('it waits for nothing')
  const config = { name: 'example', secret: 'a-secret-of-the-test' }
  const body = JSON.stringify({
    action: 'created',
    repository: { id: 1, full_name: 'example/tool', private: false },
    issue: { id: 2, number: 3 },
    comment: { id: 4, body: `Mine: ${code}`, created_at: at, user: { login: 'jane', id: 7, type: 'User' } },
  })
  const signature = createHmac('sha256', config.secret).update(body).digest('hex')
  const headers = new Headers({
    'x-github-event': 'issue_comment',
    'x-hub-signature-256': `sha256=${signature}`,
  })
  const delivery = { path: '/hooks/github', headers, body: Buffer.from(body), receivedAt: new Date(at) }
  const accepted = hook.accept(delivery, config)
  const [record] = 'records' in accepted ? accepted.records : []
  expect(JSON.stringify(record)).not.toContain(code)
  expect(proofsOf(hook.toOutcome(record, config, '1'))).toEqual({ 'issue.comment': digest })
})

test('a mail tells of a code its writer wrote, not of one that is quoted', () => {
  const mail = (text: string) => ({
    kind: 'mail',
    bytes: Buffer.from(
      `From: Jane Loom <jane@example.org>\nDate: Tue, 05 May 2026 10:00:00 +0000\nMessage-ID: <1@example.org>\nSubject: Me\n\n${text}\n`,
    ),
    envelope: '',
    position: '1',
    now: answeredAt,
  })
  const config = { path: '.', visibility: 'public' }
  expect(tell('mailing-list', mail(`Hello\n${code}`), config)).toEqual({ 'list.thread_start': digest })
  expect(tell('mailing-list', mail(`What?\n-----Original Message-----\nFrom: Mal\n${code}`), config)).toEqual(
    { 'list.thread_start': undefined },
  )
  expect(tell('mailing-list', mail(`Ann wrote:\n> ${code}\nNo.`), config)).toEqual({
    'list.thread_start': undefined,
  })
})

test('a post in a forum, without what it quotes', () => {
  const post = (cooked: string) => ({
    kind: 'post',
    position: '1',
    place: { categories: new Map() },
    raw: { id: 1, topic_id: 2, post_number: 2, created_at: at, user_id: 3, username: 'jane', cooked },
  })
  const config = { url: 'https://forum.example.org' }
  expect(tell('forum', post(`<p>${code}</p>`), config)).toEqual({ 'forum.reply': digest })
  const quoted = `<aside class="quote"><blockquote>a<blockquote>b</blockquote>${code}</blockquote></aside><p>No.</p>`
  expect(tell('forum', post(quoted), config)).toEqual({ 'forum.reply': undefined })
})
