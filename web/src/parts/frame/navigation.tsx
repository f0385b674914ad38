import {
  IconBuildings,
  IconChartBubble,
  IconDatabaseImport,
  IconHome,
  IconTargetArrow,
  IconUsers,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import styles from './navigation.module.css'

/** In the order of the journey. A part that is not built has no place here. */
const places = [
  { to: '/', label: 'Home', Icon: IconHome },
  { to: '/sources', label: 'Sources', Icon: IconDatabaseImport },
  { to: '/people', label: 'People', Icon: IconUsers },
  { to: '/organisations', label: 'Organisations', Icon: IconBuildings },
  { to: '/segments', label: 'Segments', Icon: IconChartBubble },
  { to: '/targets', label: 'Targets', Icon: IconTargetArrow },
] as const

export function Navigation() {
  return (
    <nav aria-label="The journey" className={styles.nav}>
      <ul>
        {places.map(({ to, label, Icon }) => (
          <li key={to}>
            <Link
              to={to}
              activeOptions={{ exact: to === '/', includeSearch: false }}
              className={styles.place}
            >
              <Icon size={19} stroke={1.7} aria-hidden />
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
