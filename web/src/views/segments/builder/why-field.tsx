import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { askExplanation, askOrganisations, askPeople } from '../../../api/questions.ts'
import { makeInert, shorten } from '../../../parts/inert-text.ts'
import { ProblemNote } from '../../../parts/problem-note.tsx'
import styles from './builder.module.css'
import type { Holds, RuleText } from './rule-tree.ts'

const verdicts = { in: 'In', out: 'Out', unknown: 'Nobody knows' } as const

interface Asked {
  readonly rule: RuleText
  readonly of: Exclude<Holds, 'visitors'>
}

/** Why anybody would be in or out, part by part. */
export function WhyField({ asked }: { asked: Asked }) {
  const [text, setText] = useState('')
  const [subject, setSubject] = useState<string | null>(null)
  const [search] = useDebouncedValue(text.trim(), 250)
  const isPeople = asked.of === 'people'
  const query = { search, sort: 'events', order: 'desc', limit: 15 }
  const people = useQuery({ ...askPeople({ ...query, class: 'human' }), enabled: isPeople })
  const organisations = useQuery({ ...askOrganisations(query), enabled: !isPeople })
  const options = isPeople
    ? (people.data?.items ?? []).map(({ personId, name, email }) => ({
        value: personId,
        label: label(name, email),
      }))
    : (organisations.data?.items ?? []).map(({ organisationId, name, domain }) => ({
        value: organisationId,
        label: label(name, domain),
      }))
  return (
    <>
      <Select
        mt="lg"
        label={isPeople ? 'Why is somebody in or out?' : 'Why is one in or out?'}
        placeholder="Search a name"
        searchable
        clearable
        data={options}
        value={subject}
        onChange={setSubject}
        onSearchChange={setText}
        filter={({ options: found }) => found}
        nothingFoundMessage="There is nobody of that name"
      />
      {subject === null ? null : <Explanation asked={asked} subject={subject} />}
    </>
  )
}

const label = (name: string, known: string): string => shorten(known === '' ? name : `${name} · ${known}`, 70)

function Explanation({ asked, subject }: { asked: Asked; subject: string }) {
  const { data, error } = useQuery(askExplanation({ rule: asked.rule, of: asked.of, subject }))
  if (error !== null) return <ProblemNote error={error} />
  if (data === undefined) return null
  return (
    <div role="status">
      <p>
        <strong>{verdicts[data.verdict]}</strong>, because:
      </p>
      <ul className={styles.list}>
        {data.reasons.map(({ verdict, sentence }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same rule may stand in several places
          <li key={at}>
            <span>{makeInert(sentence)}</span>
            <strong>{verdict === 'in' ? 'yes' : verdict === 'out' ? 'no' : 'nobody knows'}</strong>
          </li>
        ))}
      </ul>
    </div>
  )
}
