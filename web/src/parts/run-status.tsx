import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconPlayerPause,
  IconProgress,
} from '@tabler/icons-react'
import { nameRunStatus } from '../words.ts'

const looks = {
  complete: { Icon: IconCircleCheck, colour: 'var(--seen)' },
  partial: { Icon: IconAlertTriangle, colour: 'var(--glimpsed)' },
  failed: { Icon: IconCircleX, colour: 'var(--harm)' },
  cancelled: { Icon: IconPlayerPause, colour: 'var(--ink-faint)' },
  running: { Icon: IconProgress, colour: 'var(--seen)' },
  'never read': { Icon: IconCircleDashed, colour: 'var(--ink-faint)' },
} as const

/** How a run ended: a sign, a word, and only then a colour. */
export function RunStatus({ status }: { status: string }) {
  const { Icon, colour } = Object.hasOwn(looks, status)
    ? looks[status as keyof typeof looks]
    : looks['never read']
  return (
    <span style={{ display: 'inline-flex', gap: 6, alignItems: 'center', whiteSpace: 'nowrap' }}>
      <Icon size={17} stroke={1.8} color={colour} aria-hidden />
      {nameRunStatus(status)}
    </span>
  )
}
