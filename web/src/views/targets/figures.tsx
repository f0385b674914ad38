import { Button, Modal, NumberInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Target } from '../../../../src/serve/http/contract.ts'
import { tell } from '../../api/ask.ts'
import { useChange } from '../../api/use-change.ts'
import { formatCount } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { Section } from '../../parts/section.tsx'
import { WideTable } from '../../parts/wide-table.tsx'
import { formatMoney } from './money.ts'
import styles from './targets.module.css'

type Figure = Target['figures']['revenue']
const origins = { said: 'said here', measured: 'counted', usual: 'usual' } as const

interface Row {
  /** What stands in the way of the API: `values.answers.hours` is three keys. */
  readonly path: readonly string[]
  readonly title: string
  readonly figure: Figure
  readonly unit: 'money' | 'share' | 'number'
}

function listRows({ revenue, conversion, programCost, supportCost, values }: Target['figures']): Row[] {
  return [
    { path: ['revenue'], title: 'Revenue of a member who buys', figure: revenue, unit: 'money' },
    { path: ['conversion'], title: 'Probability that a member buys', figure: conversion, unit: 'share' },
    ...values.flatMap(({ name, title, count, hours, attributable }): Row[] => [
      { path: ['values', name, 'count'], title: `${title}: how many`, figure: count, unit: 'number' },
      { path: ['values', name, 'hours'], title: `${title}: hours each`, figure: hours, unit: 'number' },
      {
        path: ['values', name, 'attributable'],
        title: `${title}: share due to us`,
        figure: attributable,
        unit: 'share',
      },
    ]),
    { path: ['programCost'], title: 'Cost of programs', figure: programCost, unit: 'money' },
    { path: ['supportCost'], title: 'Cost of support', figure: supportCost, unit: 'money' },
  ]
}

/** What a target brings and costs in twelve months; each figure can be said better. */
export function Figures({ target, currency }: { target: Target; currency: string }) {
  const [said, setSaid] = useState<Row>()
  return (
    <Section
      title="What it brings and costs in twelve months"
      note="Each figure lies between the lowest and the highest, most likely in the middle; impact is simulated from all of them."
    >
      <WideTable label="Figures">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Figure</th>
              <th scope="col" data-figures="true">
                Low
              </th>
              <th scope="col" data-figures="true">
                Likely
              </th>
              <th scope="col" data-figures="true">
                High
              </th>
              <th scope="col">From</th>
              <th scope="col">Change</th>
            </tr>
          </thead>
          <tbody>
            {listRows(target.figures).map((row) => (
              <tr key={row.path.join('.')}>
                <th scope="row">{makeInert(row.title)}</th>
                <td data-figures="true">{show(row.figure.low, row.unit, currency)}</td>
                <td data-figures="true">{show(row.figure.mode, row.unit, currency)}</td>
                <td data-figures="true">{show(row.figure.high, row.unit, currency)}</td>
                <td>{origins[row.figure.origin]}</td>
                <td>
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => setSaid(row)}
                    aria-label={`Say: ${makeInert(row.title)}`}
                  >
                    Say
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
      {said === undefined ? null : (
        <FigureDialog target={target} row={said} onClose={() => setSaid(undefined)} />
      )}
    </Section>
  )
}

function show(value: number, unit: Row['unit'], currency: string): string {
  if (unit === 'money') return formatMoney(value, currency)
  return unit === 'share' || !Number.isInteger(value) ? value.toFixed(2) : formatCount(value)
}

const ends = ['low', 'mode', 'high'] as const
const endTitles = { low: 'Low', mode: 'Likely', high: 'High' } as const

function FigureDialog({ target, row, onClose }: { target: Target; row: Row; onClose: () => void }) {
  const factor = row.unit === 'money' ? 100 : 1
  const [values, setValues] = useState(() => ({
    low: row.figure.low / factor,
    mode: row.figure.mode / factor,
    high: row.figure.high / factor,
  }))
  const send = useChange(
    (value: object | null) =>
      tell('PUT', `/targets/${encodeURIComponent(target.segment)}/economics`, {
        figures: row.path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value),
        reason: '',
      }),
    onClose,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate(Object.fromEntries(ends.map((end) => [end, scaleUp(values[end], factor)])))
  }
  return (
    <Modal opened onClose={onClose} title={makeInert(row.title)} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit} className={styles.dialog}>
        {ends.map((end) => (
          <NumberInput
            key={end}
            label={endTitles[end]}
            required
            value={values[end]}
            onChange={(value) => setValues({ ...values, [end]: Number(value) })}
          />
        ))}
        {send.error === null ? null : <ProblemNote error={send.error} />}
        <div className={styles.keys}>
          <Button
            variant="default"
            disabled={row.figure.origin !== 'said'}
            loading={send.isPending}
            onClick={() => send.mutate(null)}
          >
            Take back
          </Button>
          <Button type="submit" loading={send.isPending}>
            This is so
          </Button>
        </div>
      </form>
    </Modal>
  )
}

/** Money is whole minor units. */
const scaleUp = (value: number, factor: number): number => (factor === 1 ? value : Math.round(value * factor))
