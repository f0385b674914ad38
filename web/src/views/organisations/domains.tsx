import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Organisation } from '../../../../src/serve/http/contract.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { Name } from '../../parts/name.tsx'
import { Section } from '../../parts/section.tsx'
import { StayDialog } from '../../parts/stay-dialog.tsx'
import { nameKind } from '../../words.ts'
import styles from './organisations.module.css'
import { OverruleDialog } from './overrule-dialog.tsx'

type Domain = Organisation['domains'][number]

/** Why it is what we say it is, domain by domain, with the key to overrule it. */
export function Domains({ organisation }: { organisation: Organisation }) {
  const [overruled, setOverruled] = useState<Domain>()
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
            <Button
              variant="default"
              size="xs"
              onClick={() => setOverruled(domain)}
              aria-label={`Overrule what ${makeInert(domain.domain)} is`}
            >
              Overrule…
            </Button>
            <Button
              variant="default"
              size="xs"
              onClick={() => setChanged(domain)}
              aria-label={`Say whose ${makeInert(domain.domain)} was when`}
            >
              Whose, when…
            </Button>
          </li>
        ))}
      </ul>
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
