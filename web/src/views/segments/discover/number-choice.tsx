import type { Discovery } from '../../../../../src/serve/http/contract.ts'
import { countOf } from '../../../parts/figures.ts'
import { Section } from '../../../parts/section.tsx'
import { WideTable } from '../../../parts/wide-table.tsx'
import styles from './discover.module.css'

interface NumberChoiceProps {
  choice: NonNullable<Discovery['choice']>
  chosen: number
  sampled: number
}

/** What spoke for how many groups. */
export function NumberChoice({ choice, chosen, sampled }: NumberChoiceProps) {
  return (
    <Section
      title={`Why ${chosen}`}
      note={`By the ${choice.criterion === 'BIC' ? 'lowest BIC' : 'highest mean silhouette'} among ${countOf(sampled, 'person', 'people')}. The gap statistic would say ${choice.byGap ?? 'more than were tried'}.`}
    >
      <WideTable label="Numbers of groups tried">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Groups</th>
              <th scope="col" data-figures="true">
                {choice.criterion}
              </th>
              <th scope="col" data-figures="true">
                Gap
              </th>
              <th scope="col" data-figures="true">
                ± error
              </th>
            </tr>
          </thead>
          <tbody>
            {choice.candidates.map(({ k, score, gap, gapError }) => (
              <tr key={k}>
                <th scope="row">{k}</th>
                <td data-figures="true">
                  {score === null ? 'none' : choice.criterion === 'BIC' ? score.toFixed(1) : score.toFixed(3)}
                </td>
                <td data-figures="true">{gap.toFixed(3)}</td>
                <td data-figures="true">{gapError.toFixed(3)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </Section>
  )
}
