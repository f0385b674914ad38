import type { ReadIo } from '../../src/collect/connector.ts'

/** For what reads this machine only. */
export const askNobody: ReadIo['ask'] = () => Promise.reject(new Error('nobody is to be asked here'))
