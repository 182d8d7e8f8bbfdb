import { useCallback, useState } from 'react'
import type { KeyboardEvent } from 'react'

/** As many as one call sets something for. */
const most = 2_000

/** The players that were chosen in the list: Space chooses, arrows go on, Shift with an arrow takes the next one along. */
export function useChosen() {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set())
  const choose = useCallback((id: number, on: boolean) => {
    setChosen((before) => {
      if (before.has(id) === on || (on && before.size >= most)) return before
      const next = new Set(before)
      if (on) next.add(id)
      else next.delete(id)
      return next
    })
  }, [])
  const clear = useCallback(() => setChosen(new Set()), [])
  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLTableElement>) => {
      const box =
        event.target instanceof HTMLInputElement && event.target.dataset['choose'] !== undefined ? event.target : null
      if (box === null || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
      event.preventDefault()
      const boxes = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input[data-choose]')]
      const next = boxes[boxes.indexOf(box) + (event.key === 'ArrowDown' ? 1 : -1)]
      if (next === undefined) return
      next.focus()
      if (!event.shiftKey) return
      choose(Number(box.dataset['choose']), true)
      choose(Number(next.dataset['choose']), true)
    },
    [choose],
  )
  return { chosen, choose, clear, onKeyDown }
}
