import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Scheme, SchemeOverlap } from '../../../../../src/serve/http/contract.ts'
import { askSchemeOverlaps, askSchemes } from '../../../api/questions.ts'
import { EmptyState } from '../../../parts/empty-state.tsx'
import { formatCount } from '../../../parts/figures.ts'
import { makeInert } from '../../../parts/inert-text.ts'
import { useListSearch } from '../../../parts/list-table/use-list-search.ts'
import { Page } from '../../../parts/page.tsx'
import { ProblemNote } from '../../../parts/problem-note.tsx'
import { Section } from '../../../parts/section.tsx'
import { TickedBar } from '../../../parts/share-bar.tsx'
import { WaitingLines } from '../../../parts/waiting.tsx'
import { WideTable } from '../../../parts/wide-table.tsx'
import { joinIds, type SchemesSearch } from '../../../search-params.ts'
import styles from '../views.module.css'
import { canSay, listPairs, type SchemePair, sayAssociation, sayPairs } from './scheme-pairs.ts'

const route = getRouteApi('/segments/schemes')

/** How much one way of dividing the community says of another. */
export function SchemesPage() {
  const { scheme } = route.useSearch()
  const { data, error, refetch } = useQuery(askSchemeOverlaps())
  const { data: schemes } = useQuery(askSchemes())
  return (
    <Page
      title="How schemes overlap"
      above={<Link to="/segments">Segments</Link>}
      lead="Schemes divide the same people or organisations in parallel. Do two of them say the same?"
    >
      {error === null ? null : <ProblemNote error={error} onRetry={() => void refetch()} />}
      {data === undefined || schemes === undefined ? (
        error === null ? (
          <WaitingLines lines={6} height={34} />
        ) : null
      ) : (
        <Pairs overlaps={data.items} schemes={schemes.items} scheme={scheme} />
      )}
    </Page>
  )
}

interface PairsProps {
  overlaps: readonly SchemeOverlap[]
  schemes: readonly Scheme[]
  scheme: string | undefined
}

function Pairs({ overlaps, schemes, scheme }: PairsProps) {
  const change = useListSearch<SchemesSearch>()
  const pairs = listPairs(overlaps, scheme)
  if (overlaps.length === 0)
    return (
      <EmptyState title="Here will stand how schemes overlap">
        There are no two schemes about the same yet. They are worked out after something was collected.
      </EmptyState>
    )
  return (
    <>
      <NativeSelect
        label="Scheme"
        maw={340}
        data={[
          { value: '', label: 'All' },
          ...schemes.map((one) => ({ value: one.scheme, label: makeInert(one.title) })),
        ]}
        value={scheme ?? ''}
        onChange={(event) => change({ scheme: event.currentTarget.value })}
      />
      <Section
        title={sayPairs(pairs)}
        note="How much one says of the other is Cramér’s V among those both place: 0 is nothing, 1 is all. Of segments made of rules only counts are told, because somebody can be in several; among few people chance alone makes it large."
      >
        {pairs.length === 0 ? (
          <p className={styles.soft}>No other scheme is about the same.</p>
        ) : (
          <PairsTable pairs={pairs} schemes={schemes} />
        )}
      </Section>
    </>
  )
}

function PairsTable({ pairs, schemes }: { pairs: readonly SchemePair[]; schemes: readonly Scheme[] }) {
  return (
    <WideTable label="Pairs of schemes">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Schemes</th>
            <th scope="col" data-figures="true">
              Both place
            </th>
            <th scope="col" data-figures="true">
              Only the first
            </th>
            <th scope="col" data-figures="true">
              Only the second
            </th>
            <td className={styles.bar} />
            <th scope="col">One says of the other</th>
            <th scope="col">
              <span className={styles.hidden}>Their segments</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {pairs.map((pair) => (
            <tr key={`${pair.a} ${pair.b}`}>
              <th scope="row">
                <bdi>{makeInert(pair.aTitle)}</bdi> and <bdi>{makeInert(pair.bTitle)}</bdi>
              </th>
              <td data-figures="true">{formatCount(pair.both)}</td>
              <td data-figures="true">{formatCount(pair.onlyA)}</td>
              <td data-figures="true">{formatCount(pair.onlyB)}</td>
              <td className={styles.bar}>
                {!canSay(pair) ? null : <TickedBar share={pair.association ?? 0} />}
              </td>
              <td>{sayAssociation(pair)}</td>
              <td>
                <Link
                  to="/segments/overlap"
                  search={{ segments: joinIds([...largest(schemes, pair.a), ...largest(schemes, pair.b)]) }}
                >
                  Segments
                  <span className={styles.hidden}>
                    {' '}
                    of {makeInert(pair.aTitle)} and {makeInert(pair.bTitle)}
                  </span>
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  )
}

/** The four largest segments of a scheme: of two schemes, as many as can be looked at together. */
const largest = (schemes: readonly Scheme[], id: string): string[] =>
  (schemes.find(({ scheme }) => scheme === id)?.segments ?? [])
    .filter(({ members }) => members > 0)
    .sort((a, b) => b.members - a.members)
    .slice(0, 4)
    .map(({ segment }) => segment)
