import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'

/** Changes parts of what the address holds; `undefined` and '' take a part out. History keeps only changes of place, not of filters. */
export function useListSearch<S extends object>(): (change: { [K in keyof S]?: S[K] | undefined }) => void {
  const navigate = useNavigate()
  return useCallback(
    (change) => {
      void navigate({
        to: '.',
        search: (before: object) =>
          Object.fromEntries(
            Object.entries({ ...before, ...change }).filter(
              ([, value]) => value !== undefined && value !== '',
            ),
          ),
        replace: true,
        resetScroll: false,
      })
    },
    [navigate],
  )
}
