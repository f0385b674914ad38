import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Accounts, type AliasGroups, classes, groupAliases, verdicts } from './group-aliases.ts'

const toAccounts = (
  rows: readonly (readonly [position: number, host: number, account: number])[],
): Accounts => ({
  position: Uint32Array.from(rows, ([position]) => position),
  host: Uint32Array.from(rows, ([, host]) => host),
  account: BigUint64Array.from(rows, ([, , account]) => BigInt(account)),
})

const nameless = { position: new Uint32Array(), word: new Uint32Array() }

const join = (classOf: Uint8Array, accounts: Accounts): AliasGroups =>
  groupAliases(classOf, accounts, nameless)

const humans = (count: number): Uint8Array => new Uint8Array(count).fill(classes.human)

test('members of a group join its founder, and groups chain', () => {
  const groups = join(humans(5), toAccounts([]))
  expect(groups.compare(1n, 1)).toBeUndefined()
  expect(groups.compare(1n, 3)).toEqual({ centre: 1, verdict: verdicts.joined })
  expect(groups.compare(2n, 0)).toBeUndefined()
  expect(groups.compare(2n, 3)).toEqual({ centre: 0, verdict: verdicts.joined })
  expect([0, 1, 2, 3, 4].map(groups.findRoot)).toEqual([0, 0, 2, 0, 4])
})

test('two accounts on one host stay apart, also through others; on two hosts they may meet', () => {
  const accounts = toAccounts([
    [0, 1, 100],
    [1, 2, 7],
    [2, 1, 200],
  ])
  const groups = join(humans(4), accounts)
  groups.compare(1n, 0)
  expect(groups.compare(1n, 1)).toEqual({ centre: 0, verdict: verdicts.joined })
  groups.compare(2n, 1)
  expect(groups.compare(2n, 2)).toEqual({ centre: 1, verdict: verdicts.accountsDiffer })
})

test('a member that does not fit the founder joins the first it fits', () => {
  const groups = join(Uint8Array.of(classes.bot, classes.human, classes.human, classes.role), toAccounts([]))
  groups.compare(1n, 0)
  expect(groups.compare(1n, 1)).toEqual({ centre: 0, verdict: verdicts.botAndHuman })
  expect(groups.compare(1n, 2)).toEqual({ centre: 1, verdict: verdicts.joined })
  expect(groups.compare(1n, 3)).toEqual({ centre: 0, verdict: verdicts.joined })
})

const aliasCount = 12
const position = fc.nat({ max: aliasCount - 1 })
const community = fc.record({
  classOf: fc.array(fc.constantFrom(...Object.values(classes)), {
    minLength: aliasCount,
    maxLength: aliasCount,
  }),
  accounts: fc.uniqueArray(fc.tuple(position, fc.nat({ max: 1 }), fc.nat({ max: 3 })), {
    selector: ([alias, host]) => `${alias} ${host}`,
  }),
  evidence: fc.array(fc.uniqueArray(position, { minLength: 2 }), { maxLength: 12 }),
})

test('a cannot-link is never violated, what joined is together, and every member is told of', () => {
  fc.assert(
    fc.property(community, ({ classOf, accounts, evidence }) => {
      const groups = join(Uint8Array.from(classOf), toAccounts(accounts))
      const comparisons = evidence.flatMap((members, group) =>
        [...members]
          .sort((a, b) => a - b)
          .map((member) => ({ member, comparison: groups.compare(BigInt(group), member) })),
      )
      for (const { member, comparison } of comparisons)
        if (comparison?.verdict === verdicts.joined)
          expect(groups.findRoot(member)).toBe(groups.findRoot(comparison.centre))
      expect(comparisons.filter(({ comparison }) => comparison === undefined).length).toBe(evidence.length)

      const roots = classOf.map((_class, alias) => groups.findRoot(alias))
      for (const root of new Set(roots)) {
        const members = [...roots.keys()].filter((alias) => roots[alias] === root)
        expect(root).toBe(Math.min(...members))
        const found = new Set(members.map((member) => classOf[member]))
        expect(found.has(classes.bot) && found.has(classes.human)).toBe(false)
        const held = accounts
          .filter(([alias]) => members.includes(alias))
          .map(([, host, account]) => `${host} ${account}`)
        expect(new Set(held).size).toBe(new Set(held.map((text) => text.split(' ')[0])).size)
      }
    }),
  )
})

test('the same evidence gives the same parts, whatever was found on the way', () => {
  fc.assert(
    fc.property(community, ({ classOf, accounts, evidence }) => {
      const findRoots = (looksBetween: boolean): number[] => {
        const groups = join(Uint8Array.from(classOf), toAccounts(accounts))
        for (const [group, members] of evidence.entries())
          for (const member of [...members].sort((a, b) => a - b)) {
            groups.compare(BigInt(group), member)
            if (looksBetween) groups.findRoot(member)
          }
        return classOf.map((_class, alias) => groups.findRoot(alias))
      }
      expect(findRoots(true)).toEqual(findRoots(false))
    }),
  )
})
