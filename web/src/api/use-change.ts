import { useMutation, useQueryClient } from '@tanstack/react-query'

/** A change after which every answer on screen is asked again. */
export function useChange<T>(change: (given: T) => Promise<unknown>, onChanged?: () => void) {
  const questions = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      onChanged?.()
      await questions.invalidateQueries()
    },
  })
}
