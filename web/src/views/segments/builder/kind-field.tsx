import { Checkbox, MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { RuleKind } from '../../../../../src/serve/http/contract.ts'
import { askPlaces, askSchemes, askSources } from '../../../api/questions.ts'
import { makeInert } from '../../../parts/inert-text.ts'
import { readField } from './rule-tree.ts'

type Field = RuleKind['form'][number]

interface KindFieldProps {
  field: Field
  body: Readonly<Record<string, unknown>>
  onChange: (value: unknown) => void
}

/** One field of a rule, by what it takes. Empty means that the kind's default holds. */
export function KindField({ field, body, onChange }: KindFieldProps) {
  const value = readField(body, field.key)
  const choices = useChoices(field, body)
  const label = { label: field.title, required: field.isNeeded === true, withAsterisk: false }
  if (field.input === 'number')
    return (
      <NumberInput
        {...label}
        w={130}
        min={0}
        value={typeof value === 'number' ? value : ''}
        onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
      />
    )
  if (field.input === 'day')
    return (
      <TextInput
        {...label}
        type="date"
        w={160}
        value={textOf(value)}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      />
    )
  if (field.input === 'span')
    return (
      <TextInput
        {...label}
        w={130}
        placeholder="90 days"
        value={textOf(value)}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      />
    )
  if (field.input === 'text')
    return (
      <TextInput
        {...label}
        w={220}
        maxLength={300}
        value={textOf(value)}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      />
    )
  if (field.input === 'one')
    return (
      <Select
        {...label}
        w={220}
        searchable
        clearable={field.isNeeded !== true}
        data={withHeld(choices, typeof value === 'string' ? [value] : [])}
        value={typeof value === 'string' ? value : null}
        onChange={(next) => onChange(next ?? undefined)}
      />
    )
  return <SeveralField field={field} value={value} choices={choices} onChange={onChange} />
}

interface Choice {
  readonly value: string
  readonly label: string
}

function SeveralField({
  field,
  value,
  choices,
  onChange,
}: {
  field: Field
  value: unknown
  choices: readonly Choice[]
  onChange: (value: unknown) => void
}) {
  const alone = Object.entries(field.alone ?? {})
  const held = Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : []
  const change = (next: string[]) => {
    const added = next.find((one) => !held.includes(one))
    if (added !== undefined && alone.some(([word]) => word === added)) return onChange(added)
    const several = next.filter((one) => !alone.some(([word]) => word === one))
    onChange(several.length === 0 ? undefined : several)
  }
  const common = {
    label: field.title,
    value: held,
    onChange: change,
    w: 320,
    clearable: true,
    'aria-required': field.isNeeded === true,
  } as const
  const all = [...alone.map(([word, label]) => ({ value: word, label })), ...choices]
  if (field.isClosed === true)
    return (
      <MultiSelect
        {...common}
        data={withHeld(all, held)}
        searchable
        hidePickedOptions
        maxDropdownHeight={280}
      />
    )
  // What is given is a word of the data, so words are offered and not their titles.
  return <TagsInput {...common} data={all.map((choice) => choice.value)} splitChars={[';']} />
}

/** Nobody is known to be in a segment of visitors without a name. */
const isNamed = ({ subjectKind }: { subjectKind: string }): boolean => subjectKind !== 'visitor'

/** What can be chosen, from the kind or from the workspace. */
function useChoices(field: Field, body: Readonly<Record<string, unknown>>): readonly Choice[] {
  const schemes = useQuery({ ...askSchemes(), enabled: field.suggests === 'segments' })
  const places = useQuery({ ...askPlaces(), enabled: field.suggests === 'places' })
  const sources = useQuery({ ...askSources(), enabled: field.suggests === 'sources' })
  if (field.suggests === 'segments')
    return (schemes.data?.items ?? []).filter(isNamed).flatMap((scheme) =>
      scheme.segments.map(({ segment, title }) => ({
        value: segment,
        label: makeInert(`${scheme.title}: ${title}`),
      })),
    )
  if (field.suggests === 'sources')
    return (sources.data?.items ?? []).map(({ id }) => ({ value: id, label: id }))
  if (field.suggests === 'places')
    return (places.data?.items ?? []).map(({ place }) => ({ value: place, label: place }))
  const by = field.choicesBy
  const listed = by === undefined ? field.choices : by.of[String(readField(body, by.key))]
  return Object.entries(listed ?? {}).map(([value, label]) => ({ value, label }))
}

/** A value that is not offered, for example of a segment that was retired, is still shown. */
const withHeld = (choices: readonly Choice[], held: readonly string[]): Choice[] => [
  ...choices,
  ...held
    .filter((value) => !choices.some((choice) => choice.value === value))
    .map((value) => ({ value, label: value })),
]

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Turns what stands beside it round. */
export function NotField({ checked, onChange }: { checked: boolean; onChange: (isNot: boolean) => void }) {
  return (
    <Checkbox label="Not" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
  )
}
