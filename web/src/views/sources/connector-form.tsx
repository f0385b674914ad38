import { Button, Checkbox, NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useMemo, useState } from 'react'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { type FieldValue, type FormField, readFields, readValues } from './form-fields.ts'
import styles from './sources.module.css'

interface ConnectorFormProps {
  schema: Record<string, unknown>
  values: Record<string, unknown>
  waiting: boolean
  error: Error | null
  /** What the key says. */
  submit: string
  onSubmit: (config: Record<string, unknown>) => void
}

/** The form of a connector, drawn from its JSON Schema; mistakes are named beside their fields. */
export function ConnectorForm({
  schema,
  values,
  waiting,
  error,
  submit: label,
  onSubmit,
}: ConnectorFormProps) {
  const fields = useMemo(() => readFields(schema, values), [schema, values])
  const [filled, setFilled] = useState<Record<string, FieldValue>>({})
  const [mistakes, setMistakes] = useState<Record<string, string>>({})
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = readValues(fields, filled)
    setMistakes(read.mistakes)
    if (Object.keys(read.mistakes).length === 0) onSubmit(read.config)
  }
  return (
    <form onSubmit={submit} className={styles.form} noValidate>
      {fields.map((field) => (
        <Field
          key={field.name}
          field={field}
          value={filled[field.name] ?? field.value}
          mistake={mistakes[field.name]}
          onFill={(value) => setFilled({ ...filled, [field.name]: value })}
        />
      ))}
      {error === null ? null : <ProblemNote error={error} />}
      <Button type="submit" loading={waiting}>
        {label}
      </Button>
    </form>
  )
}

interface FieldProps {
  field: FormField
  value: FieldValue
  mistake: string | undefined
  onFill: (value: FieldValue) => void
}

function Field({ field, value, mistake, onFill }: FieldProps) {
  const { kind } = field
  const words = { label: field.label, description: field.description, error: mistake }
  const text = String(value)
  const fill = (event: { currentTarget: { value: string } }) => onFill(event.currentTarget.value)
  if (kind.is === 'yes-no')
    return (
      <Checkbox
        {...words}
        checked={value === true}
        onChange={(event) => onFill(event.currentTarget.checked)}
      />
    )
  if (kind.is === 'choice')
    return (
      <NativeSelect
        {...words}
        data={field.required || kind.options.includes(text) ? kind.options : ['', ...kind.options]}
        value={text}
        onChange={fill}
      />
    )
  if (kind.is === 'lines' || kind.is === 'json')
    return (
      <Textarea
        {...words}
        description={
          kind.is === 'lines' ? `${field.description} One on each line.` : `${field.description} As JSON.`
        }
        rows={kind.is === 'lines' ? 3 : 5}
        value={text}
        onChange={fill}
        spellCheck={false}
      />
    )
  if (kind.is === 'secret')
    return (
      <PasswordInput
        {...words}
        description={`${field.description} It is kept encrypted and never shown again.`}
        required={field.required}
        value={text}
        onChange={fill}
        autoComplete="off"
        spellCheck={false}
      />
    )
  return (
    <TextInput
      {...words}
      required={field.required}
      inputMode={kind.is === 'number' ? 'decimal' : 'text'}
      value={text}
      onChange={fill}
      autoComplete="off"
      spellCheck={false}
    />
  )
}
