import { Skeleton } from '@mantine/core'

/** Keeps the room of lines that are on their way, and says so to those who cannot see it. */
export function WaitingLines({ lines = 4, height = 18 }: { lines?: number; height?: number }) {
  return (
    <div role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, line) => `line ${line}`).map((key, line) => (
        <Skeleton key={key} height={height} mb={10} radius="sm" width={`${92 - ((line * 17) % 35)}%`} />
      ))}
    </div>
  )
}
