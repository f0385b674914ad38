/** One way in or out, and how often it was gone. */
export interface Way {
  readonly id: string
  readonly title: string
  readonly stays: number
}

/** Where a way stands at the side, and where its band meets the segment in the middle; heights from the top. */
export interface LaidWay extends Way {
  readonly top: number
  readonly height: number
  readonly meets: number
}

export interface LaidFlows {
  readonly height: number
  readonly before: readonly LaidWay[]
  readonly after: readonly LaidWay[]
  /** How tall the segment stands in the middle, and from where. */
  readonly middle: { readonly top: number; readonly height: number }
}

const most = 8
const label = 18
const gap = 6
const thickest = 150

/** Bands to scale, each at its side with room for its words; the fewest are put together so that eight are left. */
export function layFlows(before: readonly Way[], after: readonly Way[]): LaidFlows {
  const sides = [gather(before), gather(after)] as const
  const sum = (ways: readonly Way[]): number => ways.reduce((all, { stays }) => all + stays, 0)
  const widest = Math.max(1, ...sides.map(sum))
  const scale = thickest / widest
  const slot = ({ stays }: Way): number => Math.max(label, stays * scale)
  const reach = (ways: readonly Way[]): number =>
    ways.reduce((all, way) => all + slot(way) + gap, 0) - (ways.length === 0 ? 0 : gap)
  const height = Math.max(label, ...sides.map(reach))
  const middle = { top: (height - thickest) / 2, height: thickest }
  const lay = (ways: readonly Way[]): LaidWay[] => {
    let at = (height - reach(ways)) / 2
    let meets = middle.top + (thickest - sum(ways) * scale) / 2
    return ways.map((way) => {
      const own = way.stays * scale
      const laid = { ...way, top: at + (slot(way) - own) / 2, height: own, meets }
      at += slot(way) + gap
      meets += own
      return laid
    })
  }
  const tall = Math.max(height, thickest)
  const shift = (tall - height) / 2
  const lower = (way: LaidWay): LaidWay => ({ ...way, top: way.top + shift, meets: way.meets + shift })
  return {
    height: tall,
    before: lay(sides[0]).map(lower),
    after: lay(sides[1]).map(lower),
    middle: { ...middle, top: middle.top + shift },
  }
}

function gather(ways: readonly Way[]): Way[] {
  const sorted = ways.filter(({ stays }) => stays > 0).sort((a, b) => b.stays - a.stays)
  if (sorted.length <= most) return sorted
  const rest = sorted.slice(most - 1)
  const stays = rest.reduce((sum, way) => sum + way.stays, 0)
  return [...sorted.slice(0, most - 1), { id: 'rest', title: `${rest.length} others`, stays }]
}
