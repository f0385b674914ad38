import { UserError } from '../../../core/index.ts'
import type { Target, Targets } from '../../http/contract.ts'
import type { Invocation } from '../invocation.ts'
import { sayMoney, sayQuadrant } from '../target-words.ts'
import { toInert } from '../terminal.ts'

interface Saying {
  readonly reason?: string | undefined
  readonly takeBack?: true | undefined
}

const pathOf = (segment: string): string => `/api/v1/targets/${encodeURIComponent(segment)}`

/** `targets rate <segment> fit=4 reach=2 --rater Ann`. */
export async function rate(
  { terminal, client }: Invocation,
  segment: string,
  words: readonly string[],
  { rater, reason = '', takeBack }: Saying & { readonly rater: string },
): Promise<undefined> {
  const path = `${pathOf(segment)}/ratings/${encodeURIComponent(rater)}`
  const server = await client()
  if (takeBack === true) {
    await server.ask('DELETE', path)
    return void terminal.print(toInert(`The rating of ${rater} is taken back.`))
  }
  const scores = Object.fromEntries(
    words.map(splitWord).map(([name, value]) => [name, readNumber(name, value)]),
  )
  return tell({ terminal }, await server.ask<Target>('PUT', path, { scores, reason }))
}

const moneyNames = ['revenue', 'programCost', 'supportCost']
const flatNames = [...moneyNames, 'conversion']

/** `targets worth <segment> revenue=1000,2000,5000 answers.count=40`. Money is typed in whole units. */
export async function worth(
  { terminal, client }: Invocation,
  segment: string,
  words: readonly string[],
  { reason = '', takeBack }: Saying,
): Promise<undefined> {
  const server = await client()
  const path = `${pathOf(segment)}/economics`
  if (takeBack === true) {
    await server.ask('DELETE', path)
    return void terminal.print('All that was said of it is taken back.')
  }
  if (words.length === 0) throw new UserError('Say at least one figure, like revenue=1000,2000,5000.')
  const figures: Record<string, unknown> = {}
  const values: Record<string, Record<string, unknown>> = {}
  for (const [name, value] of words.map(splitWord)) {
    const triangle = readTriangle(name, value, moneyNames.includes(name) ? 100 : 1)
    const [kind = '', part = ''] = name.split('.')
    if (flatNames.includes(name)) figures[name] = triangle
    else if (['count', 'hours', 'attributable'].includes(part))
      values[kind] = { ...values[kind], [part]: triangle }
    else
      throw new UserError(
        `“${name}” is no figure. There are ${flatNames.join(', ')}, and of each kind of value count, hours and attributable, like answers.count.`,
      )
  }
  const body = { figures: { ...figures, values }, reason }
  return tell({ terminal }, await server.ask<Target>('PUT', path, body))
}

interface PlanWords extends Saying {
  readonly owner?: string | undefined
  readonly gain?: string | undefined
  readonly say?: string | undefined
  readonly never?: readonly string[] | undefined
  readonly channel?: readonly string[] | undefined
}

/** `targets plan <segment> --owner Ann --say …`: what is not named stays. */
export async function plan(
  { terminal, client }: Invocation,
  segment: string,
  { owner, gain, say, never, channel, reason = '', takeBack }: PlanWords,
): Promise<undefined> {
  const server = await client()
  const path = `${pathOf(segment)}/plan`
  if (takeBack === true) {
    await server.ask('DELETE', path)
    return void terminal.print('The plan is taken back.')
  }
  const { isWritten: _isWritten, ...former } = (await server.ask<Target>('GET', pathOf(segment))).plan
  const written = {
    owner: owner ?? former.owner,
    gain: gain ?? former.gain,
    say: say ?? former.say,
    never: never ?? former.never,
    channels:
      channel?.map(splitWord).map(([name, message]) => ({ channel: name, message })) ?? former.channels,
  }
  return tell({ terminal }, await server.ask<Target>('PUT', path, { plan: written, reason }))
}

const settingNames = ['impactThreshold', 'importanceThreshold', 'minimumSize', 'hourlyRate', 'currency']

/** `targets set impactThreshold=50000`: money in whole units; lists as JSON. */
export async function setTargets(
  { terminal, client }: Invocation,
  words: readonly string[],
  { reason = '' }: Saying,
): Promise<undefined> {
  if (words.length === 0)
    throw new UserError(
      `Say at least one of ${settingNames.join(', ')}, criteria, comparisons, segments; like importanceThreshold=0.5.`,
    )
  const settings = Object.fromEntries(
    words.map(splitWord).map(([name, value]) => [name, readSetting(name, value)]),
  )
  const told = await (await client()).ask<Targets>('PUT', '/api/v1/target-settings', { settings, reason })
  if (terminal.json) return void terminal.printJson(told)
  const { settings: held, thresholds, weights } = told
  terminal.print(
    `High is from ${sayMoney(thresholds.impact, held.currency)} and an importance of ${thresholds.importance}; an hour is ${sayMoney(held.hourlyRate.mode, held.currency)}; worth a program from ${held.minimumSize} members.`,
  )
  terminal.print(
    toInert(weights.map(({ criterion, weight }) => `${criterion} ${weight.toFixed(3)}`).join(', ')),
  )
  return undefined
}

function readSetting(name: string, value: string): unknown {
  if (value === '') return null
  if (name === 'currency') return value
  if (name === 'hourlyRate') return readTriangle(name, value, 100)
  if (name === 'segments' && !value.startsWith('[')) return value.split(',')
  if (['criteria', 'comparisons', 'segments'].includes(name)) return readJson(name, value)
  const number = readNumber(name, value)
  return name === 'impactThreshold' ? Math.round(number * 100) : number
}

function readJson(name: string, value: string): unknown {
  try {
    return JSON.parse(value)
  } catch (error) {
    throw new UserError(`${name} is written as JSON, like [[3,4],[2]]; this is none.`, { cause: error })
  }
}

function tell({ terminal }: Pick<Invocation, 'terminal'>, target: Target): undefined {
  if (terminal.json) return void terminal.printJson(target)
  terminal.print(toInert(`${target.title}: ${sayQuadrant(target.placement)}`))
  for (const reason of target.placement.reasons) terminal.print(toInert(reason))
  return undefined
}

function splitWord(word: string): [name: string, value: string] {
  const at = word.indexOf('=')
  if (at < 1) throw new UserError(`“${word}” is not understood; write name=value.`)
  return [word.slice(0, at), word.slice(at + 1)]
}

function readNumber(name: string, value: string): number {
  if (value.trim() === '' || !Number.isFinite(Number(value)))
    throw new UserError(`${name} needs a number; “${value}” is none.`)
  return Number(value)
}

/** `low,mode,high`, or one number that is certain; nothing takes the figure back. */
function readTriangle(name: string, value: string, times: number): unknown {
  if (value === '') return null
  const numbers = value.split(',').map((one) => readNumber(name, one))
  const scale = (one: number): number => (times === 1 ? one : Math.round(one * times))
  const [low = 0, mode = low, high = mode] = numbers.map(scale)
  if (numbers.length !== 1 && numbers.length !== 3)
    throw new UserError(`${name} takes one number, or low,mode,high; here are ${numbers.length}.`)
  return { low, mode, high }
}
