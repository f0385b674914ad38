import { NativeSelect } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { formatDate } from '../../../parts/dates.ts'
import { formatCount } from '../../../parts/figures.ts'
import { makeInert } from '../../../parts/inert-text.ts'
import { Name } from '../../../parts/name.tsx'
import { Section } from '../../../parts/section.tsx'
import { WideTable } from '../../../parts/wide-table.tsx'
import styles from '../views.module.css'
import { FlowDrawing } from './flow-drawing.tsx'
import type { Way } from './lay-flows.ts'
import type { ProfilePart } from './profile-sections.tsx'

type SchemeFlows = ProfilePart['profile']['flows']['schemes'][number]

/** Where members were before they came, and are after they left, by the segments of one scheme. */
export function Flows({ profile }: ProfilePart) {
  const { flows, segment, asOf } = profile
  const [wanted, setWanted] = useState('')
  const own = segment.split('/')[0]
  const shown =
    flows.schemes.find(({ scheme }) => scheme === wanted) ??
    flows.schemes.find(({ scheme, fromNone }) => scheme === own && fromNone !== null) ??
    flows.schemes.find(({ scheme }) => scheme === 'ladder') ??
    flows.schemes[0]
  const span = `between ${formatDate(flows.since)} and ${formatDate(asOf)}`
  if (flows.entered + flows.left === 0)
    return (
      <Section title="Nobody came or left in a year">
        <p className={styles.soft}>Its members are the same as before, {span}.</p>
      </Section>
    )
  return (
    <Section
      title={`${formatCount(flows.entered)} came and ${formatCount(flows.left)} left ${span}`}
      note="Counted are comings and goings, not people: who comes twice counts twice."
    >
      {shown === undefined ? (
        <p className={styles.soft}>In which other segments they were before or after is not known.</p>
      ) : (
        <>
          {flows.schemes.length < 2 ? null : (
            <NativeSelect
              label="By the segments of"
              mb="md"
              maw={340}
              data={flows.schemes.map((one) => ({ value: one.scheme, label: makeInert(one.title) }))}
              value={shown.scheme}
              onChange={(event) => setWanted(event.currentTarget.value)}
            />
          )}
          <OfScheme flows={shown} profile={profile} />
        </>
      )}
    </Section>
  )
}

const none = 'none'

/** The segments of a scheme; in none of them where the scheme has everybody in one at most. */
const waysOf = (told: SchemeFlows['cameFrom'], inNone: number | null): Way[] => [
  ...told.map(({ segment, title, stays }) => ({ id: segment, title, stays })),
  ...(inNone === null || inNone === 0 ? [] : [{ id: none, title: 'in none of them', stays: inNone }]),
]

interface OfSchemeProps {
  flows: SchemeFlows
  profile: ProfilePart['profile']
}

function OfScheme({ flows, profile: { title: of, flows: all } }: OfSchemeProps) {
  const before = waysOf(flows.cameFrom, flows.fromNone)
  const after = waysOf(flows.wentTo, flows.toNone)
  const say = (ways: readonly Way[]): string =>
    ways.length === 0
      ? 'nothing'
      : ways.map(({ title, stays }) => `${makeInert(title)} ${formatCount(stays)}`).join(', ')
  return (
    <>
      <FlowDrawing
        label={`Before ${makeInert(of)}: ${say(before)}. After: ${say(after)}. The tables below hold the same figures.`}
        before={before}
        after={after}
      />
      <div className={styles.grid}>
        <Ways title="Just before they came" ways={before} empty={sayNone(all.entered, 'came')} />
        <Ways title="Right after they left" ways={after} empty={sayNone(all.left, 'left')} />
      </div>
    </>
  )
}

const sayNone = (times: number, moved: 'came' | 'left'): string =>
  times === 0
    ? `Nobody ${moved}.`
    : `Whoever ${moved} was in none of these ${moved === 'came' ? 'before' : 'after'}.`

function Ways({ title, ways, empty }: { title: string; ways: readonly Way[]; empty: string }) {
  if (ways.length === 0) return <p className={styles.soft}>{empty}</p>
  return (
    <WideTable label={title}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col" data-figures="true">
              Times
            </th>
          </tr>
        </thead>
        <tbody>
          {[...ways]
            .sort((a, b) => b.stays - a.stays)
            .map(({ id, title: name, stays }) => (
              <tr key={id}>
                <th scope="row">
                  {id === none ? (
                    name
                  ) : (
                    <Link to="/segments/$segment" params={{ segment: id }}>
                      <Name text={name} />
                    </Link>
                  )}
                </th>
                <td data-figures="true">{formatCount(stays)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </WideTable>
  )
}
