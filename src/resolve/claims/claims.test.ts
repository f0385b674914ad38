import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { forgetEverything, type ObservedAct, observe } from '../../../test/support/observed.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { digestCode } from '../../core/index.ts'
import { decidePairs } from '../decisions/decide-pairs.ts'
import { lockPerson } from '../identity/decide-identity.ts'
import { resolve } from '../resolve.ts'
import { digestAccount } from './account-name.ts'
import { readClaims } from './claim.ts'
import { bindAccount, followClaim, joinClaims } from './follow-claim.ts'
import { issueClaim, withdrawClaim } from './issue-claim.ts'

const store = await openTestStore()
const options = { asOf: new Date('2027-01-01'), signal: new AbortController().signal }
const issuing = { at: new Date('2026-05-01T00:00:00Z'), by: 'somebody here' }
const during = new Date('2026-05-02T00:00:00Z')
const inTime = '2026-05-03T10:00:00Z'

const mail = { name: 'J. Loom', email: 'jl@mail.example.org' }
const account = { platform: 'github', source: 'github:tool', username: 'weaver', accountId: '7' }
const stranger = { platform: 'github', source: 'github:tool', username: 'mal', accountId: '9' }
const wrote = (who: Partial<ObservedAct>, code: string, at = inTime): ObservedAct => ({
  ...who,
  id: `${who.username ?? who.email} wrote at ${at}`,
  type: 'issue.comment',
  at,
  attrs: { proof: digestCode(code) },
})

beforeEach(async () => {
  await forgetEverything(store)
  await observe(store, [mail, account, stranger])
})

async function idOf({ username = '', email = '' }: Partial<ObservedAct>): Promise<string> {
  const { id } = await store.readOne({
    text: `SELECT toString(alias_id) AS id FROM aliases WHERE username = {username:String} AND email = {email:String} LIMIT 1`,
    params: { username, email },
    row: z.object({ id: z.string() }),
  })
  return id
}

/** Which of the three are one person: their names together, people parted by a stroke. */
async function join(): Promise<string> {
  await resolve(store, options)
  const rows = await store.read({
    text: `SELECT arrayStringConcat(arraySort(groupUniqArray(if(username = '', 'mail', toString(username)))), ' ') AS who
      FROM person_aliases GROUP BY person_id ORDER BY who`,
    params: {},
    row: z.object({ who: z.string() }),
  })
  return rows.map(({ who }) => who).join(' | ')
}

const apart = 'mail | mal | weaver'

async function claimFor(second: string | undefined, days = 14) {
  const issued = await issueClaim(
    store,
    { alias: await idOf(mail), second: second === undefined ? undefined : { account: second }, days },
    issuing,
  )
  return { ...issued, code: issued.code ?? '' }
}

describe('a code written with the other account', () => {
  test('joins the two, whatever they are called, and tells why', async () => {
    const { code } = await claimFor('https://github.com/Weaver')
    await observe(store, [wrote(account, code)])
    expect(await join()).toBe('mail weaver | mal')
    const [link] = await store.read({
      text: `SELECT DISTINCT confidence, toString(verdict) AS verdict, evidence FROM alias_links WHERE rule = 'proof'`,
      params: {},
      row: z.object({ confidence: z.number(), verdict: z.string(), evidence: z.string() }),
    })
    expect(link).toEqual({
      confidence: 1,
      verdict: 'accepted',
      evidence:
        'Who holds one of these accounts proved the other to be theirs, and wrote the code for it (issue.comment) on 2026-05-03.',
    })
  })

  test('whichever way the account is written, it is the same', () => {
    const ways = [
      'github/weaver',
      'GitHub/Weaver',
      'https://www.github.com/u/weaver',
      'github.com/weaver?tab=x',
    ]
    expect(new Set(ways.map(digestAccount)).size).toBe(1)
    expect(digestAccount('JL@mail.example.org ')).toBe(digestAccount('jl@mail.example.org'))
    for (const other of ['gitlab/weaver', 'github/weave', 'weaver@github.com'])
      expect(digestAccount(other), other).not.toBe(digestAccount('github/weaver'))
  })

  test('the holder of the link says which account, and gets the same code again, once', async () => {
    const { token, code } = await claimFor(undefined)
    expect(code).toBe('')
    expect((await followClaim(store, token)).code).toBeNull()
    const at = during
    const bound = await bindAccount(store, { token, account: 'github/weaver', at })
    expect(await bindAccount(store, { token, account: 'github.com/weaver', at })).toEqual(bound)
    expect((await followClaim(store, token)).code).toBe(bound.code)
    await expect(bindAccount(store, { token, account: 'github/mal', at })).rejects.toThrow(/used already/)
    await observe(store, [wrote(account, bound.code ?? '')])
    expect(await join()).toBe('mail weaver | mal')
  })

  test('of two who use a link at once, one comes second', async () => {
    const { token } = await claimFor(undefined)
    const told = await Promise.allSettled(
      ['github/mal', 'github/weaver'].map((name) => bindAccount(store, { token, account: name, at: during })),
    )
    expect(told.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('nothing of any name or secret is kept', async () => {
    const { token, code } = await claimFor('github/weaver')
    const kept = await store.read({
      text: 'SELECT toJSONString(tuple(*)) AS line FROM decisions',
      params: {},
      row: z.object({ line: z.string() }),
    })
    const all = kept.map(({ line }) => line).join('')
    for (const secret of [token, code, 'weaver', 'jl@mail']) expect(all).not.toContain(secret)
  })
})

describe('what proves nothing', () => {
  const before = '2026-05-03T09:00:00Z'
  const after = '2026-05-04T09:00:00Z'

  /** Who writes a code given for whom, when, and what comes of it. */
  const cases: Readonly<
    Record<string, { second: string; acts: (code: string) => ObservedAct[]; doubts: string[] }>
  > = {
    'a stranger alone': {
      second: 'github/weaver',
      acts: (code) => [wrote(stranger, code)],
      doubts: ['stranger'],
    },
    'a stranger first, then the right one': {
      second: 'github/weaver',
      acts: (code) => [wrote(stranger, code, before), wrote(account, code)],
      doubts: ['leaked', 'stranger'],
    },
    'the right one after its time': {
      second: 'github/weaver',
      acts: (code) => [wrote(account, code, '2026-05-20T00:00:00Z')],
      doubts: ['late'],
    },
    'a place where anybody can write under any name': {
      second: 'ann@hall.example.org',
      acts: (code) => [
        { ...wrote({ name: 'Ann Hall', email: 'ann@hall.example.org' }, code), type: 'commit.author' },
      ],
      doubts: ['forgeable'],
    },
    'a machine that repeats what it is told': {
      second: 'github/echo[bot]',
      acts: (code) => [wrote({ ...account, username: 'echo[bot]', accountId: '11' }, code)],
      doubts: ['machine'],
    },
  }

  test('each for itself', async () => {
    const claims = new Map<string, string>()
    for (const [name, { second, acts }] of Object.entries(cases)) {
      const { claim, code } = await claimFor(second)
      claims.set(claim.id, name)
      await observe(
        store,
        acts(code).map((act) => ({ ...act, id: `${name}: ${act.id}` })),
      )
    }
    const nobodys = wrote(account, 'also-mine-aaaaa-aaaaa-aaaaa-aaaaa', after)
    await observe(store, [nobodys])
    expect(await join()).toBe('echo[bot] | mail | mail | mal | weaver')
    const found = await store.read({
      text: 'SELECT claim, arraySort(groupArray(toString(doubt))) AS doubts FROM alias_proofs GROUP BY claim',
      params: {},
      row: z.object({ claim: z.string(), doubts: z.array(z.string()) }),
    })
    expect(Object.fromEntries(found.map(({ claim, doubts }) => [claims.get(claim), doubts]))).toEqual(
      Object.fromEntries(Object.entries(cases).map(([name, { doubts }]) => [name, doubts])),
    )
  })

  test('but who quotes it after the right one neither gains nor harms', async () => {
    const { code } = await claimFor('github/weaver')
    await observe(store, [wrote(account, code), wrote(stranger, code, after)])
    expect(await join()).toBe('mail weaver | mal')
  })

  test('an account that cannot be told', async () => {
    for (const written of [
      '',
      ' ',
      'weaver',
      'a b/c',
      '/x',
      'github/',
      'x'.repeat(400),
      `g/${'y'.repeat(400)}`,
    ])
      await expect(claimFor(written), written).rejects.toThrow(/which account/)
  })
})

describe('the links of two aliases', () => {
  const issueBoth = async () => {
    const one = await claimFor(undefined)
    const second = { alias: await idOf(account), second: undefined, days: 14 }
    const other = await issueClaim(store, second, issuing)
    return [one.token, other.token] as const
  }

  test('opened by one, join them; asked again, nothing changes', async () => {
    const tokens = await issueBoth()
    await joinClaims(store, { tokens, at: during })
    const before = await readClaims(store)
    await joinClaims(store, { tokens, at: during })
    expect(await readClaims(store)).toEqual(before)
    expect(await join()).toBe('mail weaver | mal')
  })

  test('are good once, in time, and for two', async () => {
    const [one, other] = await issueBoth()
    const at = during
    await expect(joinClaims(store, { tokens: [one, one], at })).rejects.toThrow(/same account/)
    await expect(joinClaims(store, { tokens: [one, 'x'], at })).rejects.toThrow(/not good/)
    const late = new Date('2026-06-01')
    await expect(joinClaims(store, { tokens: [one, other], at: late })).rejects.toThrow(/expired/)
    await joinClaims(store, { tokens: [one, other], at })
    const third = await claimFor(undefined)
    await expect(joinClaims(store, { tokens: [other, third.token], at })).rejects.toThrow()
    await expect(bindAccount(store, { token: one, account: 'github/mal', at })).rejects.toThrow(
      /used already/,
    )
  })

  test.each([0, 1])('taken back by the holder of link %i, they join nobody', async (which) => {
    const tokens = await issueBoth()
    const joined = await joinClaims(store, { tokens, at: during })
    await withdrawClaim(store, joined[which]?.id ?? '', { at: during, by: 'the person' })
    expect(await join()).toBe(apart)
    await expect(joinClaims(store, { tokens, at: during })).rejects.toThrow(/taken back/)
  })
})

describe('beside what was decided here', () => {
  const prove = async () => {
    const { code, claim } = await claimFor('github/weaver')
    await observe(store, [wrote(account, code)])
    return claim
  }
  const decide = async (verdict: 'same' | 'different' | 'undecided') =>
    decidePairs(
      store,
      [{ a: await idOf(mail), b: await idOf(account), verdict, reason: 'I know both' }],
      issuing,
    )

  test('“not the same” holds, and it is said that the two contradict each other', async () => {
    await prove()
    await join()
    const { contradictions } = await decide('different')
    expect(contradictions).toHaveLength(1)
    expect(await join()).toBe(apart)
    const [link] = await store.read({
      text: `SELECT DISTINCT toString(verdict) AS verdict, evidence FROM alias_links WHERE rule = 'proof'`,
      params: {},
      row: z.object({ verdict: z.string(), evidence: z.string() }),
    })
    expect(link?.verdict).toBe('blocked')
    expect(link?.evidence).toMatch(/but it was decided here that they are not the same\.$/)
    await decide('undecided')
    expect(await join()).toBe('mail weaver | mal')
  })

  test('a proof passes a lock, as a decision does, and is taken back with its claim', async () => {
    const [alias, claim] = [await idOf(mail), await prove()]
    const locking = { ...issuing, reason: '' }
    await lockPerson(store, { id: alias, aliases: [alias] }, locking)
    expect(await join()).toBe('mail weaver | mal')
    await withdrawClaim(store, claim.id, { at: during, by: 'somebody here' })
    expect(await join()).toBe(apart)
  })

  test('of a forgotten alias nothing is left that joins', async () => {
    await prove()
    await store.write(`ALTER TABLE aliases DELETE WHERE username = 'weaver' SETTINGS mutations_sync = 1`)
    await store.write(
      `ALTER TABLE events DELETE WHERE alias_id NOT IN (SELECT alias_id FROM aliases) SETTINGS mutations_sync = 1`,
    )
    expect(await join()).toBe('mail | mal')
  })
})
