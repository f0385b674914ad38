import { z } from 'zod'

/** The parts of Salesforce's JSON that are read. Fields that an organisation hides are not there. */
const word = z.string().nullish()

export const queryPage = z.object({
  totalSize: z.number().nullish(),
  done: z.boolean(),
  nextRecordsUrl: z.string().startsWith('/services/').nullish(),
  records: z.array(z.unknown()),
})
export type QueryPage = z.output<typeof queryPage>

export const faults = z.array(z.object({ errorCode: z.string(), message: z.string().default('') })).min(1)
export const tokenAnswer = z.object({ access_token: z.string().min(1) })

export const rowShape = z.object({
  Id: z.string().min(1),
  CreatedDate: word,
  SystemModstamp: word,
  Name: word,
  Type: word,
  Website: word,
  Industry: word,
  NumberOfEmployees: z.number().nullish(),
  BillingCountry: word,
  FirstName: word,
  LastName: word,
  Email: word,
  Company: word,
  HasOptedOutOfEmail: z.boolean().nullish(),
  StageName: word,
  IsWon: z.boolean().nullish(),
  IsClosed: z.boolean().nullish(),
  Amount: z.number().nullish(),
  CloseDate: word,
  LastStageChangeDate: word,
  ContractNumber: word,
  Status: word,
  ActivatedDate: word,
  StartDate: word,
  EndDate: word,
  Account: z.object({ Name: word }).nullish(),
})
export type Row = z.output<typeof rowShape>
