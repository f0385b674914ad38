import { useMergedRef, useResizeObserver } from '@mantine/hooks'
import { type ReactNode, useRef } from 'react'

/** A table that may be wider than its place: then it scrolls by itself, and a keyboard can reach it. */
export function WideTable({ label, children }: { label: string; children: ReactNode }) {
  const place = useRef<HTMLElement>(null)
  const [observed, { width }] = useResizeObserver<HTMLElement>()
  const ref = useMergedRef(place, observed)
  // Rendered again whenever the place changes its width, which is when this can change.
  const scrolls = width > 0 && (place.current?.scrollWidth ?? 0) > Math.ceil(width)
  return (
    <section
      ref={ref}
      aria-label={label}
      tabIndex={scrolls ? 0 : undefined}
      style={{ position: 'relative', overflowX: 'auto' }}
    >
      {children}
    </section>
  )
}
