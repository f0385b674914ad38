export type { Network } from './network.ts'
export { type Networks, type NetworkTeller, openNetworkTeller } from './network-file.ts'
