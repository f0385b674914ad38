/**
 * What everything that tells of an act of a forge calls it, where no number of its own is told by all of them (where one is, it is
 * called by that, e.g. `issue-comment:17`). Numbers stay when a repository is renamed. GH Archive's names are made by the engine
 * (connectors/gh-archive/models/read-events.sql): change them together.
 */
export const nameAct = {
  /** An issue or a proposal; they are numbered together. */
  opened: (repository: string, number: string): string => `opened:${repository}#${number}`,
  merged: (repository: string, number: string): string => `merged:${repository}#${number}`,
  /** Given, taken back and given again on one day is once. */
  star: (repository: string, account: string, at: number): string =>
    `star:${repository}:${account}:${dayOf(at)}`,
  member: (repository: string, account: string, at: number): string =>
    `member:${repository}:${account}:${dayOf(at)}`,
  approval: (project: string, number: string, account: string, at: number): string =>
    `approval:${project}!${number}:${account}:${dayOf(at)}`,
} as const

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)
