import type { MediaView } from '../../electron/ipc/contract/views.ts'
import { Dialog } from '../ui/dialog.tsx'
import styles from './picture-dialog.module.css'

interface PictureDialogProps {
  readonly media: MediaView
  readonly label: string
  readonly source: string
  onClose(): void
}

/** A picture as large as the window lets it be. Escape leads back to where it was opened. */
export function PictureDialog({ media, label, source, onClose }: PictureDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={label}
      width="wide"
    >
      <img
        className={styles.picture}
        src={source}
        alt={label}
        width={media.width ?? undefined}
        height={media.height ?? undefined}
      />
    </Dialog>
  )
}
