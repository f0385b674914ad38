/** A generator of numbers in [0, 1) that says the same again from the same seed: xoshiro128**, seeded by splitmix32. */
export type Random = () => number

export function seedRandom(seed: number): Random {
  let state = seed >>> 0
  const seeds = (): number => {
    state = (state + 0x9e3779b9) | 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return mixed ^ (mixed >>> 15)
  }
  let [a, b, c, d] = [seeds(), seeds(), seeds(), seeds()]
  return () => {
    const five = Math.imul(b, 5)
    const result = Math.imul((five << 7) | (five >>> 25), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return (result >>> 0) / 4_294_967_296
  }
}

/** A whole number from 0 up to, not including, `below`. */
export const drawBelow = (random: Random, below: number): number => Math.floor(random() * below)

/** `size` different numbers below `from` in rising order; all of them when there are no more. */
export function drawSample(random: Random, from: number, size: number): Uint32Array {
  const all = Uint32Array.from({ length: from }, (_, at) => at)
  if (size >= from) return all
  for (let at = 0; at < size; at++) {
    const other = at + drawBelow(random, from - at)
    const drawn = all[other] as number
    all[other] = all[at] as number
    all[at] = drawn
  }
  return all.slice(0, size).sort()
}
