import { spawn } from 'node:child_process'

/** Opens a page in the person's browser, if one can be found; that it cannot is no failure, as the address was printed. */
export function openBrowser(url: string): void {
  const program = process.platform === 'darwin' ? 'open' : 'xdg-open'
  const child = spawn(program, [url], { stdio: 'ignore', detached: true })
  child.once('error', () => undefined)
  child.unref()
}
