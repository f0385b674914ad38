import { types } from './rule-community.ts'

/** The segments of the bench of rules, as definitions and as SQL written by hand. */
interface Flat {
  readonly type: string
  readonly days: number
  readonly least: number
}

/** Who did something so often lately; every third only if they never did something else; every fourth only on some rungs. */
const listFlat = (count: number): Flat[] =>
  Array.from({ length: count }, (_, at) => ({
    type: types[at % types.length] ?? '',
    days: [30, 90, 180, 365, 1000][at % 5] ?? 0,
    least: 1 + (at % 7),
  }))
const other = (at: number): string => types[(at + 1) % types.length] ?? ''
const name = (at: number): string => `segment-${at}`

export function writeRules(segments: number, nested: number): Record<string, unknown> {
  const flat = listFlat(segments - nested)
  const rules: [string, unknown][] = flat.map(({ type, days, least }, at) => [
    name(at),
    {
      all: [
        { did: { acts: [type], within: `${days} days`, at_least: least } },
        ...(at % 3 === 0 ? [{ not: { did: { acts: [other(at)], within: '30 days' } } }] : []),
        ...(at % 4 === 0 ? [{ stands: { at_least: 'P3' } }] : []),
      ],
    },
  ])
  for (let at = flat.length; at < segments; at++) {
    const one = at - flat.length
    rules.push([
      name(at),
      {
        all: [
          { any: [{ member: { of: `custom/${name(one)}` } }, { member: { of: `custom/${name(one + 5)}` } }] },
          { not: { member: { of: `custom/${name(one + 9)}` } } },
        ],
      },
    ])
  }
  return Object.fromEntries(rules.map(([key, rule]) => [key, { title: key, rule }]))
}

/** The same as numbers, for systems that are asked the same: what somebody did so often, unless they did something else, from which rung on. */
export function describeRules(segments: number, nested: number): unknown {
  const flat = listFlat(segments - nested)
  return {
    flat: flat.map((one, at) => ({
      ...one,
      ...(at % 3 === 0 ? { unless: other(at) } : {}),
      ...(at % 4 === 0 ? { rung: 3 } : {}),
    })),
    nested: Array.from({ length: nested }, (_, one) => [one, one + 5, one + 9]),
  }
}

/** The same by hand: one pass over the acts, then the nested ones from what it found. */
export function writeByHand(segments: number, nested: number, asOf: Date): string {
  const moment = `toDateTime64('${asOf.toISOString().slice(0, 10)}', 3, 'UTC')`
  const flat = listFlat(segments - nested)
  const counts = flat.map(
    ({ type, days }, at) =>
      `countIf(type = '${type}' AND occurred_at >= ${moment} - INTERVAL ${days} DAY) AS count_${at}`,
  )
  const lately = types.map(
    (type, at) => `countIf(type = '${type}' AND occurred_at >= ${moment} - INTERVAL 30 DAY) AS lately_${at}`,
  )
  const fits = flat.map(({ least }, at) =>
    [
      `count_${at} >= ${least}`,
      ...(at % 3 === 0 ? [`lately_${(at + 1) % types.length} = 0`] : []),
      ...(at % 4 === 0 ? ['state >= 3'] : []),
    ].join(' AND '),
  )
  const ofOthers = Array.from(
    { length: nested },
    (_, one) => `(fits_${one} OR fits_${one + 5}) AND NOT fits_${one + 9} AS fits_${flat.length + one}`,
  )
  const all = Array.from({ length: segments }, (_, at) => `fits_${at}`)
  return `INSERT INTO by_hand
    SELECT arrayJoin(arrayFilter((at, fits) -> fits, range(${segments}), [${all.join(', ')}])) AS segment, person_id
    FROM (
      SELECT person_id, ${fits.map((one, at) => `(${one}) AS fits_${at}`).join(', ')}, ${ofOthers.join(', ')}
      FROM (
        SELECT person_id, ${[...counts, ...lately].join(', ')} FROM human_acts WHERE occurred_at < ${moment} GROUP BY person_id
      ) AS counted
      INNER JOIN (SELECT person_id, toUInt8(substring(toString(state), 2)) AS state FROM states) AS rungs USING (person_id)
    )`
}
