/** How a file names somebody; empty parts are not stated. */
export interface Named {
  readonly name: string
  readonly email: string
  readonly username: string
}

/** One line or identity of a file, which its group says is the same person as the others of the group. */
export interface Entry {
  readonly position: string
  readonly text: string
  readonly named: Named
  /** Equal for entries that are one person. */
  readonly group: string
  /** Under which name the group would be known before all others, if anybody here is. */
  readonly proper?: Named
}

/** What could not be read, and why. */
export interface Unreadable {
  readonly position: string
  readonly text: string
  readonly reason: string
}

export interface Statements {
  readonly entries: readonly Entry[]
  readonly unreadable: readonly Unreadable[]
  /** Whether a stated name must be the alias's, or only must not differ from one. */
  readonly isNameExact: boolean
}
