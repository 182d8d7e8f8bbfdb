import { Fragment } from 'react'
import { keyPresses } from '../keys/describe.ts'
import { keyWords } from '../words/keys.ts'
import styles from './keys.module.css'
import { VisuallyHidden } from './visually-hidden.tsx'

/** A binding as key caps: Ctrl Shift M. */
export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className={styles.keys}>
      {keyPresses(keys).map((caps, index) => (
        <span key={index} className={styles.press}>
          {index === 0 ? null : <span className={styles.then}>{keyWords.between.trim()}</span>}
          {caps.map((cap, place) => (
            <Fragment key={cap}>
              {place === 0 ? null : <VisuallyHidden>+</VisuallyHidden>}
              <kbd>{cap}</kbd>
            </Fragment>
          ))}
        </span>
      ))}
    </span>
  )
}
