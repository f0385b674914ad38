const lifecycle = [
  'subscriber',
  'lead',
  'marketingqualifiedlead',
  'salesqualifiedlead',
  'opportunity',
  'customer',
  'evangelist',
  'other',
] as const

const toProperty = (stage: string): string => `hs_lifecyclestage_${stage}_date`

/** Properties that tell when a company entered each of HubSpot's own stages. */
export const lifecycleDates: readonly string[] = lifecycle.map(toProperty)

/** The stages a company entered, each with when; those of an account's own making have no date. */
export function readEntries(
  properties: Readonly<Record<string, string | null | undefined>>,
): { readonly stage: string; readonly written: string }[] {
  return lifecycle.flatMap((stage) => {
    const written = properties[toProperty(stage)]
    return written ? [{ stage, written }] : []
  })
}
