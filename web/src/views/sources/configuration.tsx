import type { Source } from '../../../../src/serve/http/contract.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { Section } from '../../parts/section.tsx'
import styles from './sources.module.css'

export function Configuration({ source }: { source: Source }) {
  return (
    <Section title="How it is read">
      <dl className={styles.settings}>
        <div>
          <dt>connector</dt>
          <dd>{makeInert(source.connector)}</dd>
        </div>
        <div>
          <dt>name of the source</dt>
          <dd>{makeInert(source.id)}</dd>
        </div>
        {Object.entries(source.config).map(([name, value]) => (
          <div key={name}>
            <dt>{makeInert(name)}</dt>
            <dd>{makeInert(typeof value === 'string' ? value : JSON.stringify(value))}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
