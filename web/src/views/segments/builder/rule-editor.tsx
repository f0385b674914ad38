import { ActionIcon, Button, Menu, SegmentedControl } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { RuleKind } from '../../../../../src/serve/http/contract.ts'
import styles from './builder.module.css'
import { KindField, NotField } from './kind-field.tsx'
import { type About, type Place, type RuleText, readField, readPlace, writeField } from './rule-tree.ts'

interface RuleEditorProps {
  rule: RuleText
  about: About
  kinds: readonly RuleKind[]
  onChange: (rule: RuleText) => void
  /** Undefined where a rule has to stand. */
  onRemove?: (() => void) | undefined
}

/** One place of a rule: a group of rules, or a rule of one kind; each may be turned round with “not”. */
export function RuleEditor({ rule, about, kinds, onChange, onRemove }: RuleEditorProps) {
  const place = readPlace(rule)
  if (place === undefined) return <p>This part can only be edited as text.</p>
  const isNot = place.op === 'not' && readPlace(place.part)?.op !== 'not'
  const inner = place.op === 'not' ? place.part : rule
  const change = (next: RuleText) => onChange(place.op === 'not' ? { not: next } : next)
  const innerPlace = isNot ? readPlace(inner) : place
  return (
    <div className={styles.place}>
      <div className={styles.keys}>
        <NotField
          checked={place.op === 'not'}
          onChange={(turned) => onChange(turned ? { not: rule } : inner)}
        />
        {onRemove === undefined ? null : (
          <ActionIcon variant="subtle" color="gray" aria-label="Remove this rule" onClick={onRemove}>
            <IconX size={16} />
          </ActionIcon>
        )}
      </div>
      <div className={styles.inner}>
        {innerPlace === undefined ? (
          <p>This part can only be edited as text.</p>
        ) : innerPlace.op === 'not' ? (
          <RuleEditor rule={inner} about={about} kinds={kinds} onChange={change} />
        ) : innerPlace.op === 'kind' ? (
          <KindEditor place={innerPlace} about={about} kinds={kinds} onChange={change} />
        ) : (
          <GroupEditor place={innerPlace} about={about} kinds={kinds} onChange={change} />
        )}
      </div>
    </div>
  )
}

type Group = Extract<Place, { op: 'all' | 'any' }>
type Kind = Extract<Place, { op: 'kind' }>

function GroupEditor({
  place: { op, parts },
  about,
  kinds,
  onChange,
}: Omit<RuleEditorProps, 'rule' | 'onRemove'> & { place: Group }) {
  const put = (next: readonly RuleText[]) => onChange({ [op]: next })
  return (
    <fieldset className={styles.group}>
      <legend>
        <SegmentedControl
          transitionDuration={0}
          size="xs"
          aria-label="How these rules go together"
          value={op}
          onChange={(word) => onChange({ [word]: parts })}
          data={[
            { value: 'all', label: 'All of these' },
            { value: 'any', label: 'Any of these' },
          ]}
        />
      </legend>
      {parts.map((part, at) => (
        <RuleEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no names, and every field shows what it is given
          key={at}
          rule={part}
          about={about}
          kinds={kinds}
          onChange={(next) => put(parts.map((one, index) => (index === at ? next : one)))}
          onRemove={parts.length === 1 ? undefined : () => put(parts.filter((_, index) => index !== at))}
        />
      ))}
      <AddRule about={about} kinds={kinds} onAdd={(rule) => put([...parts, rule])} />
    </fieldset>
  )
}

function KindEditor({
  place: { kind: name, body },
  about,
  kinds,
  onChange,
}: Omit<RuleEditorProps, 'rule' | 'onRemove'> & { place: Kind }) {
  const kind = kinds.find((one) => one.kind === name && one.of.includes(plural[about]))
  if (kind === undefined)
    return (
      <p>
        “{name}” is no rule about {plural[about]}; edit it as text, or remove it.
      </p>
    )
  const write = (key: string, value: unknown) => onChange({ [name]: writeField(body, key, value) })
  const more = kind.form.filter((field) => field.isMore === true)
  const isMoreAsked = more.some(({ key }) => readField(body, key) !== undefined)
  const show = (field: RuleKind['form'][number]) =>
    field.input === 'rule' ? (
      <div key={field.key} className={styles.nested}>
        <p>{field.title}</p>
        <RuleEditor
          rule={(body[field.key] ?? {}) as RuleText}
          about={field.about ?? about}
          kinds={kinds}
          onChange={(next) => write(field.key, next)}
        />
      </div>
    ) : (
      <KindField key={field.key} field={field} body={body} onChange={(value) => write(field.key, value)} />
    )
  return (
    <fieldset className={styles.kind}>
      <legend>{kind.title}</legend>
      <div className={styles.fields}>{kind.form.filter((field) => field.isMore === undefined).map(show)}</div>
      {more.length === 0 ? null : (
        <details open={isMoreAsked ? true : undefined}>
          <summary>More</summary>
          <div className={styles.fields}>{more.map(show)}</div>
        </details>
      )}
    </fieldset>
  )
}

const plural = {
  person: 'people',
  organisation: 'organisations',
  thread: 'threads',
  visitor: 'visitors',
} as const

function AddRule({
  about,
  kinds,
  onAdd,
}: {
  about: About
  kinds: readonly RuleKind[]
  onAdd: (rule: RuleText) => void
}) {
  const fitting = kinds.filter((kind) => kind.of.includes(plural[about]))
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={15} />}>
          Add a rule
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {fitting.map((kind) => (
          <Menu.Item key={kind.kind} onClick={() => onAdd(kind.examples[0]?.rule ?? { [kind.kind]: {} })}>
            {kind.title}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => onAdd({ any: [firstRule(kinds, about)] })}>A group of rules</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

const firstKinds = {
  person: 'did',
  organisation: 'organisation',
  thread: 'thread',
  visitor: 'visited',
} as const

/** What a new group begins with. */
export function firstRule(kinds: readonly RuleKind[], about: About): RuleText {
  const word = firstKinds[about]
  return kinds.find((kind) => kind.kind === word)?.examples[0]?.rule ?? { [word]: {} }
}
