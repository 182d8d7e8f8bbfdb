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

interface State {
  readonly crash: { readonly error: unknown } | null
  readonly resetKey: ErrorBoundaryProps['resetKey']
}

let report: NonNullable<ErrorBoundaryProps['onCrash']> = () => undefined

/** Where every boundary without its own `onCrash` reports; set once at start. */
export function reportCrashesTo(reporter: NonNullable<ErrorBoundaryProps['onCrash']>): void {
  report = reporter
}

/** Keeps the crash of one pane in that pane: a notice with "Try again" there, the rest of the window works on. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  override state: State = { crash: null, resetKey: this.props.resetKey }

  static getDerivedStateFromError(error: unknown): Pick<State, 'crash'> {
    return { crash: { error } }
  }

  static getDerivedStateFromProps(props: ErrorBoundaryProps, state: State): State | null {
    return props.resetKey === state.resetKey ? null : { crash: null, resetKey: props.resetKey }
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    const tell = this.props.onCrash ?? report
    tell(this.props.pane, error, info.componentStack ?? '')
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
