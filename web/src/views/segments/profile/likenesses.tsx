import { useId } from 'react'
import { formatShare } from '../../../parts/figures.ts'
import { makeInert } from '../../../parts/inert-text.ts'
import { Section } from '../../../parts/section.tsx'
import { capital } from '../capital.ts'
import { TraitTable } from '../trait-table.tsx'
import styles from '../views.module.css'
import { TickKey } from './distinguishes.tsx'
import type { ProfilePart } from './profile-sections.tsx'

type Group = ProfilePart['profile']['groups'][number]

const topics = 'scheme:interests'
const isTopics = ({ group }: Group): boolean => group === topics

/** What they work on or talk about. */
export function Topics(part: ProfilePart) {
  const group = part.profile.groups.find(isTopics)
  const [first] = group?.values ?? []
  if (group === undefined || first === undefined)
    return (
      <Section title="No topic of theirs is known">
        <p className={styles.soft}>
          Topics are told by the files they change and the channels they write in; too little of that is known
          of them.
        </p>
      </Section>
    )
  return (
    <Section title={`${formatShare(first.share, 1)} are interested in ${makeInert(first.title)}`}>
      <GroupTable group={group} part={part} what="Topic" />
    </Section>
  )
}

/** Everything else that is so of them, one small table for each question. */
export function Likenesses(part: ProfilePart) {
  const groups = part.profile.groups.filter((group) => !isTopics(group))
  if (groups.length === 0)
    return (
      <Section title="Nothing else is known of them">
        <p className={styles.soft}>
          They are in no segment of another scheme, and no attribute of theirs is likely enough.
        </p>
      </Section>
    )
  return (
    <Section
      title="What else is so of them"
      note="Their segments of other schemes, and what is known of them with at least 80 in 100. What is left of 100 is unknown."
    >
      <TickKey />
      <div className={styles.grid}>
        {groups.map((group) => (
          <Titled key={group.group} group={group} part={part} />
        ))}
      </div>
    </Section>
  )
}

function Titled({ group, part }: { group: Group; part: ProfilePart }) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{makeInert(group.title)}</h3>
      <GroupTable group={group} part={part} what="Value" />
    </section>
  )
}

function GroupTable({ group, part: { many, of }, what }: { group: Group; part: ProfilePart; what: string }) {
  return (
    <TraitTable
      label={`${makeInert(group.title)} of members`}
      what={what}
      noun={capital(many)}
      traits={group.values.map((value) => ({ ...value, id: value.title }))}
      of={of}
    />
  )
}
