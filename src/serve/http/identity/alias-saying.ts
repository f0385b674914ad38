/** How somebody is named, in a sentence: “Ann Lee” <ann@example.org>, or ann on forum. */
export function sayAlias(alias: {
  readonly platform: string
  readonly name: string
  readonly email: string
  readonly username: string
}): string {
  const name = alias.name.trim() === '' ? alias.username : alias.name
  const written = name === '' ? '' : `“${shorten(name)}”`
  const whole = alias.email === '' ? written : `${written} <${shorten(alias.email)}>`.trim()
  return whole === '' ? `an account on ${alias.platform}` : whole
}

const shorten = (text: string): string => {
  const letters = [...text]
  return letters.length <= 80 ? text : `${letters.slice(0, 79).join('')}…`
}
