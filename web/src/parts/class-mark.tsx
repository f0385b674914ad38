import { nameClass } from '../words.ts'
import styles from './class-mark.module.css'

/** Says beside a name that it is not a person's. */
export function ClassMark({ kind }: { kind: string }) {
  return <span className={styles.mark}>{nameClass(kind)}</span>
}
