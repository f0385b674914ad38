import { formatShare } from '../../../parts/figures.ts'
import { makeInert } from '../../../parts/inert-text.ts'
import { Section } from '../../../parts/section.tsx'
import { capital } from '../capital.ts'
import { TraitTable } from '../trait-table.tsx'
import styles from '../views.module.css'
import type { ProfilePart } from './profile-sections.tsx'

/** What is more frequent among members than among everybody, beyond chance. */
export function Distinguishes({ profile, of, many }: ProfilePart) {
  const { distinguishes } = profile
  const [first] = distinguishes
  if (first === undefined)
    return (
      <Section title="Nothing sets them apart from everybody">
        <p className={styles.soft}>
          Nothing that is known of {many} is more frequent in it than among everybody, beyond chance.
        </p>
      </Section>
    )
  return (
    <Section
      title={`${makeInert(first.title)}: ${formatShare(first.share, 1)} here, ${formatShare(first.overall, 1)} of everybody`}
      note="What is more frequent among them than among everybody, and not by chance; what tells most comes first."
    >
      <TickKey />
      <TraitTable
        label="What sets members apart"
        what="More frequent than among everybody"
        noun={capital(many)}
        more={['Times', 'By chance (q)']}
        traits={distinguishes.map((one) => ({
          ...one,
          id: `${one.group} ${one.title}`,
          title: `${one.group}: ${one.title}`,
          more: [one.lift.toFixed(1), one.q < 0.001 ? '< 0.001' : one.q.toFixed(3)],
        }))}
        of={of}
      />
    </Section>
  )
}

/** What the line across a bar means. */
export function TickKey() {
  return (
    <p className={styles.keys}>
      <span>
        <span className={styles.tickKey} aria-hidden="true" />
        the share of everybody
      </span>
    </p>
  )
}
