import { useEffect, useRef, useState } from 'react'
import styles from './hint-layer.module.css'

interface Shown {
  readonly text: string
  readonly keys: string | undefined
  readonly anchor: DOMRect
}

const delay = 450

/**
 * One layer shows the hints of the whole window: any element with `data-hint` (and `data-hint-keys`), after a moment under the
 * pointer or on keyboard focus. Hints repeat or explain an accessible name, so the layer itself is hidden from screen readers.
 */
export function HintLayer() {
  const [shown, setShown] = useState<Shown | null>(null)
  const box = useRef<HTMLDivElement>(null)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let over: Element | null = null
    // Whoever presses it knows it: no hint covers what the press brings, also where its icon becomes another one under the pointer.
    let pressed: Element | null = null
    const hide = () => {
      clearTimeout(timer)
      over = null
      setShown(null)
    }
    const aim = (target: EventTarget | null) => {
      const element = target instanceof Element ? target.closest('[data-hint]') : null
      if (element === over || (element !== null && element === pressed)) return
      pressed = null
      hide()
      if (element === null) return
      over = element
      timer = setTimeout(() => {
        const text = element.getAttribute('data-hint')
        if (!element.isConnected || text === null || text === '') return
        setShown({
          text,
          keys: element.getAttribute('data-hint-keys') ?? undefined,
          anchor: element.getBoundingClientRect(),
        })
      }, delay)
    }
    const onPointer = (event: PointerEvent) => aim(event.target)
    const onPress = (event: PointerEvent) => {
      hide()
      pressed = event.target instanceof Element ? event.target.closest('[data-hint]') : null
    }
    const onFocus = (event: FocusEvent) => {
      if (event.target instanceof Element && event.target.matches(':focus-visible')) aim(event.target)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Tab') hide()
    }
    document.addEventListener('pointerover', onPointer)
    document.addEventListener('focusin', onFocus)
    document.addEventListener('focusout', hide)
    document.addEventListener('pointerdown', onPress)
    document.addEventListener('scroll', hide, { capture: true, passive: true })
    document.addEventListener('keydown', onKey)
    window.addEventListener('blur', hide)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('pointerover', onPointer)
      document.removeEventListener('focusin', onFocus)
      document.removeEventListener('focusout', hide)
      document.removeEventListener('pointerdown', onPress)
      document.removeEventListener('scroll', hide, { capture: true })
      document.removeEventListener('keydown', onKey)
      window.removeEventListener('blur', hide)
    }
  }, [])

  useEffect(() => {
    const element = box.current
    if (element === null || shown === null) return
    const { width, height } = element.getBoundingClientRect()
    const { anchor } = shown
    const below = anchor.bottom + 6 + height <= window.innerHeight
    const left = Math.min(Math.max(8, anchor.left + anchor.width / 2 - width / 2), window.innerWidth - width - 8)
    element.style.left = `${Math.round(left)}px`
    element.style.top = `${Math.round(below ? anchor.bottom + 6 : anchor.top - height - 6)}px`
    element.style.visibility = 'visible'
  }, [shown])

  if (shown === null) return null
  return (
    <div ref={box} className={styles.hint} aria-hidden>
      {shown.text}
      {shown.keys === undefined ? null : <span className={styles.keys}>{shown.keys}</span>}
    </div>
  )
}
