import { AudioLines, File, Image, ImageOff, Video } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import type { MediaKind, MediaView } from '../../electron/ipc/contract/views.ts'
import { onApplied } from '../lib/connect.ts'
import { retryMedia } from '../lib/messages.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { useAction } from '../ui/use-action.ts'
import { inboxWords } from '../words/inbox.ts'
import styles from './message-media.module.css'

// The dialogs' library is an eighth of what a start reads, and no first frame has one open.
const PictureDialog = lazy(() => import('./picture-dialog.tsx').then((module) => ({ default: module.PictureDialog })))

interface MessageMediaProps {
  readonly media: readonly MediaView[]
  /** Who sent it, and when, for its accessible name. */
  readonly name: string
  readonly time: string
  /** It was left on tape: worth keeping, and hearing at another speed. */
  readonly isVoicemail?: boolean
}

const words = inboxWords.media

/** What came with a text. Every kind has its place and its height before it is here, so that nothing moves when it comes. */
export function MessageMedia({ media, name, time, isVoicemail = false }: MessageMediaProps) {
  return (
    <div className={styles.media}>
      {media.map((one) => (
        <MediaItem
          key={one.id}
          media={one}
          label={isVoicemail ? words.voicemail(name, time) : words.name(one.kind, name, time)}
          isAlone={media.length === 1}
          isVoicemail={isVoicemail}
        />
      ))}
    </div>
  )
}

interface ItemProps {
  readonly media: MediaView
  readonly label: string
  /** Of several, all are squares, so that their rows stay as they are when they come. */
  readonly isAlone: boolean
  readonly isVoicemail?: boolean
}

function MediaItem({ media, label, isAlone, isVoicemail = false }: ItemProps) {
  // Counts anew how often it was asked for again: each time is loaded afresh.
  const [round, setRound] = useState(0)
  const [broken, setBroken] = useState<number | null>(null)
  const onBroken = () => setBroken(round)
  const isBroken = broken === round
  if (media.state !== 'fetched' || isBroken) {
    return <MissingMedia media={media} isAlone={isAlone} isBroken={isBroken} onRetried={() => setRound(round + 1)} />
  }
  const source = `/media/${media.id}`
  switch (media.kind) {
    case 'image':
      return <Picture key={round} media={media} label={label} isAlone={isAlone} source={source} onBroken={onBroken} />
    case 'audio':
      return (
        <>
          {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- What a parent records comes without captions. */}
          <audio
            key={round}
            className={styles.audio}
            controls
            controlsList={isVoicemail ? undefined : 'nodownload noplaybackrate'}
            preload="metadata"
            src={source}
            aria-label={label}
            onError={onBroken}
          />
          {isVoicemail ? <SavedAs id={media.id} /> : null}
        </>
      )
    case 'video':
      return (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- What a parent records comes without captions.
        <video
          key={round}
          className={styles.video}
          controls
          controlsList="nodownload noremoteplayback noplaybackrate"
          disablePictureInPicture
          preload="metadata"
          src={source}
          aria-label={label}
          onError={onBroken}
        />
      )
    case 'file':
      return null
  }
}

/** Under a player whose Download was chosen: the name of the file, or that there is none. A browser says so itself. */
function SavedAs({ id }: { readonly id: string }) {
  const [outcome, setOutcome] = useState<{ readonly name: string | null } | null>(null)
  useEffect(
    () =>
      onApplied((changes) => {
        for (const change of changes) if (change.type === 'media-saved' && change.id === id) setOutcome(change)
      }),
    [id],
  )
  const failed = outcome !== null && outcome.name === null
  return (
    <p className={cx(styles.saved, failed && styles.notSaved)} role="status" hidden={outcome === null}>
      {outcome === null ? null : outcome.name === null ? words.notSaved : words.saved(outcome.name)}
    </p>
  )
}

const pictureHeight = 240
const [narrowest, widest] = [120, 340] as const

/** As wide as its shape asks for at the one height that all pictures have. */
function widthOf({ width, height }: MediaView, isAlone: boolean): number {
  if (!isAlone || width === null || height === null) return pictureHeight
  return Math.round(Math.min(widest, Math.max(narrowest, (pictureHeight * width) / height)))
}

interface PictureProps extends ItemProps {
  readonly source: string
  onBroken(): void
}

function Picture({ media, label, isAlone, source, onBroken }: PictureProps) {
  const [large, setLarge] = useState(false)
  const isSmall = (media.width ?? pictureHeight) < narrowest || (media.height ?? pictureHeight) < narrowest
  return (
    <>
      <button
        type="button"
        className={styles.picture}
        style={{ width: widthOf(media, isAlone) }}
        aria-haspopup="dialog"
        onClick={() => setLarge(true)}
      >
        <img
          className={cx(styles.image, isSmall && styles.small)}
          src={source}
          alt={label}
          decoding="async"
          draggable={false}
          onError={onBroken}
        />
      </button>
      {large ? (
        <Suspense fallback={null}>
          <PictureDialog media={media} label={label} source={source} onClose={() => setLarge(false)} />
        </Suspense>
      ) : null}
    </>
  )
}

const icons: Readonly<Record<MediaKind, typeof Image>> = { image: Image, audio: AudioLines, video: Video, file: File }

interface MissingProps {
  readonly media: MediaView
  readonly isAlone: boolean
  /** It is here, and the page cannot show it. */
  readonly isBroken: boolean
  onRetried(): void
}

/** In the place of what is not here: what is known about it, and the one thing to do. */
function MissingMedia({ media, isAlone, isBroken, onRetried }: MissingProps) {
  const { id, kind, state, late } = media
  const again = useAction(() => retryMedia(id).then(onRetried))
  const isUnderWay = state === 'waiting' && !late
  const canAsk = isBroken || state === 'failed' || (state === 'waiting' && late)
  const Icon = isUnderWay ? icons[kind] : kind === 'image' ? ImageOff : icons[kind]
  const isTall = (kind === 'image' || kind === 'video') && state !== 'refused'
  return (
    <div
      className={cx(styles.missing, isTall ? styles.tall : styles.flat)}
      style={isTall && kind === 'image' ? { width: Math.max(200, widthOf(media, isAlone)) } : undefined}
    >
      <Icon size={20} aria-hidden className={styles.icon} />
      <p className={styles.words}>{isBroken ? words.broken(kind) : whyMissing(media)}</p>
      {again.error === null ? null : (
        <p className={styles.words} role="alert">
          {words.tryAgainFailed} {again.error}
        </p>
      )}
      {canAsk ? (
        <Button size="small" onClick={() => again.run()} disabled={again.busy}>
          {words.tryAgain}
        </Button>
      ) : null}
    </div>
  )
}

function whyMissing({ kind, state, reason, late }: MediaView): string {
  switch (state) {
    case 'waiting':
    case 'fetched':
      return late ? words.late(kind) : words.waiting(kind)
    case 'failed':
      return reason === 'gone' ? words.gone(kind) : words.failed(kind)
    case 'refused':
      return reason === 'too-large' ? words.tooLarge(kind) : words.notShown
  }
}
