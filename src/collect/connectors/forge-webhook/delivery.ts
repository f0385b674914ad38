import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { findProofs } from '../../../core/index.ts'
import type { Acceptance, Delivery } from '../../connector.ts'
import type { ForgeWebhookConfig } from './config.ts'
import type { Forge, Hook } from './hook.ts'

const forges: Readonly<Record<string, Forge>> = { '/hooks/github': 'github', '/hooks/gitlab': 'gitlab' }
export const routes: readonly string[] = Object.keys(forges)

/** GitHub signs the body with the secret, GitLab shows the secret itself. */
export function showsSecret({ path, headers, body }: Delivery, { secret }: ForgeWebhookConfig): boolean {
  if (forges[path] === 'gitlab') return isSame(headers.get('x-gitlab-token') ?? '', secret)
  const signature = headers.get('x-hub-signature-256') ?? ''
  const wanted = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
  return isSame(signature, wanted)
}

/** In a time that does not tell how much of a guess was right. */
function isSame(left: string, right: string): boolean {
  const [a, b] = [left, right].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}

export function acceptHook(delivery: Delivery): Acceptance {
  const payload = parsePayload(delivery)
  if (payload === undefined) return { refused: 'The body is not a JSON object.', status: 400 }
  const forge = forges[delivery.path] ?? 'github'
  const hook = forge === 'github' ? toGithubHook(delivery, payload) : toGitlabHook(delivery, payload)
  if (hook === undefined) return { refused: 'The delivery does not say which event it is.', status: 400 }
  return { records: [hook] }
}

/** JSON, or a form with JSON in its field `payload`, as GitHub sends when it is set up so. */
function parsePayload({ headers, body }: Delivery): object | undefined {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(headers.get('content-type') ?? '')
  const text = isForm ? (new URLSearchParams(body.toString()).get('payload') ?? '') : body.toString()
  try {
    const payload: unknown = JSON.parse(text)
    return typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? payload : undefined
  } catch {
    return undefined
  }
}

function toGithubHook({ headers, receivedAt }: Delivery, payload: object): Hook | undefined {
  const event = headers.get('x-github-event')
  if (event === null || event === '') return undefined
  return {
    forge: 'github',
    event: event.slice(0, longestName),
    platform: (headers.get('x-github-enterprise-host') ?? '').slice(0, longestName) || 'github',
    sentAt: readMadeAt(headers.get('x-github-delivery')) ?? receivedAt.getTime(),
    receivedAt: receivedAt.getTime(),
    payload: keepRead(payload),
  }
}

function toGitlabHook({ headers, receivedAt }: Delivery, payload: object): Hook | undefined {
  const event: unknown = Reflect.get(payload, 'object_kind') ?? Reflect.get(payload, 'event_name')
  if (typeof event !== 'string' || event === '') return undefined
  const instance = headers.get('x-gitlab-instance') ?? ''
  const host = URL.canParse(instance) ? new URL(instance).host : ''
  return {
    forge: 'gitlab',
    event: event.slice(0, longestName),
    platform: host === '' || host === 'gitlab.com' ? 'gitlab' : host,
    sentAt: receivedAt.getTime(),
    receivedAt: receivedAt.getTime(),
    payload: keepRead(payload),
  }
}

const longestName = 100

/**
 * When an id was made, in milliseconds since 1970, if it tells: GitHub names deliveries by the clock (UUID of version 1) and sends
 * one again under its old name. Some acts, such as taking back a star, have no other moment.
 */
function readMadeAt(id: string | null): number | undefined {
  const parts = /^([0-9a-f]{8})-([0-9a-f]{4})-1([0-9a-f]{3})-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.exec(id ?? '')
  if (parts === null) return undefined
  const [, low = '', middle = '', high = ''] = parts
  // In tenths of microseconds since 15 October 1582.
  return Number(BigInt(`0x${high}${middle}${low}`) / 10_000n) - 12_219_292_800_000
}

const kept = new Set(
  `action id node_id number iid login username name full_name path_with_namespace type title tag tag_name state private
  visibility_level confidential internal system merged draft prerelease bot created_at submitted_at merged_at published_at starred_at
  released_at updated_at noteable_type event_type author_id privacy_level path access_level to issue pull_request comment review
  discussion category forkee owner user author sender member release sponsorship sponsorable sponsor repository changes permission
  role_name object_attributes project merge_request assignees`.split(/\s+/),
)
/** Of what people wrote only the length is kept. */
const measured = new Set(['body', 'description', 'note'])
const longestText = 300
const mostAssignees = 20
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
const deepest = 6

/** How long a text is, and the digests of codes somebody proves an account with, if it holds any. */
function measureText(value: unknown): [string, unknown][] {
  if (typeof value !== 'string') return []
  const proof = findProofs(value)
  return [['characters', value.length], ...(proof === '' ? [] : [['proof', proof] as [string, unknown]])]
}

/** Of a payload only what is read: no texts, no links, no addresses. */
function keepRead(payload: object, depth = 0): object {
  const entries = Object.entries(payload).flatMap(([key, value]: [string, unknown]): [string, unknown][] => {
    if (measured.has(key)) return measureText(value)
    if (!kept.has(key)) return []
    if (typeof value === 'string') return [[key, value.slice(0, longestText)]]
    if (typeof value !== 'object' || value === null) return [[key, value]]
    if (Array.isArray(value) && key === 'assignees')
      return [
        [
          key,
          value
            .slice(0, mostAssignees)
            .filter(isObject)
            .map((user) => keepRead(user, deepest)),
        ],
      ]
    return Array.isArray(value) || depth === deepest ? [] : [[key, keepRead(value, depth + 1)]]
  })
  return Object.fromEntries(entries)
}
