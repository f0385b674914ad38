import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Targets } from '../../../../src/serve/http/contract.ts'
import { tell } from '../../api/ask.ts'
import { askTargets } from '../../api/questions.ts'
import { countOf } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { Page } from '../../parts/page.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { Section } from '../../parts/section.tsx'
import { WaitingLines } from '../../parts/waiting.tsx'
import { Matrix } from './matrix.tsx'
import { ModelChoice } from './model-choice.tsx'
import { formatMoney } from './money.ts'
import { TargetTable } from './target-table.tsx'

/** Whom should we serve first? */
export function TargetsPage() {
  const { data, error, refetch } = useQuery(askTargets())
  const hasModel = data !== undefined && data.model !== null
  return (
    <Page
      title="Targets"
      lead={
        hasModel
          ? sayLead(data)
          : 'Which groups matter to us, by what they bring and by how much that matters?'
      }
      actions={hasModel ? <SnapshotKey /> : undefined}
    >
      {error === null ? null : <ProblemNote error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null ? <WaitingLines lines={5} height={48} /> : null}
      {data === undefined || hasModel ? null : <ModelChoice />}
      {hasModel ? <Placed targets={data} /> : null}
    </Page>
  )
}

function sayLead({ model, items, settings, thresholds }: Targets): string {
  const decided = items.filter(({ placement }) => placement.status === 'ok').length
  return `${countOf(items.length, 'segment', 'segments')} for “${makeInert(model?.title ?? '')}”; where they stand is decided of ${decided === 0 ? 'none' : decided} yet. Impact counts as high from ${formatMoney(thresholds.impact, settings.currency)}, importance from ${thresholds.importance}.`
}

function Placed({ targets }: { targets: Targets }) {
  return (
    <>
      <Matrix targets={targets} />
      <Section title="Where each stands, and how sure that is">
        <TargetTable targets={targets} />
        {targets.missing.length === 0 ? null : (
          <p>Not placed yet: {targets.missing.map((segment) => makeInert(segment)).join(', ')}.</p>
        )}
      </Section>
    </>
  )
}

function SnapshotKey() {
  const questions = useQueryClient()
  const keep = useMutation({
    mutationFn: () => tell('POST', '/target-snapshots', { reason: '' }),
    onSuccess: () => questions.invalidateQueries(),
  })
  return (
    <>
      <Button variant="default" loading={keep.isPending} onClick={() => keep.mutate()}>
        Keep as this quarter’s
      </Button>
      {keep.error === null ? null : <ProblemNote error={keep.error} />}
      {keep.isSuccess ? <p role="status">Kept.</p> : null}
    </>
  )
}
