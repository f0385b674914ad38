/**
 * The participation ladder written down a second time, as plainly as possible: one person after another, one act and one month end
 * after another. It is slow and shares nothing with the models it is compared with.
 */

export interface WalkedAct {
  readonly person: string
  readonly at: Date
  readonly act: string
  readonly weight: number
  readonly contribution: boolean
  readonly participation: boolean
}

export interface WalkedStay {
  readonly person: string
  readonly state: string
  readonly enteredAt: Date
  readonly leftAt: Date | null
}

const day = 86_400_000
const monthOf = (at: number): number => new Date(at).getUTCFullYear() * 12 + new Date(at).getUTCMonth()
const startOf = (month: number): number => Date.UTC(Math.floor(month / 12), month % 12, 1)

export function walkLadder(all: readonly WalkedAct[], asOf: Date): WalkedStay[] {
  const acts = all
    .filter((act) => act.at < asOf)
    .sort((left, right) => left.at.getTime() - right.at.getTime())
  const cores = findCores(acts, asOf)
  const people = [...new Set(acts.map((act) => act.person))].sort(
    (left, right) => Number(left) - Number(right),
  )
  return people.flatMap((person) =>
    walkPerson(
      person,
      acts.filter((act) => act.person === person),
      cores,
      asOf.getTime(),
    ),
  )
}

/** By month: who is in the smallest set making 80 % of the weight of twelve months. */
function findCores(acts: readonly WalkedAct[], asOf: Date): Map<number, Set<string>> {
  const cores = new Map<number, Set<string>>()
  if (acts.length === 0) return cores
  const first = monthOf(acts[0]?.at.getTime() ?? 0)
  for (let month = first; startOf(month + 1) <= asOf.getTime(); month++) {
    const scores = new Map<string, number>()
    const counted = new Map<string, number>()
    for (const act of acts) {
      const of = monthOf(act.at.getTime())
      if (!act.contribution || of > month || of <= month - 12) continue
      const key = `${act.person} ${act.act} ${act.at.toISOString().slice(0, 10)}`
      const times = (counted.get(key) ?? 0) + 1
      counted.set(key, times)
      if (times <= 3) scores.set(act.person, (scores.get(act.person) ?? 0) + act.weight)
    }
    const total = [...scores.values()].reduce((sum, score) => sum + score, 0)
    const ranking = [...scores].sort(
      ([left, leftScore], [right, rightScore]) => rightScore - leftScore || Number(left) - Number(right),
    )
    const core = new Set<string>()
    let made = 0
    for (const [person, score] of ranking) {
      if (made * 5 >= total * 4) break
      core.add(person)
      made += score
    }
    cores.set(month, core)
  }
  return cores
}

function walkPerson(
  person: string,
  acts: readonly WalkedAct[],
  cores: ReadonlyMap<number, Set<string>>,
  asOf: number,
): WalkedStay[] {
  const contributions = acts.filter((act) => act.contribution).map((act) => act.at.getTime())
  const participations = acts.filter((act) => act.participation).map((act) => act.at.getTime())
  const within = (times: readonly number[], before: number): boolean =>
    times.some((time) => time < before && time >= before - 365 * day)
  /** Of six months ending with this one, those with a contribution up to a moment. */
  const activeMonths = (month: number, before: number): number =>
    new Set(
      contributions.filter((time) => time < before && monthOf(time) > month - 6).map((time) => monthOf(time)),
    ).size
  const first = acts[0]?.at.getTime() ?? 0
  const moments = [
    ...acts.map((act) => ({ at: act.at.getTime(), isMonthEnd: false })),
    ...Array.from({ length: monthOf(asOf) - monthOf(first) + 1 }, (_unused, index) => ({
      at: startOf(monthOf(first) + index + 1) - 1,
      isMonthEnd: true,
    })).filter(({ at }) => at < asOf),
  ].sort((left, right) => left.at - right.at || Number(left.isMonthEnd) - Number(right.isMonthEnd))

  const held = new Set([1])
  const failures = new Map<number, number>()
  const stays: OpenStay[] = []
  for (const { at, isMonthEnd } of moments) {
    const until = at + 1
    const month = monthOf(at)
    const rules: [number, boolean][] = [
      [2, within(participations, until)],
      [3, within(contributions, until)],
      [4, activeMonths(month, until) >= 3],
    ]
    if (isMonthEnd) rules.push([5, activeMonths(month, until) >= 3 && cores.get(month)?.has(person) === true])
    for (const [rung, holds] of rules) {
      if (holds) {
        held.add(rung)
        failures.set(rung, 0)
      } else if (isMonthEnd) {
        failures.set(rung, (failures.get(rung) ?? 0) + 1)
        if ((failures.get(rung) ?? 0) >= 2) held.delete(rung)
      }
    }
    stand(stays, { person, state: `P${Math.max(...held)}`, enteredAt: new Date(at), leftAt: null })
  }
  return stays
}

type OpenStay = { -readonly [Key in keyof WalkedStay]: WalkedStay[Key] }

/** Adds a stay where the rung changed; of several changes at one moment only the last counts. */
function stand(stays: OpenStay[], next: OpenStay): void {
  if (stays.at(-1)?.enteredAt.getTime() === next.enteredAt.getTime()) stays.pop()
  const last = stays.at(-1)
  if (last === undefined) stays.push(next)
  else if (last.state === next.state) last.leftAt = null
  else {
    last.leftAt = next.enteredAt
    stays.push(next)
  }
}
