/** A question about somebody that is answered with yes (1) or no (0). */
export interface Asking {
  readonly answers: Uint8Array
}

export type Tree =
  | { readonly group: number }
  /** Which question, and what follows from its answer. */
  | { readonly question: number; readonly yes: Tree; readonly no: Tree }

interface Growth {
  readonly questions: readonly Asking[]
  readonly labels: Uint8Array
  readonly k: number
  readonly fewest: number
}

/**
 * A classification tree (CART by Gini's impurity): the fewest questions, at most `depth` one after the other, that tell groups apart.
 * No leaf holds fewer than `fewest`. Answers that do not change the group are not asked for.
 */
export function growTree(growth: Growth, depth: number): Tree {
  return grow(
    growth,
    Uint32Array.from(growth.labels, (_, at) => at),
    depth,
  )
}

function grow(growth: Growth, rows: Uint32Array, depth: number): Tree {
  const counts = countGroups(growth, rows)
  const leaf = { group: counts.indexOf(Math.max(...counts)) }
  if (depth === 0 || rows.length < 2 * growth.fewest) return leaf
  const question = findQuestion(growth, rows, counts)
  if (question === undefined) return leaf
  const { answers } = growth.questions[question] as Asking
  const yes = grow(
    growth,
    rows.filter((row) => answers[row] === 1),
    depth - 1,
  )
  const no = grow(
    growth,
    rows.filter((row) => answers[row] !== 1),
    depth - 1,
  )
  return 'group' in yes && 'group' in no && yes.group === no.group ? yes : { question, yes, no }
}

function countGroups({ labels, k }: Growth, rows: Uint32Array): number[] {
  const counts = new Array<number>(k).fill(0)
  for (const row of rows) counts[labels[row] as number] = (counts[labels[row] as number] as number) + 1
  return counts
}

/** The question after which those who answer alike are most of one group; the first of several. */
function findQuestion(growth: Growth, rows: Uint32Array, all: readonly number[]): number | undefined {
  const { questions, labels, k, fewest } = growth
  let [found, purest]: [number | undefined, number] = [undefined, purity(all, rows.length) + 1e-9]
  const yes = new Array<number>(k)
  for (const [question, { answers }] of questions.entries()) {
    yes.fill(0)
    let size = 0
    for (const row of rows) {
      if (answers[row] !== 1) continue
      size += 1
      yes[labels[row] as number] = (yes[labels[row] as number] as number) + 1
    }
    if (size < fewest || rows.length - size < fewest) continue
    const no = all.map((count, group) => count - (yes[group] as number))
    const pure = purity(yes, size) + purity(no, rows.length - size)
    if (pure > purest + 1e-9) [found, purest] = [question, pure]
  }
  return found
}

/** What Gini's impurity leaves, weighted by how many there are. */
const purity = (counts: readonly number[], size: number): number =>
  size === 0 ? 0 : counts.reduce((sum, count) => sum + count * count, 0) / size

/** The group of one who gives these answers. */
export function followTree(tree: Tree, answer: (question: number) => boolean): number {
  return 'group' in tree ? tree.group : followTree(answer(tree.question) ? tree.yes : tree.no, answer)
}

/** An answer on the way to a leaf. */
export interface Step {
  readonly question: number
  readonly isYes: boolean
}

/** All ways to the leaves of a group. */
export function findPaths(tree: Tree, group: number, steps: readonly Step[] = []): (readonly Step[])[] {
  if ('group' in tree) return tree.group === group ? [steps] : []
  const { question } = tree
  return [
    ...findPaths(tree.yes, group, [...steps, { question, isYes: true }]),
    ...findPaths(tree.no, group, [...steps, { question, isYes: false }]),
  ]
}
