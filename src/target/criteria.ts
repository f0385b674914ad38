import type { Criterion } from './business-model.ts'

/** Criteria that several business models share (methods 7). */
export const criteria = {
  fit: {
    name: 'fit',
    title: 'Fit with our market',
    none: 'They will never be those we serve.',
    full: 'They are exactly those we serve.',
  },
  reach: {
    name: 'reach',
    title: 'Reach and reference value',
    none: 'Nobody looks at what they do.',
    full: 'Others follow them.',
  },
  knowledge: {
    name: 'knowledge',
    title: 'Knowledge',
    none: 'We know all they know.',
    full: 'They know what we cannot learn elsewhere.',
  },
  channel: {
    name: 'channel',
    title: 'Way to others',
    none: 'They lead us to nobody.',
    full: 'Through them we reach those we cannot reach ourselves.',
  },
  independence: {
    name: 'independence',
    title: 'Independence of the project',
    none: 'They make us depend on few.',
    full: 'They keep the project alive without us.',
  },
} as const satisfies Record<string, Criterion>
