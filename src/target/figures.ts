import { z } from 'zod'
import { decide, readDecisions, type Store } from '../store/index.ts'
import { inTargetLane, parseTold, type Told } from './target-decision.ts'
import { largestMoney } from './target-settings.ts'
import { type Triangle, triangleWithin } from './triangle.ts'
import { type ValueName, valueNames } from './value-kind.ts'

const kind = 'target-economics'
const money = triangleWithin(0, largestMoney)

const value = z.strictObject({
  count: triangleWithin(0, 1_000_000_000).nullish(),
  hours: triangleWithin(0, 100_000).nullish(),
  attributable: triangleWithin(0, 1).nullish(),
})
/** What somebody says of what a segment brings and costs; null takes one figure back. */
const figures = z.strictObject({
  revenue: money.nullish(),
  conversion: triangleWithin(0, 1).nullish(),
  programCost: money.nullish(),
  supportCost: money.nullish(),
  values: z.partialRecord(z.enum(valueNames), value).optional(),
})
const body = z.object({ figures: figures.nullable() })

export interface SaidFigures {
  readonly revenue?: Triangle | undefined
  readonly conversion?: Triangle | undefined
  readonly programCost?: Triangle | undefined
  readonly supportCost?: Triangle | undefined
  readonly values: Partial<Record<ValueName, SaidValue>>
}
interface SaidValue {
  readonly count?: Triangle | undefined
  readonly hours?: Triangle | undefined
  readonly attributable?: Triangle | undefined
}

/** What is said of segments, by their ids. */
export async function readFigures(store: Store): Promise<Map<string, SaidFigures>> {
  const decisions = await readDecisions(store, kind)
  return new Map(
    decisions.flatMap((decision): [string, SaidFigures][] => {
      const { figures: said } = body.parse(decision.body)
      return said === null ? [] : [[decision.subject, toSaid(said)]]
    }),
  )
}

/** Says some figures of a segment; those not named stay, null takes one back. */
export function changeFigures(store: Store, segment: string, given: unknown, told: Told): Promise<void> {
  return inTargetLane(store, async () => {
    const changed = toChange(parseTold(figures, given, 'What the segment is worth'))
    const former = (await readFigures(store)).get(segment)
    const names = new Set([...Object.keys(former?.values ?? {}), ...Object.keys(changed.values)])
    const values = Object.fromEntries(
      [...names].map((name) => [
        name,
        { ...former?.values[name as ValueName], ...changed.values[name as ValueName] },
      ]),
    )
    await decide(store, {
      kind,
      subject: segment,
      body: { figures: { ...former, ...changed, values } },
      ...told,
    })
  })
}

/** Takes everything said of a segment back: what is measured and usual holds again. */
export async function takeFiguresBack(store: Store, segment: string, told: Told): Promise<void> {
  await decide(store, { kind, subject: segment, body: { figures: null }, ...told })
}

type Written = z.infer<typeof figures>
const toChange = (said: Written) => ({ ...said, values: said.values ?? {} })

function toSaid({ revenue, conversion, programCost, supportCost, values = {} }: Written): SaidFigures {
  return {
    revenue: revenue ?? undefined,
    conversion: conversion ?? undefined,
    programCost: programCost ?? undefined,
    supportCost: supportCost ?? undefined,
    values: Object.fromEntries(
      Object.entries(values).map(([name, { count, hours, attributable }]) => [
        name,
        {
          count: count ?? undefined,
          hours: hours ?? undefined,
          attributable: attributable ?? undefined,
        },
      ]),
    ),
  }
}
