import type { Lift } from './lifts.ts'
import { judgeJaccard } from './stability.ts'
import type { Fidelity } from './surrogate/measure-fidelity.ts'

/** Rules that say less are not published by themselves (methods 6.5). */
export const leastFidelity = 0.85
/** A rule that misses half of a group, or of which half are others, does not stand for it. */
const leastFit = 0.5

const percent = (share: number): string => `${Math.round(share * 100)} %`

/** Why nothing of a grouping can be published. */
export function judgeWhole(stabilities: readonly number[], fidelity: number): string[] {
  const gone = stabilities.flatMap((mean, at) => (judgeJaccard(mean) === 'dissolves' ? [at + 1] : []))
  return [
    ...(stabilities.length < 2 ? ['No groups were found: everybody is of one kind.'] : []),
    ...(gone.length === 0
      ? []
      : [
          `${gone.length === 1 ? `Group ${gone[0]} dissolves` : `Groups ${gone.join(', ')} dissolve`} when people are drawn anew; groups of which one dissolves are chance together.`,
        ]),
    ...(fidelity < leastFidelity
      ? [
          `The rules fit only ${percent(fidelity)} of the people they should; at least ${percent(leastFidelity)} is needed.`,
        ]
      : []),
  ]
}

type RuleFit = Fidelity['groups'][number]

/** Why one group cannot be published, besides what is so of the whole. */
export function judgeGroup(hasRule: boolean, { precision, recall }: RuleFit): string[] {
  if (!hasRule) return ['No rule tells this group from the others.']
  return [
    ...(precision < leastFit ? [`Of those its rule fits only ${percent(precision)} are in the group.`] : []),
    ...(recall < leastFit ? [`Its rule fits only ${percent(recall)} of the group.`] : []),
  ]
}

/** A name from what distinguishes a group most, one thing of each feature. */
export function suggestName(lifts: readonly Lift[], cluster: number): string {
  const chosen = lifts.filter(({ feature }, at) => lifts.findIndex((one) => one.feature === feature) === at)
  const name = chosen
    .slice(0, 3)
    .map(({ title }) => title)
    .join(', ')
  return name === '' ? `Group ${cluster}` : `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`
}
