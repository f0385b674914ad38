import { When } from './when.tsx'

/** A stretch of time in words; null is an open end. */
export function Span({ from, to }: { from: string | null; to: string | null }) {
  if (from === null && to === null) return <>at any time</>
  if (to === null)
    return (
      <>
        since <When at={from} />
      </>
    )
  if (from === null)
    return (
      <>
        until <When at={to} />
      </>
    )
  return (
    <>
      from <When at={from} /> to <When at={to} />
    </>
  )
}
