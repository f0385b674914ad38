import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import type { Organisation } from '../../../../src/serve/http/contract.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { Name } from '../../parts/name.tsx'
import { Section } from '../../parts/section.tsx'
import { StayDialog } from '../../parts/stay-dialog.tsx'
import { nameKind } from '../../words.ts'
import styles from './organisations.module.css'
import { OverruleDialog } from './overrule-dialog.tsx'
import { TakeOutDialog } from './take-out-dialog.tsx'

type Domain = Organisation['domains'][number]

/** Why it is what we say it is, domain by domain, with the key to overrule it. */
export function Domains({ organisation }: { organisation: Organisation }) {
  const [overruled, setOverruled] = useState<Domain>()
  const [takenOut, setTakenOut] = useState<Domain>()
  const [changed, setChanged] = useState<Domain>()
  return (
    <Section
      title="Why we think so"
      note="An organisation is told from the domains of addresses. Your word outranks the tables, and can be taken back."
    >
      <ul className={styles.domains}>
        {organisation.domains.map((domain) => (
          <li key={`${domain.domain} ${domain.reason}`}>
            <div className={styles.words}>
              <p>
                <strong>
                  <Name text={domain.domain} />
                </strong>
                : {nameKind(domain.kind).toLowerCase()}
              </p>
              <p className={styles.faint}>{makeInert(domain.reason)}</p>
            </div>
            <Keys
              domain={domain.domain}
              isOnly={organisation.domains.length < 2}
              onTakeOut={() => setTakenOut(domain)}
              onOverrule={() => setOverruled(domain)}
              onChange={() => setChanged(domain)}
            />
          </li>
        ))}
      </ul>
      {takenOut === undefined ? null : (
        <TakeOutDialog
          key={takenOut.domain}
          organisationId={organisation.organisationId}
          domain={takenOut.domain}
          onClose={() => setTakenOut(undefined)}
        />
      )}
      {changed === undefined ? null : (
        <StayDialog
          title={`Whose was ${makeInert(changed.domain)}?`}
          none="Nobody we know of"
          organisation=""
          path={`/domains/${encodeURIComponent(changed.domain)}/holder`}
          isDecided={changed.isHolderDecided}
          onClose={() => setChanged(undefined)}
        />
      )}
      {overruled === undefined ? null : (
        <OverruleDialog
          key={overruled.domain}
          domain={overruled}
          organisation={organisation.name}
          onClose={() => setOverruled(undefined)}
        />
      )}
    </Section>
  )
}

interface KeysProps {
  domain: string
  isOnly: boolean
  onTakeOut: () => void
  onOverrule: () => void
  onChange: () => void
}

function Keys({ domain, isOnly, onTakeOut, onOverrule, onChange }: KeysProps) {
  const name = makeInert(domain)
  return (
    <Group gap="xs">
      {isOnly ? null : (
        <Button variant="default" size="xs" onClick={onTakeOut} aria-label={`Take ${name} out`}>
          Take out…
        </Button>
      )}
      <Button variant="default" size="xs" onClick={onOverrule} aria-label={`Overrule what ${name} is`}>
        Overrule…
      </Button>
      <Button variant="default" size="xs" onClick={onChange} aria-label={`Say whose ${name} was when`}>
        Whose, when…
      </Button>
    </Group>
  )
}
