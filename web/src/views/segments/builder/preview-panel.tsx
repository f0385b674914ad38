import { useQuery } from '@tanstack/react-query'
import type { RuleChange, RulePreview, RuleSubject } from '../../../../../src/serve/http/contract.ts'
import { askRulePreview } from '../../../api/questions.ts'
import { countOf, formatCount } from '../../../parts/figures.ts'
import { makeInert } from '../../../parts/inert-text.ts'
import { OrganisationLink, PersonLink } from '../../../parts/person-link.tsx'
import { ProblemNote } from '../../../parts/problem-note.tsx'
import { WaitingLines } from '../../../parts/waiting.tsx'
import styles from './builder.module.css'
import { CohortView } from './cohort-view.tsx'
import type { Holds, RuleText } from './rule-tree.ts'
import { WhyField } from './why-field.tsx'

export interface Asked {
  readonly rule: RuleText
  readonly of: Holds
  /** The published segment this would be the next version of. */
  readonly name?: string | undefined
}

/** Whom the rule would hold, told while it is written: how many, who, what would change, and why for anybody. */
export function PreviewPanel({ asked }: { asked: Asked }) {
  // Of visitors nobody can name, nobody can be seen to come or leave.
  const { name, ...rest } = asked
  const query = asked.of === 'visitors' || name === undefined ? rest : asked
  const { data, error, isPlaceholderData } = useQuery(askRulePreview(query))
  return (
    <aside className={styles.preview} aria-label="Whom it would hold">
      {/* What changes while somebody types is said to those who cannot see it. */}
      <div role="status" aria-busy={isPlaceholderData}>
        {error !== null ? (
          <ProblemNote error={error} />
        ) : data === undefined ? (
          <WaitingLines lines={3} height={28} />
        ) : data.cohort === null ? (
          asked.of === 'visitors' ? (
            <WaitingLines lines={3} height={28} />
          ) : (
            <Count preview={data} of={asked.of} />
          )
        ) : (
          <>
            <CohortView cohort={data.cohort} />
            <p className={styles.sentence}>{makeInert(data.sentence)}</p>
          </>
        )}
      </div>
      {data === undefined || error !== null || asked.of === 'visitors' || data.cohort !== null ? null : (
        <>
          {data.change === null ? null : <Change change={data.change} of={asked.of} />}
          <Some subjects={data.items} total={data.total} />
          <WhyField asked={{ rule: asked.rule, of: asked.of }} />
        </>
      )}
    </aside>
  )
}

type Named = Exclude<Holds, 'visitors'>
const nouns = { people: ['person', 'people'], organisations: ['organisation', 'organisations'] } as const

function Count({ preview, of }: { preview: RulePreview; of: Named }) {
  const [one, many] = nouns[of]
  return (
    <>
      <p className={styles.count}>{countOf(preview.total, one, many)}</p>
      <p className={styles.soft}>
        of {formatCount(preview.of)}
        {preview.unknown === 0 ? '' : `; of ${formatCount(preview.unknown)} nobody knows`}
      </p>
      <p className={styles.sentence}>{makeInert(preview.sentence)}</p>
    </>
  )
}

function Change({ change, of }: { change: RuleChange; of: Named }) {
  if (change.entering + change.leaving === 0)
    return <p className={styles.soft}>Nobody would enter or leave the published segment.</p>
  return (
    <details>
      <summary>
        {formatCount(change.entering)} would enter, {formatCount(change.leaving)} would leave
      </summary>
      {(['enter', 'leave'] as const).map((way) =>
        change[way].length === 0 ? null : (
          <div key={way}>
            <h2 className={styles.way}>{way === 'enter' ? 'Enter' : 'Leave'}</h2>
            <ul className={styles.list}>
              {change[way].map((subject) => (
                <li key={subject.subjectId}>
                  <span>
                    <SubjectLink subject={subject} />
                    <br />
                    <span className={styles.soft}>{makeInert(subject.why)}</span>
                  </span>
                </li>
              ))}
            </ul>
          </div>
        ),
      )}
      <p className={styles.soft}>At most 20 {nouns[of][1]} are listed each way.</p>
    </details>
  )
}

function Some({ subjects, total }: { subjects: readonly RuleSubject[]; total: number }) {
  if (subjects.length === 0) return null
  return (
    <>
      <ul className={styles.list}>
        {subjects.map((subject) => (
          <li key={subject.subjectId}>
            <SubjectLink subject={subject} />
            <span className={styles.soft}>{makeInert(subject.standing)}</span>
          </li>
        ))}
      </ul>
      {total > subjects.length ? (
        <p className={styles.soft}>and {formatCount(total - subjects.length)} more</p>
      ) : null}
    </>
  )
}

function SubjectLink({ subject: { subjectKind, subjectId, name, known } }: { subject: RuleSubject }) {
  const title = name === '' ? known || subjectId : name
  return subjectKind === 'person' ? (
    <PersonLink id={subjectId} name={title} />
  ) : (
    <OrganisationLink id={subjectId} name={title} />
  )
}
