/** One of Kotler's tests. */
export interface TestScore {
  readonly test: 'measurable' | 'substantial' | 'accessible' | 'differentiable' | 'actionable'
  /** From 0 to 1; null when it cannot be told. */
  readonly score: number | null
  /** What the score rests on. */
  readonly because: string
  /** What would raise it; '' when nothing need. */
  readonly raise: string
}

export interface Usefulness {
  readonly tests: readonly TestScore[]
  /** All five at least 0.5. */
  readonly isUsable: boolean
  /** Geometric mean: one that is 0 makes it 0; null while one cannot be told. */
  readonly rank: number | null
}

/** What the tests look at. */
export interface Shape {
  readonly members: number
  /** Of so many more nobody knows whether they belong. */
  readonly unknown: number
  readonly placed: number
  readonly minimumSize: number
  /** Members who can be reached in some lawful way. */
  readonly reachable: number
  /** How many acts of each family members did. */
  readonly profile: ReadonlyMap<string, number>
  readonly others: readonly { readonly title: string; readonly profile: ReadonlyMap<string, number> }[]
  readonly hasPlan: boolean
  readonly hasOwner: boolean
  readonly hasHypothesis: boolean
}

const enough = 0.5

/** Whether a segment is of use (methods 6.7), by five tests. */
export function judgeUsefulness(shape: Shape): Usefulness {
  const tests = [
    judgeMeasurable(shape),
    judgeSubstantial(shape),
    judgeAccessible(shape),
    judgeDifferentiable(shape),
    judgeActionable(shape),
  ]
  const scores = tests.map(({ score }) => score)
  const known = scores.filter((score) => score !== null)
  return {
    tests,
    isUsable: known.length === tests.length && known.every((score) => score >= enough),
    rank:
      known.length < tests.length
        ? null
        : known.reduce((product, score) => product * score, 1) ** (1 / tests.length),
  }
}

function judgeMeasurable({ placed, unknown }: Shape): TestScore {
  const all = placed + unknown
  return {
    test: 'measurable',
    score: all === 0 ? null : placed / all,
    because:
      all === 0
        ? 'Nobody was looked at yet.'
        : `Of ${all} who are or may be in it, ${placed} are known to be, with what decides it at p ≥ 0.8.`,
    raise:
      unknown === 0
        ? ''
        : `Learn what decides it of ${unknown} more: attributes, employers, or facts of firms.`,
  }
}

function judgeSubstantial({ members, minimumSize }: Shape): TestScore {
  return {
    test: 'substantial',
    score: Math.min(1, members / minimumSize),
    because: `${members} are known by name, of ${minimumSize} that make a program worth it; those nobody can name are not counted.`,
    raise:
      members >= minimumSize
        ? ''
        : `Find ${minimumSize - members} more, widen the rule, or say that fewer are enough (minimum size).`,
  }
}

function judgeAccessible({ members, reachable }: Shape): TestScore {
  return {
    test: 'accessible',
    score: members === 0 ? null : reachable / members,
    because:
      members === 0
        ? 'Nobody is in it.'
        : `${reachable} of ${members} used a public channel in 12 months or gave an address to be contacted.`,
    raise:
      reachable >= members
        ? ''
        : `${members - reachable} have no channel: give them a place to ask, or a newsletter to choose.`,
  }
}

function judgeDifferentiable({ profile, others }: Shape): TestScore {
  const compared = others
    .filter((other) => other.profile.size > 0)
    .map((other) => ({ title: other.title, alike: bhattacharyya(profile, other.profile) }))
  if (profile.size === 0 || compared.length === 0)
    return {
      test: 'differentiable',
      score: null,
      because: 'There is no other target to compare with, or nobody did anything in 12 months.',
      raise: 'Compare it with another target.',
    }
  const score = compared.reduce((sum, { alike }) => sum + 1 - alike, 0) / compared.length
  const nearest = compared.reduce((best, one) => (one.alike > best.alike ? one : best))
  return {
    test: 'differentiable',
    score,
    because: `What members do differs by ${Math.round(score * 100)} % from what those of ${compared.length} other ${compared.length === 1 ? 'target' : 'targets'} do.`,
    raise:
      score >= enough
        ? ''
        : `It is most like “${nearest.title}” (${Math.round(nearest.alike * 100)} %): serve both alike, or narrow the rule.`,
  }
}

function judgeActionable({ hasPlan, hasOwner, hasHypothesis }: Shape): TestScore {
  const isReady = hasPlan && hasOwner && hasHypothesis
  const missing = [
    ...(hasPlan ? [] : ['write its plan']),
    ...(hasOwner ? [] : ['name who answers for it']),
    ...(hasHypothesis ? [] : ['say what it is to bring, as a hypothesis with a measure and a date']),
  ]
  return {
    test: 'actionable',
    score: isReady ? 1 : hasPlan || hasHypothesis ? 0.5 : 0,
    because: isReady
      ? 'It has a plan, an owner and a hypothesis. Programs are not run from here yet, so budgets are not looked at.'
      : hasPlan || hasHypothesis
        ? 'It is begun. Programs are not run from here yet: plan, owner and hypothesis are what is looked at.'
        : 'Nothing is planned for it. Programs are not run from here yet: plan, owner and hypothesis are what is looked at.',
    raise:
      missing.length === 0 ? '' : `${missing.join(', ')}.`.replace(/^./, (letter) => letter.toUpperCase()),
  }
}

/** How alike two divisions are: 1 the same, 0 nothing in common. */
export function bhattacharyya(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  const sum = (counts: ReadonlyMap<string, number>): number =>
    [...counts.values()].reduce((total, count) => total + count, 0)
  const [ours, theirs] = [sum(one), sum(other)]
  if (ours === 0 || theirs === 0) return 0
  const alike = [...one].reduce(
    (total, [key, count]) => total + Math.sqrt((count / ours) * ((other.get(key) ?? 0) / theirs)),
    0,
  )
  return Math.min(1, alike)
}
