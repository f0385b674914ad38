import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { askOrganisations } from '../api/questions.ts'
import { formatCount } from './figures.ts'
import { shorten } from './inert-text.ts'

/** Chooses an organisation by typing a part of its name; the largest are offered first. */
export function OrganisationField({ onChoose }: { onChoose: (organisationId: string) => void }) {
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text, 200)
  const { data } = useQuery(
    askOrganisations({ search: asked.trim(), sort: 'people', order: 'desc', limit: 20 }),
  )
  const options = (data?.items ?? []).map((organisation) => ({
    value: organisation.organisationId,
    label: `${shorten(organisation.name, 50)} (${formatCount(organisation.people)})`,
  }))
  return (
    <Select
      label="Organisation"
      placeholder="Any"
      searchable
      data={options}
      value={null}
      searchValue={text}
      onSearchChange={setText}
      // The server has chosen already; filtering its answer again would lose names found in other spellings.
      filter={({ options: found }) => found}
      nothingFoundMessage="No organisation has that name"
      onChange={(id) => (id === null ? undefined : onChoose(id))}
      w={{ base: '100%', sm: 200 }}
    />
  )
}
