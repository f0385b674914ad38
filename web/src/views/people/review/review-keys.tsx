import { Kbd, Modal, Switch } from '@mantine/core'
import { useEffect, useRef } from 'react'
import styles from './review.module.css'

export type ReviewKey = 's' | 'd' | 'u' | 'z' | 'x' | 'p' | 'ArrowUp' | 'ArrowDown' | '?'

const keys: readonly (readonly [keys: string, does: string])[] = [
  ['s', 'They are the same person'],
  ['d', 'They are different people'],
  ['u', 'Not sure: leave it for later'],
  ['z', 'Undo the last answer'],
  ['↓ ↑', 'The next pair, the one before'],
  ['x', 'Choose this pair, to answer several at once'],
  ['p', 'What would change if they were the same'],
  ['?', 'Show these keys'],
]

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input:not([type=checkbox]), textarea, select, [contenteditable], [role=dialog]') !== null

/** Listens for single keys while nobody writes and no dialog is open. */
export function useReviewKeys(isOn: boolean, onKey: (key: ReviewKey) => void): void {
  const listener = useRef(onKey)
  useEffect(() => {
    listener.current = onKey
  })
  useEffect(() => {
    const known = ['s', 'd', 'u', 'z', 'x', 'p', 'ArrowUp', 'ArrowDown', '?']
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
      if (!known.includes(key) || (!isOn && key !== '?')) return
      event.preventDefault()
      listener.current(key as ReviewKey)
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [isOn])
}

interface KeysDialogProps {
  isOn: boolean
  onSwitch: (isOn: boolean) => void
  onClose: () => void
}

export function KeysDialog({ isOn, onSwitch, onClose }: KeysDialogProps) {
  return (
    <Modal opened onClose={onClose} title="Keys" closeButtonProps={{ 'aria-label': 'Close' }}>
      <dl className={styles.keys}>
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              {key.split(' ').map((one) => (
                <Kbd key={one}>{one}</Kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <Switch
        label="Answer by single keys"
        checked={isOn}
        onChange={(event) => onSwitch(event.currentTarget.checked)}
      />
    </Modal>
  )
}
