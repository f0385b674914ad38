/**
 * The bytes of files, unpacked if they are gzipped; and lines for connectors that hand them to the engine, numbered and in pages. Nothing
 * here knows a connector.
 */
export { isGzip, type OpenFile, openBytes, readStart } from './byte-source.ts'
export { readLinePages } from './line-page.ts'
export { openListed } from './open-file.ts'
export {
  beginsPacked,
  findDamage,
  readUnpacked,
  readUnpackedStart,
  unpackStart,
} from './unpack.ts'
