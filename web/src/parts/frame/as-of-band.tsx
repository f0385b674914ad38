import { useQuery } from '@tanstack/react-query'
import { askHome } from '../../api/questions.ts'
import { When } from '../when.tsx'
import styles from './as-of-band.module.css'

/** When the workspace answers for a moment that is not now, every page says so. */
export function AsOfBand() {
  const { data } = useQuery({ ...askHome(), staleTime: 60_000 })
  if (data?.asOf === undefined || data.asOf === null) return null
  return (
    <div className={styles.band} role="note">
      You see the community as of <When at={data.asOf} />. What happened later is left out.
    </div>
  )
}
