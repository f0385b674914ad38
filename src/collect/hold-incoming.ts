import type { Store } from '../store/index.ts'

/** What parsed rows wait in: a table and, beside it, one of its kind that is filled while the rows of the first are appended. */
interface HeldIncoming {
  open(): Promise<void>
  take(): Promise<void>
  clear(): Promise<void>
}

export function holdIncoming(store: Store, table: 'incoming' | 'incoming_rows'): HeldIncoming {
  const next = `${table}_next`
  const clear = async (): Promise<void> => {
    await store.write(`TRUNCATE TABLE ${table}`)
    await store.write(`DROP TABLE IF EXISTS ${next} SYNC`)
  }
  return {
    async open() {
      await clear()
      await store.write(`CREATE TABLE ${next} AS ${table}`)
    },
    take: () => store.write(`EXCHANGE TABLES ${table} AND ${next}`),
    clear,
  }
}
