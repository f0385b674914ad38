import { Popover, UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './why.module.css'

interface WhyProps {
  /** The question, for those who hear the key without its place. */
  title: string
  children: ReactNode
}

/** Beside every inferred value: opens its evidence. */
export function Why({ title, children }: WhyProps) {
  return (
    <Popover width={320} position="bottom-start" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <UnstyledButton className={styles.key} aria-label={title}>
          Why?
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={styles.evidence} aria-label={title} tabIndex={-1} data-autofocus>
        <strong>{title}</strong>
        <div>{children}</div>
      </Popover.Dropdown>
    </Popover>
  )
}
