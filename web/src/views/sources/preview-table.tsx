import type { Preview } from '../../../../src/serve/http/contract.ts'
import { countOf } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { Name } from '../../parts/name.tsx'
import { When } from '../../parts/when.tsx'
import { WideTable } from '../../parts/wide-table.tsx'
import { nameType } from '../../words.ts'
import styles from './sources.module.css'

/** What the first records of a source would become, record by record. */
export function PreviewTable({ preview }: { preview: Preview }) {
  return (
    <div className={styles.preview}>
      <p role="status">{summarise(preview)}</p>
      {preview.notes.map((note) => (
        <p key={note} className={styles.why}>
          {makeInert(note)}
        </p>
      ))}
      {preview.items.length === 0 ? null : (
        <WideTable label="What the first records would become">
          <table className={styles.runs}>
            <thead>
              <tr>
                <th scope="col" data-figures="true">
                  Record
                </th>
                <th scope="col">Becomes</th>
                <th scope="col">When</th>
                <th scope="col">Who</th>
                <th scope="col">What, or why not</th>
              </tr>
            </thead>
            <tbody>{preview.items.flatMap((item, index) => toRows(item, index + 1))}</tbody>
          </table>
        </WideTable>
      )}
    </div>
  )
}

function summarise({ records, events, quarantined, ignored, isWhole }: Preview): string {
  if (records === 0) return 'There is no record in it.'
  const some = isWhole
    ? `All ${countOf(records, 'record', 'records')}`
    : `The first ${countOf(records, 'record', 'records')}`
  return `${some}: ${countOf(events, 'event', 'events')}, ${quarantined} set aside, ${ignored} ignored. Nothing has been added yet.`
}

function toRows(item: Preview['items'][number], number: number) {
  if (item.becomes !== 'events')
    return [
      <tr key={number}>
        <td data-figures="true">{number}</td>
        <td>{item.becomes === 'quarantined' ? 'Quarantined' : 'Ignored'}</td>
        <td />
        <td />
        <td className={styles.reason}>
          {makeInert(item.reason)} <span className={styles.position}>{makeInert(item.position)}</span>
        </td>
      </tr>,
    ]
  return item.events.map(({ type, occurredAt, who, object }, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the events of a record have no other name and never change places
    <tr key={`${number} ${place}`}>
      <td data-figures="true">{place === 0 ? number : ''}</td>
      <td>{nameType(type)}</td>
      <td>
        <When at={occurredAt} precise />
      </td>
      <td>
        <Name text={who} fallback="nobody named" />
      </td>
      <td className={styles.reason}>{object === null ? '' : makeInert(`${object.kind} ${object.id}`)}</td>
    </tr>
  ))
}
