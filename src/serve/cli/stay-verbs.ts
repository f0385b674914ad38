import type { Command } from '@commander-js/extra-typings'
import { run, verb } from './program.ts'

/** Words of one verb that decides on an organisation from when to when. */
interface StayWords {
  readonly name: string
  readonly description: string
  readonly subject: string
  readonly organisation: string
  readonly nobody: string
  readonly takeBack: string
  readonly path: (subject: string) => string
}

/** `people employer`. */
export function addEmployerVerb(people: Command): void {
  addStayVerb(people, 'people', {
    name: 'employer',
    description: 'say for whom a person acted; your word outranks all evidence',
    subject: 'id',
    organisation: 'its name or a domain of it',
    nobody: 'for nobody',
    takeBack: 'take back all that was decided on this person’s employers',
    path: (id) => `/api/v1/people/${id}/employer`,
  })
}

/** `organisations owner` and `organisations holder`. */
export function addOwnerVerbs(organisations: Command): void {
  addStayVerb(organisations, 'organisations', {
    name: 'owner',
    description: 'say which organisation another belongs to',
    subject: 'id',
    organisation: 'the owner’s name or a domain of it',
    nobody: 'to none',
    takeBack: 'take back all that was decided on whom it belongs to',
    path: (id) => `/api/v1/organisations/${id}/owner`,
  })
  addStayVerb(organisations, 'organisations', {
    name: 'holder',
    description: 'say whose a domain was for a time, where it changed hands',
    subject: 'domain',
    organisation: 'its name or a domain of it',
    nobody: 'nobody we know of',
    takeBack: 'take back all that was decided on whose it was',
    path: (domain) => `/api/v1/domains/${domain}/holder`,
  })
}

function addStayVerb(parent: Command, above: string, words: StayWords): void {
  verb(words.name, words.description, parent)
    .argument(`<${words.subject}>`)
    .argument('[organisation]', words.organisation)
    .option('--nobody', words.nobody)
    .option('--from <moment>', 'from when on, e.g. 2019-07-09 (default: ever)')
    .option('--to <moment>', 'until when, that moment not included (default: for good)')
    .option('--reason <text>', 'for those who wonder later')
    .option('--take-back', words.takeBack)
    .action((subject, organisation, options) =>
      run(`${above} ${words.name}`, options, async (invocation) =>
        (await import('./verbs/decide-stay.ts')).decideStay(
          invocation,
          words.path(encodeURIComponent(subject)),
          organisation,
          options,
        ),
      ),
    )
}
