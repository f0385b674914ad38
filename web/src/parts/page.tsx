import { useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import { makeInert } from './inert-text.ts'
import styles from './page.module.css'

interface PageProps {
  /** Plain text: it is also the title of the tab. */
  title: string
  /** The heading when it is more than the title's text. */
  heading?: ReactNode
  /** The answer to the page's first question, as a sentence. */
  lead?: ReactNode
  actions?: ReactNode
  /** Where the page hangs in the journey, e.g. a link back to the list. */
  above?: ReactNode
  children: ReactNode
}

let arrivedAt: string | undefined

/** A page: its title names the tab, and its heading takes the focus when somebody comes here from another page. */
export function Page({ title, heading, lead, actions, above, children }: PageProps) {
  const headingPlace = useRef<HTMLHeadingElement>(null)
  // The address changes at once, the page only when it has come: the one that left must not take the focus.
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  const plain = makeInert(title)

  useEffect(() => {
    document.title = `${plain} · Groundswell`
  }, [plain])

  useEffect(() => {
    if (path === undefined) return
    // On the first page a browser's own order of focus is right; afterwards a screen reader must hear the new page.
    if (arrivedAt !== undefined && arrivedAt !== path) headingPlace.current?.focus({ preventScroll: true })
    arrivedAt = path
  }, [path])

  return (
    <article className={styles.page}>
      <header className={styles.header}>
        <div className={styles.words}>
          {above === undefined ? null : <div className={styles.above}>{above}</div>}
          <h1 ref={headingPlace} tabIndex={-1} className={styles.heading}>
            {heading ?? <bdi>{plain}</bdi>}
          </h1>
          {lead === undefined ? null : <div className={styles.lead}>{lead}</div>}
        </div>
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </article>
  )
}
