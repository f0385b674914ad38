import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { askHome } from '../../api/questions.ts'
import { Chart } from '../../charts/chart.tsx'
import { drawFlow } from '../../charts/flow.ts'
import { drawWaterline } from '../../charts/waterline.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { WaitingLines } from '../../parts/waiting.tsx'
import { Contribution } from './contribution.tsx'
import { Counts } from './counts.tsx'
import { Freshness } from './freshness.tsx'
import styles from './home.module.css'
import { LadderTable } from './ladder-table.tsx'
import { Findings, NextSteps } from './sentences.tsx'

export function HomePage() {
  const { data: home, error, refetch } = useQuery(askHome())

  if (error !== null)
    return (
      <Page title="Home" heading="Who is here">
        <ProblemNote error={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (home === undefined)
    return (
      <Page title="Home" heading="Who is here">
        <WaitingLines lines={5} height={22} />
        <WaitingLines lines={2} height={120} />
      </Page>
    )
  if (home.counts.sources === 0) return <Beginning />
  const counted = home.waterline.some((month) => month.visitors > 0)

  return (
    <Page title="Home" heading="Who is here">
      <div className={styles.opening}>
        <Findings sentences={home.sentences} />
        <NextSteps sentences={home.sentences} stages={home.stages} />
      </div>
      <Counts counts={home.counts} counted={counted} />
      <div>
        <Chart draw={drawWaterline} rows={home.waterline} marks={home.marks} />
        {counted ? null : <NothingBelow />}
      </div>
      <LadderTable ladder={home.ladder} flow={home.flow} counted={counted} />
      <Chart draw={drawFlow} rows={home.flow} marks={home.marks} />
      <Contribution rows={home.contribution} />
      <Freshness rows={home.freshness} stages={home.stages} />
    </Page>
  )
}

/** The part of the iceberg no source here can show: said, not drawn. */
function NothingBelow() {
  return (
    <p className={styles.below}>
      Below the waterline nothing is counted yet: every source here names people. A web server’s access log
      would show how many come without a name. <Link to="/sources/add">Add one</Link>
    </p>
  )
}

function Beginning() {
  return (
    <Page
      title="Home"
      heading="Who is here"
      lead="Here you will read who your community is, who is drifting, and what to do next."
    >
      <EmptyState
        title="Nothing has been collected yet"
        action={
          <Button renderRoot={(props) => <Link to="/sources/add" {...props} />}>Add the first source</Button>
        }
      >
        Groundswell reads what already lies on your disk: a git repository, an exported history, a web
        server’s access log. Nothing leaves this machine.
      </EmptyState>
    </Page>
  )
}
