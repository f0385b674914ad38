import type { Context } from 'hono'
import { z } from 'zod'
import { digestToken } from '../../../core/index.ts'
import {
  bindAccount,
  type Claim,
  type FollowedClaim,
  followClaim,
  joinClaims,
  knownAliases,
  withdrawClaim,
} from '../../../resolve/index.ts'
import type { Store } from '../../../store/index.ts'
import type { App, AppContext, AppVariables } from '../context.ts'
import type { followedClaim } from '../contract.ts'
import { sayAlias } from '../identity/alias-saying.ts'
import { answerProblem } from '../problem.ts'
import { limitRate } from '../proving/limit-rate.ts'
import { provingPage, provingScript } from '../proving/proving-page.ts'

const token = z.string().max(100)
const bodies = {
  look: z.object({ token }),
  second: z.object({ token, account: z.string().max(300) }),
  join: z.object({ tokens: z.tuple([token, token]) }),
  withdraw: z.object({ token }),
}

/** People do this by hand, and a secret of 256 bits need not be kept from being guessed: it is the machine that is spared. */
const turnsAMinute = { ofEach: 60, ofOthers: 600 }

/**
 * What whoever was sent a link sees, without being anybody here: which account the link is for, and nothing else of the workspace. The
 * secret comes in the body, so that it stands in no log; opening the page changes nothing, because programs open links in mails.
 */
export function addProvingRoutes(app: App, { pipeline: { store, clock } }: AppContext): void {
  const limit = limitRate(turnsAMinute, clock.now)
  const tell = (followed: FollowedClaim) => tellFollowed(store, followed, clock.now())
  const answer =
    <T extends Links>(shape: z.ZodType<T>, act: (body: T) => Promise<unknown>) =>
    async (c: Context<AppVariables>): Promise<Response> => {
      c.header('cache-control', 'no-store')
      const body = shape.safeParse(await c.req.json().catch(() => undefined))
      if (!body.success) return answerProblem(c, 422, 'The request is not one this page makes.')
      const links = linksOf(body.data)
      if (!limit.allows(links)) {
        c.header('retry-after', '60')
        return answerProblem(c, 429, 'Too many ask at the moment. Try again in a minute.')
      }
      const told = await act(body.data)
      limit.admit(links)
      return c.json(told)
    }
  app.get('/prove', (c) => c.html(provingPage))
  app.get('/prove/page.js', (c) =>
    c.body(provingScript, 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  )
  app.post(
    '/prove/look',
    answer(bodies.look, async (body) => tell(await followClaim(store, body.token))),
  )
  app.post(
    '/prove/second',
    answer(bodies.second, async (body) => tell(await bindAccount(store, { ...body, at: clock.now() }))),
  )
  app.post(
    '/prove/join',
    answer(bodies.join, async ({ tokens }) => {
      const [claim] = await joinClaims(store, { tokens, at: clock.now() })
      return tell({ claim, code: null })
    }),
  )
  app.post(
    '/prove/withdraw',
    answer(bodies.withdraw, async (body) => {
      const { claim } = await followClaim(store, body.token)
      const taken = await withdrawClaim(store, claim.id, { at: clock.now(), by: 'the person' })
      return tell({ claim: taken, code: null })
    }),
  )
}

type Links = { readonly token: string } | { readonly tokens: readonly string[] }

/** The ids of the claims whose links somebody shows. */
const linksOf = (body: Links): string[] =>
  ('token' in body ? [body.token] : body.tokens).map((secret) => digestToken(secret))

async function tellFollowed(
  store: Store,
  { claim, code }: FollowedClaim,
  now: Date,
): Promise<z.infer<typeof followedClaim>> {
  const [alias] = await store.read(knownAliases({ ids: [claim.alias] }))
  const state = tellState(claim, code, now)
  return {
    account:
      alias === undefined
        ? 'an account that is not known here any more'
        : `${sayAlias(alias)} (${alias.platform})`,
    state,
    code: state === 'waiting' ? code : null,
    expiresAt: claim.expiresAt,
  }
}

function tellState(claim: Claim, code: string | null, now: Date): z.infer<typeof followedClaim>['state'] {
  if (claim.withdrawn) return 'withdrawn'
  if (claim.joined.length > 0 || claim.spentFor !== '') return 'used'
  if (now.toISOString() > claim.expiresAt) return 'expired'
  return code === null ? 'open' : 'waiting'
}
