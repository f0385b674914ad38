import { Button, FileInput, Group, Modal } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ImportedCompanies } from '../../../../src/serve/http/contract.ts'
import { tell } from '../../api/ask.ts'
import { useStartWork } from '../../api/live-job.ts'
import { askCompanyLists } from '../../api/questions.ts'
import { countOf, formatCount } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { When } from '../../parts/when.tsx'
import styles from './organisations.module.css'

/** The key to import a list of companies, and to take one back. */
export function CompanyListsKey() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        Import a list of companies…
      </Button>
      {isOpen ? <CompanyLists onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function CompanyLists({ onClose }: { onClose: () => void }) {
  const [file, setFile] = useState<File | null>(null)
  const change = useListChange()
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title="Lists of companies"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={styles.dialog}>
        <p>
          A CSV file whose first line names its columns: domain or name, and any of headcount, turnover,
          balance sheet, NACE or ISIC code, business type, country. Up to 1 MB here; larger ones with
          “groundswell organisations import”.
        </p>
        <FileInput label="File" accept=".csv,.tsv,.txt,text/csv" value={file} onChange={setFile} />
        <Group justify="flex-end">
          <Button
            disabled={file === null}
            loading={change.isPending}
            onClick={() => file === null || change.mutate({ file })}
          >
            Import
          </Button>
        </Group>
        {change.error === null ? null : <ProblemNote error={change.error} />}
        {change.data === undefined ? null : <Report report={change.data} />}
        <Imported isBusy={change.isPending} onTakeBack={(list) => change.mutate({ list })} />
      </div>
    </Modal>
  )
}

function Report({ report }: { report: ImportedCompanies }) {
  const { read, matched, alreadySo, unmatched, left, unread, unreadCells } = report
  return (
    <div role="status">
      <p>
        {countOf(read, 'row', 'rows')} read: {formatCount(matched)} matched, {formatCount(alreadySo)} already
        so, {formatCount(unmatched)} not matched.
      </p>
      <Places places={left} all={unmatched} />
      {unread === 0 ? null : <p>{countOf(unread, 'cell', 'cells')} could not be understood.</p>}
      <Places places={unreadCells} all={unread} />
    </div>
  )
}

function Places({ places, all }: { places: ImportedCompanies['left']; all: number }) {
  if (places.length === 0) return null
  return (
    <ul className={styles.places}>
      {places.map(({ position, text, reason }) => (
        <li key={`${position} ${reason}`}>
          {position}: {makeInert(reason)} <span className={styles.faint}>{makeInert(text)}</span>
        </li>
      ))}
      {all > places.length ? <li>and {formatCount(all - places.length)} more</li> : null}
    </ul>
  )
}

function Imported({ isBusy, onTakeBack }: { isBusy: boolean; onTakeBack: (list: string) => void }) {
  const { data } = useQuery(askCompanyLists())
  if (data === undefined || data.total === 0) return null
  return (
    <ul className={styles.domains}>
      {data.items.map(({ list, organisations, importedAt }) => (
        <li key={list}>
          <div className={styles.words}>
            <p>{makeInert(list)}</p>
            <p className={styles.faint}>
              {countOf(organisations, 'organisation', 'organisations')}, imported <When at={importedAt} />
            </p>
          </div>
          <Button
            variant="default"
            size="xs"
            loading={isBusy}
            onClick={() => onTakeBack(list)}
            aria-label={`Take back ${makeInert(list)}`}
          >
            Take back
          </Button>
        </li>
      ))}
    </ul>
  )
}

/** Tells the server a list, or that one holds no longer, and lets the stages run where anything changed. */
function useListChange() {
  const questions = useQueryClient()
  const start = useStartWork()
  return useMutation({
    mutationFn: async (change: { file: File } | { list: string }): Promise<ImportedCompanies | undefined> => {
      if ('list' in change) await tell('DELETE', `/company-lists/${encodeURIComponent(change.list)}`)
      const report =
        'file' in change
          ? await tell<ImportedCompanies>('POST', '/organisations/import', {
              name: change.file.name,
              text: await change.file.text(),
            })
          : undefined
      if (report === undefined || report.matched > 0) await start({ stages: ['resolve', 'segment'] })
      return report
    },
    onSuccess: () => questions.invalidateQueries(),
  })
}
