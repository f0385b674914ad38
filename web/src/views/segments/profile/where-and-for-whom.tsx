import { Link } from '@tanstack/react-router'
import { countOf, formatCount, formatShare } from '../../../parts/figures.ts'
import { makeInert } from '../../../parts/inert-text.ts'
import { Name } from '../../../parts/name.tsx'
import { OrganisationLink } from '../../../parts/person-link.tsx'
import { RungMark } from '../../../parts/rung-mark.tsx'
import { Section } from '../../../parts/section.tsx'
import { nameRung } from '../../../words.ts'
import { TraitTable } from '../trait-table.tsx'
import styles from '../views.module.css'
import type { ProfilePart } from './profile-sections.tsx'

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

/** Whose rungs, organisations and sources are told, where the segment holds organisations. */
const sayWhose = ({ profile: { subjectKind, people } }: ProfilePart): string | undefined =>
  subjectKind === 'person'
    ? undefined
    : `Of the ${countOf(people, 'person who acts', 'people who act')} for them.`

/** On which rungs of the ladder they stand. */
export function Ladder(part: ProfilePart) {
  const { ladder, people } = part.profile
  const fullest = ladder.reduce((a, b) => (b.people > a.people ? b : a), { state: '', people: 0 })
  if (fullest.people === 0)
    return (
      <Section title="On no rung of the ladder" note={sayWhose(part)}>
        <p className={styles.soft}>None of them stood on the participation ladder then.</p>
      </Section>
    )
  return (
    <Section
      title={`${formatShare(fullest.people, people)} stand on ${fullest.state} ${nameRung(fullest.state)}`}
      note={sayWhose(part)}
    >
      <TraitTable
        label="Rungs members stand on"
        what="Rung"
        noun="People"
        traits={[...ladder]
          .sort((a, b) => (a.state < b.state ? 1 : -1))
          .map((rung) => ({
            id: rung.state,
            title: `${rung.state} ${nameRung(rung.state)}`,
            link: <RungMark rung={rung.state} />,
            count: rung.people,
            share: share(rung.people, people),
            rule: rung.rule,
          }))}
        of={part.of}
      />
    </Section>
  )
}

/** For whom they act. */
export function Organisations(part: ProfilePart) {
  const { organisations, people } = part.profile
  const [first] = organisations
  if (first === undefined)
    return (
      <Section title="For whom they act is not known" note={sayWhose(part)}>
        <p className={styles.soft}>No organisation is likely enough for any of them.</p>
      </Section>
    )
  return (
    <Section
      title={`${formatCount(first.people)} of ${formatCount(people)} act for ${makeInert(first.name)}`}
      note={sayWhose(part)}
    >
      <TraitTable
        label="Organisations members act for"
        what="Organisation"
        noun="People"
        more={['Of all there']}
        traits={organisations.map((one) => ({
          id: one.organisationId,
          title: one.name,
          link: <OrganisationLink id={one.organisationId} name={one.name} />,
          count: one.people,
          share: share(one.people, people),
          more: [formatCount(one.of)],
          rule: one.rule,
        }))}
        of={part.of}
      />
    </Section>
  )
}

/** Where they act. */
export function Channels(part: ProfilePart) {
  const { channels, people } = part.profile
  const [first] = channels
  if (first === undefined)
    return (
      <Section title="They were nowhere in the last year" note={sayWhose(part)}>
        <p className={styles.soft}>No source tells of anything they did in the twelve months before.</p>
      </Section>
    )
  return (
    <Section
      title={`${formatShare(first.people, people)} acted in ${makeInert(first.source)} in the last year`}
      note={sayWhose(part)}
    >
      <TraitTable
        label="Where members act"
        what="Source"
        noun="People"
        more={['Events']}
        traits={channels.map((one) => ({
          id: one.source,
          title: one.source,
          link: (
            <Link to="/sources/$id" params={{ id: one.source }}>
              <Name text={one.source} />
            </Link>
          ),
          count: one.people,
          share: share(one.people, people),
          more: [formatCount(one.events)],
          rule: one.rule,
        }))}
        of={part.of}
      />
    </Section>
  )
}
