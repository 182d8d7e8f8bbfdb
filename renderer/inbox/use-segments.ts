import { useEffect, useState } from 'react'
import type { SegmentCount } from './segments.ts'

type Count = (text: string) => SegmentCount

let counter: Count | null = null
let loading: Promise<Count> | null = null

/** The counter is read with the first character typed: most of a start needs none. */
function loadCounter(): Promise<Count> {
  loading ??= import('./segments.ts').then((module) => {
    counter = module.countSegments
    return counter
  })
  return loading
}

/** Below this a text of any encoding is one segment with room left: there is nothing to count. */
const surelyShort = 50

/** Characters and segments of what is being written; null while there is nothing to say. */
export function useSegments(text: string): SegmentCount | null {
  const wanted = text.length > surelyShort
  const [count, setCount] = useState<Count | null>(() => counter)
  useEffect(() => {
    if (!wanted || count !== null) return undefined
    let mounted = true
    void loadCounter().then((loaded) => {
      if (mounted) setCount(() => loaded)
    })
    return () => {
      mounted = false
    }
  }, [wanted, count])
  return wanted && count !== null ? count(text) : null
}
