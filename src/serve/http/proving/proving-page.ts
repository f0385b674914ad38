/** The page behind a link: it is whole by itself, since who opens it may see nothing else here. */
export const provingPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>Prove that an account is yours</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 38rem; margin: 3rem auto; padding: 0 1rem; }
code { font-size: 1.1rem; overflow-wrap: anywhere; user-select: all; }
input { font: inherit; width: 100%; box-sizing: border-box; padding: .4rem; margin: .3rem 0 .8rem; }
button { font: inherit; padding: .4rem .9rem; }
[hidden] { display: none; }
</style>
</head>
<body>
<main>
<h1>Prove that an account is yours</h1>
<noscript>This page needs JavaScript: it keeps the secret of your link out of addresses that are logged.</noscript>
<p id="status" role="status">Looking…</p>
<form id="second" hidden>
<p>Which other account is yours? The link is good for one, so look twice.</p>
<label for="account">Its page, or where and who</label>
<input id="account" name="account" required maxlength="300" autocomplete="off" placeholder="https://github.com/jane">
<button>This account is mine, too</button>
</form>
<section id="waiting" hidden>
<p>Now write this with that account, somewhere this community reads: in a new comment, post or message of your own.</p>
<p><code id="code"></code></p>
<p>Write it yourself, and give it to nobody. It is found within a day or so. You may delete what you wrote once it was found.</p>
</section>
<section id="pair" hidden>
<p>On this device the link for <strong id="other"></strong> was opened as well. Are both yours?</p>
<button id="join" type="button">Both are mine</button>
</section>
<p id="undo" hidden><button id="withdraw" type="button">Take this back</button></p>
</main>
<script src="prove/page.js"></script>
</body>
</html>
`

export const provingScript = `(() => {
  const find = (id) => document.getElementById(id)
  const token = location.hash.slice(1)
  const place = 'groundswell.prove'
  const day = 86400000
  const recall = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(place) ?? 'null')
      return kept !== null && kept.token !== token && Date.now() - kept.at < day ? kept.token : undefined
    } catch { return undefined }
  }
  const keep = () => {
    try { localStorage.setItem(place, JSON.stringify({ token, at: Date.now() })) } catch { /* then links are not joined here */ }
  }
  const forget = () => {
    try { localStorage.removeItem(place) } catch { /* nothing was kept */ }
  }
  // What somebody is called is shown, never obeyed: marks that turn the direction of text or hide it become visible.
  const inert = (text) => text.replace(/(?![\\u200c\\u200d])[\\p{Cc}\\p{Cf}\\p{Co}\\p{Zl}\\p{Zp}]/gu, '\\ufffd')
  const say = (text) => { find('status').textContent = text }
  const send = async (act, body) => {
    const response = await fetch('prove/' + act, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const told = await response.json()
    if (!response.ok) throw new Error(told.detail ?? told.title)
    return told
  }
  const sentences = {
    open: 'You were asked whether another account is yours as well. This link is for ',
    waiting: 'One thing is left to do. This link is for ',
    used: 'Done: you proved that another account is yours, too. This link was for ',
    expired: 'This link has expired. Ask for a new one. It was for ',
    withdrawn: 'This was taken back, and joins nothing any more. The link was for ',
  }
  const show = (told) => {
    say(sentences[told.state] + inert(told.account) + '.')
    find('second').hidden = told.state !== 'open'
    find('waiting').hidden = told.state !== 'waiting'
    find('code').textContent = told.code ?? ''
    find('undo').hidden = told.state === 'withdrawn' || told.state === 'open'
    find('pair').hidden = true
  }
  const attempt = async (act) => {
    try { await act() } catch (error) { say(error.message) }
  }
  const offerPair = async (other) => {
    try {
      const told = await send('look', { token: other })
      if (told.state !== 'open') return
      find('other').textContent = inert(told.account)
      find('pair').hidden = false
    } catch { forget() }
  }
  find('second').addEventListener('submit', (event) => {
    event.preventDefault()
    void attempt(async () => show(await send('second', { token, account: find('account').value })))
  })
  find('join').addEventListener('click', () => {
    void attempt(async () => {
      show(await send('join', { tokens: [recall() ?? '', token] }))
      forget()
    })
  })
  find('withdraw').addEventListener('click', () => {
    void attempt(async () => show(await send('withdraw', { token })))
  })
  window.addEventListener('hashchange', () => location.reload())
  void attempt(async () => {
    if (token === '') throw new Error('The link is not whole. Copy all of it, also what follows the #.')
    const told = await send('look', { token })
    show(told)
    if (told.state !== 'open') return
    const other = recall()
    if (other === undefined) keep()
    else await offerPair(other)
  })
})()
`
