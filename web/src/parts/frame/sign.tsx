import { Link } from '@tanstack/react-router'
import styles from './sign.module.css'

/** The product's sign: what is above the waterline, and the hatched rest below it. */
export function Sign() {
  return (
    <Link to="/" className={styles.sign} aria-label="Groundswell, home">
      <img src="/sign.svg" alt="" width="28" height="28" />
      <span>Groundswell</span>
    </Link>
  )
}
