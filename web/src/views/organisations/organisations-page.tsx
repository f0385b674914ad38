import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { askOrganisations } from '../../api/questions.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { countOf } from '../../parts/figures.ts'
import { ListTable } from '../../parts/list-table/list-table.tsx'
import { pageQuery } from '../../parts/list-table/page-query.ts'
import { SearchField } from '../../parts/list-table/search-field.tsx'
import { useListSearch } from '../../parts/list-table/use-list-search.ts'
import { Page } from '../../parts/page.tsx'
import type { OrganisationsSearch } from '../../search-params.ts'
import {
  businessTypes,
  nameBusinessType,
  nameKind,
  nameRegion,
  nameSeenPlace,
  nameSizeClass,
  organisationKinds,
  regions,
  seenPlaces,
  sizeClasses,
} from '../../words.ts'
import { CompanyListsKey } from './company-lists.tsx'
import { organisationColumns } from './organisation-columns.tsx'

const route = getRouteApi('/organisations')

export function OrganisationsPage() {
  const search = route.useSearch()
  const change = useListSearch<OrganisationsSearch>()
  const query = useQuery(askOrganisations({ ...pageQuery(search), ...filtersOf(search) }))
  const filtered = [search.search, ...Object.values(filtersOf(search))].some((part) => part !== undefined)
  const clear = () => change({ search: undefined, ...filtersOf({}), page: undefined })

  if (!filtered && query.data?.total === 0)
    return (
      <Page title="Organisations" lead="No organisation is known yet.">
        <NothingYet />
      </Page>
    )
  return (
    <Page
      title="Organisations"
      lead={sayOrganisations(query.isPlaceholderData ? undefined : query.data?.total, filtered)}
      actions={
        <>
          <Button variant="default" renderRoot={(props) => <Link to="/organisations/networks" {...props} />}>
            Networks seen in logs
          </Button>
          <CompanyListsKey />
        </>
      }
    >
      <ListTable
        caption="Organisations"
        columns={organisationColumns}
        query={query}
        rowId={(organisation) => organisation.organisationId}
        search={search}
        onSearch={change}
        usualSort={{ sort: 'people', order: 'desc' }}
        exportOf="organisations"
        filters={<Filters search={search} onChange={change} />}
        empty={<NothingFits onClear={clear} />}
      />
    </Page>
  )
}

const choices = [
  { filter: 'kind', label: 'Kind', values: organisationKinds, name: nameKind },
  { filter: 'businessType', label: 'Business', values: businessTypes, name: nameBusinessType },
  { filter: 'sizeClass', label: 'Size', values: sizeClasses, name: nameSizeClass },
  { filter: 'region', label: 'Region', values: regions, name: nameRegion },
  { filter: 'seen', label: 'Seen', values: seenPlaces, name: nameSeenPlace },
] as const

interface FiltersProps {
  search: OrganisationsSearch
  onChange: (change: { [K in keyof OrganisationsSearch]?: OrganisationsSearch[K] | undefined }) => void
}

function Filters({ search, onChange }: FiltersProps) {
  return (
    <>
      <SearchField
        label="Name or domain"
        value={search.search ?? ''}
        onSearch={(text) => onChange({ search: text, page: undefined })}
      />
      {choices.map(({ filter, label, values, name }) => (
        <NativeSelect
          key={filter}
          label={label}
          value={search[filter] ?? ''}
          onChange={(event) => onChange({ [filter]: event.currentTarget.value, page: undefined })}
          data={[{ value: '', label: 'All' }, ...values.map((value) => ({ value, label: name(value) }))]}
        />
      ))}
    </>
  )
}

/** What the list is narrowed to, beside a search. */
const filtersOf = ({ kind, segment, businessType, sizeClass, region, seen }: OrganisationsSearch) => ({
  kind,
  segment,
  businessType,
  sizeClass,
  region,
  seen,
})

function sayOrganisations(total: number | undefined, filtered: boolean): string {
  if (total === undefined && filtered) return 'Looking…'
  if (total === undefined) return 'Who stands behind the people, silently or not.'
  if (filtered && total === 0) return 'None fits what you ask for.'
  if (filtered) return `${countOf(total, 'fits', 'fit')} what you ask for.`
  return `${countOf(total, 'organisation stands', 'organisations stand')} behind the people, as far as their addresses tell.`
}

function NothingFits({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      title="No organisation fits all of that"
      action={<Button onClick={onClear}>Take the filters away</Button>}
    >
      There are organisations here, but none that fits every filter at once.
    </EmptyState>
  )
}

function NothingYet() {
  return (
    <EmptyState
      title="Here will stand the organisations people act for"
      action={<Button renderRoot={(props) => <Link to="/sources/add" {...props} />}>Add a source</Button>}
    >
      None is known yet. They are told from the domains of addresses, so a source that names people with their
      addresses is needed; free mail addresses tell nothing.
    </EmptyState>
  )
}
