import { Component } from 'react'
import type { ErrorInfo, ReactNode } from 'react'
import { uiWords } from '../words/ui.ts'
import styles from './error-boundary.module.css'
import { ErrorNotice } from './error-notice.tsx'

export interface ErrorBoundaryProps {
  /** The pane's name as people call it: "The conversation". */
  readonly pane: string
  /** Shown in place of the notice, where there is no room for one. */
  readonly fallback?: ReactNode
  /** A new value tries again by itself: another conversation, another screen. */
  readonly resetKey?: string | number | null
  /** Told of the crash; the shell hands in the one that writes the report. */
  onCrash?(where: string, error: unknown, componentStack: string): void
  readonly children: ReactNode
}

interface Crash {
  readonly error: unknown
}

let report: NonNullable<ErrorBoundaryProps['onCrash']> = () => undefined

/** Where every boundary without its own `onCrash` reports; set once at start. */
export function reportCrashesTo(reporter: NonNullable<ErrorBoundaryProps['onCrash']>): void {
  report = reporter
}

/** Keeps the crash of one pane in that pane: a notice with "Try again" there, the rest of the window works on. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly crash: Crash | null }> {
  override state: { readonly crash: Crash | null } = { crash: null }

  static getDerivedStateFromError(error: unknown): { readonly crash: Crash } {
    return { crash: { error } }
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    const tell = this.props.onCrash ?? report
    tell(this.props.pane, error, info.componentStack ?? '')
  }

  override componentDidUpdate(previous: ErrorBoundaryProps): void {
    if (this.state.crash !== null && previous.resetKey !== this.props.resetKey) this.setState({ crash: null })
  }

  override render(): ReactNode {
    const { crash } = this.state
    if (crash === null) return this.props.children
    if (this.props.fallback !== undefined) return this.props.fallback
    return (
      <div className={styles.pane}>
        <ErrorNotice
          title={uiWords.paneCrashed.title(this.props.pane)}
          details={crash.error instanceof Error ? (crash.error.stack ?? crash.error.message) : String(crash.error)}
          onRetry={() => this.setState({ crash: null })}
        >
          {uiWords.paneCrashed.meaning}
        </ErrorNotice>
      </div>
    )
  }
}
