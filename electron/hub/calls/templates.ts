import { findConversation } from '../../../db/conversations.ts'
import { listTemplates } from '../../../db/templates.ts'
import type { Handlers } from '../../ipc/contract/handlers.ts'
import { CallFailure } from '../failure.ts'
import { withoutCulprits } from '../template/doctor.ts'
import { fillTemplate, noticeFor } from '../template/fill.ts'
import type { FillContext } from '../template/fill.ts'
import {
  addTemplate,
  changeTemplate,
  duplicateTemplate,
  putAway,
  putBack,
  templateOrRefuse,
  templateView,
} from '../template/keep.ts'
import { readersHere } from '../template/readers.ts'
import { reportOn } from '../template/report.ts'
import { given } from '../template/set.ts'
import type { CallContext } from './context.ts'

type Names = Extract<keyof Handlers, `templates.${string}`>

/** Texts that are written once and sent often. @param now epoch ms by the hub's clock */
export function templateHandlers({
  shown,
  settings,
  now,
}: CallContext & { readonly now: () => number }): Pick<Handlers, Names> {
  const staff = (): string => settings().staffName
  const context = (): FillContext => ({ now: now(), zone: settings().timeZone, campName: settings().campName })
  return {
    'templates.list': () => listTemplates(shown().store.db).map(templateView),
    'templates.save': ({ requestId, id, ...words }) =>
      templateView(
        shown().store.write((write) =>
          id === null ? addTemplate(write, requestId, words, staff()) : changeTemplate(write, id, words, staff()),
        ),
      ),
    'templates.duplicate': ({ requestId, id, name }) =>
      templateView(shown().store.write((write) => duplicateTemplate(write, requestId, id, name, staff()))),
    'templates.archive': ({ id, archived }) =>
      templateView(shown().store.write((write) => putAway(write, id, archived, staff()))),
    'templates.putBack': ({ id }) => templateView(shown().store.write((write) => putBack(write, id, staff()))),
    'templates.check': async ({ versions, language, set }) => {
      const { store, line } = shown()
      const { campName, pricePerSegment } = settings()
      const here = await readersHere(store.db, { ...context(), ourNumber: line?.account.number ?? null })
      return reportOn({ versions, language, set: given(set) }, { ...here, campName, pricePerSegment })
    },
    'templates.fill': ({ id, conversationId, set }) => {
      const { store } = shown()
      const template = templateOrRefuse(store, id)
      const conversation = findConversation(store.db, conversationId)
      if (!conversation) throw new CallFailure('not-found', 'This conversation is not here any more.')
      return fillTemplate(store.db, template, conversation.address, given(set), context())
    },
    'templates.plain': ({ body }) => withoutCulprits(body),
    'templates.firstText': ({ to, body }) => noticeFor(shown().store.db, to, body, context()),
  }
}
