import { z } from 'zod'
import { eventTypes } from '../../../../core/index.ts'
import { actFields, actKeys, chooseActs, sayActs, toPattern } from '../../act-choice.ts'
import { areBounds, boundFields, boundsOf, countBounds, noBounds, sayTimes } from '../../bounds.ts'
import { defineKind } from '../../rule-kind.ts'

/** What is done without a name. */
const types = Object.entries(eventTypes).filter(
  ([type, { identity }]) => identity === 'anonymous' || type === 'pricing.visit',
)
const names = types.map(([type]) => type) as [string, ...string[]]
const some = z.array(z.string().min(1).max(300)).min(1).max(50)

const body = z
  .strictObject({
    ...actKeys,
    acts: z.array(z.enum(names)).min(1).max(20).optional(),
    /** Where they came from: hosts; `*` stands for anything. */
    referrers: some.optional(),
    /** The programs they used. */
    clients: some.optional(),
    ...countBounds,
  })
  .refine(areBounds, noBounds)

/** What visitors did within the month that tells them apart; at least once unless it says otherwise. */
export const kind = defineKind({
  name: 'visited',
  title: 'Visited or downloaded, so often',
  subjects: ['visitor'],
  body,
  form: [
    ...boundFields,
    {
      key: 'acts',
      title: 'Acts',
      input: 'several',
      choices: Object.fromEntries(types.map(([type, { phrase }]) => [type, phrase])),
      isClosed: true,
    },
    // Most is asked of visitors by what they looked at.
    ...actFields()
      .filter(({ key }) => key !== 'acts' && key !== 'in')
      .map(({ isMore, ...field }) =>
        field.key === 'on' || isMore === undefined ? field : { ...field, isMore },
      ),
    { key: 'referrers', title: 'Came from the site (* for any)', input: 'several', isMore: true },
    { key: 'clients', title: 'Used the program', input: 'several', isMore: true },
  ],
  examples: [
    body.parse({ acts: ['docs.visit'], at_least: 3 }),
    body.parse({
      acts: ['software.download'],
      on: ['*.deb'],
      referrers: ['*.example.org'],
      within: '14 days',
    }),
  ],
  say(rule) {
    const { referrers, clients } = rule
    return [
      `did ${sayTimes(rule)}${sayActs({ ...rule, acts: rule.acts ?? 'any' })}`,
      ...(referrers === undefined ? [] : [`coming from ${referrers.join(' or ')}`]),
      ...(clients === undefined ? [] : [`using ${clients.join(' or ')}`]),
    ].join(' ')
  },
  test(rule) {
    const { referrers, clients } = rule
    const [least, most] = boundsOf(rule)
    const chosen = chooseActs({ ...rule, acts: rule.acts ?? 'any' })
    const condition = [
      chosen.condition,
      ...(referrers === undefined ? [] : ['match(referrer, {referrers:String})']),
      ...(clients === undefined ? [] : ['has({clients:Array(String)}, client)']),
    ].join(' AND ')
    return {
      fact: 'traces',
      verdict: `countIf(${condition}) BETWEEN {least:UInt64} AND {most:UInt64}`,
      params: {
        ...chosen.params,
        ...(referrers === undefined ? {} : { referrers: toPattern(referrers) }),
        ...(clients === undefined ? {} : { clients }),
        least,
        most: most ?? 4_294_967_295,
      },
      otherwise: least === 0 ? 'yes' : 'no',
      given: chosen.given,
    }
  },
})
