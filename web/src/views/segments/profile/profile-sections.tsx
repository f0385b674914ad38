import { useQuery } from '@tanstack/react-query'
import type { Segment, SegmentProfile } from '../../../../../src/serve/http/contract.ts'
import { askSegmentProfile } from '../../../api/questions.ts'
import { formatDate } from '../../../parts/dates.ts'
import { EmptyState } from '../../../parts/empty-state.tsx'
import { ProblemNote } from '../../../parts/problem-note.tsx'
import { Section } from '../../../parts/section.tsx'
import { WaitingLines } from '../../../parts/waiting.tsx'
import { endOfDay } from '../../../search-params.ts'
import { ruleSubjects, subjectNouns } from '../../../words.ts'
import styles from '../views.module.css'
import { Distinguishes } from './distinguishes.tsx'
import { Flows } from './flows.tsx'
import { Likenesses, Topics } from './likenesses.tsx'
import { Typical } from './typical.tsx'
import { Channels, Ladder, Organisations } from './where-and-for-whom.tsx'

/** What the parts of a profile are given. */
export interface ProfilePart {
  readonly profile: SegmentProfile
  readonly of: { readonly title: string; readonly rules: 'people' | 'organisations' }
  /** Whom it holds, as a word for many. */
  readonly many: string
}

/** What members are like, where they came from and went; of the moment the page looks at. */
export function ProfileSections({ segment, asOf }: { segment: Segment; asOf: string | undefined }) {
  const { data, error, refetch } = useQuery(askSegmentProfile(segment.segment, endOfDay(asOf)))
  if (error !== null)
    return (
      <Section title="What its members are like">
        <ProblemNote error={error} onRetry={() => void refetch()} />
      </Section>
    )
  if (data === undefined)
    return (
      <Section title="What its members are like">
        <WaitingLines lines={6} height={26} />
      </Section>
    )
  return <Sections profile={data} />
}

function Sections({ profile }: { profile: SegmentProfile }) {
  const { title, subjectKind, members, flows } = profile
  const part: ProfilePart = {
    profile,
    of: { title, rules: ruleSubjects[subjectKind] },
    many: subjectNouns[subjectKind][1],
  }
  return (
    <>
      {members === 0 ? (
        <Section title="What its members are like">
          <EmptyState title="Here will stand what its members have in common">
            Nobody was in it on {formatDate(profile.asOf)}: for whom they act, where, what interests them, and
            what sets them apart from everybody.
          </EmptyState>
        </Section>
      ) : (
        <>
          <Distinguishes {...part} />
          <div className={styles.grid}>
            <Ladder {...part} />
            <Organisations {...part} />
            <Channels {...part} />
            <Topics {...part} />
            <Typical {...part} />
          </div>
          <Likenesses {...part} />
        </>
      )}
      {members === 0 && flows.entered + flows.left === 0 ? null : <Flows {...part} />}
    </>
  )
}
