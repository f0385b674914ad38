import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Segment } from '../../../../src/serve/http/contract.ts'
import { askHome, askMembers, askSegment } from '../../api/questions.ts'
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
import type { MembersSearch } from '../../search-params.ts'
import { AsOfField } from './as-of-field.tsx'
import { DefinitionSection } from './definition-section.tsx'
import { memberColumns } from './member-columns.tsx'

const route = getRouteApi('/segments/$segment')

export function SegmentPage() {
  const { segment: id } = route.useParams()
  const { data: segment, error, refetch } = useQuery(askSegment(id))
  const { data: home } = useQuery(askHome())
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
    >
      {segment.months.length === 0 ? null : (
        <Chart draw={drawSegmentSize} rows={segment.months} marks={home?.marks ?? noMarks} />
      )}
      {isCustom(segment) ? <DefinitionSection name={nameOf(segment)} /> : null}
      <Members segment={segment} />
    </Page>
  )
}

const noMarks: never[] = []

const isCustom = ({ scheme }: Segment): boolean => scheme.startsWith('custom')
const nameOf = ({ segment, scheme }: Segment): string => segment.slice(scheme.length + 1)

function WhoIsInIt({ segment }: { segment: Segment }) {
  const noun: [string, string] =
    segment.subjectKind === 'person' ? ['person', 'people'] : ['organisation', 'organisations']
  return (
    <>
      <p>{makeInert(segment.sentence)}</p>
      <p>
        {countOf(segment.members, ...noun)}
        {segment.anonymous === 0
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
  // A day means all of it: who was in at its end.
  const asOf = search.asOf === undefined ? undefined : `${search.asOf}T23:59:59.999Z`
  const query = useQuery(askMembers(segment.segment, { ...pageQuery(search), asOf }))
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
