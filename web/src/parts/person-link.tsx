import { Link } from '@tanstack/react-router'
import { Name } from './name.tsx'

export function PersonLink({ id, name, email = '' }: { id: string; name: string; email?: string }) {
  return (
    <Link to="/people/$id" params={{ id }} data-row-link>
      <Name text={name.trim() === '' ? email : name} fallback="no name given" oneLine />
    </Link>
  )
}

export function OrganisationLink({ id, name }: { id: string; name: string }) {
  return (
    <Link to="/organisations/$id" params={{ id }} data-row-link>
      <Name text={name} oneLine />
    </Link>
  )
}
