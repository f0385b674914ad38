import { Kbd, Modal, UnstyledButton } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { SearchBox } from './search-box.tsx'
import styles from './search-key.module.css'

const asked = 'groundswell:search'

/** Opens the search from anywhere on a page. */
export function openSearch(): void {
  window.dispatchEvent(new Event(asked))
}

/** The one search over everything, behind Ctrl-K. */
export function SearchKey() {
  const [open, setOpen] = useState(false)

  useEffect(() => {
    const show = () => setOpen(true)
    const listen = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      setOpen((was) => !was)
    }
    window.addEventListener(asked, show)
    window.addEventListener('keydown', listen)
    return () => {
      window.removeEventListener(asked, show)
      window.removeEventListener('keydown', listen)
    }
  }, [])

  return (
    <>
      <UnstyledButton
        className={styles.key}
        onClick={() => setOpen(true)}
        aria-keyshortcuts="Control+K Meta+K"
      >
        <IconSearch size={17} stroke={1.7} aria-hidden />
        <span className={styles.words}>Search</span>
        <Kbd size="xs" className={styles.words} aria-hidden>
          Ctrl K
        </Kbd>
      </UnstyledButton>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title="Search"
        size="lg"
        centered={false}
        yOffset="10vh"
        // At once: letters typed right after the keys belong into the field.
        transitionProps={{ duration: 0 }}
        closeButtonProps={{ 'aria-label': 'Close the search' }}
      >
        <SearchBox onChosen={() => setOpen(false)} />
      </Modal>
    </>
  )
}
