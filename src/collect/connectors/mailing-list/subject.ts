/** `Re:` as mailers say it in their languages, with the count some add: `Re[2]:`, `Re(2):`, `Re^2:`. */
const replyMark =
  /^\s*(?:re|aw|antw|antwort|sv|vs|rv|res|odp|ynt|yan|atb|bls|vá|השב|رد|отв|ответ|回复|答复|回覆|返信|返)\s*(?:[[(]\d{1,4}[\])]|\^\d{1,4})?\s*[:：]/iu
const forwardMark = /^\s*(?:fwd?|wg|tr|enc|vb|doorst|vl|转发|轉寄)\s*[:：]/iu
/** `[dev]`, `[Project-users]` that lists put before a subject; what stands in brackets alone is the subject. */
const listMark = /^\s*\[[^\]]{1,60}\](?=\s*\S)/u
const wasMark = /\s*[([]\s*was:?\s.*$/iu

/** Whether a subject says that the mail answers another. */
export function saysReply(subject: string): boolean {
  if (replyMark.test(subject)) return true
  return replyMark.test(subject.replace(listMark, ''))
}

/** A subject without what mailers and lists add to it, for finding the thread of a mail that names no other. */
export function normaliseSubject(subject: string): string {
  let text = subject
  for (let rounds = 0; rounds < 10; rounds++) {
    const shorter = text.replace(replyMark, '').replace(forwardMark, '').replace(listMark, '')
    if (shorter === text) break
    text = shorter
  }
  return text.replace(wasMark, '').replace(/\s+/gu, ' ').trim().toLowerCase()
}

/** `[PATCH]`, `[PATCH v2 3/7]`, `[RFC PATCH]`: a change proposed by mail. An answer to one is none. */
export function saysPatch(subject: string): boolean {
  return /^\s*(?:\[[^\]]{1,60}\]\s*){0,2}\[[^\]]{0,60}\bpatch\b[^\]]{0,60}\]/i.test(subject)
}
