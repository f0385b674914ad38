import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { DefinitionWithVersions } from '../../../../src/serve/http/contract.ts'
import { tell } from '../../api/ask.ts'
import { askDefinition } from '../../api/questions.ts'
import { useChange } from '../../api/use-change.ts'
import { countOf, formatCount } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { Section } from '../../parts/section.tsx'
import { Ago, When } from '../../parts/when.tsx'
import { WideTable } from '../../parts/wide-table.tsx'
import styles from './segments.module.css'

/** Of a segment made of a rule: what it is for, how fresh it is and what that cost, its versions, and the keys to change it. */
export function DefinitionSection({ name }: { name: string }) {
  const { data, error } = useQuery(askDefinition(name))
  if (error !== null) return <ProblemNote error={error} />
  if (data === undefined) return null
  return (
    <Section title="How it is defined" actions={<Keys held={data} />}>
      <About held={data} />
      <Versions held={data} />
    </Section>
  )
}

function Keys({ held }: { held: DefinitionWithVersions }) {
  const questions = useQueryClient()
  const navigate = useNavigate()
  const retire = useMutation({
    mutationFn: () => tell('DELETE', `/definitions/${encodeURIComponent(held.name)}`),
    // Its page is gone with it.
    onSuccess: async () => {
      await navigate({ to: '/segments' })
      await questions.invalidateQueries()
    },
  })
  return (
    <>
      <Button
        variant="default"
        renderRoot={(props) => <Link to="/segments/edit/$name" params={{ name: held.name }} {...props} />}
      >
        Change
      </Button>
      <Button variant="default" loading={retire.isPending} onClick={() => retire.mutate()}>
        Retire
      </Button>
      {retire.error === null ? null : <ProblemNote error={retire.error} />}
    </>
  )
}

function About({ held: { definition, isExpired, look } }: { held: DefinitionWithVersions }) {
  const facts = [
    ['Purpose', definition.purpose],
    ['Owner', definition.owner],
    [
      'Expires after',
      definition.expires === undefined ? '' : `${definition.expires}${isExpired ? ', which is over' : ''}`,
    ],
  ].filter(([, value]) => value !== '')
  return (
    <>
      {facts.length === 0 ? null : (
        <dl className={styles.facts}>
          {facts.map(([title, value]) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{makeInert(value ?? '')}</dd>
            </div>
          ))}
        </dl>
      )}
      {look === null ? (
        <p>It has not been looked at yet; it will be when the stages run next.</p>
      ) : (
        <p>
          Looked at <Ago at={look.recordedAt} /> for <When at={look.at} />: {formatCount(look.members)} in
          {look.unknown === 0 ? '' : `, of ${formatCount(look.unknown)} nobody knows`}. That took{' '}
          {formatCount(look.milliseconds)} ms.
        </p>
      )}
    </>
  )
}

function Versions({ held }: { held: DefinitionWithVersions }) {
  const restore = useChange((version: number) =>
    tell('POST', `/definitions/${encodeURIComponent(held.name)}/restore`, { version }),
  )
  return (
    <details>
      <summary>{countOf(held.versions.length, 'version', 'versions')}</summary>
      {restore.error === null ? null : <ProblemNote error={restore.error} />}
      <WideTable label="Versions">
        <table>
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">When</th>
              <th scope="col">Rule</th>
              <th scope="col">Why</th>
              <th scope="col">
                <span className={styles.hidden}>Restore</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {held.versions.map(({ version, decidedAt, definition, reason }) => (
              <tr key={version}>
                <td>{version}</td>
                <td>
                  <When at={decidedAt} />
                </td>
                <td className={styles.rule}>
                  {definition === null ? 'retired' : JSON.stringify(definition.rule)}
                </td>
                <td>{makeInert(reason)}</td>
                <td>
                  {definition === null || version === held.version ? null : (
                    <Button
                      size="compact-sm"
                      variant="default"
                      loading={restore.isPending}
                      onClick={() => restore.mutate(version)}
                    >
                      Restore<span className={styles.hidden}> version {version}</span>
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </details>
  )
}
