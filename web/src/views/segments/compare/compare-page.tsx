import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { askComparison } from '../../../api/questions.ts'
import { useListSearch } from '../../../parts/list-table/use-list-search.ts'
import { Page } from '../../../parts/page.tsx'
import { ProblemNote } from '../../../parts/problem-note.tsx'
import { WaitingLines } from '../../../parts/waiting.tsx'
import { type CompareSearch, endOfDay, joinIds } from '../../../search-params.ts'
import { AsOfField } from '../as-of-field.tsx'
import { ChooseFirst } from '../choose-first.tsx'
import { useSegmentChoices } from '../segment-choices.ts'
import styles from '../views.module.css'
import { Comparison } from './comparison.tsx'

const route = getRouteApi('/segments/compare')

/** Two segments side by side. */
export function ComparePage() {
  const { a, b, asOf } = route.useSearch()
  const change = useListSearch<CompareSearch>()
  return (
    <Page
      title="Compare segments"
      above={<Link to="/segments">Segments</Link>}
      lead="Two segments side by side: who is in both, and what sets them apart."
      actions={
        a === undefined || b === undefined ? undefined : (
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link to="/segments/overlap" search={{ segments: joinIds([a, b]) }} {...props} />
            )}
          >
            Overlap with more…
          </Button>
        )
      }
    >
      <div className={styles.fields}>
        <Choice label="The one" value={a} other={b} onChoose={(next) => change({ a: next })} />
        <Choice label="The other" value={b} other={a} onChoose={(next) => change({ b: next })} />
        <AsOfField value={asOf} onChange={(day) => change({ asOf: day })} />
      </div>
      {a !== undefined && b !== undefined ? (
        <Compared a={a} b={b} asOf={asOf} />
      ) : (
        <ChooseFirst title="Here will stand what sets two segments apart">
          {a === undefined && b === undefined
            ? 'Choose two segments of people, or of organisations.'
            : 'Choose the other one.'}
        </ChooseFirst>
      )}
    </Page>
  )
}

interface ChoiceProps {
  label: string
  value: string | undefined
  other: string | undefined
  onChoose: (next: string | undefined) => void
}

function Choice({ label, value, other, onChoose }: ChoiceProps) {
  const groups = useSegmentChoices([value, other].filter((one) => one !== undefined))
  return (
    <Select
      className={styles.wide ?? ''}
      label={label}
      placeholder="Search a segment"
      searchable
      clearable
      clearButtonProps={{ 'aria-label': `Take away: ${label.toLowerCase()}` }}
      maxDropdownHeight={320}
      limit={300}
      nothingFoundMessage="There is no segment of that name"
      data={groups.map(({ group, items }) => ({
        group,
        items: items.map((item) => ({ ...item, disabled: item.value === other })),
      }))}
      value={value ?? null}
      onChange={(next) => onChoose(next ?? undefined)}
    />
  )
}

function Compared({ a, b, asOf }: { a: string; b: string; asOf: string | undefined }) {
  const { data, error, refetch } = useQuery(askComparison(a, b, endOfDay(asOf)))
  if (error !== null) return <ProblemNote error={error} onRetry={() => void refetch()} />
  return data === undefined ? <WaitingLines lines={6} height={34} /> : <Comparison comparison={data} />
}
