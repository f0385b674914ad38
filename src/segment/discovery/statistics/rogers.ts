/**
 * Up to which share of a market innovators, early adopters, the early and the late majority adopt (Rogers, Diffusion of Innovations): the areas of a normal
 * curve below two and one standard deviations before the mean, the mean, and one after, as he rounds them.
 */
export const rogersShares = [0.025, 0.16, 0.5, 0.84] as const
