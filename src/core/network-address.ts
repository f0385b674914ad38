const networkAddress =
  /(?<![\d.])\d{1,3}(\.\d{1,3}){3}(?![\d.])|(?<![\p{L}\p{N}:])([\da-f]{0,4}:){3,7}[\da-f]{0,4}(?![\p{L}\p{N}:])/giu

/** A text with `[address]` for what looks like an IP address, of which none is kept. */
export function concealNetworkAddresses(text: string): string {
  return text.replace(networkAddress, '[address]')
}
