import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { askPeople, askReview, askSegment } from '../../api/questions.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { countOf } from '../../parts/figures.ts'
import { ListTable } from '../../parts/list-table/list-table.tsx'
import { pageQuery } from '../../parts/list-table/page-query.ts'
import { useListSearch } from '../../parts/list-table/use-list-search.ts'
import { Page } from '../../parts/page.tsx'
import { SegmentButton } from '../../parts/segment-key.tsx'
import type { PeopleSearch } from '../../search-params.ts'
import { nameRung } from '../../words.ts'
import { PeopleFilters } from './people-filters.tsx'
import { personColumns } from './person-columns.tsx'
import { ruleOfFilters } from './rule-of-filters.ts'

const route = getRouteApi('/people')

export function PeoplePage() {
  const search = route.useSearch()
  const change = useListSearch<PeopleSearch>()
  const { class: kind, state, organisation, segment } = search
  const query = useQuery(askPeople({ ...pageQuery(search), class: kind, state, organisation, segment }))
  const filtered = [search.search, kind, state, organisation, segment].some((part) => part !== undefined)

  if (!filtered && query.data?.total === 0)
    return (
      <Page title="People" lead="Nobody is known by name yet.">
        <NobodyYet />
      </Page>
    )
  return (
    <Page
      title="People"
      lead={sayPeople(query.isPlaceholderData ? undefined : query.data?.total, filtered)}
      actions={
        <>
          <ToSegment search={search} />
          <ToReview />
          <Button variant="default" renderRoot={(props) => <Link to="/quality" {...props} />}>
            Data quality
          </Button>
        </>
      }
    >
      <ListTable
        caption="People"
        columns={personColumns}
        query={query}
        rowId={(person) => person.personId}
        search={search}
        onSearch={change}
        usualSort={{ sort: 'events', order: 'desc' }}
        exportOf="people"
        filters={<PeopleFilters search={search} onChange={change} />}
        empty={<NobodyFits onClear={() => change(cleared)} />}
      />
    </Page>
  )
}

/** What is asked for as the rule of a segment, where it can be said as one. */
function ToSegment({ search }: { search: PeopleSearch }) {
  const { data } = useQuery({ ...askSegment(search.segment ?? ''), enabled: search.segment !== undefined })
  const rule = ruleOfFilters(search)
  if (rule === undefined) return null
  const title = [search.state === undefined ? undefined : nameRung(search.state), data?.title]
    .filter((part) => part !== undefined)
    .join(': ')
  return <SegmentButton title={title} of="people" rule={rule} />
}

/** Where somebody decides who is who; with how many pairs wait. */
function ToReview() {
  const { data } = useQuery(askReview({ limit: 1 }))
  const waiting = data?.total ?? 0
  return (
    <Button variant="default" renderRoot={(props) => <Link to="/people/review" {...props} />}>
      {waiting === 0 ? 'Who is who' : `${countOf(waiting, 'pair', 'pairs')} to decide`}
    </Button>
  )
}

const cleared = {
  search: undefined,
  class: undefined,
  state: undefined,
  organisation: undefined,
  segment: undefined,
  page: undefined,
}

function sayPeople(total: number | undefined, filtered: boolean): string {
  if (total === undefined && filtered) return 'Looking…'
  if (total === undefined) return 'Who they are, for whom they act, and how deep they are in.'
  if (filtered && total === 0) return 'Nobody fits what you ask for.'
  if (filtered) return `${countOf(total, 'fits', 'fit')} what you ask for.`
  return `${countOf(total, 'person, bot or role account is', 'people, bots and role accounts are')} known by name.`
}

function NobodyFits({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      title="Nobody fits all of that"
      action={<Button onClick={onClear}>Take the filters away</Button>}
    >
      There are people here, but none that fits every filter at once. Names are searched in every spelling the
      sources use.
    </EmptyState>
  )
}

function NobodyYet() {
  return (
    <EmptyState
      title="Here will stand everybody a source names"
      action={<Button renderRoot={(props) => <Link to="/sources/add" {...props} />}>Add a source</Button>}
    >
      Nobody is known yet, because nothing has been collected or the stages after it have not run. A git
      history names its authors; an access log alone names nobody.
    </EmptyState>
  )
}
