import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export interface SourceFile {
  /** From the project's root, with forward slashes. */
  readonly path: string
  readonly text: string
  /** What it imports, types included: project files as paths from the root, packages by name. */
  readonly imports: readonly string[]
}

const skipped = new Set(['node_modules', 'dist', '.git', 'fixtures', '.groundswell', 'coverage'])

/** Every file below a folder of the project, without what is installed, built or a fixture. */
export function listFiles(folder: string): string[] {
  const paths: string[] = []
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    if (skipped.has(entry.name)) continue
    const path = folder === '.' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) paths.push(...listFiles(path))
    else if (entry.isFile()) paths.push(path)
  }
  return paths.sort()
}

export function readSourceTree(folder: string): SourceFile[] {
  return listFiles(folder)
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      const imports = ts
        .preProcessFile(text, true, true)
        .importedFiles.map((file) => resolveImport(path, file.fileName))
      return { path, text, imports }
    })
}

function resolveImport(from: string, specifier: string): string {
  return specifier.startsWith('.') ? relative('.', normalize(join(dirname(from), specifier))) : specifier
}
