import { basename } from 'node:path'
import type { ActConnector } from '../../connector.ts'
import { findArchive } from './archive-file.ts'
import { config, emits, type GhArchiveConfig } from './config.ts'
import { beginsLikeArchive } from './parse-events.ts'
import { readArchive } from './read-archive.ts'

/** What happened on GitHub, hour by hour, as GH Archive keeps it. */
export const connector: ActConnector<GhArchiveConfig> = {
  form: 'bulk',
  rows: 'acts',
  name: 'gh-archive',
  title: 'GH Archive',
  reads: 'hourly files of GH Archive (2024-01-15-10.json.gz, or unpacked), one or a folder of them',
  config,
  emits,
  namesActs: true,
  platform: 'github',
  lawfulBasis: 'public record',
  edition: 2,
  nameSource: ({ path }) => basename(path).replace(/(\.jsonl?|\.ndjson)?(\.gz)?$/i, '') || 'archive',
  async recognise({ path, kind, head }) {
    const found = kind === 'folder' ? await findArchive(path) : beginsLikeArchive(head)
    return found ? config.parse({ path }) : undefined
  },
  read: readArchive,
}
