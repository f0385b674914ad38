import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type ObservedAct, observe } from '../../../test/support/observed.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { resolve } from '../resolve.ts'

const store = await openTestStore()

const onGithub = (username: string, accountId: string, links = ''): ObservedAct => ({
  platform: 'github',
  source: 'github:tool',
  username,
  accountId,
  ...(links === '' ? {} : { attrs: { links } }),
})
const onGitlab = (username: string, accountId: string, links = ''): ObservedAct => ({
  ...onGithub(username, accountId, links),
  platform: 'gitlab',
  source: 'gitlab:tool',
})

beforeAll(async () => {
  await observe(store, [
    // Each names the other, in a forum of one's own and between forges.
    onGithub('Weaver', '1', 'gitlab.com/qf7 site.example.org'),
    onGitlab('qf7', '2', 'github.com/weaver'),
    onGithub('spindle', '3', 'forum.example.org/u/zeta9'),
    {
      platform: 'forum.example.org',
      source: 'forum:a',
      username: 'zeta9',
      accountId: '4',
      attrs: { links: 'github.com/spindle' },
    },
    // One names the other, who does not answer.
    onGithub('mal', '5', 'gitlab.com/vip'),
    onGitlab('vip', '6', 'vip.example.org'),
    // A page that many name says nothing, also not to the one who names them.
    ...['aa', 'bb', 'cc', 'dd'].map((name, at) => onGithub(`x${name}`, `1${at}`, 'gitlab.com/acme')),
    onGitlab('acme', '7', 'github.com/xaa'),
    // An account never names itself, nor a page of it.
    onGithub('own', '8', 'github.com/own github.com/own/tool'),
    // Two accounts on one host stay two, although each names the other.
    onGithub('work-k', '21', 'github.com/home-k'),
    onGithub('home-k', '22', 'github.com/work-k'),
  ])
  await resolve(store, { asOf: new Date('2026-01-01'), signal: new AbortController().signal })
})

test('profiles that name each other are one person’s; one that names another is only a hint', async () => {
  const people = await store.read({
    text: `SELECT arrayStringConcat(arraySort(groupArray(toString(username))), ' ') AS who FROM person_aliases
      GROUP BY person_id HAVING count() > 1 ORDER BY who`,
    params: {},
    row: z.object({ who: z.string() }),
  })
  expect(people.map(({ who }) => who)).toEqual(['Weaver qf7', 'spindle zeta9'])
  const hints = await store.read({
    text: `SELECT arrayStringConcat(arraySort([toString(one.username), toString(other.username)]), ' ') AS who FROM profile_links
      INNER JOIN person_aliases AS one ON one.alias_id = a INNER JOIN person_aliases AS other ON other.alias_id = b
      WHERE NOT is_mutual ORDER BY who`,
    params: {},
    row: z.object({ who: z.string() }),
  })
  expect(hints.map(({ who }) => who)).toEqual(['acme xaa', 'mal vip'])
})

test('it is told why, with how sure it is', async () => {
  const links = await store.read({
    text: `SELECT DISTINCT toString(verdict) AS verdict, confidence, evidence FROM alias_links WHERE rule = 'profile' ORDER BY evidence`,
    params: {},
    row: z.object({ verdict: z.string(), confidence: z.number(), evidence: z.string() }),
  })
  expect(links).toEqual([
    {
      verdict: 'accepted',
      confidence: 0.97,
      evidence: 'The profile of each names the other, one as forum.example.org/u/zeta9.',
    },
    {
      verdict: 'blocked',
      confidence: 0.97,
      evidence:
        'The profile of each names the other, one as github.com/home-k; but they belong to two accounts on one host, so they stay apart.',
    },
    {
      verdict: 'accepted',
      confidence: 0.97,
      evidence: 'The profile of each names the other, one as github.com/weaver.',
    },
  ])
})
