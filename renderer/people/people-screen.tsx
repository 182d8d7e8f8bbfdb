import { useEffect, useState } from 'react'
import { readRoster, useRoster } from '../lib/roster.ts'
import { DuplicatesPane } from './duplicates-pane.tsx'
import { ImportPane } from './import-pane.tsx'
import { PeopleList } from './people-list.tsx'

/** Who is at camp, and where a roster comes in. */
export function PeopleScreen() {
  const roster = useRoster()
  const [importing, setImporting] = useState(false)
  const [doubles, setDoubles] = useState(false)
  useEffect(readRoster, [])
  // An import goes on while other screens are looked at.
  if (importing || roster?.kind === 'importing') return <ImportPane onDone={() => setImporting(false)} />
  if (doubles) return <DuplicatesPane onDone={() => setDoubles(false)} />
  return <PeopleList onImport={() => setImporting(true)} onDuplicates={() => setDoubles(true)} />
}
