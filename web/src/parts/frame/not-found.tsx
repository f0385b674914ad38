import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Page } from '../page.tsx'
import { openSearch } from './search-key.tsx'

export function NotFound() {
  return (
    <Page
      title="There is no such page"
      lead="The address may be mistyped, or it led to something that has been joined with another since. Nothing is lost: look for it by name."
    >
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
        <Button onClick={openSearch}>Search for it</Button>
        <Button variant="default" renderRoot={(props) => <Link to="/" {...props} />}>
          Go home
        </Button>
      </div>
    </Page>
  )
}
