import { NativeSelect, Pill } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { askOrganisation, askSegment } from '../../api/questions.ts'
import { SearchField } from '../../parts/list-table/search-field.tsx'
import { Name } from '../../parts/name.tsx'
import { OrganisationField } from '../../parts/organisation-field.tsx'
import type { PeopleSearch } from '../../search-params.ts'
import { nameClass, nameRung, rungs } from '../../words.ts'
import styles from './people.module.css'

interface PeopleFiltersProps {
  search: PeopleSearch
  onChange: (change: { [K in keyof PeopleSearch]?: PeopleSearch[K] | undefined }) => void
}

/** Search and filters of the people; each lives in the address. */
export function PeopleFilters({ search, onChange }: PeopleFiltersProps) {
  const filter = (change: { [K in keyof PeopleSearch]?: PeopleSearch[K] | undefined }) =>
    onChange({ ...change, page: undefined })
  return (
    <>
      <SearchField
        label="Name or address"
        value={search.search ?? ''}
        onSearch={(text) => filter({ search: text })}
      />
      <NativeSelect
        label="Class"
        value={search.class ?? ''}
        onChange={(event) => filter({ class: event.currentTarget.value })}
        data={[
          { value: '', label: 'All' },
          ...['human', 'team', 'agent', 'bot', 'role'].map((value) => ({ value, label: nameClass(value) })),
        ]}
      />
      <NativeSelect
        label="Rung"
        value={search.state ?? ''}
        onChange={(event) => filter({ state: event.currentTarget.value })}
        data={[
          { value: '', label: 'All' },
          ...rungs
            .filter((rung) => rung !== 'P0')
            .map((value) => ({ value, label: `${value} ${nameRung(value)}` })),
        ]}
      />
      {search.organisation === undefined ? (
        <OrganisationField onChoose={(organisation) => filter({ organisation })} />
      ) : (
        <ChosenOrganisation id={search.organisation} onRemove={() => filter({ organisation: undefined })} />
      )}
      {search.segment === undefined ? null : (
        <ChosenSegment segment={search.segment} onRemove={() => filter({ segment: undefined })} />
      )}
    </>
  )
}

function ChosenOrganisation({ id, onRemove }: { id: string; onRemove: () => void }) {
  const { data } = useQuery(askOrganisation(id))
  return <Chosen what="Organisation" name={data?.name ?? id} onRemove={onRemove} />
}

function ChosenSegment({ segment, onRemove }: { segment: string; onRemove: () => void }) {
  const { data } = useQuery(askSegment(segment))
  return <Chosen what="Segment" name={data?.title ?? segment} onRemove={onRemove} />
}

/** A filter that holds one thing, with the key that takes it away. */
function Chosen({ what, name, onRemove }: { what: string; name: string; onRemove: () => void }) {
  return (
    <div className={styles.chosen}>
      <span className={styles.chosenLabel}>{what}</span>
      <Pill
        size="md"
        withRemoveButton
        onRemove={onRemove}
        removeButtonProps={{
          'aria-label': `Take away the filter ${what}`,
          'aria-hidden': false,
          tabIndex: 0,
        }}
      >
        <Name text={name} oneLine />
      </Pill>
    </div>
  )
}
