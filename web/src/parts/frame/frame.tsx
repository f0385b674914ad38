import { ActionIcon, Drawer } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconMenu2 } from '@tabler/icons-react'
import { Outlet, useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { AsOfBand } from './as-of-band.tsx'
import { ColourSchemeKey } from './colour-scheme-key.tsx'
import styles from './frame.module.css'
import { Navigation } from './navigation.tsx'
import { SearchKey } from './search-key.tsx'
import { Sign } from './sign.tsx'
import { WorkStrip } from './work-strip.tsx'

/** What stands around every page: the journey on the left, search and work at the top. */
export function Frame() {
  const [open, { open: show, close }] = useDisclosure(false)
  const path = useLocation({ select: (location) => location.pathname })
  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving at another page is what closes the menu
  useEffect(close, [path])

  return (
    <div className={styles.frame}>
      <a href="#page" className={styles.skip}>
        Skip to the page
      </a>
      <aside className={styles.side}>
        <Sign />
        <Navigation />
      </aside>
      <div className={styles.rest}>
        {/* Not a <header>: dialogs bring one of their own, and a page has one banner. */}
        <section aria-label="Search, colours and work under way">
          <div className={styles.top}>
            <div className={styles.menu}>
              <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Open the menu" onClick={show}>
                <IconMenu2 size={22} />
              </ActionIcon>
              <Sign />
            </div>
            <SearchKey />
            <ColourSchemeKey />
          </div>
          <AsOfBand />
          <WorkStrip />
        </section>
        <main id="page" tabIndex={-1} className={styles.main}>
          <Outlet />
        </main>
      </div>
      <Drawer
        opened={open}
        onClose={close}
        size={260}
        title={<Sign />}
        closeButtonProps={{ 'aria-label': 'Close the menu' }}
      >
        <Navigation />
      </Drawer>
    </div>
  )
}
