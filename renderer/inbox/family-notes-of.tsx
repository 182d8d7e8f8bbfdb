import { useQuery } from '@tanstack/react-query'
import { callHub } from '../lib/data.ts'
import { FamilyNotes } from '../people/family-notes.tsx'
import styles from './family-panel.module.css'

/** What staff noted about a family, beside its texts. */
export function FamilyNotesOf({ familyId }: { readonly familyId: number }) {
  const family = useQuery({
    queryKey: ['people', 'family', familyId],
    queryFn: () => callHub('people.readFamily', { familyId }),
  })
  if (family.data === undefined) return null
  return (
    <div className={styles.notes}>
      <FamilyNotes family={family.data} />
    </div>
  )
}
