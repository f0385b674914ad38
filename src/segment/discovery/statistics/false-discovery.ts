/** Benjamini and Hochberg's q of each p: the share of false discoveries when everything up to it counts as one. Keeps the order. */
export function adjustDiscoveries(ps: readonly number[]): number[] {
  const order = ps.map((p, at) => ({ p, at })).sort((left, right) => right.p - left.p)
  const adjusted = new Array<number>(ps.length).fill(1)
  let least = 1
  for (const [place, { p, at }] of order.entries()) {
    least = Math.min(least, (p * ps.length) / (ps.length - place))
    adjusted[at] = least
  }
  return adjusted
}
