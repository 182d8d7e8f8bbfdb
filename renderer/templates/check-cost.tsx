import { Coins } from 'lucide-react'
import type { Culprit, TemplateReport } from '../../electron/ipc/contract/templates-views.ts'
import { useSettings } from '../lib/data.ts'
import { Button } from '../ui/button.tsx'
import { languageName, templatesWords } from '../words/templates.ts'
import { Item, Part } from './check-part.tsx'

const words = templatesWords.check

interface CheckCostProps {
  readonly body: string
  readonly language: string
  readonly report: TemplateReport
  onWrite(body: string, caret?: number): void
}

/** How long the text is for the family with the longest names, what all of them cost, and which character makes them dear. */
export function CheckCost({ body, language, report, onWrite }: CheckCostProps) {
  const { pricePerSegment } = useSettings()
  const { longest, culprits, texts, triedOn } = report
  if (longest === null) {
    return report.refused === 0 || report.faults.length > 0 ? null : (
      <Part title={words.summary} icon={<Coins size={16} aria-hidden />}>
        <Item says={words.refused(report.refused)} />
      </Part>
    )
  }
  const { diagnosis } = longest
  const ofNames = diagnosis.culprits.filter(
    ({ character }) => !culprits.some((culprit) => culprit.character === character),
  )
  const isDear = diagnosis.encoding === 'UCS-2'
  const fixable = culprits.filter(({ replacement }) => replacement !== null)
  return (
    <>
      <Part title={words.summary} icon={<Coins size={16} aria-hidden />}>
        <Item says={words.each(diagnosis)} />
        <Item
          says={
            diagnosis.over === null
              ? `${words.encoding[diagnosis.encoding]}. ${words.left(diagnosis.left)}.`
              : words.over(diagnosis.over, diagnosis.segments)
          }
        />
        <Item
          says={
            <span data-hint={words.price(pricePerSegment)}>
              {words.total(report.segments, report.cost)} · {words.triedOn[triedOn](texts)}
            </span>
          }
        />
        {texts === 0 && triedOn !== 'samples' ? <Item says={words.nobody(languageName(language))} /> : null}
        {report.refused === 0 ? null : <Item says={words.refused(report.refused)} />}
      </Part>
      {culprits.length + ofNames.length === 0 || !isDear ? null : (
        <Part title={words.culprits} tone="attention">
          {culprits.map((culprit) => (
            <Item key={culprit.character} says={words.culprit(culprit)}>
              {culprit.replacement === null ? null : (
                <Button size="small" variant="quiet" onClick={() => onWrite(replaced(body, [culprit]))}>
                  {words.replace(culprit)}
                </Button>
              )}
            </Item>
          ))}
          {ofNames.length === 0 ? null : (
            <Item says={words.culpritsOfNames(ofNames.map(({ character }) => character).join(' '))} />
          )}
          {fixable.length > 1 ? (
            <Item says="">
              <Button size="small" onClick={() => onWrite(replaced(body, fixable))}>
                {words.replaceAll(diagnosis.withoutCulprits)}
              </Button>
            </Item>
          ) : null}
        </Part>
      )}
    </>
  )
}

/** The text with plain characters for these. */
function replaced(body: string, culprits: readonly Culprit[]): string {
  return culprits.reduce(
    (text, { character, replacement }) => (replacement === null ? text : text.replaceAll(character, replacement)),
    body,
  )
}
