import { Button, MultiSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { SegmentOverlap } from '../../../../../src/serve/http/contract.ts'
import { askOverlap } from '../../../api/questions.ts'
import { EmptyState } from '../../../parts/empty-state.tsx'
import { countOf, formatCount } from '../../../parts/figures.ts'
import { useListSearch } from '../../../parts/list-table/use-list-search.ts'
import { Page } from '../../../parts/page.tsx'
import { ProblemNote } from '../../../parts/problem-note.tsx'
import { Section } from '../../../parts/section.tsx'
import { SegmentButton } from '../../../parts/segment-key.tsx'
import { WaitingLines } from '../../../parts/waiting.tsx'
import { endOfDay, joinIds, type OverlapSearch, splitIds } from '../../../search-params.ts'
import { ruleSubjects, subjectNouns } from '../../../words.ts'
import { AsOfField } from '../as-of-field.tsx'
import { ChooseFirst } from '../choose-first.tsx'
import { type SegmentGroup, useSegmentChoices } from '../segment-choices.ts'
import styles from '../views.module.css'
import { findSet, nameSet, sayOverlap } from './name-set.ts'
import { SetsDrawing } from './sets-drawing.tsx'
import { SetsTable } from './sets-table.tsx'

const route = getRouteApi('/segments/overlap')
const [fewest, most] = [2, 8]

/** Who is in several segments at once, and in none of the others. */
export function OverlapPage() {
  const search = route.useSearch()
  const change = useListSearch<OverlapSearch>()
  const segments = splitIds(search.segments)
  const groups = useSegmentChoices(segments)
  return (
    <Page
      title="How segments overlap"
      above={<Link to="/segments">Segments</Link>}
      lead="Who is in several at once, and in no other of those chosen."
      actions={
        <Button variant="default" renderRoot={(props) => <Link to="/segments/schemes" {...props} />}>
          How schemes overlap
        </Button>
      }
    >
      <div className={styles.fields}>
        <Choice
          groups={groups}
          segments={segments}
          onChoose={(next) => change({ segments: joinIds(next), set: undefined })}
        />
        <AsOfField value={search.asOf} onChange={(asOf) => change({ asOf })} />
      </div>
      {segments.length >= fewest ? (
        <Overlap segments={segments} search={search} />
      ) : (
        <ChooseFirst title="Here will stand who is in several segments at once">
          {segments.length === 0 ? 'Choose two to eight segments' : 'Choose at least one more segment'} of
          people, or of organisations.
        </ChooseFirst>
      )}
    </Page>
  )
}

interface ChoiceProps {
  groups: SegmentGroup[]
  segments: string[]
  onChoose: (next: string[]) => void
}

function Choice({ groups, segments, onChoose }: ChoiceProps) {
  return (
    <MultiSelect
      className={styles.wide ?? ''}
      label="Segments"
      description={`${fewest} to ${most}`}
      placeholder={segments.length === 0 ? 'Search a segment' : ''}
      searchable
      hidePickedOptions
      maxValues={most}
      maxDropdownHeight={320}
      limit={300}
      nothingFoundMessage="There is no segment of that name"
      data={groups}
      value={segments}
      onChange={onChoose}
    />
  )
}

function Overlap({ segments, search }: { segments: readonly string[]; search: OverlapSearch }) {
  const { data, error, refetch } = useQuery(askOverlap(segments, endOfDay(search.asOf)))
  if (error !== null) return <ProblemNote error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <WaitingLines lines={6} height={34} />
  return <Sets overlap={data} search={search} />
}

function Sets({ overlap, search }: { overlap: SegmentOverlap; search: OverlapSearch }) {
  const change = useListSearch<OverlapSearch>()
  const { sets, everybody, subjectKind } = overlap
  const [, many] = subjectNouns[subjectKind]
  const chosen = findSet(sets, splitIds(search.set))
  const held = sets.reduce((sum, { members }) => sum + members, 0)
  if (chosen === undefined)
    return (
      <EmptyState title={sayOverlap(overlap)}>
        They are empty at this moment, so there is nothing they could share.
      </EmptyState>
    )
  return (
    <Section
      title={sayOverlap(overlap)}
      note={`${formatCount(everybody - held)} of ${countOf(everybody, ...subjectNouns[subjectKind])} are in none of them. Each of the others is in exactly one set.`}
    >
      <SetsDrawing overlap={overlap} chosen={chosen} onChoose={(set) => change({ set: joinIds(set.in) })} />
      <div className={styles.chosen} role="status">
        <p>
          <strong>{nameSet(chosen, overlap.segments)}</strong>:{' '}
          {countOf(chosen.members, ...subjectNouns[subjectKind])}, and in no other of those chosen.
        </p>
        <SegmentButton
          title={nameSet(chosen, overlap.segments)}
          of={ruleSubjects[subjectKind]}
          rule={chosen.rule}
        />
        {search.asOf === undefined ? null : (
          <p className={styles.soft}>The segment would hold those {many} who fit now.</p>
        )}
      </div>
      <SetsTable overlap={overlap} search={search} chosen={chosen} />
    </Section>
  )
}
