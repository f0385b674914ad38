import type { Target, Targets } from '../../http/contract.ts'
import { formatNumber } from '../../sentence.ts'
import type { Invocation } from '../invocation.ts'
import { formatTable } from '../table.ts'
import { percent, quadrantTitles, sayMoney, sayQuadrant } from '../target-words.ts'
import { toInert } from '../terminal.ts'

const path = '/api/v1/targets'

/** `targets`: the matrix as a table. */
export async function listTargets({ terminal, client }: Invocation): Promise<undefined> {
  const found = await (await client()).ask<Targets>('GET', path)
  if (terminal.json) return void terminal.printJson(found)
  const { items, missing, settings, thresholds } = found
  if (items.length === 0) {
    terminal.print(
      missing.length === 0
        ? 'There are no targets yet. Choose a business model: groundswell init --business-model <model>'
        : `Nobody was placed in ${missing.join(', ')} yet. Run the stages: groundswell run`,
    )
    return undefined
  }
  const rows = items.map(({ segment, members, placement }) => {
    const { impact, importance, attractiveness } = placement
    return [
      segment,
      formatNumber(members),
      impact === null ? 'too little' : sayMoney(impact.mean, settings.currency),
      impact === null
        ? ''
        : `${sayMoney(impact.percentiles[0] ?? 0, settings.currency)} to ${sayMoney(impact.percentiles[2] ?? 0, settings.currency)}`,
      importance === null
        ? 'too little'
        : `${importance.mean.toFixed(2)} ± ${importance.deviation.toFixed(2)}`,
      sayQuadrant(placement),
      attractiveness === null ? '' : attractiveness.toFixed(2),
    ]
  })
  terminal.print(formatTable(columns, rows))
  terminal.print(
    `High is from ${sayMoney(thresholds.impact, settings.currency)}${settings.impactThreshold === null ? ' (the median)' : ''} in 12 months, and from an importance of ${thresholds.importance}.`,
  )
  for (const name of missing) terminal.print(`${name}: nobody was placed in it yet`)
  return undefined
}

const columns = [
  { title: 'segment' },
  { title: 'members', isNumber: true },
  { title: 'impact', isNumber: true },
  { title: '90 % of draws' },
  { title: 'importance' },
  { title: 'quadrant' },
  { title: 'attractiveness', isNumber: true },
]

/** `targets show <segment>`. */
export async function showTarget({ terminal, client }: Invocation, segment: string): Promise<undefined> {
  const server = await client()
  const found = await server.ask<Target>('GET', `${path}/${encodeURIComponent(segment)}`)
  if (terminal.json) return void terminal.printJson(found)
  const { settings } = await server.ask<Targets>('GET', path)
  const say = (text: string): void => terminal.print(toInert(text))
  say(`${found.title}: ${found.sentence}`)
  say(`${formatNumber(found.members)} members, ${formatNumber(found.before)} a year before.`)
  for (const line of [
    ...describePlacement(found, settings.currency),
    ...describeFigures(found, settings.currency),
    ...describeUsefulness(found),
    ...describePlan(found),
  ])
    say(line)
  return undefined
}

function describePlacement({ placement, ratings }: Target, currency: string): string[] {
  const { impact, importance, probabilities, tornado, reasons } = placement
  return [
    '',
    `Place: ${sayQuadrant(placement)}`,
    ...reasons.map((reason) => `  ${reason}`),
    ...(impact === null
      ? []
      : [
          `  Financial impact of 12 months: ${sayMoney(impact.mean, currency)} ± ${sayMoney(impact.deviation, currency)}`,
        ]),
    ...(importance === null
      ? []
      : [`  Strategic importance: ${importance.mean.toFixed(2)} ± ${importance.deviation.toFixed(2)}`]),
    ...ratings.map(
      ({ rater, scores }) =>
        `  ${rater} scored ${Object.entries(scores)
          .map(([name, score]) => `${name} ${score}`)
          .join(', ')}`,
    ),
    ...Object.entries(probabilities ?? {}).map(
      ([name, share]) => `  ${quadrantTitles[name as keyof typeof quadrantTitles]}: ${percent(share)}`,
    ),
    ...(tornado === null || tornado.blades.length === 0
      ? []
      : [
          `What would settle it (probability of ${quadrantTitles[tornado.quadrant]}, now ${percent(tornado.now)}):`,
          ...tornado.blades.map(
            ({ factor, low, high }) =>
              `  ${factor}: ${percent(low)} at its lowest, ${percent(high)} at its highest`,
          ),
        ]),
  ]
}

type Figure = Target['figures']['revenue']

function describeFigures({ figures }: Target, currency: string): string[] {
  const triangle = ({ low, mode, high, origin }: Figure, say: (value: number) => string): string =>
    `${low === high ? say(mode) : `${say(low)}, ${say(mode)}, ${say(high)}`} (${origin})`
  const money = (value: number): string => sayMoney(value, currency)
  const plain = (value: number): string => String(Number(value.toPrecision(4)))
  return [
    '',
    'Figures:',
    `  revenue of one who pays: ${triangle(figures.revenue, money)}`,
    `  conversion: ${triangle(figures.conversion, plain)}`,
    `  program cost: ${triangle(figures.programCost, money)}`,
    `  support cost: ${triangle(figures.supportCost, money)}`,
    ...figures.values.map(
      ({ name, count, hours, attributable }) =>
        `  ${name}: count ${triangle(count, plain)}, hours ${triangle(hours, plain)}, attributable ${triangle(attributable, plain)}`,
    ),
  ]
}

function describeUsefulness({ usefulness }: Target): string[] {
  const { tests, isUsable, rank } = usefulness
  return [
    '',
    `Usefulness: ${isUsable ? 'of use' : 'not of use yet'}${rank === null ? '' : `, ${rank.toFixed(2)}`}`,
    ...tests.map(
      ({ test, score, because, raise }) =>
        `  ${test} ${score === null ? 'unknown' : score.toFixed(2)}: ${because}${raise === '' ? '' : ` ${raise}`}`,
    ),
  ]
}

function describePlan({ plan, reach, reachable, members, hypotheses, programs }: Target): string[] {
  return [
    '',
    `Plan${plan.isWritten ? '' : ' (where the business model begins)'}: ${plan.owner === '' ? 'nobody answers for it yet' : `${plan.owner} answers for it`}`,
    `  Reachable: ${formatNumber(reachable)} of ${formatNumber(members)}; ${reach.map((one) => `${one.channel} ${formatNumber(one.members)}`).join(', ')}`,
    ...(plan.gain === '' ? [] : [`  They gain: ${plan.gain}`]),
    ...(plan.say === '' ? [] : [`  We say: ${plan.say}`]),
    ...plan.channels.map(({ channel, message }) => `  In ${channel}: ${message}`),
    ...plan.never.map((never) => `  We never: ${never}`),
    ...(programs.length === 0 ? [] : [`  Programs that fit: ${programs.join(', ')}`]),
    ...hypotheses.map(
      ({ id, sentence, due, verdict }) =>
        `  Hypothesis ${id}: ${sentence}, by ${due}: ${verdict === null ? 'open' : `${verdict.verdict} by ${verdict.by}`}`,
    ),
  ]
}
