const pairs = (count: number): number => (count * (count - 1)) / 2

/** Hubert and Arabie's adjusted Rand index of two groupings: 1 the same, about 0 by chance. Undefined with fewer than two subjects. */
export function compareGroupings(left: ArrayLike<number>, right: ArrayLike<number>): number | undefined {
  if (left.length < 2) return undefined
  const both = new Map<string, number>()
  const [ofLeft, ofRight] = [new Map<number, number>(), new Map<number, number>()]
  for (let at = 0; at < left.length; at++) {
    const [a, b] = [left[at] as number, right[at] as number]
    ofLeft.set(a, (ofLeft.get(a) ?? 0) + 1)
    ofRight.set(b, (ofRight.get(b) ?? 0) + 1)
    both.set(`${a} ${b}`, (both.get(`${a} ${b}`) ?? 0) + 1)
  }
  const sum = (counts: Map<unknown, number>): number =>
    [...counts.values()].reduce((total, count) => total + pairs(count), 0)
  const [together, inLeft, inRight] = [sum(both), sum(ofLeft), sum(ofRight)]
  const expected = (inLeft * inRight) / pairs(left.length)
  const highest = (inLeft + inRight) / 2
  return highest === expected ? 1 : (together - expected) / (highest - expected)
}
