/** A fit: its parameters, the sum of squared residuals, and (JᵀJ)⁻¹ there, from which standard errors follow. */
export interface LeastSquares {
  readonly parameters: readonly number[]
  readonly squares: number
  readonly spread: readonly (readonly number[])[]
}

type Residuals = (parameters: readonly number[]) => readonly number[]

const mostSteps = 200
const enough = 1e-12

/**
 * Least squares by Levenberg and Marquardt, from a start, with differences for derivatives. Undefined when it does not come to rest, or comes to
 * rest where the parameters cannot be told apart.
 */
export function fitLeastSquares(residuals: Residuals, start: readonly number[]): LeastSquares | undefined {
  let parameters = [...start]
  let left = residuals(parameters)
  let squares = sumSquares(left)
  let damping = 1e-3
  for (let step = 0; step < mostSteps && Number.isFinite(squares); step++) {
    const slopes = differentiate(residuals, parameters)
    const products = multiply(slopes)
    const downhill = slopes.map((slope) => -dot(slope, left))
    const damped = products.map((row, i) =>
      row.map((value, j) => (i === j ? value * (1 + damping) + 1e-300 : value)),
    )
    const move = solve(damped, downhill)
    if (move === undefined) return undefined
    const next = parameters.map((value, i) => value + (move[i] ?? 0))
    const nextLeft = residuals(next)
    const nextSquares = sumSquares(nextLeft)
    if (nextSquares <= squares) {
      const gained = squares - nextSquares
      const isThere = gained <= enough * squares && Math.max(...move.map(Math.abs)) < 1e-7
      parameters = next
      left = nextLeft
      squares = nextSquares
      damping = Math.max(damping / 10, 1e-12)
      if (isThere || squares === 0) return settle(residuals, parameters, squares)
    } else if (damping > 1e12) return settle(residuals, parameters, squares)
    else damping *= 10
  }
  return undefined
}

function settle(
  residuals: Residuals,
  parameters: readonly number[],
  squares: number,
): LeastSquares | undefined {
  const products = multiply(differentiate(residuals, parameters))
  const columns = products.map((_row, column) =>
    solve(
      products,
      products.map((_other, row) => (row === column ? 1 : 0)),
    ),
  )
  const spread = columns.filter((column) => column !== undefined)
  return spread.length === columns.length ? { parameters, squares, spread } : undefined
}

/** One row a parameter: how each residual changes with it. */
function differentiate(residuals: Residuals, parameters: readonly number[]): number[][] {
  return parameters.map((value, at) => {
    const width = 1e-6 * Math.max(1, Math.abs(value))
    const shifted = (by: number) =>
      residuals(parameters.map((other, index) => (index === at ? other + by : other)))
    const below = shifted(-width)
    return shifted(width).map((above, index) => (above - (below[index] ?? 0)) / (2 * width))
  })
}

const dot = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0)
const sumSquares = (values: readonly number[]): number => dot(values, values)
const multiply = (slopes: readonly number[][]): number[][] =>
  slopes.map((one) => slopes.map((other) => dot(one, other)))

/** Gaussian elimination with pivots, each row scaled; undefined when the equations do not determine the answer. */
export function solve(
  matrix: readonly (readonly number[])[],
  right: readonly number[],
): number[] | undefined {
  const rows = matrix.map((row, index) => {
    const scale = Math.max(...row.map(Math.abs))
    return [...row, right[index] ?? 0].map((value) => value / scale)
  })
  const size = rows.length
  for (let at = 0; at < size; at++) {
    const pivot = rows.slice(at).reduce((best, row) => (sizeAt(row, at) > sizeAt(best, at) ? row : best))
    if (!(sizeAt(pivot, at) > 1e-13)) return undefined
    const from = rows.indexOf(pivot)
    rows[from] = rows[at] ?? []
    rows[at] = pivot
    for (let below = at + 1; below < size; below++) {
      const factor = (rows[below]?.[at] ?? 0) / (pivot[at] ?? 1)
      rows[below] = (rows[below] ?? []).map((value, column) => value - factor * (pivot[column] ?? 0))
    }
  }
  const answer = new Array<number>(size).fill(0)
  for (let at = size - 1; at >= 0; at--) {
    const row = rows[at] ?? []
    const known = answer.reduce(
      (sum, value, column) => (column > at ? sum + value * (row[column] ?? 0) : sum),
      0,
    )
    answer[at] = ((row[size] ?? 0) - known) / (row[at] ?? 1)
  }
  return answer.every(Number.isFinite) ? answer : undefined
}

const sizeAt = (row: readonly number[], at: number): number => Math.abs(row[at] ?? 0)
