import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Organisation } from '../../../../src/serve/http/contract.ts'
import { formatMonth } from '../../parts/dates.ts'
import { countOf, formatCount } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { Name } from '../../parts/name.tsx'
import { Section } from '../../parts/section.tsx'
import { WideTable } from '../../parts/wide-table.tsx'
import { nameNetworkClass } from '../../words.ts'
import { NetworkDialog } from './network-dialog.tsx'
import styles from './organisations.module.css'

type Logs = Organisation['logs']

const columns = [
  { title: 'Visits', count: 'visits' },
  { title: 'Downloads', count: 'downloads' },
  { title: 'Addresses', count: 'endpoints' },
  { title: 'Clients', count: 'origins' },
  { title: 'Automated', count: 'automated' },
] as const

/** What came from an organisation's own networks, month by month, the latest first. */
export function SeenInLogs({ organisation }: { organisation: Organisation }) {
  const { logs } = organisation
  if (logs.months.length === 0) return null
  return (
    <Section
      title={`Seen in logs: ${sayActs(logs)}`}
      note={`Between so many addresses and so many clients lie the people behind it; neither counts them. Months with fewer than ${logs.smallestGroup} addresses are left out, and so is what machines fetched.`}
    >
      <WideTable label="Seen in logs, by month">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Month</th>
              {columns.map(({ title }) => (
                <th key={title} scope="col" data-figures="true">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {logs.months.toReversed().map((month) => (
              <tr key={month.month}>
                <th scope="row">{formatMonth(month.month)}</th>
                {columns.map(({ title, count }) => (
                  <td key={title} data-figures="true">
                    {formatCount(month[count])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
      <Networks networks={logs.networks} organisation={organisation.name} />
    </Section>
  )
}

function sayActs({ months }: Logs): string {
  const visits = months.reduce((sum, month) => sum + month.visits, 0)
  const downloads = months.reduce((sum, month) => sum + month.downloads, 0)
  return `${countOf(visits, 'visit', 'visits')} and ${countOf(downloads, 'download', 'downloads')}`
}

/** Why these networks count as its own. */
function Networks({ networks, organisation }: { networks: Logs['networks']; organisation: string }) {
  const [decided, setDecided] = useState<Logs['networks'][number]>()
  return (
    <>
      <ul className={styles.domains}>
        {networks.map((network) => (
          <li key={network.networkId}>
            <div className={styles.words}>
              <p>
                <Name text={network.name} fallback={network.domain || 'A network without a name'} />
                {network.number === 0 ? '' : `, AS${network.number}`},{' '}
                {nameNetworkClass(network.class).toLowerCase()}
              </p>
              <p className={styles.faint}>{makeInert(network.reason)}</p>
            </div>
            <Button
              variant="default"
              size="xs"
              onClick={() => setDecided(network)}
              aria-label={`Decide whose network ${makeInert(network.name)} is`}
            >
              Decide…
            </Button>
          </li>
        ))}
      </ul>
      {decided === undefined ? null : (
        <NetworkDialog
          key={decided.networkId}
          network={decided}
          organisation={organisation}
          onClose={() => setDecided(undefined)}
        />
      )}
    </>
  )
}
