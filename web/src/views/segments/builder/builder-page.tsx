import { Button, SegmentedControl, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type {
  DefinitionText,
  DefinitionWithVersions,
  PublishedDefinitions,
  RuleKind,
} from '../../../../../src/serve/http/contract.ts'
import { tell } from '../../../api/ask.ts'
import { askDefinition, askDefinitions, askRuleKinds } from '../../../api/questions.ts'
import { Page } from '../../../parts/page.tsx'
import { ProblemNote } from '../../../parts/problem-note.tsx'
import { WaitingLines } from '../../../parts/waiting.tsx'
import styles from './builder.module.css'
import { PreviewPanel } from './preview-panel.tsx'
import { firstRule, RuleEditor } from './rule-editor.tsx'
import { RuleTextField } from './rule-text.tsx'
import { aboutOf, type Beginning, nameAfter, type RuleText, readBeginning } from './rule-tree.ts'

/** Puts a new segment together. */
export function NewSegmentPage() {
  const search = newRoute.useSearch()
  const { data: kinds, error } = useQuery(askRuleKinds())
  return (
    <Page title="New segment" above={<Link to="/segments">Segments</Link>} lead={lead}>
      {error === null ? null : <ProblemNote error={error} />}
      {kinds === undefined ? (
        <WaitingLines lines={4} height={60} />
      ) : (
        // Another link begins another segment.
        <Builder key={JSON.stringify(search)} kinds={kinds.items} begin={readBeginning(search)} />
      )}
    </Page>
  )
}

const lead = 'Say whom it holds. Nothing is written before you publish it.'
const newRoute = getRouteApi('/segments/new')
const editRoute = getRouteApi('/segments/edit/$name')

/** Changes one: what is published becomes its next version. */
export function EditSegmentPage() {
  const { name } = editRoute.useParams()
  const { data: kinds, error } = useQuery(askRuleKinds())
  const { data: held, error: missing } = useQuery(askDefinition(name))
  const problem = error ?? missing
  return (
    <Page
      title={held === undefined ? 'Segment' : `Change “${held.definition.title}”`}
      above={<Link to="/segments">Segments</Link>}
      lead={lead}
    >
      {problem === null ? null : <ProblemNote error={problem} />}
      {kinds === undefined || held === undefined ? (
        problem === null ? (
          <WaitingLines lines={4} height={60} />
        ) : null
      ) : (
        <Builder kinds={kinds.items} held={held} />
      )}
    </Page>
  )
}

interface BuilderProps {
  kinds: readonly RuleKind[]
  held?: DefinitionWithVersions
  begin?: Beginning
}

function Builder({ kinds, held, begin }: BuilderProps) {
  const [draft, setDraft] = useState<DefinitionText>(() => {
    const { title = '', of = 'people', rule } = begin ?? {}
    return held?.definition ?? { title, of, rule: rule ?? startRule(kinds, of), purpose: '', owner: '' }
  })
  const [view, setView] = useState<'form' | 'text'>('form')
  const [asked] = useDebouncedValue(draft.rule, 350)
  const put = (change: Partial<DefinitionText>) => setDraft({ ...draft, ...change })
  const about = aboutOf[draft.of]
  return (
    <div className={styles.columns}>
      <Publishing draft={draft} held={held}>
        <AboutFields
          draft={draft}
          isNew={held === undefined}
          onChange={put}
          onAbout={(of) => put({ of, rule: startRule(kinds, of), tests: undefined })}
        />
        <SegmentedControl
          transitionDuration={0}
          aria-label="How the rule is shown"
          value={view}
          onChange={(next) => setView(next as 'form' | 'text')}
          data={[
            { value: 'form', label: 'As a form' },
            { value: 'text', label: 'As text' },
          ]}
        />
        {view === 'form' ? (
          <RuleEditor
            rule={draft.rule}
            about={about}
            kinds={kinds}
            onChange={(rule) => put({ rule: rule as DefinitionText['rule'] })}
          />
        ) : (
          <RuleTextField
            rule={draft.rule}
            onChange={(rule) => put({ rule: rule as DefinitionText['rule'] })}
          />
        )}
        <MoreFields draft={draft} onChange={put} />
      </Publishing>
      <PreviewPanel asked={{ rule: asked, of: draft.of, name: held?.name }} />
    </div>
  )
}

const startRule = (kinds: readonly RuleKind[], of: DefinitionText['of']): DefinitionText['rule'] => ({
  all: [firstRule(kinds, aboutOf[of]) as RuleText],
})

interface FieldsProps {
  draft: DefinitionText
  onChange: (change: Partial<DefinitionText>) => void
}

function AboutFields({
  draft,
  isNew,
  onChange,
  onAbout,
}: FieldsProps & { isNew: boolean; onAbout: (of: DefinitionText['of']) => void }) {
  return (
    <>
      <TextInput
        label="Title"
        required
        maxLength={200}
        value={draft.title}
        onChange={(event) => onChange({ title: event.currentTarget.value })}
      />
      {isNew ? (
        <SegmentedControl
          transitionDuration={0}
          aria-label="What it holds"
          value={draft.of}
          onChange={(of) => onAbout(of as DefinitionText['of'])}
          data={[
            { value: 'people', label: 'People who …' },
            { value: 'organisations', label: 'Organisations that …' },
            { value: 'visitors', label: 'Visitors nobody can name' },
          ]}
        />
      ) : null}
    </>
  )
}

function MoreFields({ draft, onChange }: FieldsProps) {
  const { tests } = draft
  const putTests = (change: Partial<NonNullable<DefinitionText['tests']>>) => {
    const next = { in: tests?.in ?? [], out: tests?.out ?? [], ...change }
    onChange({ tests: next.in.length + next.out.length === 0 ? undefined : next })
  }
  return (
    <>
      <Textarea
        label="Purpose"
        description="What is done with it."
        rows={2}
        maxLength={2000}
        value={draft.purpose}
        onChange={(event) => onChange({ purpose: event.currentTarget.value })}
      />
      <div className={styles.row}>
        <TextInput
          label="Owner"
          maxLength={200}
          value={draft.owner}
          onChange={(event) => onChange({ owner: event.currentTarget.value })}
        />
        <TextInput
          label="Expires after"
          type="date"
          value={draft.expires ?? ''}
          onChange={(event) => onChange({ expires: event.currentTarget.value || undefined })}
        />
      </div>
      {draft.of === 'visitors' ? null : (
        <>
          <TagsInput
            label="Has to hold"
            description="Names, addresses or domains; “groundswell segments test” looks whether it does."
            splitChars={[';']}
            value={tests?.in ?? []}
            onChange={(words) => putTests({ in: words })}
          />
          <TagsInput
            label="Must not hold"
            splitChars={[';']}
            value={tests?.out ?? []}
            onChange={(words) => putTests({ out: words })}
          />
        </>
      )}
    </>
  )
}

interface PublishingProps {
  draft: DefinitionText
  held: DefinitionWithVersions | undefined
  children: React.ReactNode
}

const schemes = {
  people: 'custom',
  organisations: 'custom-organisations',
  visitors: 'custom-visitors',
} as const

/** The form around it: checks that the name is free, publishes, and goes to the segment. */
function Publishing({ draft, held, children }: PublishingProps) {
  const questions = useQueryClient()
  const navigate = useNavigate()
  const { data: others } = useQuery(askDefinitions())
  const name = held?.name ?? nameAfter(draft.title)
  const isTaken = held === undefined && (others?.items.some((other) => other.name === name) ?? false)
  const publish = useMutation({
    mutationFn: () => tell<PublishedDefinitions>('POST', '/definitions', { definitions: { [name]: draft } }),
    onSuccess: async () => {
      await questions.invalidateQueries()
      const scheme = schemes[draft.of]
      await navigate({ to: '/segments/$segment', params: { segment: `${scheme}/${name}` } })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isTaken && name !== '') publish.mutate()
  }
  return (
    <form onSubmit={submit} className={styles.about}>
      {children}
      {publish.error === null ? null : <ProblemNote error={publish.error} />}
      {isTaken ? (
        <p role="alert">A segment is called “{name}” already; give this one another title.</p>
      ) : null}
      <div className={styles.row}>
        <Button type="submit" loading={publish.isPending} disabled={isTaken || name === ''}>
          {held === undefined ? 'Publish' : 'Publish as the next version'}
        </Button>
        <Button variant="default" renderRoot={(props) => <Link to="/segments" {...props} />}>
          Leave it
        </Button>
      </div>
      {name === '' ? null : <p className={styles.soft}>Its name in files and rules: {name}</p>}
    </form>
  )
}
