import '@mantine/core/styles.css'
import './look.css'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Refusal } from './api/ask.ts'
import { makeRouter } from './router.tsx'
import { theme } from './theme.ts'

const questions = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // What the server refused it will refuse again; only silence deserves a second try.
      retry: (tries, error) =>
        tries < 1 && (!(error instanceof Refusal) || error.status >= 500 || error.status === 0),
      retryDelay: 500,
      // A server that is starting, or was stopped, comes back; the page then draws itself.
      refetchInterval: ({ state }) =>
        state.error instanceof Refusal && [0, 503].includes(state.error.status) ? 3000 : false,
    },
  },
})

const router = makeRouter(questions)
const colourScheme = localStorageColorSchemeManager({ key: 'groundswell-colour-scheme' })

const place = document.getElementById('root')
if (place === null) throw new Error('index.html has no element #root')

createRoot(place).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={colourScheme}>
      <QueryClientProvider client={questions}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
