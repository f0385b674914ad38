import type { KeyboardEvent } from 'react'

const steps: Record<string, (index: number, last: number) => number> = {
  ArrowDown: (index, last) => Math.min(last, index + 1),
  ArrowUp: (index) => Math.max(0, index - 1),
  PageDown: (index, last) => Math.min(last, index + 10),
  PageUp: (index) => Math.max(0, index - 10),
  Home: () => 0,
  End: (_index, last) => last,
}

/** Arrow keys move from one row's first link to the next row's; Enter then opens it, as any link. */
export function steerRows(event: KeyboardEvent<HTMLTableSectionElement>): void {
  const step = steps[event.key]
  if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return
  const row = (event.target as HTMLElement).closest('tr')
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('tr [data-row-link]')].filter(
    (link, index, all) => index === 0 || all[index - 1]?.closest('tr') !== link.closest('tr'),
  )
  const index = links.findIndex((link) => link.closest('tr') === row)
  if (index < 0) return
  event.preventDefault()
  const target = links[step(index, links.length - 1)]
  target?.focus({ preventScroll: true })
  target?.scrollIntoView({ block: 'nearest' })
}
