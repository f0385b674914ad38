import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconUsersPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { beginWith } from '../search-params.ts'
import { makeInert } from './inert-text.ts'

export interface SegmentKeyProps {
  /** What the segment would be called; somebody betters it in the builder. */
  title: string
  of: 'people' | 'organisations'
  rule: Readonly<Record<string, unknown>>
}

/** Opens the builder with the rule of what is on screen: a bar, a row, a part of a drawing. */
export function SegmentKey({ title, of, rule }: SegmentKeyProps) {
  return (
    <Tooltip label="Make a segment of these">
      <ActionIcon
        variant="subtle"
        color="gray"
        size={26}
        aria-label={`Make a segment: ${makeInert(title)}`}
        renderRoot={(props) => <Link to="/segments/new" search={beginWith(title, of, rule)} {...props} />}
      >
        <IconUsersPlus size={17} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}

/** The same with words on it. */
export function SegmentButton({ title, of, rule }: SegmentKeyProps) {
  return (
    <Button
      variant="default"
      leftSection={<IconUsersPlus size={17} aria-hidden />}
      renderRoot={(props) => <Link to="/segments/new" search={beginWith(title, of, rule)} {...props} />}
    >
      Make a segment
    </Button>
  )
}
