import { z } from 'zod'
import { toPattern } from '../../act-choice.ts'
import { areBounds, boundFields, boundsOf, countBounds, noBounds, sayBounds } from '../../bounds.ts'
import { defineKind } from '../../rule-kind.ts'

const some = z.array(z.string().min(1).max(200)).min(1).max(50)
const body = z
  .strictObject({
    platforms: some.optional(),
    domains: some.optional(),
    names: some.optional(),
    ...countBounds,
  })
  .refine(areBounds, noBounds)

/** Under which names, addresses and accounts somebody is known, and how many; of those nobody saw it says nothing. */
export const kind = defineKind({
  name: 'alias',
  title: 'Is known by an account, address or name',
  subjects: ['person'],
  body,
  form: [
    { key: 'platforms', title: 'At platforms', input: 'several' },
    { key: 'domains', title: 'Address at domains, and those below', input: 'several' },
    { key: 'names', title: 'Name or user name (* for any)', input: 'several' },
    ...boundFields,
  ],
  examples: [
    body.parse({ platforms: ['github'] }),
    body.parse({ domains: ['acme.example'], names: ['jane*'] }),
    body.parse({ at_least: 3 }),
  ],
  say(rule) {
    const { platforms, domains, names } = rule
    const what = [
      ...(platforms === undefined ? [] : [`at ${platforms.join(' or ')}`]),
      ...(domains === undefined ? [] : [`with an address of ${domains.join(' or ')}`]),
      ...(names === undefined ? [] : [`called ${names.join(' or ')}`]),
    ]
    return [`are known by ${sayBounds(rule)}aliases`, ...what].join(' ')
  },
  test(rule) {
    const { platforms, domains, names } = rule
    const [least, most] = boundsOf(rule)
    const conditions = [
      ...(platforms === undefined ? [] : ['has({platforms:Array(String)}, platform)']),
      ...(domains === undefined
        ? []
        : [
            `arrayExists(domain -> endsWith(address, concat('@', domain)) OR (position(address, '@') > 0 AND endsWith(address, concat('.', domain))), {domains:Array(String)})`,
          ]),
      ...(names === undefined
        ? []
        : ['(match(lowerUTF8(name), {names:String}) OR match(lowerUTF8(username), {names:String}))']),
    ]
    const condition = conditions.length === 0 ? '1' : `(${conditions.join(' AND ')})`
    return {
      fact: 'aliases',
      verdict: `uniqExactIf(alias_id, ${condition}) BETWEEN {least:UInt64} AND {most:UInt64}`,
      params: {
        ...(platforms === undefined ? {} : { platforms }),
        ...(domains === undefined ? {} : { domains: domains.map((domain) => domain.toLowerCase()) }),
        ...(names === undefined ? {} : { names: toPattern(names.map((name) => name.toLowerCase())) }),
        least,
        most: most ?? 4_294_967_295,
      },
      otherwise: least === 0 ? 'yes' : 'no',
    }
  },
})
