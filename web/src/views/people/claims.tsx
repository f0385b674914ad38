import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { tell } from '../../api/ask.ts'
import { useStartWork } from '../../api/live-job.ts'
import { askClaims } from '../../api/questions.ts'
import { makeInert, shorten } from '../../parts/inert-text.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { Section } from '../../parts/section.tsx'
import { When } from '../../parts/when.tsx'
import styles from './profile.module.css'

/** Links this person was given to prove accounts, and what became of them; nothing when there are none. */
export function Claims({ personId }: { personId: string }) {
  const questions = useQueryClient()
  const start = useStartWork()
  const { data } = useQuery(askClaims(personId))
  const withdraw = useMutation({
    mutationFn: async (claimId: string) => {
      await tell('DELETE', `/identity/claims/${encodeURIComponent(claimId)}`)
      await start({ stages: ['resolve', 'segment'] })
      await questions.invalidateQueries()
    },
  })
  if (data === undefined || data.items.length === 0) return null
  return (
    <Section title="What they were asked to prove">
      <ul className={styles.evidence}>
        {data.items.map(({ claimId, alias, state, sentence, issuedAt, expiresAt }) => (
          <li key={claimId}>
            <p>{makeInert(sentence)}</p>
            <p className={styles.faint}>
              A link for {shorten(makeInert(alias.email || alias.username || alias.name), 80)}, made{' '}
              <When at={issuedAt} precise />, good until <When at={expiresAt} />
            </p>
            {state === 'withdrawn' ? null : (
              <Button
                size="compact-sm"
                variant="default"
                mt={4}
                loading={withdraw.isPending && withdraw.variables === claimId}
                onClick={() => withdraw.mutate(claimId)}
              >
                Take back
              </Button>
            )}
          </li>
        ))}
      </ul>
      {withdraw.error === null ? null : <ProblemNote error={withdraw.error} />}
    </Section>
  )
}
