import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Job, List } from '../../../../../src/serve/http/contract.ts'
import { tell } from '../../../api/ask.ts'
import { useWorkUnderWay } from '../../../api/live-job.ts'
import { putJob } from '../../../api/put-job.ts'
import { askClusteringMethods, askJobs } from '../../../api/questions.ts'
import { ProblemNote } from '../../../parts/problem-note.tsx'
import styles from './discover.module.css'

interface Wanted {
  method?: string
  k?: number
}

/** Starts a search; the strip at the top tells how far it is, and when it ends the page shows what it found. */
export function SearchForm() {
  const questions = useQueryClient()
  const { data } = useQuery(askClusteringMethods())
  const isBusy = useWorkUnderWay().length > 0
  const [method, setMethod] = useState('')
  const [k, setK] = useState('')
  const search = useMutation({
    mutationFn: (wanted: Wanted) => tell<Job>('POST', '/segments/discover', wanted),
    onSuccess: (job) =>
      questions.setQueryData(askJobs().queryKey, (list: List<Job> | undefined) => putJob(list, job)),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    search.mutate({ ...(method === '' ? {} : { method }), ...(k === '' ? {} : { k: Number(k) }) })
  }
  const chosen = data?.items.find((one) => one.method === method)
  const failed = useLastFailure()
  return (
    <form className={styles.form} onSubmit={submit}>
      <NativeSelect
        label="Method"
        description={
          chosen?.sentence ?? 'By the number of people: everybody with everybody while they are few.'
        }
        data={[
          { value: '', label: 'Choose for me' },
          ...(data?.items.map((one) => ({ value: one.method, label: one.title })) ?? []),
        ]}
        value={method}
        onChange={(event) => setMethod(event.currentTarget.value)}
      />
      <TextInput
        type="number"
        label="How many groups"
        description="2 to 12; empty: as many as the data speak for"
        min={2}
        max={12}
        step={1}
        value={k}
        onChange={(event) => setK(event.currentTarget.value)}
      />
      <Button type="submit" loading={search.isPending} disabled={isBusy}>
        Search
      </Button>
      {search.error === null ? null : <ProblemNote error={search.error} />}
      {failed === undefined || isBusy ? null : (
        <p role="status" className={styles.failed}>
          The last search ended without groups: {failed}
        </p>
      )}
    </form>
  )
}

/** What the latest search said when it failed. */
function useLastFailure(): string | undefined {
  const { data } = useQuery(askJobs())
  const last = data?.items.find((job) => job.title === 'Discover groups' && job.endedAt !== null)
  return last?.status === 'failed' ? last.message : undefined
}
