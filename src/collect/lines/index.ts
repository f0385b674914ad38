/** Lines of files for connectors that hand them to the engine: unpacked, numbered, and in pages; nothing here knows a connector. */
export { isGzip, type OpenFile, openBytes, readStart } from './byte-source.ts'
export { readLinePages } from './line-page.ts'
export { openListed } from './open-file.ts'
