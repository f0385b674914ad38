/**
 * Ids are 64-bit hashes of a natural key, computed by the engine and carried as decimal strings,
 * because a JavaScript number cannot hold them. The brands keep one kind from being passed for another.
 */
declare const kind: unique symbol
type Id<K extends string> = string & { readonly [kind]: K }

export type AliasId = Id<'alias'>
export type PersonId = Id<'person'>
export type OrganisationId = Id<'organisation'>

/** The one gate: a decimal string of at most 20 digits, else undefined. */
export function parseId<T extends AliasId | PersonId | OrganisationId>(text: string): T | undefined {
  return /^\d{1,20}$/.test(text) && BigInt(text) <= 0xffff_ffff_ffff_ffffn ? (text as T) : undefined
}
