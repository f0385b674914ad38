import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AliasRef, DecisionsPreview, IdentityDecision } from '../../../../src/serve/http/contract.ts'
import { tell } from '../../api/ask.ts'
import { useStartWork } from '../../api/live-job.ts'
import { askPersonDecisions } from '../../api/questions.ts'
import { makeInert, shorten } from '../../parts/inert-text.ts'
import { Section } from '../../parts/section.tsx'
import { When } from '../../parts/when.tsx'
import { ConsequencesDialog } from './consequences-dialog.tsx'
import styles from './profile.module.css'

/** What was decided on this person's aliases, with the way back. */
export function Decisions({ personId }: { personId: string }) {
  const questions = useQueryClient()
  const start = useStartWork()
  const { data } = useQuery(askPersonDecisions(personId))
  const [undone, setUndone] = useState<IdentityDecision | null>(null)
  if (data === undefined || data.items.length === 0) return null
  const takeBack = async ({ a, b }: IdentityDecision, preview: DecisionsPreview | undefined) => {
    // Where two become one, one of the two ids is left.
    const then = preview?.after.find(({ from }) => from.includes(personId))?.personId
    if (then !== undefined) questions.setQueryData(successorOf(personId), then)
    await tell('DELETE', `/identity/decisions/${a?.aliasId}/${b?.aliasId}`)
    await start({ stages: ['resolve', 'segment'] })
    await questions.invalidateQueries()
  }
  return (
    <Section title="What was decided here">
      <ul className={styles.evidence}>
        {data.items.map((decision) => (
          <li key={`${decision.decidedAt} ${decision.a?.aliasId} ${decision.b?.aliasId} ${decision.verdict}`}>
            <p>{sayDecision(decision)}</p>
            <p className={styles.faint}>
              {makeInert(decision.decidedBy)}, <When at={decision.decidedAt} precise />
              {decision.reason === '' ? '' : `: ${makeInert(decision.reason)}`}
              {decision.holds ? '' : ' (replaced by a later decision)'}
            </p>
            {decision.holds && (decision.verdict === 'same' || decision.verdict === 'different') ? (
              <Button size="compact-sm" variant="default" onClick={() => setUndone(decision)}>
                Take back…
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {data.total > data.items.length ? (
        <p className={styles.faint}>The latest {data.items.length} are shown.</p>
      ) : null}
      {undone === null ? null : (
        <ConsequencesDialog
          title="If it is taken back"
          body={{ decisions: [{ a: undone.a?.aliasId, b: undone.b?.aliasId, verdict: 'undecided' }] }}
          action="Take it back"
          onConfirm={(_reason, preview) => takeBack(undone, preview)}
          onClose={() => setUndone(null)}
        />
      )}
    </Section>
  )
}

/** Under which id somebody is found once a decision has been worked out. */
export const successorOf = (personId: string) => ['successor', personId] as const

function sayDecision({ verdict, a, b }: IdentityDecision): string {
  if (verdict === 'locked') return 'Locked: no rule adds an alias or takes one away'
  if (verdict === 'unlocked') return 'The lock was taken off'
  const pair = `${sayAlias(a)} and ${sayAlias(b)}`
  if (verdict === 'same') return `${pair} are the same`
  return verdict === 'different' ? `${pair} are not the same` : `${pair}: nothing is decided any more`
}

function sayAlias(alias: AliasRef | null): string {
  if (alias === null || alias.personId === null) return 'an alias that is not known any more'
  const name = alias.name.trim() === '' ? alias.username : alias.name
  return shorten(makeInert(alias.email === '' ? `“${name}”` : `“${name}” <${alias.email}>`), 80)
}
