import type { Params } from './parameter.ts'

export type ExportFormat = 'CSVWithNames' | 'JSONEachRow' | 'Parquet' | 'Native' | 'RowBinary'

/** How reading a file's lines ended: `damage` says why a gzipped file could not be unpacked to its end. */
export interface FileReading {
  readonly damage: string | undefined
}

/**
 * ClickHouse, wherever it runs: in this process with its data in the workspace folder, or at a URL. Same SQL, same answers;
 * what differs is in the two files that implement this, nowhere else. One statement changes things at a time, in the order asked.
 */
export interface Engine {
  readonly kind: 'embedded' | 'server'
  /** The rows of a select, one JSON object a line. Runs beside statements that change things. */
  select(text: string, params: Params): Promise<string>
  run(text: string, params: Params): Promise<void>
  append(table: string, bytes: Iterable<Buffer> | AsyncIterable<Buffer>, format: string): Promise<void>
  /** See `Store.appendFromFile`. */
  appendFromFile(
    table: string,
    path: string,
    select: (rows: string) => string,
    params: Params,
  ): Promise<FileReading>
  /** Writes a select's rows to an open file. */
  exportTo(
    file: { readonly fd: number; readonly gzip: boolean },
    text: string,
    params: Params,
    format: ExportFormat,
  ): Promise<void>
  /** See `Store.importFrom`. */
  importFrom(table: string, path: string, structure: string): Promise<void>
  close(): Promise<void>
}
