import { z } from 'zod'
import { actChoice, actFields, chooseActs, sayActs } from '../../act-choice.ts'
import { amountBounds, areBounds, boundFields, boundsOf, noBounds, sayBounds } from '../../bounds.ts'
import { defineKind } from '../../rule-kind.ts'

/** Measures that events carry; a table may bring others of its own. */
const measures = {
  lines: 'lines changed',
  files: 'files changed',
  characters: 'characters written',
  count: 'downloads, pulls or readings counted',
  amount: 'money',
  score: 'votes',
  seconds: 'seconds',
  ahead_by: 'changes a fork is ahead by',
}

const body = actChoice.extend({ of: z.string().min(1).max(100), ...amountBounds }).refine(areBounds, noBounds)

/** How much acts come to together. Acts that do not tell the measure add nothing; where none tells it, the sum is unknown. */
export const kind = defineKind({
  name: 'sum',
  title: 'Did so much, added up',
  subjects: ['person'],
  body,
  form: [
    { key: 'of', title: 'Sum of', input: 'one', choices: measures, isNeeded: true },
    ...boundFields,
    ...actFields(),
  ],
  examples: [
    body.parse({ of: 'lines', acts: ['commit.author'], at_least: 1000, within: '1 year' }),
    body.parse({ of: 'count', acts: ['software.download'], at_least: 1, at_most: 20 }),
  ],
  say: (rule) =>
    `did ${sayActs(rule)} with ${sayBounds(rule)}${measures[rule.of as keyof typeof measures] ?? rule.of} altogether`,
  test(rule) {
    const [least, most] = boundsOf(rule)
    const { condition, params, backs, given } = chooseActs(rule)
    // Lines stand beside the class of file they were changed in; what has none has its type there.
    const [amount, isTold] =
      rule.of === 'lines'
        ? [
            'arraySum((amount, work) -> if(work = toString(type), 0, amount), amounts, works)',
            'arrayExists(work -> work != toString(type), works)',
          ]
        : ['measures[{measure:String}]', 'mapContains(measures, {measure:String})']
    const inBounds = (sum: string): string =>
      most === undefined ? `${sum} >= {least:Float64}` : `${sum} BETWEEN {least:Float64} AND {most:Float64}`
    return {
      fact: 'acts',
      verdict: `multiIf(countIf(${condition}) = 0, ${inBounds('0')}, countIf(${condition} AND ${isTold}) = 0, NULL,
        ${inBounds(`sumIf(${amount}, ${condition})`)})`,
      params: {
        ...params,
        ...(rule.of === 'lines' ? {} : { measure: rule.of }),
        least,
        ...(most === undefined ? {} : { most }),
      },
      otherwise: least <= 0 ? 'yes' : 'no',
      only: condition,
      backs,
      given,
    }
  },
})
