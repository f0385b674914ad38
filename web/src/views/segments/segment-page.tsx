import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Segment } from '../../../../src/serve/http/contract.ts'
import { askDefinition, askHome, askMembers, askSegment } from '../../api/questions.ts'
import { Chart } from '../../charts/chart.tsx'
import { drawSegmentSize } from '../../charts/segment-size.ts'
import { countOf } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { ListTable } from '../../parts/list-table/list-table.tsx'
import { pageQuery } from '../../parts/list-table/page-query.ts'
import { SearchField } from '../../parts/list-table/search-field.tsx'
import { useListSearch } from '../../parts/list-table/use-list-search.ts'
import { Name } from '../../parts/name.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { Section } from '../../parts/section.tsx'
import { WaitingLines } from '../../parts/waiting.tsx'
import { Ago } from '../../parts/when.tsx'
import { beginWith, endOfDay, joinIds, type MembersSearch } from '../../search-params.ts'
import { ruleSubjects, subjectNouns } from '../../words.ts'
import { AsOfField } from './as-of-field.tsx'
import { CohortView } from './builder/cohort-view.tsx'
import { DefinitionSection } from './definition-section.tsx'
import { memberColumns } from './member-columns.tsx'
import { ProfileSections } from './profile/profile-sections.tsx'
import { markRuleChanges, sayRuleChanges } from './rule-changes.ts'

const route = getRouteApi('/segments/$segment')

export function SegmentPage() {
  const { segment: id } = route.useParams()
  const { data: segment, error, refetch } = useQuery(askSegment(id))
  const { asOf } = route.useSearch()
  const above = <Link to="/segments">Segments</Link>

  if (error !== null)
    return (
      <Page title="Segment" above={above}>
        <ProblemNote error={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (segment === undefined)
    return (
      <Page title="Segment" above={above}>
        <WaitingLines lines={5} height={40} />
      </Page>
    )
  return (
    <Page
      title={segment.title}
      heading={<Name text={segment.title} />}
      above={
        <>
          {above} › {makeInert(segment.schemeTitle)}
        </>
      }
      lead={<WhoIsInIt segment={segment} />}
      actions={
        segment.computedAt === null || segment.subjectKind === 'visitor' ? undefined : (
          <LookKeys segment={segment} />
        )
      }
    >
      <Size segment={segment} />
      {isCustom(segment) ? <DefinitionSection name={nameOf(segment)} /> : null}
      {segment.cohort !== null ? (
        <Section title="How many they are">
          <CohortView cohort={segment.cohort} />
        </Section>
      ) : segment.computedAt === null || segment.subjectKind === 'visitor' ? null : (
        <>
          <ProfileSections segment={segment} asOf={asOf} />
          <Members segment={segment} />
        </>
      )}
    </Page>
  )
}

/** Beside others, and a narrower one made of it. */
function LookKeys({ segment: { segment, title, subjectKind } }: { segment: Segment }) {
  return (
    <>
      <Button
        variant="default"
        renderRoot={(props) => <Link to="/segments/compare" search={{ a: segment }} {...props} />}
      >
        Compare with…
      </Button>
      <Button
        variant="default"
        renderRoot={(props) => (
          <Link to="/segments/overlap" search={{ segments: joinIds([segment]) }} {...props} />
        )}
      >
        Overlap with…
      </Button>
      <Button
        variant="default"
        renderRoot={(props) => (
          <Link
            to="/segments/new"
            search={beginWith(`${title} who also`, ruleSubjects[subjectKind], {
              all: [{ member: { of: segment } }],
            })}
            {...props}
          />
        )}
      >
        Members who also…
      </Button>
    </>
  )
}

const noMarks: never[] = []

/** How large it was month by month, with releases and the changes of its rule as marks. */
function Size({ segment }: { segment: Segment }) {
  const { data: home } = useQuery(askHome())
  const { data: held } = useQuery({ ...askDefinition(nameOf(segment)), enabled: isCustom(segment) })
  const changes = useMemo(() => markRuleChanges(held?.versions ?? []), [held])
  const marks = useMemo(() => [...(home?.marks ?? noMarks), ...changes], [home, changes])
  if (segment.months.length === 0) return null
  return <Chart draw={drawSegmentSize} rows={segment.months} marks={marks} about={sayRuleChanges(changes)} />
}

const isCustom = ({ scheme }: Segment): boolean => scheme.startsWith('custom')
const nameOf = ({ segment, scheme }: Segment): string => segment.slice(scheme.length + 1)

function WhoIsInIt({ segment }: { segment: Segment }) {
  const noun = subjectNouns[segment.subjectKind]
  if (segment.computedAt === null)
    return (
      <>
        <p>{makeInert(segment.sentence)}</p>
        <p role="status">It is published. Who is in it is being worked out; this page then shows them.</p>
      </>
    )
  return (
    <>
      <p>{makeInert(segment.sentence)}</p>
      <p>
        {segment.subjectKind === 'visitor'
          ? 'They are counted, not listed'
          : countOf(segment.members, ...noun)}
        {segment.anonymous === 0 || segment.subjectKind === 'visitor'
          ? ''
          : `, and ${countOf(segment.anonymous, 'visitor', 'visitors')} without a name`}
        . Worked out <Ago at={segment.computedAt} />.
      </p>
    </>
  )
}

function Members({ segment }: { segment: Segment }) {
  const search = route.useSearch()
  const change = useListSearch<MembersSearch>()
  const query = useQuery(askMembers(segment.segment, { ...pageQuery(search), asOf: endOfDay(search.asOf) }))
  return (
    <Section
      title={search.asOf === undefined ? 'Who is in it' : `Who was in it at the end of ${search.asOf}`}
    >
      <ListTable
        caption={`Members of ${segment.title}`}
        columns={memberColumns}
        query={query}
        rowId={(member) => `${member.subjectKind} ${member.subjectId}`}
        search={search}
        onSearch={change}
        usualSort={{ sort: 'entered_at', order: 'desc' }}
        exportOf="memberships"
        filters={
          <>
            <SearchField
              label="Name"
              value={search.search ?? ''}
              onSearch={(text) => change({ search: text, page: undefined })}
            />
            <AsOfField value={search.asOf} onChange={(day) => change({ asOf: day, page: undefined })} />
          </>
        }
        empty={<p>{sayNobody(search)}</p>}
      />
    </Section>
  )
}

function sayNobody(search: MembersSearch): string {
  if (search.search !== undefined) return 'Nobody in it has that name.'
  return search.asOf === undefined ? 'Nobody is in it now.' : `Nobody was in it at the end of ${search.asOf}.`
}
