import { readFileSync } from 'node:fs'

/** The select of a model file beside the calling module, without its head comment. `{name:Type}` placeholders stay. */
export function readModel(moduleUrl: string, path: string): string {
  const text = readFileSync(new URL(path, moduleUrl), 'utf8')
  return text
    .replace(/^--.*$/gm, '')
    .trim()
    .replace(/;$/, '')
}
