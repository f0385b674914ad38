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
  /** Shows what would become of the first records; absent where there is nothing to show before it is added. */
  onPreview?: ((config: Record<string, unknown>) => void) | undefined
  previewing?: boolean
}

/** The form of a connector, drawn from its JSON Schema; mistakes are named beside their fields. */
export function ConnectorForm(props: ConnectorFormProps) {
  const { schema, values, waiting, error, onSubmit, onPreview, previewing = false } = props
  const fields = useMemo(() => readFields(schema, values), [schema, values])
  const [filled, setFilled] = useState<Record<string, FieldValue>>({})
  const [mistakes, setMistakes] = useState<Record<string, string>>({})
  const hand = (take: (config: Record<string, unknown>) => void): void => {
    const read = readValues(fields, filled)
    setMistakes(read.mistakes)
    if (Object.keys(read.mistakes).length === 0) take(read.config)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    hand(onSubmit)
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
      <div className={styles.keys}>
        <Button type="submit" loading={waiting}>
          {props.submit}
        </Button>
        {onPreview === undefined ? null : (
          <Button variant="default" loading={previewing} onClick={() => hand(onPreview)}>
            Preview
          </Button>
        )}
      </div>
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
