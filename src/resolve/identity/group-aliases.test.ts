import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AliasGroups, classes, groupAliases, type Known, verdicts } from './group-aliases.ts'
import type { Accounts } from './held-account.ts'

const toAccounts = (
  rows: readonly (readonly [position: number, host: number, account: number])[],
): Accounts => ({
  position: Uint32Array.from(rows, ([position]) => position),
  host: Uint32Array.from(rows, ([, host]) => host),
  account: BigUint64Array.from(rows, ([, , account]) => BigInt(account)),
})

const join = (classOf: Uint8Array, accounts: Accounts, known: Partial<Known> = {}): AliasGroups =>
  groupAliases({
    classOf,
    accounts,
    names: toNames([]),
    apart: toAccounts([]),
    lockOf: new Uint32Array(classOf.length),
    ...known,
  })

/** The words of full names by position, each word a number. */
const toNames = (names: readonly (readonly [position: number, ...words: number[]])[]): Known['names'] => {
  const rows = names.flatMap(([position, ...words]) => words.map((word) => [position, word] as const))
  return {
    position: Uint32Array.from(rows, ([position]) => position),
    word: Uint32Array.from(rows, ([, word]) => word),
  }
}

const humans = (count: number): Uint8Array => new Uint8Array(count).fill(classes.human)

test('members of a group join its founder, and groups chain', () => {
  const groups = join(humans(5), toAccounts([]))
  expect(groups.compare(1n, 1, false)).toBeUndefined()
  expect(groups.compare(1n, 3, false)).toEqual({ centre: 1, verdict: verdicts.joined })
  expect(groups.compare(2n, 0, false)).toBeUndefined()
  expect(groups.compare(2n, 3, false)).toEqual({ centre: 0, verdict: verdicts.joined })
  expect([0, 1, 2, 3, 4].map(groups.findRoot)).toEqual([0, 0, 2, 0, 4])
})

test('two accounts on one host stay apart, also through others; on two hosts they may meet', () => {
  const accounts = toAccounts([
    [0, 1, 100],
    [1, 2, 7],
    [2, 1, 200],
  ])
  const groups = join(humans(4), accounts)
  groups.compare(1n, 0, false)
  expect(groups.compare(1n, 1, false)).toEqual({ centre: 0, verdict: verdicts.joined })
  groups.compare(2n, 1, false)
  expect(groups.compare(2n, 2, false)).toEqual({ centre: 1, verdict: verdicts.accountsDiffer })
})

test('a member that does not fit the founder joins the first it fits', () => {
  const groups = join(Uint8Array.of(classes.bot, classes.human, classes.human, classes.role), toAccounts([]))
  groups.compare(1n, 0, false)
  expect(groups.compare(1n, 1, false)).toEqual({ centre: 0, verdict: verdicts.botAndHuman })
  expect(groups.compare(1n, 2, false)).toEqual({ centre: 1, verdict: verdicts.joined })
  expect(groups.compare(1n, 3, false)).toEqual({ centre: 0, verdict: verdicts.joined })
})

test('what is likely joins, unless it would chain two names or make a crowd of three', () => {
  const [jane, doe, joe, roe, moe, poe] = [1, 2, 3, 4, 5, 6]
  const names = toNames([
    [0, jane, doe],
    [1, joe, roe],
    [3, jane, doe],
    [4, moe, poe],
  ])
  const groups = join(humans(6), toAccounts([]), { names })
  expect(groups.compareLikely(0, 2, false)).toBe(verdicts.joined)
  expect(groups.compareLikely(0, 2, false)).toBe(verdicts.idle)
  expect(groups.compareLikely(0, 3, true)).toBe(verdicts.joined)
  // Alias 2 has no name of its own, but belongs with Jane Doe now; its likeness in names to Joe Roe would chain the two.
  expect(groups.compareLikely(1, 2, true)).toBe(verdicts.namesDiffer)
  // Somebody who changed their name: other signs say so, not the names.
  expect(groups.compareLikely(0, 1, false)).toBe(verdicts.joined)
  expect(groups.compareLikely(1, 4, false)).toBe(verdicts.namesDiffer)
  expect(groups.findRoot(4)).toBe(4)
})

test('names that agree by letters bridge two spellings', () => {
  const names = toNames([
    [0, 1, 2],
    [1, 3, 4],
  ])
  expect(join(humans(2), toAccounts([]), { names }).compareLikely(0, 1, true)).toBe(verdicts.joined)
})

test('a group of more than ten aliases never joins three names, whatever the evidence', () => {
  const names = toNames([
    [0, 1, 2],
    [5, 3, 4],
    [11, 5, 6],
  ])
  const groups = join(humans(12), toAccounts([]), { names })
  const told = Array.from({ length: 12 }, (_, position) => groups.compare(1n, position, false)?.verdict)
  expect(told.slice(1, 11).every((verdict) => verdict === verdicts.joined)).toBe(true)
  expect(told[11]).toBe(verdicts.namesDiffer)
})

test('what a person decided holds against rules, and a lock lets only decisions in', () => {
  const apart = toAccounts([
    [0, 1, 1],
    [1, 1, 2],
  ])
  const groups = join(Uint8Array.of(0, 0, classes.bot, 0, 0), toAccounts([]), {
    apart,
    lockOf: Uint32Array.of(0, 0, 0, 7, 0),
  })
  groups.compare(1n, 0, true)
  expect(groups.compare(1n, 1, true)?.verdict).toBe(verdicts.decidedApart)
  groups.compare(2n, 0, true)
  expect(groups.compare(2n, 2, true)?.verdict).toBe(verdicts.joined)
  expect(groups.compareLikely(3, 4, true)).toBe(verdicts.locked)
  groups.compare(3n, 3, true)
  expect(groups.compare(3n, 4, true)?.verdict).toBe(verdicts.joined)
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
          .map((member) => ({ member, comparison: groups.compare(BigInt(group), member, false) })),
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
            groups.compare(BigInt(group), member, false)
            if (looksBetween) groups.findRoot(member)
          }
        return classOf.map((_class, alias) => groups.findRoot(alias))
      }
      expect(findRoots(true)).toEqual(findRoots(false))
    }),
  )
})
