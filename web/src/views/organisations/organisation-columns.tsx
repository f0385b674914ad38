import type { OrganisationSummary } from '../../../../src/serve/http/contract.ts'
import { formatCount } from '../../parts/figures.ts'
import type { ListColumn } from '../../parts/list-table/list-column.ts'
import { Name, Unknown } from '../../parts/name.tsx'
import { OrganisationLink } from '../../parts/person-link.tsx'
import { When } from '../../parts/when.tsx'
import { nameBusinessType, nameKind, nameRegion, nameSizeClass } from '../../words.ts'

/** What can be said of an organisation in a row. */
export const organisationColumns: readonly ListColumn<OrganisationSummary>[] = [
  {
    id: 'name',
    title: 'Name',
    sort: 'name',
    firstOrder: 'asc',
    cell: (organisation) => <OrganisationLink id={organisation.organisationId} name={organisation.name} />,
    text: (organisation) => organisation.name,
  },
  {
    id: 'domain',
    title: 'Domain',
    leftOut: 'narrow',
    cell: ({ domain }) => (domain === '' ? <Unknown /> : <Name text={domain} oneLine />),
    text: (organisation) => organisation.domain,
  },
  {
    id: 'kind',
    title: 'Kind',
    sort: 'kind',
    firstOrder: 'asc',
    cell: (organisation) => nameKind(organisation.kind),
    text: (organisation) => organisation.kind,
  },
  {
    id: 'businessType',
    title: 'Business',
    leftOut: 'narrow',
    cell: ({ businessType }) => (businessType === '' ? <Unknown /> : nameBusinessType(businessType)),
    text: (organisation) => organisation.businessType,
  },
  {
    id: 'sizeClass',
    title: 'Size',
    leftOut: 'always',
    cell: ({ sizeClass }) => (sizeClass === '' ? <Unknown /> : nameSizeClass(sizeClass)),
    text: (organisation) => organisation.sizeClass,
  },
  {
    id: 'region',
    title: 'Region',
    leftOut: 'always',
    cell: ({ region }) => (region === '' ? <Unknown /> : nameRegion(region)),
    text: (organisation) => organisation.region,
  },
  {
    id: 'industry',
    title: 'Industry',
    leftOut: 'always',
    cell: ({ industry }) => (industry === '' ? <Unknown /> : <Name text={industry} oneLine />),
    text: (organisation) => organisation.industry,
  },
  {
    id: 'people',
    title: 'People',
    sort: 'people',
    figures: true,
    cell: (organisation) => formatCount(organisation.people),
    text: (organisation) => String(organisation.people),
  },
  {
    id: 'events',
    title: 'Events',
    sort: 'events',
    figures: true,
    cell: (organisation) => formatCount(organisation.events),
    text: (organisation) => String(organisation.events),
  },
  {
    id: 'logActs',
    title: 'From its networks',
    sort: 'log_acts',
    figures: true,
    leftOut: 'always',
    cell: (organisation) => formatCount(organisation.logActs),
    text: (organisation) => String(organisation.logActs),
  },
  {
    id: 'firstSeen',
    title: 'First seen',
    sort: 'first_seen',
    leftOut: 'narrow',
    cell: (organisation) => <When at={organisation.firstSeen} />,
    text: (organisation) => organisation.firstSeen ?? '',
  },
  {
    id: 'lastSeen',
    title: 'Last seen',
    sort: 'last_seen',
    leftOut: 'narrow',
    cell: (organisation) => <When at={organisation.lastSeen} />,
    text: (organisation) => organisation.lastSeen ?? '',
  },
]
