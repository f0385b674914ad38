import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Scheme } from '../../../../src/serve/http/contract.ts'
import { askSchemes } from '../../api/questions.ts'
import { countOf } from '../../parts/figures.ts'
import { Page } from '../../parts/page.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { WaitingLines } from '../../parts/waiting.tsx'
import { NoSegmentsYet } from './no-segments-yet.tsx'
import { SchemeCard } from './scheme-card.tsx'
import styles from './segments.module.css'

export function SegmentsPage() {
  const { data, error, refetch } = useQuery(askSchemes())
  // Those that place nobody yet come last.
  const schemes = data?.items.toSorted((one, next) => Number(places(next)) - Number(places(one)))
  return (
    <Page
      title="Segments"
      actions={
        schemes === undefined || schemes.length === 0 ? undefined : (
          <Group gap="xs">
            <Button variant="default" renderRoot={(props) => <Link to="/segments/compare" {...props} />}>
              Compare
            </Button>
            <Button variant="default" renderRoot={(props) => <Link to="/segments/overlap" {...props} />}>
              Overlap
            </Button>
            <Button variant="default" renderRoot={(props) => <Link to="/webhooks" {...props} />}>
              Webhooks
            </Button>
            <Button variant="default" renderRoot={(props) => <Link to="/segments/discover" {...props} />}>
              Discover groups
            </Button>
            <Button renderRoot={(props) => <Link to="/segments/new" {...props} />}>New segment</Button>
          </Group>
        )
      }
      lead={
        schemes === undefined || schemes.length === 0
          ? 'Which groups there are, how large, and how sure that is.'
          : `${countOf(schemes.length, 'scheme divides', 'schemes divide')} the community, each in its own way: one person can be in a segment of each.`
      }
    >
      {error === null ? null : <ProblemNote error={error} onRetry={() => void refetch()} />}
      {schemes === undefined && error === null ? <WaitingLines lines={4} height={110} /> : null}
      {schemes?.length === 0 ? (
        <NoSegmentsYet title="Here will stand the groups your community falls into" />
      ) : null}
      <div className={styles.schemes}>
        {schemes?.map((scheme) => (
          <SchemeCard key={scheme.scheme} scheme={scheme} />
        ))}
      </div>
    </Page>
  )
}

const places = ({ segments }: Scheme): boolean =>
  segments.some(({ members, anonymous }) => members > 0 || anonymous > 0)
