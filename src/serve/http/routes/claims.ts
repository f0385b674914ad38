import { createRoute } from '@hono/zod-openapi'
import type { z } from 'zod'
import { type AliasId, type PersonId, UserError } from '../../../core/index.ts'
import { issueClaim, knownAliases, withdrawClaim } from '../../../resolve/index.ts'
import type { Store } from '../../../store/index.ts'
import { readClaimPage, tellClaims } from '../claims/read-claims.ts'
import type { App, AppContext } from '../context.ts'
import { claimsQuery, listOf, newClaim } from '../contract.ts'
import { toList } from '../filter.ts'
import { checkId, readAliases } from '../identity/read-pairs.ts'
import { aliasAccounts } from '../questions/claims.ts'
import { answers, pathPart, shapes, takes } from '../route.ts'

const tags = ['who is who']

const list = createRoute({
  method: 'get',
  path: '/api/v1/identity/claims',
  summary: 'Links by which people prove accounts, and what became of them, the latest first',
  tags,
  request: { query: claimsQuery },
  responses: answers('A page of claims.', listOf(shapes.AccountClaim)),
})

const issue = createRoute({
  method: 'post',
  path: '/api/v1/identity/claims',
  summary: 'Make a link by which whoever holds an alias can prove another account to be theirs',
  description:
    'Send it to that alias alone: to its address, or as a message to its account. The answer holds the link, and the code if the other account was named; nothing here keeps either.',
  tags,
  request: takes(newClaim),
  responses: answers('The link, this once.', shapes.IssuedClaim),
})

const withdraw = createRoute({
  method: 'delete',
  path: '/api/v1/identity/claims/{id}',
  summary: 'Take a claim back, and with it what it proved',
  description: 'It joins nobody from the next `resolve` on.',
  tags,
  request: { params: pathPart('id', 'The claim’s id.') },
  responses: answers('The claim as it is now.', shapes.AccountClaim),
})

export function addClaimRoutes(app: App, { pipeline, publicUrl }: AppContext): void {
  const { store, clock } = pipeline
  app.openapi(list, async (c) => {
    const { person, ...query } = c.req.valid('query')
    const aliases =
      person === undefined
        ? undefined
        : (await readAliases(store, [checkId<PersonId>(person, 'person')])).get(person)
    const { items, total } = await readClaimPage(store, { ...query, aliases }, clock.now())
    return c.json(toList(items, total, query), 200)
  })
  app.openapi(issue, async (c) => {
    const asked = c.req.valid('json')
    const { alias, second } = await readAsked(store, asked)
    const now = clock.now()
    const { claim, token, code } = await issueClaim(
      store,
      { alias, second, days: asked.days },
      { at: now, by: 'somebody here' },
    )
    const [told] = await tellClaims(store, [claim], now)
    if (told === undefined) throw new Error('the claim is gone')
    const base = publicUrl ?? new URL(c.req.url).origin
    const notes = await explain(store, { second, isPublic: publicUrl !== undefined })
    return c.json({ claim: told, link: `${base}/prove#${token}`, code, notes }, 200)
  })
  app.openapi(withdraw, async (c) => {
    const { id } = c.req.valid('param')
    const claim = await withdrawClaim(store, id, { at: clock.now(), by: 'somebody here' })
    const [told] = await tellClaims(store, [claim], clock.now())
    if (told === undefined) throw new Error('the claim is gone')
    return c.json(told, 200)
  })
}

type Second = { readonly alias: string } | { readonly account: string } | undefined

async function readAsked(
  store: Store,
  { alias, second }: z.infer<typeof newClaim>,
): Promise<{ alias: string; second: Second }> {
  const isAlias = second !== undefined && /^\d{1,20}$/.test(second)
  const ids = isAlias ? [alias, second] : [alias]
  for (const id of ids) checkId<AliasId>(id, 'alias')
  const known = new Set((await store.read(knownAliases({ ids }))).map(({ aliasId }) => aliasId))
  const unknown = ids.find((id) => !known.has(id))
  if (unknown !== undefined)
    throw new UserError(`There is no alias ${unknown}. Ids of aliases are on the page of a person.`, {
      status: 404,
    })
  if (alias === second)
    throw new UserError('That is one account, not two: name another that may be theirs.', { status: 422 })
  const isNamed = second !== undefined && second.trim() !== ''
  return { alias, second: isNamed ? (isAlias ? { alias: second } : { account: second }) : undefined }
}

async function explain(
  store: Store,
  { second, isPublic }: { readonly second: Second; readonly isPublic: boolean },
): Promise<string[]> {
  const notes: string[] = []
  if (!isPublic)
    notes.push(
      second === undefined
        ? 'The link opens on this machine only. Start Groundswell with GROUNDSWELL_PUBLIC_URL once a web server passes /prove on, or name the other account to get a code they can use without the link.'
        : 'The link opens on this machine only; the code is enough without it.',
    )
  const [found] = second !== undefined && 'alias' in second ? await store.read(aliasAccounts(second)) : []
  const isAddress =
    second !== undefined && 'account' in second && /^[^\s/]+@[^\s/]+$/.test(second.account.trim())
  if (found?.isAccount === false || isAddress)
    notes.push(
      'Anybody can write a commit or a mail under that name, so a code written there is only shown to you under Data quality. Send a link to that address, too: whoever opens both proves both.',
    )
  return notes
}
