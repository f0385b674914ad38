/**
 * What a page includes to send its visits: no dependency, no cookie, nothing of the visitor but a number of this session. Whoever
 * asks not to be tracked is not: not even the number is made then. It speaks to the host it came from and to no other.
 */
export const snippet = `(() => {
  const script = document.currentScript
  const { key, remember } = script.dataset
  const isUnwanted = navigator.globalPrivacyControl === true || navigator.doNotTrack === '1'
  // With data-remember the number outlives the session: only after the visitor agreed.
  const memory = () => (remember === undefined ? sessionStorage : localStorage)
  const recall = (name) => {
    try { return memory().getItem('groundswell.' + name) ?? undefined } catch { return undefined }
  }
  const keep = (name, value) => {
    try { memory().setItem('groundswell.' + name, value) } catch { /* private windows may refuse; then nothing is kept */ }
    return value
  }
  const makeId = () =>
    [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  let anonymousId
  let userId
  const send = (type, call) => {
    if (isUnwanted) return
    anonymousId ??= recall('visitor') ?? keep('visitor', makeId())
    userId ??= recall('user')
    const at = new Date().toISOString()
    const body = { writeKey: key, messageId: makeId(), timestamp: at, sentAt: at, anonymousId, userId, ...call }
    // As plain text a browser needs not ask first, and it arrives although the page is left.
    fetch(new URL(type, script.src), {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'text/plain' },
      keepalive: true,
      credentials: 'omit',
    }).catch(() => undefined)
  }
  globalThis.groundswell = {
    page: (properties = {}) =>
      send('page', {
        properties: { path: location.pathname, title: document.title, referrer: document.referrer, ...properties },
      }),
    track: (event, properties = {}) => send('track', { event, properties }),
    identify: (id, traits = {}) => {
      if (isUnwanted) return
      userId = keep('user', String(id))
      send('identify', { traits })
    },
    group: (groupId, traits = {}) => send('group', { groupId, traits }),
    forget: () => {
      anonymousId = userId = undefined
      for (const name of ['visitor', 'user'])
        try { memory().removeItem('groundswell.' + name) } catch { /* nothing was kept */ }
    },
  }
  if (script.dataset.auto !== 'off') groundswell.page()
})()
`
