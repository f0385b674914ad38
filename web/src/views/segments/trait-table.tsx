import type { ReactNode } from 'react'
import { formatCount, formatShare } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { SegmentKey } from '../../parts/segment-key.tsx'
import { TickedBar } from '../../parts/share-bar.tsx'
import { WideTable } from '../../parts/wide-table.tsx'
import styles from './views.module.css'

export interface Trait {
  readonly id: string
  readonly title: string
  /** The title as a link, where it has a page of its own. */
  readonly link?: ReactNode
  readonly count: number
  readonly share: number
  /** The share among everybody; undefined where that is no use. */
  readonly overall?: number
  /** More about it, one for each further column. */
  readonly more?: readonly string[]
  readonly rule: Readonly<Record<string, unknown>>
}

interface TraitTableProps {
  /** What the table holds, for those who cannot see it. */
  label: string
  /** What the first column holds. */
  what: string
  noun: string
  traits: readonly Trait[]
  /** Further columns with figures. */
  more?: readonly string[]
  /** Whose members these are; the segment made of a row is called after it. */
  of: { readonly title: string; readonly rules: 'people' | 'organisations' }
}

/** What is so of how many members, to scale, with the key that makes a segment of them. */
export function TraitTable({ label, what, noun, traits, more = [], of }: TraitTableProps) {
  const compares = traits.some(({ overall }) => overall !== undefined)
  return (
    <WideTable label={label}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{what}</th>
            <th scope="col" data-figures="true">
              {noun}
            </th>
            <td className={styles.bar} />
            <th scope="col" data-figures="true">
              Here
            </th>
            {compares ? (
              <th scope="col" data-figures="true">
                Everybody
              </th>
            ) : null}
            {more.map((title) => (
              <th key={title} scope="col" data-figures="true">
                {title}
              </th>
            ))}
            <th scope="col">
              <span className={styles.hidden}>Make a segment</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {traits.map((trait) => (
            <tr key={trait.id}>
              <th scope="row">{trait.link ?? <bdi>{makeInert(trait.title)}</bdi>}</th>
              <td data-figures="true">{formatCount(trait.count)}</td>
              <td className={styles.bar}>
                <TickedBar share={trait.share} tick={trait.overall} />
              </td>
              <td data-figures="true">{formatShare(trait.share, 1)}</td>
              {compares ? (
                <td data-figures="true">
                  {trait.overall === undefined ? '' : formatShare(trait.overall, 1)}
                </td>
              ) : null}
              {more.map((title, at) => (
                <td key={title} data-figures="true">
                  {trait.more?.[at] ?? ''}
                </td>
              ))}
              <td className={styles.key}>
                <SegmentKey title={`${of.title}: ${trait.title}`} of={of.rules} rule={trait.rule} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  )
}
