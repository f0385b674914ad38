import type { GitRecord } from './record.ts'

/** Counts the commits whose date cannot be right, for the notes of a run. */
export interface DoubtCount {
  add(record: GitRecord): void
  tell(): string[]
}

export function makeDoubtCount(): DoubtCount {
  let tooEarly = 0
  let inFuture = 0
  const tell = (count: number, when: string): string[] => {
    if (count === 0) return []
    return [count === 1 ? `1 commit is dated ${when}.` : `${count} commits are dated ${when}.`]
  }
  return {
    add(record) {
      if (record.kind !== 'commit') return
      if (record.authored.doubt === 'dated-too-early') tooEarly++
      if (record.authored.doubt === 'dated-in-future') inFuture++
    },
    tell: () => [...tell(tooEarly, 'before 1980'), ...tell(inFuture, 'in the future')],
  }
}
