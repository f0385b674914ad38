import { useLocalStorage } from '@mantine/hooks'

export type Density = 'calm' | 'dense'

/** How close the rows stand: a habit of the reader, not of the page, so it lives in the browser. */
export const useDensity = () =>
  useLocalStorage<Density>({
    key: 'groundswell-density',
    defaultValue: 'calm',
    getInitialValueInEffect: false,
  })
