import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Network, Networks } from '../../../../src/serve/http/contract.ts'
import { askNetworks } from '../../api/questions.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { countOf, formatCount } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import type { ListColumn } from '../../parts/list-table/list-column.ts'
import { ListTable } from '../../parts/list-table/list-table.tsx'
import { pageQuery } from '../../parts/list-table/page-query.ts'
import { SearchField } from '../../parts/list-table/search-field.tsx'
import { useListSearch } from '../../parts/list-table/use-list-search.ts'
import { Name, Unknown } from '../../parts/name.tsx'
import { Page } from '../../parts/page.tsx'
import { OrganisationLink } from '../../parts/person-link.tsx'
import type { NetworksSearch } from '../../search-params.ts'
import { nameNetworkClass, networkClasses } from '../../words.ts'
import { NetworkDialog } from './network-dialog.tsx'

const route = getRouteApi('/organisations/networks')

/** The networks visitors and downloads came from, and whose own they are; here a person says so where nobody knows. */
export function NetworksPage() {
  const search = route.useSearch()
  const change = useListSearch<NetworksSearch>()
  const query = useQuery(askNetworks({ ...pageQuery(search), class: search.class }))
  const [decided, setDecided] = useState<Network>()
  return (
    <Page
      title="Networks seen in logs"
      above={<Link to="/organisations">Organisations</Link>}
      lead={sayOthers(query.data)}
    >
      <ListTable
        caption="Networks seen in logs"
        columns={makeColumns(setDecided)}
        query={query}
        rowId={(network) => network.networkId}
        search={search}
        onSearch={change}
        usualSort={{ sort: 'endpoints', order: 'desc' }}
        filters={
          <>
            <SearchField
              label="Name, domain or number"
              value={search.search ?? ''}
              onSearch={(text) => change({ search: text, page: undefined })}
            />
            <NativeSelect
              label="Class"
              value={search.class ?? ''}
              onChange={(event) => change({ class: event.currentTarget.value, page: undefined })}
              data={[
                { value: '', label: 'All' },
                ...networkClasses.map((value) => ({ value, label: nameNetworkClass(value) })),
              ]}
            />
          </>
        }
        empty={<NothingYet />}
      />
      {decided === undefined ? null : (
        <NetworkDialog
          key={decided.networkId}
          network={decided}
          organisation={decided.organisation?.name ?? ''}
          onClose={() => setDecided(undefined)}
        />
      )}
    </Page>
  )
}

function sayOthers(networks: Networks | undefined): string {
  if (networks === undefined || networks.others.networks === 0)
    return 'Where visits and downloads came from. Addresses are not kept, only the networks they belong to.'
  const { others, smallestGroup } = networks
  return `Not named, for fewer than ${smallestGroup} addresses in a month: ${countOf(others.networks, 'network', 'networks')} with ${countOf(others.visits, 'visit', 'visits')} and ${countOf(others.downloads, 'download', 'downloads')}.`
}

const makeColumns = (onDecide: (network: Network) => void): readonly ListColumn<Network>[] => [
  {
    id: 'name',
    title: 'Network',
    sort: 'name',
    firstOrder: 'asc',
    cell: ({ name, domain }) => <Name text={name} fallback={makeInert(domain) || 'no name'} />,
    text: ({ name, domain }) => name || domain,
  },
  {
    id: 'number',
    title: 'AS',
    sort: 'number',
    figures: true,
    leftOut: 'narrow',
    cell: ({ number }) => (number === 0 ? <Unknown /> : String(number)),
    text: ({ number }) => String(number),
  },
  {
    id: 'class',
    title: 'Class',
    sort: 'class',
    firstOrder: 'asc',
    cell: (network) => nameNetworkClass(network.class),
    text: (network) => network.class,
  },
  {
    id: 'organisation',
    title: 'Organisation',
    cell: ({ organisation }) =>
      organisation === null ? (
        <Unknown />
      ) : (
        <OrganisationLink id={organisation.organisationId} name={organisation.name} />
      ),
    text: ({ organisation }) => organisation?.name ?? '',
  },
  {
    id: 'reason',
    title: 'Why',
    leftOut: 'always',
    cell: ({ reason }) => makeInert(reason),
    text: ({ reason }) => reason,
  },
  figure('endpoints', 'Addresses in a month'),
  figure('visits', 'Visits'),
  figure('downloads', 'Downloads'),
  decisionColumn(onDecide),
]

function figure(id: 'endpoints' | 'visits' | 'downloads', title: string): ListColumn<Network> {
  return {
    id,
    title,
    sort: id,
    figures: true,
    cell: (network) => formatCount(network[id]),
    text: (network) => String(network[id]),
  }
}

function decisionColumn(onDecide: (network: Network) => void): ListColumn<Network> {
  return {
    id: 'decide',
    title: 'Decision',
    cell: (network) => (
      <Button
        variant="default"
        size="xs"
        onClick={() => onDecide(network)}
        aria-label={`Decide whose network ${makeInert(network.name || network.domain)} is`}
      >
        Decide…
      </Button>
    ),
    text: ({ isDecided }) => (isDecided ? 'decided here' : ''),
  }
}

function NothingYet() {
  return (
    <EmptyState title="Here will stand the networks visitors came from">
      No network can be named. Networks are looked up while logs are read, in a file of networks (ASN or ISP,
      MMDB) that you put into the folder of the workspace as networks.mmdb; what was read before is looked up
      when it is collected again from the start.
    </EmptyState>
  )
}
