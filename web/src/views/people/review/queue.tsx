import { Checkbox } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { countOf, formatShare } from '../../../parts/figures.ts'
import styles from './review.module.css'
import { nameOf, type ReviewState } from './use-review.ts'

/** All pairs that wait, to go to one or to choose several. */
export function Queue({ review }: { review: ReviewState }) {
  const { open, at, chosen } = review
  const here = useRef<HTMLLIElement>(null)
  const key = open[at]?.aliasA
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row moves into view when another is looked at
  useEffect(() => {
    const row = here.current
    const list = row?.parentElement
    if (row == null || list == null) return
    const [top, bottom] = [row.offsetTop, row.offsetTop + row.offsetHeight]
    if (top < list.scrollTop) list.scrollTop = top
    else if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight
  }, [key])
  return (
    <nav className={styles.queue} aria-label="Pairs that wait">
      <Checkbox
        label={chosen.size === 0 ? 'Choose all' : `${countOf(chosen.size, 'pair', 'pairs')} chosen`}
        checked={chosen.size > 0 && chosen.size === open.length}
        indeterminate={chosen.size > 0 && chosen.size < open.length}
        onChange={(event) => review.chooseAll(event.currentTarget.checked)}
      />
      <ol>
        {open.map((pair, index) => (
          <li key={`${pair.aliasA}:${pair.aliasB}`} ref={index === at ? here : undefined}>
            <Checkbox
              aria-label={`Choose ${nameOf(pair.a)} and ${nameOf(pair.b)}`}
              checked={review.isChosen(pair)}
              onChange={() => review.choose(pair)}
            />
            <button type="button" aria-current={index === at} onClick={() => review.show(pair)}>
              <bdi>{nameOf(pair.a)}</bdi> <span className={styles.faint}>and</span>{' '}
              <bdi>{nameOf(pair.b)}</bdi>
              <span className={styles.share}>{formatShare(pair.probability, 1)}</span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}
