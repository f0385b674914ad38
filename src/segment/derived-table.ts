import type { Parameter, Store } from '../store/index.ts'

type Params = Readonly<Record<string, Parameter>>

/** A select and the values it is run with, once for each. */
export interface Filling {
  readonly select: string
  readonly params: readonly Params[]
  /** Called before the first of them. */
  before?(): void
}

/**
 * Fills `<table>_next` beside a table, select by select, so that no statement needs a whole community in memory. What an
 * interrupted run left there is dropped; the table itself stays as it is until `swapIn`.
 */
export async function fillBeside(
  store: Store,
  table: string,
  fillings: readonly Filling[],
  signal: AbortSignal,
): Promise<void> {
  await store.write(`DROP TABLE IF EXISTS ${table}_next`)
  await store.write(`CREATE TABLE ${table}_next AS ${table}`)
  for (const filling of fillings) {
    filling.before?.()
    for (const values of filling.params) {
      signal.throwIfAborted()
      await store.write(`INSERT INTO ${table}_next ${filling.select}`, values)
    }
  }
}

/** Puts what was filled beside each table in its place; a reader of one table sees the old rows or the new. */
export async function swapIn(store: Store, tables: readonly string[]): Promise<void> {
  for (const table of tables) await store.write(`EXCHANGE TABLES ${table} AND ${table}_next`)
  for (const table of tables) await store.write(`DROP TABLE ${table}_next`)
}
