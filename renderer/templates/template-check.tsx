import { CircleAlert, CircleCheck, Lightbulb } from 'lucide-react'
import type { UseQueryResult } from '@tanstack/react-query'
import type { MergeSet, TemplateReport } from '../../electron/ipc/contract/templates-views.ts'
import { asHubError } from '../lib/data.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { languageName, templatesWords } from '../words/templates.ts'
import { CheckCost } from './check-cost.tsx'
import { Item, Part } from './check-part.tsx'
import { CheckPreviews } from './check-previews.tsx'
import styles from './template-check.module.css'

const words = templatesWords.check

interface TemplateCheckProps {
  readonly body: string
  /** ISO 639-1, of the version that is shown. */
  readonly language: string
  readonly report: UseQueryResult<TemplateReport>
  readonly set: MergeSet
  onSet(set: MergeSet): void
  /** Writes the whole text anew, with the caret at a place where one is given. */
  onWrite(body: string, caret?: number): void
  /** Marks a place in the text. */
  onSelect(at: number, length: number): void
  onAddLanguage(language: string): void
}

/** Everything there is to say of a text before it is sent: what is wrong, what it costs, what to think about, how it reads. */
export function TemplateCheck({
  body,
  language,
  report,
  set,
  onSet,
  onWrite,
  onSelect,
  onAddLanguage,
}: TemplateCheckProps) {
  const { data } = report
  return (
    <section className={styles.check} aria-label={words.label} aria-busy={report.isFetching}>
      {report.error !== null ? (
        <ErrorNotice title={words.unreadable} onRetry={() => void report.refetch()}>
          {asHubError(report.error).message}
        </ErrorNotice>
      ) : body.trim() === '' ? (
        <p className={styles.quiet}>{words.empty}</p>
      ) : data === undefined ? (
        <p className={styles.quiet}>{words.reading}</p>
      ) : (
        <>
          {data.faults.length === 0 ? null : (
            <Part title={words.faults} icon={<CircleAlert size={16} aria-hidden />} tone="failed">
              {data.faults.map((fault) => (
                <Item key={`${fault.at} ${fault.words}`} says={fault.words}>
                  {fault.fix === null ? (
                    <Button size="small" variant="quiet" onClick={() => onSelect(fault.at ?? 0, fault.length)}>
                      {words.show}
                    </Button>
                  ) : (
                    <Button
                      size="small"
                      aria-label={words.fixWith(fault.fix)}
                      onClick={() => fix(body, fault.at, fault.length, fault.fix, onWrite)}
                    >
                      {words.fix}
                    </Button>
                  )}
                </Item>
              ))}
            </Part>
          )}
          <CheckCost body={body} language={language} report={data} onWrite={onWrite} />
          {data.findings.length + data.missingLanguages.length === 0 ? null : (
            <Part title={words.findings} icon={<Lightbulb size={16} aria-hidden />} tone="attention">
              {data.findings.map((finding) => (
                <Item key={`${finding.kind} ${'at' in finding ? finding.at : ''}`} says={words.finding(finding)}>
                  {'at' in finding ? (
                    <Button size="small" variant="quiet" onClick={() => onSelect(finding.at, finding.length)}>
                      {words.show}
                    </Button>
                  ) : null}
                </Item>
              ))}
              {data.missingLanguages.map((missing) => (
                <Item
                  key={missing.language}
                  says={words.missingLanguage(languageName(missing.language), missing.texts)}
                >
                  <Button size="small" variant="quiet" onClick={() => onAddLanguage(missing.language)}>
                    {words.writeLanguage(languageName(missing.language))}
                  </Button>
                </Item>
              ))}
            </Part>
          )}
          {data.faults.length + data.findings.length + data.refused === 0 ? (
            <p className={styles.well}>
              <CircleCheck size={16} aria-hidden />
              {words.nothingWrong}
            </p>
          ) : null}
          {/* What is wrong for everybody is said above, once. */}
          {data.faults.length > 0 ? null : (
            <CheckPreviews previews={data.previews} body={body} set={set} onSet={onSet} />
          )}
        </>
      )}
    </section>
  )
}

function fix(
  body: string,
  at: number | null,
  length: number,
  by: string | null,
  write: TemplateCheckProps['onWrite'],
): void {
  if (at === null || by === null) return
  write(`${body.slice(0, at)}${by}${body.slice(at + length)}`, at + by.length)
}
