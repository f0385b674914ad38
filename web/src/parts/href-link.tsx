import { useRouter } from '@tanstack/react-router'
import type { MouseEvent, ReactNode } from 'react'

interface HrefLinkProps {
  /** An address within the app, as the server wrote it: `/people?state=P5`. */
  href: string
  className?: string | undefined
  children: ReactNode
}

/** A link to an address that is only known as text; opens without loading the app again. */
export function HrefLink({ href, className, children }: HrefLinkProps) {
  const router = useRouter()
  const open = (event: MouseEvent<HTMLAnchorElement>) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    router.history.push(href)
  }
  return (
    <a href={href} className={className} onClick={open}>
      {children}
    </a>
  )
}
