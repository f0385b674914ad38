/** A small line from zero, for the shape only; the figures stand beside it. */
export function Spark({
  values,
  width = 120,
  height = 26,
}: {
  values: readonly number[]
  width?: number
  height?: number
}) {
  if (values.length < 2) return null
  const most = Math.max(1, ...values)
  const points = values.map((value, index) => {
    const x = 2 + (index / (values.length - 1)) * (width - 6)
    const y = height - 3 - (value / most) * (height - 6)
    return [x, y] as const
  })
  const [lastX, lastY] = points.at(-1) ?? [0, 0]
  const line = points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      style={{ display: 'block' }}
    >
      <line x1="2" x2={width - 4} y1={height - 3} y2={height - 3} stroke="var(--rule)" />
      <polyline points={line} fill="none" stroke="var(--seen)" strokeWidth="1.5" strokeLinejoin="round" />
      <circle cx={lastX} cy={lastY} r="2.5" fill="var(--seen)" />
    </svg>
  )
}
