import type { SaidFigures } from './figures.ts'
import type { Economics } from './financial-impact.ts'
import { exactly, type Triangle } from './triangle.ts'
import { usualAttributable, type ValueName, valueKinds } from './value-kind.ts'

/** Where a figure comes from: somebody here said it, acts were counted, or it is where one begins. */
export type Origin = 'said' | 'measured' | 'usual'

export interface SettledFigure extends Triangle {
  readonly origin: Origin
}

export interface SettledValue {
  readonly name: ValueName
  readonly title: string
  readonly note: string
  /** Acts counted in the last 12 months; null where no source tells. */
  readonly measured: number | null
  readonly count: SettledFigure
  readonly hours: SettledFigure
  readonly attributable: SettledFigure
}

/** The figures of a segment that hold, each with where it comes from. */
export interface SettledFigures {
  readonly revenue: SettledFigure
  readonly conversion: SettledFigure
  readonly programCost: SettledFigure
  readonly supportCost: SettledFigure
  readonly values: readonly SettledValue[]
}

interface Given {
  readonly said: SaidFigures | undefined
  /** Acts of members in 12 months, by type. */
  readonly acts: ReadonlyMap<string, number>
  readonly conversion: Triangle | undefined
  /** The kinds of value that count; others only where somebody said how many. */
  readonly values: readonly ValueName[]
}

/** What holds: what somebody said, else what was counted, else the usual. */
export function settleFigures({ said, acts, conversion, values }: Given): SettledFigures {
  const counted = valueKinds.filter(
    ({ name }) => values.includes(name) || said?.values[name]?.count !== undefined,
  )
  return {
    revenue: settle(said?.revenue, exactly(0)),
    conversion: settle(said?.conversion, conversion ?? exactly(0)),
    programCost: settle(said?.programCost, exactly(0)),
    supportCost: settle(said?.supportCost, exactly(0)),
    values: counted.map(({ name, title, note, countedBy, hours }) => {
      const types: readonly string[] = countedBy
      const measured = types.length === 0 ? null : types.reduce((sum, type) => sum + (acts.get(type) ?? 0), 0)
      const words = said?.values[name]
      return {
        name,
        title,
        note,
        measured,
        count: settle(words?.count, exactly(measured ?? 0), measured === null ? 'usual' : 'measured'),
        hours: settle(words?.hours, hours),
        attributable: settle(words?.attributable, usualAttributable),
      }
    }),
  }
}

const settle = (said: Triangle | undefined, otherwise: Triangle, origin: Origin = 'usual'): SettledFigure =>
  said === undefined ? { ...otherwise, origin } : { ...said, origin: 'said' }

/** As the simulation takes them. */
export const toEconomics = (
  { revenue, conversion, programCost, supportCost, values }: SettledFigures,
  members: number,
  hourlyRate: Triangle,
): Economics => ({ members, revenue, conversion, programCost, supportCost, hourlyRate, gifts: values })
