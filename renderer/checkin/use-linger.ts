import { startTransition, useEffect, useState } from 'react'

/** So long what was found stays after an act: its row is seen to change, and the next in the queue is often typed by then; ms. */
const lingers = 1_000

/**
 * What was looked for when somebody was served; '' once it is over. The whole list comes back after what was done is said, not
 * before it: its hundreds of rows take longer than a key may.
 */
export function useLinger(): readonly [string, (sought: string) => void] {
  const [sought, setSought] = useState('')
  useEffect(() => {
    if (sought === '') return undefined
    const timer = setTimeout(() => startTransition(() => setSought('')), lingers)
    return () => clearTimeout(timer)
  }, [sought])
  return [sought, setSought]
}
