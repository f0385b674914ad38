import type { Organisation } from '../../../../src/serve/http/contract.ts'
import { countOf, formatCount } from '../../parts/figures.ts'
import { RungMark } from '../../parts/rung-mark.tsx'
import { Section } from '../../parts/section.tsx'
import { CountBar } from '../../parts/share-bar.tsx'
import { rungs } from '../../words.ts'
import styles from './organisations.module.css'

/** How deep the people of an organisation are in. */
export function OrganisationLadder({ organisation }: { organisation: Organisation }) {
  const counts = new Map(organisation.ladder.map((rung) => [rung.state, rung.people]))
  const most = Math.max(0, ...counts.values())
  if (most === 0) return null
  const core = counts.get('P5') ?? 0
  const regular = counts.get('P4') ?? 0
  return (
    <Section title={sayDepth(core, regular)}>
      <ul className={styles.ladder}>
        {rungs
          .filter((rung) => rung !== 'P0')
          .map((rung) => (
            <li key={rung}>
              <RungMark rung={rung} />
              <span className={styles.figure}>{formatCount(counts.get(rung) ?? 0)}</span>
              <CountBar count={counts.get(rung) ?? 0} most={most} />
            </li>
          ))}
      </ul>
    </Section>
  )
}

function sayDepth(core: number, regular: number): string {
  if (core > 0) return `${countOf(core, 'of its people belongs', 'of its people belong')} to the core`
  if (regular > 0)
    return `${countOf(regular, 'of its people is a regular', 'of its people are regulars')}, none belongs to the core`
  return 'None of its people is a regular'
}
