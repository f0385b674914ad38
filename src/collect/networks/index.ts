export { type Network, networkClasses, readNetwork } from './network.ts'
export { type Networks, type NetworkTeller, openNetworkTeller } from './network-file.ts'
